// Records makes records in any number from a few, as package many does, and
// writes them as JSON Lines or straight into an archive.
//
//	readout read --json stories.jsonl > base.jsonl
//	go run ./internal/many/records --from base.jsonl --n 100000 --archive many.db
//
// Without --from it varies the samples of this repository.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("records: ")
	from := flag.String("from", "", "JSON Lines of `records` that readout read --json wrote; the samples if it is not given")
	n := flag.Int("n", 1000, "how many")
	skip := flag.Int("skip", 0, "begin with this one")
	seed := flag.Uint64("seed", 0, "of what is varied")
	perDay := flag.Int("per-day", 150, "stories published a day")
	digest := flag.Bool("digest", false, "lines of record and digest, as readout read --json --digest prints them")
	apart := flag.Bool("apart", false, "stories share telling words with reports of their own happening alone, as in the world, where there are more than 19 stories to vary; an archive is filled 20 times as fast")
	joined := flag.Int("joined", 1, "one of so many happenings has digests, by which stories are joined; the others are stories that an import of records alone brought")
	archive := flag.String("archive", "", "the `archive` to fill; without it JSON Lines go to standard output")
	flag.Parse()
	if err := run(context.Background(), *from, *archive, *n, *skip, *seed, *perDay, *digest, *apart, *joined); err != nil {
		log.Fatal(err)
	}
}

// run makes the records.
func run(ctx context.Context, from, archive string, n, skip int, seed uint64, perDay int, digest, apart bool, joined int) error {
	source := many.Samples()
	if from != "" {
		f, err := os.Open(from)
		if err != nil {
			return err
		}
		defer f.Close()
		if source, err = many.Read(f); err != nil {
			return fmt.Errorf("%s: %w", from, err)
		}
	}
	source.Seed, source.PerDay, source.Apart = seed, perDay, apart
	if archive == "" {
		return write(source, n, skip, digest)
	}
	return fill(ctx, source, archive, n, skip, joined)
}

// write writes JSON Lines to standard output.
func write(source *many.Source, n, skip int, digest bool) error {
	out := bufio.NewWriter(os.Stdout)
	for i := skip; i < skip+n; i++ {
		rec := source.Record(i)
		line, err := rec.AppendJSON(nil)
		if err == nil && digest {
			var told []byte
			told, err = source.Digest(i, rec).Whole()
			line = slices.Concat([]byte(`{"record":`), line, []byte(`,"digest":`), told, []byte("}"))
		}
		if err != nil {
			return err
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

// fill takes records into an archive, 64 in one step, and tells how long a
// thousand take.
func fill(ctx context.Context, source *many.Source, path string, n, skip, joined int) (err error) {
	s, err := store.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	started := time.Now()
	made := make(chan many.Story, 128)
	go func() {
		defer close(made)
		for i := skip; i < skip+n; i++ {
			st := many.Story{Record: source.Record(i)}
			if source.Happening(i)%max(joined, 1) == 0 {
				st.Digest = source.Digest(i, st.Record)
			}
			made <- st
		}
	}()
	lastRows, lastPairs := 0, 0
	for done := 0; done < n; {
		err := s.Update(ctx, func(tx *store.Tx) error {
			for range min(64, n-done) {
				st := <-made
				reading, err := ingest.NewReading(st.Record, st.Digest)
				if err != nil {
					return err
				}
				if _, _, err := reading.Take(tx); err != nil {
					return err
				}
				if done++; done%1000 == 0 {
					rows, pairs := s.Joined()
					log.Printf("%d records, %v for the last thousand; %d rows to join a story, %d texts compared with it", done, time.Since(started).Round(time.Millisecond), (rows-lastRows)/1000, (pairs-lastPairs)/1000)
					lastRows, lastPairs = rows, pairs
					started = time.Now()
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
