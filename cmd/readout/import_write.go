package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// What one commit takes in at most: a commit waits for the disk, and writes each page
// that changed once however often it did, and of an index that rows come to in no
// order nearly each row changes another page: onto 500,000 stories, 24,000 records a commit
// wrote 52 kB each, 12,000 64. Until then other programs wait to write; one that waits for
// seconds, or for whom a person waits, has what there is committed ([store.Store.Hurried]).
var commitRows = 24_000 // changed by tests

const (
	commitBytes = 192 << 20 // of rows that wait
	commitTime  = time.Minute
	commitPause = time.Second / 2 // nothing is made ready meanwhile: the input is slow
)

// An importing change takes batches in while the next ones are made ready.
type importing struct {
	batches chan []*imported // those that it is still to take in
	done    chan error       // gives once whether all of it was committed
	took    []*imported      // once done has given
}

// handOn gives the batch to the change that is going on, or begins one.
func (in *importer) handOn(ctx context.Context) error {
	batch := in.batch
	in.batch, in.size = nil, 0
	if len(batch) == 0 {
		return nil
	}
	for {
		if in.writing == nil {
			in.writing = in.begun(ctx)
		}
		select {
		case in.writing.batches <- batch:
			return nil
		case err := <-in.writing.done: // it has enough
			if err := in.tell(err); err != nil { // what follows is left out too: an import goes on where the mark is
				return err
			}
		}
	}
}

// commitAll takes in what there is.
func (in *importer) commitAll(ctx context.Context) error {
	if err := in.handOn(ctx); err != nil || in.writing == nil {
		return err
	}
	close(in.writing.batches)
	return in.tell(<-in.writing.done)
}

// begun returns a change that waits for its first batch.
func (in *importer) begun(ctx context.Context) *importing {
	w := &importing{batches: make(chan []*imported), done: make(chan error, 1)}
	go func() {
		batch := <-w.batches
		err := in.store.Update(ctx, func(tx *store.Tx) error { return in.takeAll(tx, w, batch) })
		switch {
		case err == nil:
		case ctx.Err() != nil: // this change is left out, and done by the next run
			err = &exitError{code: exitWrite, err: errStoppedImport}
		default:
			err = &exitError{code: exitWrite, err: err}
		}
		w.done <- err
	}()
	return w
}

// takeAll takes batches in, until that is enough for one commit, and notes how far the
// file was read.
func (in *importer) takeAll(tx *store.Tx, w *importing, batch []*imported) error {
	tx.JoinLater()
	began := time.Now()
	for len(batch) > 0 {
		for _, it := range batch {
			it.new, it.err = it.takeIn(tx)
			var gone *store.ForgottenError
			if it.err != nil && !errors.As(it.err, &gone) {
				return fmt.Errorf("%s: %w", it.place, it.err)
			}
			it.stored, it.moved, it.reading = nil, nil, nil // what is to be written of it waits in the change
		}
		if w.took = append(w.took, batch...); len(w.took) >= commitRows || tx.Waiting() >= commitBytes || time.Since(began) >= commitTime || in.store.Hurried() {
			break
		}
		if err := tx.WriteMost(); err != nil {
			return err
		}
		batch = w.next()
	}
	return in.putMark(tx, w.took[len(w.took)-1])
}

// next returns the next batch, nil if there is none or it is not ready soon.
func (w *importing) next() []*imported {
	select {
	case batch := <-w.batches:
		return batch
	case <-time.After(commitPause):
		return nil
	}
}

// tell tells of a change that is over.
func (in *importer) tell(err error) error {
	took := in.writing.took
	if in.writing = nil; err != nil {
		return err
	}
	for _, it := range took {
		switch {
		case it.err != nil:
			in.fail(it.place, it.err)
		case it.new:
			in.taken++
		default:
			in.known++
		}
	}
	done := in.taken + in.known
	in.line.say(func() string {
		return fmt.Sprintf("importing: %s, %.0f a second", plural(done, "record", "records"), float64(done)/time.Since(in.started).Seconds())
	})
	return nil
}
