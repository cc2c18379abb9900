package ingest

import (
	"context"
	"errors"
	"io"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/ordered"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Reader makes the record of a version. A [pipeline.Reader] is one. It returns
// an error only when ctx ends before the record is made.
//
// [pipeline.Reader]: https://pkg.go.dev/github.com/seed-f92ea4cf/readout/pipeline#Reader
type Reader interface {
	// Name is what the records say of their pipeline.
	Name() string
	Read(ctx context.Context, v *readout.Version) (*readout.Record, error)
}

// A Digester is a [Reader] that also tells what joining stories needs of a
// version. given is nil. Without it, versions are read and joined with no others.
type Digester interface {
	ReadDigest(ctx context.Context, v *readout.Version, given []readout.Span) (*readout.Record, *thread.Digest, error)
}

// An Ingester brings stories into an archive. Set its fields before use.
type Ingester struct {
	Store   *store.Store
	Reader  Reader
	Cleaner Cleaner
	Client  *fetch.Client // nil: addresses are not fetched
	// ParseFeed reads a feed that was fetched; nil: [input.ParseFeed].
	ParseFeed func(context.Context, []byte) (*input.Feed, error)
	// Strangers says that strangers wrote the files and streams that are added:
	// they are cleaned as fetched pages are.
	Strangers bool
	Kind      input.Kind // of the files and streams that are added; zero: told by their content
	Jobs      int        // stories worked on at the same time; 0: as many as CPUs
	// Patience is how long one version may be read before it is set aside; 0: two minutes.
	Patience time.Duration
	// Bad takes an input that could not be read; it may be nil.
	Bad func(*input.Error)
	// Waits takes the name of a pipe that has said nothing for a second; it may be nil.
	Waits func(place string)
	// Accepted takes each story that was committed; it may be nil.
	Accepted func(place string, outcome Outcome, ref *store.VersionRef)
	// Progress takes the state now and then; it may be nil.
	Progress func(Progress)
}

// Progress is how far a run has come.
type Progress struct {
	Doing   string // "taking in" or "reading"
	Done    int
	Total   int // 0 if it is not known
	Started time.Time
}

// Counts are what a run did.
type Counts struct {
	Stories, Versions, Trivial, Back, Known int // by outcome
	Bad                                     int // inputs that could not be read
	Addresses                               int // known words at a further address
	Forgotten                               int // taken out before, and not taken in again
	Read, SetAside                          int // records made; versions that could not be read
}

// Sum returns how many stories came in, known or not.
func (c Counts) Sum() int {
	return c.Stories + c.Versions + c.Trivial + c.Back + c.Known + c.Addresses + c.Forgotten
}

func (c *Counts) count(o Outcome) {
	switch o {
	case NewStory:
		c.Stories++
	case NewVersion:
		c.Versions++
	case NewTrivial:
		c.Trivial++
	case CameBack:
		c.Back++
	case Known:
		c.Known++
	case NewAddress:
		c.Addresses++
	}
}

// A batch is committed when it is this large, or this old.
const (
	batchSize = 64
	batchAge  = 200 * time.Millisecond
)

// Add takes in the stories of names, as [input.Read] finds them, and returns
// when all are accepted, when ctx ends (what was accepted stays), or when the
// archive can't be written.
func (g *Ingester) Add(ctx context.Context, names []string, stdin io.Reader) (Counts, error) {
	var total Counts
	for len(names) > 0 {
		n := 1
		var counts Counts
		var err error
		if g.Client != nil && IsAddress(names[0]) {
			err = g.addAddress(ctx, names[0], &counts)
		} else {
			for n < len(names) && (g.Client == nil || !IsAddress(names[n])) {
				n++
			}
			counts, err = g.addNames(ctx, names[:n], stdin)
		}
		total.add(counts)
		if err != nil {
			return total, err
		}
		names = names[n:]
	}
	return total, nil
}

// addNames takes in the stories of files and folders.
func (g *Ingester) addNames(ctx context.Context, names []string, stdin io.Reader) (Counts, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var bad atomic.Int64
	order, _ := ordered.Run(ctx, g.jobs(), 4*g.jobs(), func(give func(*item) bool) {
		input.ReadAs(g.Kind, names, stdin, input.Sink{
			Bad:   func(err *input.Error) { bad.Add(1); g.bad(err) },
			Waits: g.Waits,
			Row: func(row input.Row) bool {
				it := newItem(row, g.Cleaner.Name)
				it.apart = g.Strangers
				return give(it)
			}})
	}, func(it *item) { g.clean(ctx, it) })
	counts, err := g.accept(ctx, order)
	counts.Bad += int(bad.Load())
	return counts, err
}

func (g *Ingester) jobs() int {
	if g.Jobs > 0 {
		return g.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

func (g *Ingester) bad(err *input.Error) {
	if g.Bad != nil {
		g.Bad(err)
	}
}

// clean cleans an item whose capture the archive does not have.
func (g *Ingester) clean(ctx context.Context, it *item) {
	if known, err := g.Store.HasCapture(ctx, it.sum); !known && err == nil {
		it.clean(ctx, g.Cleaner)
	}
}

// accept commits items in order, in batches.
func (g *Ingester) accept(ctx context.Context, order <-chan *item) (counts Counts, err error) {
	started := time.Now()
	done := 0
	for more := true; more; {
		var batch []*item
		if batch, more = nextBatch(ctx, order); len(batch) == 0 {
			continue
		}
		if err := g.commit(ctx, batch, &counts); err != nil {
			return counts, err
		}
		done += len(batch)
		if g.Progress != nil {
			g.Progress(Progress{Doing: "taking in", Done: done, Started: started})
		}
	}
	return counts, ctx.Err()
}

// nextBatch waits for the next items that are cleaned. It returns false when
// there are no more.
func nextBatch(ctx context.Context, order <-chan *item) (batch []*item, more bool) {
	var old <-chan time.Time
	for len(batch) < batchSize {
		select {
		case it, ok := <-order:
			if !ok {
				return batch, false
			}
			if batch = append(batch, it); old == nil {
				timer := time.NewTimer(batchAge)
				defer timer.Stop()
				old = timer.C
			}
		case <-old:
			return batch, true
		case <-ctx.Done():
			return batch, false
		}
	}
	return batch, true
}

// A result is what became of one item of a batch.
type result struct {
	outcome Outcome
	ref     *store.VersionRef
	err     error // of this item alone
}

// commit accepts a batch in one transaction and then tells of it.
func (g *Ingester) commit(ctx context.Context, batch []*item, counts *Counts) error {
	results := make([]result, len(batch))
	err := g.Store.Update(ctx, func(tx *store.Tx) error {
		for i, it := range batch {
			if it.err == nil && it.result == nil { // known when it was looked up; forgotten since, perhaps
				if ref, err := tx.CaptureSeen(it.sum); ref == nil && err == nil {
					it.clean(ctx, g.Cleaner)
				}
			}
			r := &results[i]
			if r.err = it.err; r.err != nil {
				continue
			}
			var err error
			r.outcome, r.ref, err = arrive(tx, it)
			var gone *store.ForgottenError
			if errors.As(err, &gone) {
				r.err, err = err, nil
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i, it := range batch {
		g.tell(it, &results[i], counts)
	}
	return nil
}

// tell counts and reports one committed item.
func (g *Ingester) tell(it *item, r *result, counts *Counts) {
	var gone *store.ForgottenError
	switch {
	case errors.As(r.err, &gone):
		counts.Forgotten++
		g.bad(&input.Error{Place: it.place, Err: r.err})
	case r.err != nil:
		counts.Bad++
		g.bad(&input.Error{Place: it.place, Err: r.err})
	default:
		counts.count(r.outcome)
		if g.Accepted != nil {
			g.Accepted(it.place, r.outcome, r.ref)
		}
	}
}
