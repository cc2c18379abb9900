//go:build unix

package main

import (
	"os"
	"syscall"
)

// reloadSignal asks a server to read its config file again.
var reloadSignal os.Signal = syscall.SIGHUP
