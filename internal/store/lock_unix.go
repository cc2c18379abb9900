//go:build unix

package store

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// A lock is a hold on a file that the system takes away when the process ends,
// however it ends. The file stays when the lock is given back: to remove it
// would let two processes hold locks on two files of one name.
type lock struct{ file *os.File }

// acquire takes a lock that others may share, or one that nobody else has. It
// returns errHeld where others hold what does not go with it.
func acquire(path string, alone bool) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	how := unix.LOCK_SH
	if alone {
		how = unix.LOCK_EX
	}
	if err := unix.Flock(int(f.Fd()), how|unix.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			err = errHeld
		}
		return nil, err
	}
	return &lock{f}, nil
}

// writable returns why a file can't be written, or nil. It does not open it.
func writable(path string) error {
	if err := unix.Access(path, unix.W_OK); err != nil {
		return &os.PathError{Op: "open", Path: path, Err: err}
	}
	return nil
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
	l, err := acquire(path, true)
	if errors.Is(err, errHeld) {
		err = errors.New(path + " is being written by another process: wait for it, or name another file")
	}
	if err != nil {
		return nil, err
	}
	if err := l.file.Truncate(0); err != nil {
		return nil, errors.Join(err, l.release())
	}
	return func() { _ = l.release() }, nil
}

// removeStale takes a file away that nobody writes any more.
func removeStale(path string) bool {
	l, err := acquire(path, true)
	if err != nil {
		return false
	}
	defer func() { _ = l.release() }()
	return os.Remove(path) == nil
}
