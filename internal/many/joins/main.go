//go:build linux

// Joins measures what joining costs in an archive: of stories that come in one by
// one, and of all joins made again from nothing.
//
//	cp many.db copy.db
//	go run ./internal/many/joins --archive copy.db --apart --skip 100000 --add 500
//	go run ./internal/many/joins --archive copy.db --rebuild
//
// What is added is generated as internal/many/records does, or read from a file of
// records with digests. The archive is changed: measure a copy. Seconds of the
// processor are told beside those of the clock, as they do not grow with what else
// the machine does.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"runtime/pprof"
	"slices"
	"syscall"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A measuring is what is measured.
type measuring struct {
	archive, records, from, profile string
	add, skip, perDay, tell         int
	seed                            uint64
	apart, rebuild, together        bool
	store                           *store.Store
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("joins: ")
	var m measuring
	flag.StringVar(&m.archive, "archive", "", "the `archive` to measure, which is changed")
	flag.StringVar(&m.records, "records", "", "add those of a `file` of records with digests; without it they are generated")
	flag.StringVar(&m.from, "from", "", "vary the `records` of a file; the samples if it is not given")
	flag.IntVar(&m.add, "add", 0, "how many stories to add, one by one")
	flag.IntVar(&m.skip, "skip", 0, "begin with this one")
	flag.IntVar(&m.perDay, "per-day", 150, "stories published a day")
	flag.IntVar(&m.tell, "tell", 640, "with --together: tell after so many what they cost")
	flag.Uint64Var(&m.seed, "seed", 0, "of what is varied")
	flag.BoolVar(&m.apart, "apart", false, "stories share telling words with reports of their own happening alone")
	flag.BoolVar(&m.together, "together", false, "take them in first and join them then, as an import does")
	flag.BoolVar(&m.rebuild, "rebuild", false, "make all joins again from nothing")
	flag.StringVar(&m.profile, "profile", "", "write a profile of the processor to this `file`")
	flag.Parse()
	if err := m.run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

// run measures.
func (m *measuring) run(ctx context.Context) (err error) {
	if m.store, err = store.Open(m.archive); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.store.Close()) }()
	if m.profile != "" {
		f, err := os.Create(m.profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	switch {
	case m.together:
		err = m.joining(ctx)
	case m.add > 0:
		err = m.adding(ctx)
	}
	if err == nil && m.rebuild {
		err = m.rebuilding(ctx)
	}
	return err
}

// each calls do with each of the stories to add, ready to be taken in.
func (m *measuring) each(do func(*ingest.Reading) error) error {
	if m.records != "" {
		return m.read(do)
	}
	source := many.Samples()
	if m.from != "" {
		f, err := os.Open(m.from)
		if err != nil {
			return err
		}
		defer f.Close()
		if source, err = many.Read(f); err != nil {
			return fmt.Errorf("%s: %w", m.from, err)
		}
	}
	source.Seed, source.PerDay, source.Apart = m.seed, m.perDay, m.apart
	for i := m.skip; i < m.skip+m.add; i++ {
		rec := source.Record(i)
		reading, err := ingest.NewReading(rec, source.Digest(i, rec))
		if err == nil {
			err = do(reading)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// errEnough ends reading.
var errEnough = errors.New("enough")

// read is [measuring.each] of a file.
func (m *measuring) read(do func(*ingest.Reading) error) error {
	n := 0
	err := export.EachRaw(m.records, os.Stdin, export.Skip{Rows: m.skip}, func(raw *export.RawStored) error {
		if n++; n > m.add {
			return errEnough
		}
		stored, err := raw.Parse()
		if err != nil {
			return fmt.Errorf("%s: %w", raw.Place, err)
		}
		reading, err := ingest.NewReading(stored.Record, stored.Digest)
		if err != nil {
			return err
		}
		return do(reading)
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// adding adds stories, each in a change of its own.
func (m *measuring) adding(ctx context.Context) error {
	var clock, processor []time.Duration
	rows, pairs := m.store.Joined()
	err := m.each(func(r *ingest.Reading) error {
		began, used := time.Now(), spent()
		err := m.store.Update(ctx, func(tx *store.Tx) error {
			_, _, err := r.Take(tx)
			return err
		})
		clock, processor = append(clock, time.Since(began)), append(processor, spent()-used)
		return err
	})
	if err != nil {
		return err
	}
	moreRows, morePairs := m.store.Joined()
	n := len(clock)
	fmt.Printf("%d stories added: %d rows and %d texts compared each; at most %d MiB\n", n, (moreRows-rows)/n, (morePairs-pairs)/n, memory())
	fmt.Printf("processor: %s\nclock:     %s\n", spread(processor), spread(clock))
	return nil
}

// takeTogether is how many stories are taken in by one change.
const takeTogether = 256

// joining takes stories in, and joins them then.
func (m *measuring) joining(ctx context.Context) error {
	var some []*ingest.Reading
	take := func() error {
		defer func() { some = nil }()
		return m.store.Update(ctx, func(tx *store.Tx) error {
			tx.JoinLater()
			for _, r := range some {
				if _, _, err := r.Take(tx); err != nil {
					return err
				}
			}
			return nil
		})
	}
	err := m.each(func(r *ingest.Reading) error {
		if some = append(some, r); len(some) < takeTogether {
			return nil
		}
		return take()
	})
	if err == nil {
		err = take()
	}
	if err != nil {
		return err
	}
	last, total, used, began := 0, 0, spent(), time.Now()
	first, all := used, began
	err = m.store.JoinRest(ctx, func(done, of int) {
		if total = of; done-last < m.tell {
			return
		}
		fmt.Printf("%6d joined: %.1f ms of the processor each, %.1f of the clock\n", done, 1000*(spent()-used).Seconds()/float64(done-last), 1000*time.Since(began).Seconds()/float64(done-last))
		last, used, began = done, spent(), time.Now()
	})
	fmt.Printf("%d joined in %.1f s, %.1f s of the processor; at most %d MiB\n", total, time.Since(all).Seconds(), (spent() - first).Seconds(), memory())
	return err
}

// rebuilding makes all joins again.
func (m *measuring) rebuilding(ctx context.Context) error {
	began, used := time.Now(), spent()
	_, before := m.store.Joined()
	if err := m.store.Rejoin(ctx); err != nil {
		return err
	}
	_, pairs := m.store.Joined()
	fmt.Printf("all joins made again: %d texts compared; %.1f s, %.1f s of the processor; at most %d MiB\n", pairs-before, time.Since(began).Seconds(), (spent() - used).Seconds(), memory())
	return nil
}

// spread tells of times.
func spread(times []time.Duration) string {
	slices.Sort(times)
	sum := time.Duration(0)
	for _, t := range times {
		sum += t
	}
	at := func(share float64) time.Duration {
		return times[min(len(times)-1, int(share*float64(len(times))))].Round(100 * time.Microsecond)
	}
	return fmt.Sprintf("median %v, p95 %v, p99 %v, the longest %v, mean %v", at(0.5), at(0.95), at(0.99), at(1), (sum / time.Duration(len(times))).Round(100*time.Microsecond))
}

// spent returns what this process took of the processor.
func spent() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// memory returns the most memory that this process had, in MiB.
func memory() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return u.Maxrss >> 10
}
