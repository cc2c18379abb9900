package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// posixLocks returns the locks that this process has on a file, as the system
// lists them.
func posixLocks(t *testing.T, path string) (held []string) {
	t.Helper()
	list, err := os.ReadFile("/proc/locks")
	if err != nil {
		t.Skip("the system does not list locks: ", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	file := fmt.Sprintf(":%d ", info.Sys().(*syscall.Stat_t).Ino)
	for line := range strings.Lines(string(list)) {
		if strings.Contains(line, file) && strings.Contains(line, "POSIX") && strings.Contains(line, fmt.Sprintf(" %d ", os.Getpid())) {
			held = append(held, line)
		}
	}
	return held
}

// TestOpeningTwiceKeepsTheLocksOfTheFirst opens an archive again in a process
// that has it open: the database's locks of the first stay, without which
// another process would take the archive for closed.
func TestOpeningTwiceKeepsTheLocksOfTheFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "archive.db")
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	before := posixLocks(t, path)
	if len(before) == 0 {
		t.Skip("the system lists no locks of this process")
	}
	if _, err := prepare(path); err != nil {
		t.Fatal(err)
	}
	if after := posixLocks(t, path); len(after) != len(before) {
		t.Errorf("%d locks on the open archive, %d before it was opened again:\n%s", len(after), len(before), strings.Join(before, ""))
	}
	second, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	if after := posixLocks(t, path); len(after) == 0 {
		t.Errorf("no locks on the open archive after another Store was closed:\n%s", strings.Join(before, ""))
	}
}
