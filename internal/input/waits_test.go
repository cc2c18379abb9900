//go:build unix

package input

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestAPipeThatWaitsSaysSo checks that a pipe nobody writes to yet is named, and read
// once somebody does.
func TestAPipeThatWaitsSaysSo(t *testing.T) {
	defer func(d time.Duration) { waitsAfter = d }(waitsAfter)
	waitsAfter = time.Millisecond
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	said := make(chan string, 1)
	go func() {
		place := <-said
		said <- place
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err == nil {
			f.WriteString("The harbour of Lumen is open.\n")
			f.Close()
		}
	}()
	rows := 0
	Read([]string{path}, strings.NewReader(""), Sink{
		Row:   func(Row) bool { rows++; return true },
		Bad:   func(err *Error) { t.Error(err) },
		Waits: func(place string) { said <- place },
	})
	if place := <-said; place != path || rows != 1 {
		t.Errorf("%q waits, %d rows", place, rows)
	}
}
