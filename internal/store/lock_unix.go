//go:build unix

package store

import (
	"errors"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// A lock marks the one process that writes an archive. The system takes it
// away when the process ends, however it ends.
type lock struct{ file *os.File }

// acquire takes the lock file of the archive at path or returns a [BusyError].
// The file stays when the lock is given back: to remove it would let two
// processes hold locks on two files of one name.
func acquire(path string) (*lock, error) {
	f, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		defer f.Close()
		if !errors.Is(err, unix.EWOULDBLOCK) {
			return nil, err
		}
		var buf [32]byte
		n, _ := f.ReadAt(buf[:], 0)
		pid, _ := strconv.Atoi(strings.TrimSpace(string(buf[:n])))
		return nil, &BusyError{Path: path, PID: pid}
	}
	// the number only helps in messages: a full disk must not stop readout doctor
	if f.Truncate(0) == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	return &lock{f}, nil
}

// release gives the lock back.
func (l *lock) release() error {
	if l == nil {
		return nil
	}
	return l.file.Close()
}

// holdPart makes an empty file and marks it as one that is being written.
func holdPart(path string) (release func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		return nil, errors.New(path + " is being written by another process: wait for it, or name another file")
	}
	if err := f.Truncate(0); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}

// removeStale takes a file away that nobody writes any more.
func removeStale(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil && os.Remove(path) == nil
}
