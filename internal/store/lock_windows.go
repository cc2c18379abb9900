package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// A lock is a hold on a file that the system takes away when the process ends,
// however it ends.
type lock struct{ file *os.File }

// acquire takes a lock that others may share, or one that nobody else has. It
// returns errHeld where others hold what does not go with it.
func acquire(path string, alone bool) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	flags := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if alone {
		flags |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	if err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, new(windows.Overlapped)); err != nil {
		f.Close()
		if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
			err = errHeld
		}
		return nil, err
	}
	return &lock{f}, nil
}

// writable leaves it to the database to find that a file can't be written.
func writable(string) error { return nil }

// release gives the lock back.
func (l *lock) release() error {
	if l == nil {
		return nil
	}
	return l.file.Close()
}

// holdPart makes an empty file; while the database has it open, nobody can
// remove it.
func holdPart(path string) (release func(), err error) {
	return func() {}, os.WriteFile(path, nil, 0o600)
}

// removeStale takes a file away that nobody has open.
func removeStale(path string) bool { return os.Remove(path) == nil }
