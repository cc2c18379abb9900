package store

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// This file has changes that wait for one another committed together. To sync the
// disk takes longer than most changes do: twenty people who correct at once would
// each wait for the disk as often as there are others before them.

// A queue is where changes wait for their turn.
type queue struct {
	turn    sync.Mutex // held by the change that runs
	waiting atomic.Int32
	open    *batch // to be committed by the last that joins it; nil between batches
}

// A batch is changes that are committed together.
type batch struct {
	begun time.Time
	kept  int           // changes that it holds
	over  bool          // nothing of it is kept: err says why
	done  chan struct{} // closed once it is committed, or is not
	err   error         // why it is not
}

// A batch takes in no more changes, and none later.
const (
	mostTogether    = 64
	longestTogether = 100 * time.Millisecond
)

// Update runs change and commits what it did, synced to the disk. When change
// returns an error, when ctx ends while it runs, or when the commit fails,
// nothing is changed. Updates run one after the other, also those of other
// processes, and each sees what those before it did; those that wait when one
// ends are committed with it. While another process writes, Update waits as long
// as the archive's patience lasts and then returns a [BusyError]; those of somebody
// in haste go first ([Store.Haste]). change must not call Update.
func (s *Store) Update(ctx context.Context, change func(*Tx) error) error {
	if s.whole != nil {
		return s.whole.Update(ctx, change)
	}
	s.GiveWay(ctx)
	b, err := s.enter(ctx)
	if err != nil {
		return err
	}
	if err := s.take(ctx, b, change); err != nil {
		return err
	}
	<-b.done
	return b.err
}

// enter waits for the turn of a change and returns the batch that it is of.
func (s *Store) enter(ctx context.Context) (*batch, error) {
	s.queue.waiting.Add(1)
	s.queue.turn.Lock()
	s.queue.waiting.Add(-1)
	if s.queue.open != nil {
		return s.queue.open, nil
	}
	s.mu.Lock()
	if err := s.begin(ctx); err != nil {
		s.mu.Unlock()
		s.queue.turn.Unlock()
		return nil, err
	}
	s.queue.open = &batch{begun: time.Now(), done: make(chan struct{})}
	return s.queue.open, nil
}

// begin begins a batch.
func (s *Store) begin(ctx context.Context) error {
	if s.wconn == nil {
		return errors.New("the archive is open for reading only")
	}
	err := s.write(ctx, "BEGIN IMMEDIATE")
	if err == nil {
		err = s.lookAround(ctx)
	} else if ctx.Err() == nil {
		return err
	}
	if err != nil { // it may have begun all the same
		_, _ = s.wconn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	}
	return err
}

// take runs a change in a batch, and gives the turn to the next.
func (s *Store) take(ctx context.Context, b *batch, change func(*Tx) error) (err error) {
	defer s.leave(context.WithoutCancel(ctx), b)
	return s.try(ctx, b, change)
}

// try runs a change. One that fails, by an error or by a panic on its way up,
// leaves the others of its batch as they are. The first one has no savepoint, as a
// savepoint keeps what each page was: all of the batch goes with it.
func (s *Store) try(ctx context.Context, b *batch, change func(*Tx) error) (err error) {
	first, done := b.kept == 0, false
	if !first {
		if err := s.write(ctx, "SAVEPOINT mine"); err != nil {
			return err
		}
	}
	defer func() {
		switch {
		case done:
			b.kept++
			return
		case first:
			b.over = true
		default:
			_, broken := s.wconn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK TO mine; RELEASE mine")
			if broken != nil { // the disk failed, and SQLite took all back
				b.over, b.err = true, explain(s.path, errors.Join(err, broken))
			}
		}
		s.forgetCaches() // they may hold what was never written
	}()
	tx := newTx(ctx, s)
	s.runs.empty()
	for _, step := range []func() error{func() error { return change(tx) }, tx.followAgain, tx.join, tx.alert, func() error { return tx.writeWaiting(allTables) }} {
		if err := step(); err != nil {
			return explain(s.path, err)
		}
	}
	if !first {
		if _, err := s.wconn.ExecContext(context.WithoutCancel(ctx), "RELEASE mine"); err != nil {
			return explain(s.path, err)
		}
	}
	done = true
	return nil
}

// leave gives the turn to the next change; if there is none, or the batch has
// enough, it commits.
func (s *Store) leave(ctx context.Context, b *batch) {
	defer s.queue.turn.Unlock()
	if !b.over && s.queue.waiting.Load() > 0 && b.kept < mostTogether && time.Since(b.begun) < longestTogether {
		return
	}
	s.queue.open = nil
	defer close(b.done)
	defer s.mu.Unlock()
	if !b.over {
		_, err := s.wconn.ExecContext(ctx, "COMMIT")
		if err == nil {
			s.carry(ctx)
			return
		}
		b.err = explain(s.path, err)
		s.forgetCaches()
	}
	_, _ = s.wconn.ExecContext(ctx, "ROLLBACK")
}
