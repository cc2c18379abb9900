package store

import (
	"context"
	"errors"
	"os"
	"time"
)

// Work for which a person waits goes first, before that of all processes that
// fill the archive: who does such work holds the file of haste together with
// others, and who fills the archive looks before each write, and before each text
// that is read, whether somebody holds it.

// wayTime is how long others give way at a time: what fills the archive goes on,
// slowly, beside a process in haste that hangs.
const wayTime = 10 * time.Second

// wayStep is how often is asked whether the way is free.
const wayStep = 10 * time.Millisecond

type hasteKey struct{}

// Haste says that a person waits for what is done with the context that it
// returns, until release is called.
func (s *Store) Haste(ctx context.Context) (_ context.Context, release func()) {
	if s.whole != nil {
		return s.whole.Haste(ctx)
	}
	ctx = context.WithValue(ctx, hasteKey{}, true)
	for ctx.Err() == nil {
		l, err := acquire(s.path+".haste", false)
		if err == nil {
			return ctx, func() { _ = l.release() }
		}
		if !errors.Is(err, errHeld) { // without the file it is done all the same, in its turn
			break
		}
		time.Sleep(time.Millisecond) // somebody looks whether the way is free
	}
	return ctx, func() {}
}

// GiveWay waits while somebody else is in haste, as long as others give way.
func (s *Store) GiveWay(ctx context.Context) {
	if ctx.Value(hasteKey{}) != nil {
		return
	}
	for start := time.Now(); s.Hurried() && ctx.Err() == nil && time.Since(start) < wayTime; {
		time.Sleep(wayStep)
	}
}

// Hurried reports whether somebody is in haste.
func (s *Store) Hurried() bool {
	if _, err := os.Stat(s.path + ".haste"); err != nil { // nobody ever was
		return false
	}
	l, err := acquire(s.path+".haste", true)
	if err != nil {
		return errors.Is(err, errHeld)
	}
	_ = l.release()
	return false
}
