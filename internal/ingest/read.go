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

// ReadThese makes the records of some versions, whatever else waits.
func (g *Ingester) ReadThese(ctx context.Context, refs []*store.VersionRef) (counts Counts, err error) {
	started := time.Now()
	for batch := range slices.Chunk(refs, readBatch) {
		if err := g.readAll(ctx, batch, &counts, func() {
			g.progress(Progress{Doing: "reading", Done: counts.Read + counts.SetAside, Total: len(refs), Started: started})
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
	for ctx.Err() == nil {
		refs, err := g.Store.Queue(ctx, name, last, readBatch)
		if err != nil || len(refs) == 0 {
			return counts, err
		}
		last = refs[len(refs)-1]
		if err := g.readAll(ctx, refs, &counts, func() {
			g.progress(Progress{Doing: "reading", Done: counts.Read + counts.SetAside, Total: total, Started: started})
		}); err != nil {
			return counts, err
		}
	}
	return counts, ctx.Err()
}

// readChunk is how many records are kept in one change.
const readChunk = 8

// readAll reads versions side by side and keeps their records in order.
func (g *Ingester) readAll(ctx context.Context, refs []*store.VersionRef, counts *Counts, progress func()) error {
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
		if err := g.commitRead(ctx, chunk, counts); err != nil {
			return err
		}
		chunk = nil
		progress()
	}
	return nil
}

// readOne reads one version, and stops when that takes too long.
func (g *Ingester) readOne(ctx context.Context, r *reading) {
	stored, err := g.Store.Load(ctx, r.ref)
	if err != nil {
		r.err = err
		return
	}
	r.rec, r.digest, r.err = g.ReadStored(ctx, stored)
}

// commitRead commits the records of some versions.
func (g *Ingester) commitRead(ctx context.Context, list []*reading, counts *Counts) error {
	err := g.Store.Update(ctx, func(tx *store.Tx) error {
		for _, r := range list {
			if r.err != nil {
				if err := tx.SetAside(r.ref, g.Reader.Name(), r.err.Error()); err != nil {
					return err
				}
				continue
			}
			if err := tx.PutReading(r.ref, r.rec, r.digest); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, r := range list {
		if r.err == nil {
			counts.Read++
			continue
		}
		counts.SetAside++
		g.bad(&input.Error{Place: string(r.ref.ID), Err: fmt.Errorf("it could not be read and is set aside: %w", r.err)})
	}
	return nil
}
