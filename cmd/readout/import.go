package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/ordered"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// newImportCommand returns the verb that takes records into an archive.
func newImportCommand() *cobra.Command {
	var archive archiveFlag
	var quiet bool
	var jobs int
	cmd := &cobra.Command{
		Use:   "import [flags] INPUT…",
		Short: "Take exported records into an archive",
		Long: `Import takes in what readout export --with-text --unmask REASON wrote as jsonl or parquet (the folder,
or its file of records), what readout read --json or --arrow wrote (a file, gzip too, or - for standard
input), and folders of Parquet with a column record, as Spark writes them. Versions keep their ids,
times, numbers and copy groups; those that the archive has are left as they are. Captures and what
people decided do not travel: readout merge brings them from another archive, readout backup copies them.

Records with digests (readout read --digest, or an export of an archive that joined them) are joined
when all of them are in: happenings and conflicts are there at the end.

Stop it whenever you like, or let it be killed: the archive keeps how far it came in each file, and the
same command goes on from there.`,
		Example: `  readout export --as parquet --all --with-text --unmask 'move to another machine' -o out
  readout import --archive other.db out
  readout read --json examples/ | readout import -`,
		Args: needInput,
		RunE: func(_ *cobra.Command, args []string) error {
			if jobs < 1 {
				return fmt.Errorf("--jobs %d: want 1 or more", jobs)
			}
			s, err := archive.write(store.WithCache(importCache), store.WithForms())
			if err != nil {
				return err
			}
			defer s.Close()
			defer debug.SetGCPercent(debug.SetGCPercent(importGC))
			defer debug.SetMemoryLimit(debug.SetMemoryLimit(importHeap))
			in := &importer{store: s, jobs: jobs, started: time.Now(), line: newProgressLine(quiet)}
			defer in.line.clear()
			return in.run(args, quiet)
		},
	}
	archive.add(cmd)
	cmd.Flags().IntVar(&jobs, "jobs", runtime.GOMAXPROCS(0), "how many records are made ready at a `TIME`; one at a time is written")
	cmd.Flags().BoolVar(&quiet, "quiet", false, "no summary on standard error")
	return cmd
}

// importCache is how much of an archive an import keeps in memory, in bytes: what
// comes in stands in no order of the indexes. At 1,000,000 stories the index of
// words alone is larger.
const importCache = 96 << 20

// What an import is made of lives for one commit: memory is looked through rarely
// while there is enough of it. importHeap is of all but the archive's pages: two
// batches, which take seven times the bytes of their rows, and what is made of them.
const (
	importGC   = 400
	importHeap = 144 << 20
)

// importBatch and importBytes are how many records, and bytes of their rows, are made
// ready at most before they are taken in.
const (
	importBatch = 256
	importBytes = 4 << 20
)

// An importer takes records into an archive.
type importer struct {
	store             *store.Store
	jobs              int
	line              *progressLine
	started           time.Time
	marks             map[string]*importMark // of files that were begun, by key; nil: not looked up yet
	mark              *importMark            // of the file that is being read; nil: it can't be known again
	key               string                 // of mark
	batch             []*imported
	size              int        // bytes of the batch's rows
	writing           *importing // batches before it, while they are taken in; nil: none is
	taken, known, bad int
	skipped           int // rows that an import before this one had dealt with
}

// An imported row waits for the next commit.
type imported struct {
	n       int    // row of its file
	end     int64  // where it ends there
	place   string // for messages
	size    int
	raw     *export.RawStored
	stored  *export.Stored
	moved   *store.Moved    // of another archive
	reading *ingest.Reading // or of readout read
	err     error
	new     bool
}

// errStoppedImport ends an import that the user stopped.
var errStoppedImport = errors.New("stopped: what was taken in stays, and the same command goes on from there")

// run takes in what names name.
func (in *importer) run(names []string, quiet bool) error {
	ctx, stop := untilStopped()
	defer stop()
	if err := in.lookUpMarks(ctx); err != nil {
		return err
	}
	for _, name := range names {
		files, err := export.StoredFiles(name)
		if err != nil {
			in.fail(name, err)
			continue
		}
		for _, file := range files {
			if err := in.input(ctx, file); err != nil {
				return err
			}
		}
	}
	if err := in.joinRest(ctx); err != nil {
		return err
	}
	if err := in.dropMarks(ctx); err != nil {
		return err
	}
	return in.finish(quiet)
}

