package ingest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// readBatch is how many versions are taken from the queue at a time.
const readBatch = 64

// patience is how long one version may be read before it is set aside. It
// shapes no record: what takes longer gets none.
const patience = 2 * time.Minute

// A reading is one version on its way to its record.
type reading struct {
	ref  *store.VersionRef
	rec  *readout.Record
	err  error // why it is set aside
	done chan struct{}
}

// Read makes the records of all versions that have none of this pipeline, and
// returns when the queue is empty or ctx ends.
func (g *Ingester) Read(ctx context.Context) (counts Counts, err error) {
	name := g.Reader.Name()
	total, err := g.Store.QueueLen(name)
	if err != nil {
		return counts, err
	}
	started := time.Now()
	var last *store.VersionRef
	for ctx.Err() == nil {
		refs, err := g.Store.Queue(name, last, readBatch)
		if err != nil || len(refs) == 0 {
			return counts, err
		}
		last = refs[len(refs)-1]
		if err := g.readAll(ctx, refs, &counts, func() {
			if g.Progress != nil {
				g.Progress(Progress{Doing: "reading", Done: counts.Read + counts.SetAside, Total: total, Started: started})
			}
		}); err != nil {
			return counts, err
		}
	}
	return counts, ctx.Err()
}

// readAll reads versions side by side and keeps their records in order.
func (g *Ingester) readAll(ctx context.Context, refs []*store.VersionRef, counts *Counts, progress func()) error {
	list := make([]*reading, len(refs))
	todo := make(chan *reading, len(refs))
	for i, ref := range refs {
		list[i] = &reading{ref: ref, done: make(chan struct{})}
		todo <- list[i]
	}
	close(todo)
	// whatever ends the loop below, nobody reads the archive after it
	ctx, stop := context.WithCancel(ctx)
	var readers sync.WaitGroup
	defer readers.Wait()
	defer stop()
	for range g.jobs() {
		readers.Go(func() {
			for r := range todo {
				if ctx.Err() == nil {
					g.readOne(r)
				} else {
					r.err = ctx.Err()
				}
				close(r.done)
			}
		})
	}
	for chunk := range slices.Chunk(list, 8) {
		for _, r := range chunk {
			<-r.done
		}
		if ctx.Err() != nil { // what is not read stays in the queue
			return nil
		}
		if err := g.keep(chunk, counts); err != nil {
			return err
		}
		progress()
	}
	return nil
}

// readOne reads one version, and gives up when it takes too long.
func (g *Ingester) readOne(r *reading) {
	stored, err := g.Store.Load(r.ref)
	if err != nil {
		r.err = err
		return
	}
	type answer struct {
		rec *readout.Record
		err error
	}
	answers := make(chan answer, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				answers <- answer{err: fmt.Errorf("a fault in readout (%v): please report it with this story", p)}
			}
		}()
		answers <- answer{rec: g.Reader.Read(stored.Version)}
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case a := <-answers:
		r.rec, r.err = a.rec, a.err
	case <-timer.C:
		r.err = fmt.Errorf("took longer than %v to read", patience)
	}
	if r.err == nil {
		r.rec.Version, r.rec.Removed = *stored.Version, stored.Removed
		r.rec.Problems = append(slices.Clip(stored.Problems), r.rec.Problems...)
		r.err = r.rec.Check()
	}
}

// keep commits the records of some versions.
func (g *Ingester) keep(list []*reading, counts *Counts) error {
	err := g.Store.Update(func(tx *store.Tx) error {
		for _, r := range list {
			if r.err != nil {
				if err := tx.SetAside(r.ref, g.Reader.Name(), r.err.Error()); err != nil {
					return err
				}
				continue
			}
			if err := tx.PutRecord(r.ref, r.rec); err != nil {
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
		if g.Log != nil {
			g.Log.Warn("set aside", "version", r.ref.ID, "why", r.err)
		}
	}
	return nil
}
