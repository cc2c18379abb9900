package store

import (
	"errors"
	"math/rand/v2"
	"time"
)

// Whoever may write an archive holds its lock file together with others, for
// as long as it has the archive open: for a write alone the database's own lock
// is taken, so that processes write one after the other. Who changes the format
// or puts another file in its place holds the lock file alone.

// errHeld says that another process holds a lock.
var errHeld = errors.New("held by another process")

// openTime is how long opening waits for a process that has the archive alone,
// or the database: the last one that closes it writes its log back, which takes
// longer than a statement waits where the disk is slow.
const openTime = 20 * time.Second

// together takes the lock file for a process that may write. Where the archive
// is to be made or brought to a newer format, prepare does that, alone. ready
// leaves the archive open if it is.
func together(path string, ready func() (bool, error), prepare func() error) (*lock, error) {
	var busy *BusyError
	for start := time.Now(); ; {
		l, err := acquire(path+".lock", false)
		if err == nil {
			var ok bool
			if ok, err = ready(); ok {
				return l, nil
			}
			err = errors.Join(err, l.release())
			if err == nil {
				err = prepareAlone(path, prepare)
			}
		}
		switch {
		case err == nil:
			continue
		case !errors.Is(err, errHeld) && !errors.As(explain(path, err), &busy):
			return nil, err
		case time.Since(start) > openTime:
			return nil, &BusyError{Path: path, Open: true}
		}
		time.Sleep(20*time.Millisecond + rand.N(60*time.Millisecond))
	}
}

// prepareAlone prepares the archive, unless another process does.
func prepareAlone(path string, prepare func() error) error {
	l, err := acquire(path+".lock", true)
	if err != nil {
		return err
	}
	return errors.Join(prepare(), l.release())
}

// alone takes the lock file for a process that nobody else may write beside.
func alone(path string) (*lock, error) {
	l, err := acquire(path+".lock", true)
	if errors.Is(err, errHeld) {
		err = &BusyError{Path: path, Open: true}
	}
	return l, err
}

// The turns that one process at a time has.
const (
	TurnReading  = "reading"  // emptying the queue
	TurnWatching = "watching" // asking feeds
)

// Turn takes a turn that one process at a time has, and returns nil if another
// one has it. It ends with the process, if not before.
func (s *Store) Turn(name string) (release func(), err error) {
	l, err := acquire(s.path+"."+name, true)
	if errors.Is(err, errHeld) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return func() { _ = l.release() }, nil
}
