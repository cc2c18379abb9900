//go:build poison

package main

import (
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// A build with the tag "poison" dies of, or hangs in, texts that have the words
// of READOUT_POISON_CRASH or READOUT_POISON_HANG, as a fault of the program or of
// the machine would. The program that users have does not: tests of whoever
// supervises it need one that does.
func init() {
	crash, hang := os.Getenv("READOUT_POISON_CRASH"), os.Getenv("READOUT_POISON_HANG")
	poison = func(v *readout.Version) {
		switch {
		case crash != "" && strings.Contains(v.Text, crash):
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		case hang != "" && strings.Contains(v.Text, hang):
			time.Sleep(24 * time.Hour)
		}
	}
}
