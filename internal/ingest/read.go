package ingest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/ordered"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// readBatch is how many versions are taken from the queue at a time.
const readBatch = 64

// A reading is one version on its way to its record.
type reading struct {
	ref    *store.VersionRef
	rec    *readout.Record
	digest *thread.Digest // nil: the reader makes none
	err    error          // why it is set aside
	done   bool           // another process has read it
}

// turnEvery is how often is asked whether another process has read what there was.
const turnEvery = 200 * time.Millisecond

// Read makes the records of all versions that have none of this pipeline, and
// returns when the queue is empty or ctx ends. One process reads at a time:
// where another one does, Read waits for its turn, and may find all read.
func (g *Ingester) Read(ctx context.Context) (counts Counts, err error) {
	started := time.Now()
	for {
		counts, free, err := g.readInTurn(ctx)
		if free || err != nil {
			return counts, err
		}
		left, err := g.Store.QueueLen(ctx, g.Reader.Name())
		if err != nil || left == 0 {
			return counts, err
		}
		g.progress(Progress{Doing: "another process reads, left", Done: left, Started: started})
		select {
		case <-time.After(turnEvery):
		case <-ctx.Done():
			return counts, ctx.Err()
		}
	}
}

func (g *Ingester) progress(p Progress) {
	if g.Progress != nil {
		g.Progress(p)
	}
}

// readInTurn empties the queue if no other process does; free is false if one
// does.
func (g *Ingester) readInTurn(ctx context.Context) (counts Counts, free bool, err error) {
	release, err := g.Store.Turn(store.TurnReading)
	if release == nil || err != nil {
		return counts, false, err
	}
	defer release()
	counts, err = g.readQueue(ctx)
	return counts, true, err
}

// ReadThese makes the records of some versions, whatever else waits and whoever
// reads beside it. What has been read meanwhile is not read again.
func (g *Ingester) ReadThese(ctx context.Context, refs []*store.VersionRef) (counts Counts, err error) {
	started := time.Now()
	done := 0
	for batch := range slices.Chunk(refs, readBatch) {
		if err := g.readAll(ctx, batch, false, &counts, func(n int) {
			done += n
			g.progress(Progress{Doing: "reading", Done: done, Total: len(refs), Started: started})
		}); err != nil {
			return counts, err
		}
	}
	return counts, ctx.Err()
}

// readQueue empties the queue.
func (g *Ingester) readQueue(ctx context.Context) (counts Counts, err error) {
	name := g.Reader.Name()
	total, err := g.Store.QueueLen(ctx, name)
	if err != nil {
		return counts, err
	}
	started := time.Now()
	if total > 0 {
		g.progress(Progress{Doing: "reading", Total: total, Started: started})
	}
	var last *store.VersionRef
	done, apart := 0, 0 // read, and of these not joined
	for ctx.Err() == nil {
		refs, err := g.Store.Queue(ctx, name, last, readBatch)
		if err != nil {
			return counts, err
		}
		if len(refs) == 0 || apart >= joinEvery {
			if err := g.joinRest(ctx); err != nil {
				return counts, err
			}
			apart = 0
		}
		if len(refs) == 0 {
			break
		}
		last = refs[len(refs)-1]
		if err := g.readAll(ctx, refs, total >= joinEvery, &counts, func(n int) {
			done, apart = done+n, apart+n
			g.progress(Progress{Doing: "reading", Done: done, Total: total, Started: started})
		}); err != nil {
			return counts, err
		}
	}
	return counts, ctx.Err()
}

// joinEvery is from how many stories on a queue is read apart from joining, and
// how many are then joined at a time: what a story shares with months of others is
// looked through once for many and not for every few.
var joinEvery = 512

// joinRest joins what was read apart, also by a program that was killed since.
func (g *Ingester) joinRest(ctx context.Context) error {
	started := time.Now()
	err := g.Store.JoinRest(ctx, func(done, of int) {
		g.progress(Progress{Doing: "joining", Done: done, Total: of, Started: started})
	})
	if ctx.Err() != nil {
		return nil // what is left is joined another time
	}
	return err
}

// readChunk is how many records are kept in one change.
const readChunk = 8

// readAll reads versions side by side and keeps their records in order, to be
// joined later if later is set. progress is told how many more are done.
func (g *Ingester) readAll(ctx context.Context, refs []*store.VersionRef, later bool, counts *Counts, progress func(int)) error {
	list := make([]*reading, len(refs))
	for i, ref := range refs {
		list[i] = &reading{ref: ref}
	}
	// whatever ends the loop below, nobody reads the archive after it
	ctx, stop := context.WithCancel(ctx)
	read, wait := ordered.Run(ctx, g.jobs(), len(refs), ordered.Each(list), func(r *reading) { g.readOne(ctx, r) })
	defer wait()
	defer stop()
	var chunk []*reading
	for done := range list {
		r, ok := <-read
		if !ok || ctx.Err() != nil { // what is not read stays in the queue
			return nil
		}
		if chunk = append(chunk, r); len(chunk) < readChunk && done < len(list)-1 {
			continue
		}
		if err := g.commitRead(ctx, chunk, later, counts); err != nil {
			return err
		}
		progress(len(chunk))
		chunk = nil
	}
	return nil
}

// readOne reads one version that waits, and stops when that takes too long. What
// a person waits for is read first.
func (g *Ingester) readOne(ctx context.Context, r *reading) {
	g.Store.GiveWay(ctx)
	waits, err := g.Store.Waits(ctx, r.ref, g.Reader.Name())
	if r.done = err == nil && !waits; r.done || err != nil {
		r.err = err
		return
	}
	stored, err := g.Store.Load(ctx, r.ref)
	if err != nil {
		r.err = err
		return
	}
	r.rec, r.digest, r.err = g.ReadStored(ctx, stored)
}

// commitRead commits the records of some versions, in one change unless somebody
// is in haste: he waits for one story at most.
func (g *Ingester) commitRead(ctx context.Context, list []*reading, later bool, counts *Counts) error {
	for len(list) > 0 {
		n, err := g.commitSome(ctx, list, later)
		if err != nil {
			return err
		}
		g.countRead(list[:n], counts)
		list = list[n:]
	}
	return nil
}

// commitSome commits the first records of some, and returns how many.
func (g *Ingester) commitSome(ctx context.Context, list []*reading, later bool) (n int, err error) {
	name := g.Reader.Name()
	err = g.Store.Update(ctx, func(tx *store.Tx) error {
		if later {
			tx.JoinLater()
		}
		for n = 0; n < len(list) && (n == 0 || !g.Store.Hurried()); n++ {
			r := list[n]
			waits, err := tx.Waits(r.ref, name)
			switch {
			case err != nil:
				return err
			case r.done || !waits: // another process was faster
				r.done = true
			case r.err != nil:
				err = tx.SetAside(r.ref, name, r.err.Error())
			default:
				err = tx.PutReading(r.ref, r.rec, r.digest)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

// countRead counts what was committed, and names what was set aside.
func (g *Ingester) countRead(list []*reading, counts *Counts) {
	for _, r := range list {
		if r.done {
			continue
		}
		if r.err == nil {
			counts.Read++
			continue
		}
		counts.SetAside++
		g.bad(&input.Error{Place: string(r.ref.ID), Err: fmt.Errorf("it could not be read and is set aside: %w", r.err)})
	}
}
