package ingest

import (
	"context"
	"fmt"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// usualPatience is how long one version may be read before it is set aside. It
// shapes no record: what takes longer gets none.
const usualPatience = 2 * time.Minute

// grace is how long a reader that is told to stop may take to do so. One that
// does not has a bug, and only then does something run on.
const grace = 30 * time.Second

// ReadCleaned makes the record of what cleaning gave, with what was cut from it
// and what could not be cleaned.
func ReadCleaned(ctx context.Context, r Reader, res *article.Result) (*readout.Record, error) {
	rec, err := r.Read(ctx, &res.Version)
	if err != nil {
		return nil, err
	}
	rec.Cleaned(res.Removed, res.Problems)
	return rec, nil
}

// ReadStored makes the record of a stored version, and its digest if the reader
// makes digests. It stops the reader when that takes longer than the ingester's
// patience, and turns a fault of the reader's into an error.
func (g *Ingester) ReadStored(ctx context.Context, stored *store.Stored) (*readout.Record, *thread.Digest, error) {
	patience := g.Patience
	if patience == 0 {
		patience = usualPatience
	}
	ctx, stop := context.WithTimeoutCause(ctx, patience, fmt.Errorf("took longer than %v to read", patience))
	defer stop()
	rec, digest, err := readApart(ctx, g.Reader, stored.Version)
	if err != nil {
		return nil, nil, err
	}
	rec.Version = *stored.Version
	rec.Cleaned(stored.Removed, stored.Problems)
	return rec, digest, rec.Check()
}

// readApart reads a version, and leaves a reader behind that does not stop.
func readApart(ctx context.Context, r Reader, v *readout.Version) (*readout.Record, *thread.Digest, error) {
	type answer struct {
		rec    *readout.Record
		digest *thread.Digest
		err    error
	}
	answers := make(chan answer, 1)
	go func() {
		var a answer
		a.rec, a.digest, a.err = readSafely(ctx, r, v)
		answers <- a
	}()
	ended, late := ctx.Done(), (<-chan time.Time)(nil)
	for {
		select {
		case a := <-answers:
			return a.rec, a.digest, a.err
		case <-ended:
			timer := time.NewTimer(grace)
			defer timer.Stop()
			ended, late = nil, timer.C
		case <-late:
			return nil, nil, fmt.Errorf("a fault in readout (it does not stop reading): please report it with this story")
		}
	}
}

// readSafely reads a version and turns a panic, which only a bug can cause,
// into an error.
func readSafely(ctx context.Context, r Reader, v *readout.Version) (rec *readout.Record, digest *thread.Digest, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a fault in readout (%v): please report it with this story", p)
		}
	}()
	if d, ok := r.(Digester); ok {
		return d.ReadDigest(ctx, v, nil)
	}
	rec, err = r.Read(ctx, v)
	return rec, nil, err
}