// input takes in a file.
func (in *importer) input(ctx context.Context, name string) error {
	skip, err := in.begin(name)
	if err != nil {
		in.fail(name, err)
		return nil
	}
	in.skipped += skip.Rows
	held := export.NewHeld(in.take(ctx))
	if skip.Rows > 0 {
		held.Open()
	}
	reading, end := context.WithCancel(ctx)
	defer end()
	var feedErr error
	rows, wait := ordered.Run(reading, in.jobs, 8*in.jobs, func(give func(*imported) bool) {
		feedErr = export.EachRaw(name, os.Stdin, skip, func(raw *export.RawStored) error {
			if !give(&imported{raw: raw, n: raw.N, end: raw.End, place: raw.Place, size: raw.Size()}) {
				return context.Canceled
			}
			return nil
		})
	}, (*imported).prepare)
	err = nil
	for it := range rows {
		if err = held.Take(it.raw, it.stored, it.err); err == nil && it.err == nil {
			err = in.add(ctx, it)
		}
		if err != nil {
			break
		}
	}
	if end(); ctx.Err() == nil || name != "-" { // a pipe may give nothing for long
		wait()
	}
	var exit *exitError
	if commitErr := in.commitAll(context.WithoutCancel(ctx)); commitErr != nil && !errors.As(err, &exit) { // also what was read before a stop
		err = commitErr
	}
	switch {
	case errors.As(err, &exit):
		return err
	case ctx.Err() != nil:
		return &exitError{code: exitWrite, err: errStoppedImport}
	case err == nil && feedErr != nil && !errors.Is(feedErr, context.Canceled):
		err = feedErr
	case err == nil:
		err = held.End()
	}
	if err != nil {
		in.fail(name, err)
	}
	return nil
}

// take returns what is told of each row in order: what can't be taken in is
// reported, the others wait for the next commit.
func (in *importer) take(ctx context.Context) func(*export.RawStored, *export.Stored, error) error {
	return func(raw *export.RawStored, _ *export.Stored, err error) error {
		if ctx.Err() != nil {
			return &exitError{code: exitWrite, err: errStoppedImport}
		}
		if err != nil {
			in.fail(raw.Place, err)
		}
		return nil
	}
}

// add puts a row into the batch, and has it committed when it is full.
func (in *importer) add(ctx context.Context, it *imported) error {
	in.batch = append(in.batch, it)
	it.raw = nil
	if in.size += it.size; len(in.batch) < importBatch && in.size < importBytes {
		return nil
	}
	return in.handOn(ctx)
}

// prepare does what needs no archive.
func (it *imported) prepare() {
	if it.stored, it.err = it.raw.Parse(); it.err != nil {
		return
	}
	rec := it.stored.Record
	if it.err = checkRead(rec); it.err != nil {
		return
	}
	if it.stored.Origin == nil {
		it.reading, it.err = ingest.NewReading(rec, it.stored.Digest)
		return
	}
	var origin store.Origin
	if err := json.Unmarshal(it.stored.Origin, &origin); err != nil {
		it.err = fmt.Errorf("origin: %w", err)
		return
	}
	if it.moved, it.err = ingest.NewMoved(rec, &origin); it.err == nil {
		it.moved.Digest = it.stored.Digest
	}
}

// fail reports something that can't be taken in.
func (in *importer) fail(place string, err error) {
	in.bad++
	in.line.clear()
	fmt.Fprintf(os.Stderr, "readout: %s: %v\n", place, err)
}

// takeIn brings one record into the archive and reports whether it is new there.
func (it *imported) takeIn(tx *store.Tx) (bool, error) {
	if it.moved != nil {
		_, fresh, err := tx.TakeFromArchive(it.moved)
		return fresh, err
	}
	outcome, _, err := it.reading.Take(tx)
	return outcome != ingest.Known && outcome != ingest.CameBack && outcome != ingest.NewAddress, err
}

// joinRest joins what was taken in with digests, now that all of it is there.
func (in *importer) joinRest(ctx context.Context) error {
	began := time.Now()
	err := in.store.JoinRest(ctx, func(done, of int) {
		in.line.say(func() string { return stepsText("joining", done, of, time.Since(began)) })
	})
	if ctx.Err() != nil && err != nil {
		return &exitError{code: exitWrite, err: errStoppedImport}
	}
	return archiveError(err)
}

// finish says what was taken in.
func (in *importer) finish(quiet bool) error {
	in.line.clear()
	if !quiet {
		before := ""
		if in.skipped > 0 {
			before = fmt.Sprintf("; %s dealt with before it was stopped", plural(in.skipped, "row was", "rows were"))
		}
		fmt.Fprintf(os.Stderr, "%s taken in, %d known already%s\n", plural(in.taken, "version", "versions"), in.known, before)
	}
	if in.bad > 0 {
		return &exitError{code: exitInputs}
	}
	return nil
}
