//go:build !unix

package main

import "os"

// reloadSignal is nil: the system has no signal that asks for it.
var reloadSignal os.Signal
