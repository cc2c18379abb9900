package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
	"github.com/schollz/progressbar/v3"
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"golang.org/x/term"
)

// An exportJob is a run of the export verb.
type exportJob struct {
	flags *exportFlags
	pack  *export.Package
	done  int // records
	bad   int // lines that are no records
	late  int // versions that are not read yet
}

// errStopped ends a run that the user stopped.
var errStopped = errors.New("stopped: nothing was written")

// fromArchive exports what a query finds in the archive; nil finds all.
func (j *exportJob) fromArchive(s *store.Store, q *store.Query) error {
	ctx, stop := untilStopped()
	defer stop()
	what := store.Rows{Query: q, All: j.flags.all, Unread: func(*store.VersionRef) { j.late++ }}
	total, err := s.Count(ctx, what)
	if err != nil {
		return stoppedOr(ctx, archiveError(err))
	}
	advance, finish := j.progress(total)
	defer finish()
	err = s.EachRow(ctx, what, func(row *store.Row) error {
		advance()
		return j.add(itemOf(row, j.flags.whole))
	})
	return stoppedOr(ctx, archiveError(err))
}

// stoppedOr returns err, or that the user stopped the run.
func stoppedOr(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return &exitError{code: exitWrite, err: errStopped}
	}
	return err
}

// itemOf returns a row of the archive as the export takes it.
func itemOf(row *store.Row, whole bool) *export.Item {
	it := &export.Item{Record: row.Record, N: row.N, Change: string(row.Change), Current: row.Current, Group: row.Group, Copies: row.Copies,
		SeenAt: row.SeenAt, AddedAt: row.AddedAt, Actors: row.Actors,
		Story: export.Story{ID: string(row.Story), Outlet: row.StoryOutlet, Versions: row.StoryVersions, AddedAt: row.StoryAddedAt}}
	if row.Hits != nil && !whole {
		it.Record = export.Only(row.Record, row.Hits)
	}
	return it
}

// add exports one record.
func (j *exportJob) add(it *export.Item) error {
	j.done++
	if err := j.pack.Add(it); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}

// maxRecordLine is how long a line of JSON may be.
const maxRecordLine = 256 << 20

// fromStdin exports the records on standard input.
func (j *exportJob) fromStdin() error {
	ctx, stop := untilStopped()
	defer stop()
	if term.IsTerminal(int(os.Stdin.Fd())) {
		return errors.New("- reads records from standard input: readout read --json … | readout export -")
	}
	advance, finish := j.progress(-1)
	defer finish()
	lines := make(chan error, 1)
	go func() {
		lines <- eachRecord(os.Stdin, func(n int, rec *readout.Record, err error) error {
			if ctx.Err() != nil {
				return errStopped
			}
			advance()
			if err != nil {
				j.bad++
				fmt.Fprintf(os.Stderr, "readout: standard input:%d: %v\n", n, err)
				return nil
			}
			return j.add(&export.Item{Record: rec})
		})
	}()
	select {
	case err := <-lines:
		return stoppedOr(ctx, err)
	case <-ctx.Done():
		return stoppedOr(ctx, nil)
	}
}

// eachRecord calls each for every line of JSON Lines, gzip too, with its
// record or with why it is none.
func eachRecord(in io.Reader, each func(n int, rec *readout.Record, err error) error) error {
	buf := bufio.NewReaderSize(in, 1<<20)
	if head, _ := buf.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(buf)
		if err != nil {
			return each(1, nil, err)
		}
		buf = bufio.NewReaderSize(unzipped, 1<<20)
	}
	for n := 1; ; n++ {
		line, err := readLine(buf)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			if err := each(n, nil, err); err != nil || !errors.Is(err, errLongLine) {
				return err
			}
			continue
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		rec := new(readout.Record)
		if err := rec.UnmarshalJSON(line); err != nil {
			rec, err = nil, fmt.Errorf("no record: %w; readout read --json writes them", err)
			if err := each(n, nil, err); err != nil {
				return err
			}
			continue
		}
		if err := each(n, rec, nil); err != nil {
			return err
		}
	}
}

var errLongLine = fmt.Errorf("the line is longer than %d MiB", maxRecordLine>>20)

// readLine reads a line and refuses one that is too long.
func readLine(in *bufio.Reader) (line []byte, err error) {
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxRecordLine; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case long:
			return nil, errLongLine
		case err == io.EOF && len(line) > 0:
			return line, nil
		}
		return line, err
	}
}

// progress returns what counts a record on a bar and what takes the bar away.
func (j *exportJob) progress(total int) (advance, finish func()) {
	if j.flags.quiet || !term.IsTerminal(int(os.Stderr.Fd())) || os.Getenv("NO_COLOR") != "" {
		return func() {}, func() {}
	}
	bar := progressbar.NewOptions(total, progressbar.OptionSetDescription("exporting"), progressbar.OptionSetWriter(os.Stderr),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("stories"), progressbar.OptionClearOnFinish())
	return func() { _ = bar.Add(1) }, func() { _ = bar.Finish() }
}

// finish checks and names the files and says what was written.
func (j *exportJob) finish(o export.Options) error {
	files, err := j.pack.Close()
	if err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	j.tell(o, files)
	if j.bad > 0 {
		return &exitError{code: exitInputs}
	}
	return nil
}

// tell prints the summary.
func (j *exportJob) tell(o export.Options, files []export.Written) {
	if o.Text {
		fmt.Fprintln(os.Stderr, "the texts belong to their publishers: the export is restricted")
	}
	for _, f := range files {
		for _, note := range f.Notes {
			fmt.Fprintf(os.Stderr, "%s: %s\n", f.Path, note)
		}
	}
	if j.flags.quiet {
		return
	}
	if j.done == 0 {
		fmt.Fprintln(os.Stderr, "nothing found: the export is empty")
	}
	if n := j.pack.Repeated; n > 0 {
		fmt.Fprintf(os.Stderr, "%s came twice and left out the second time\n", plural(n, "version", "versions"))
	}
	if j.late > 0 {
		fmt.Fprintf(os.Stderr, "%s not read yet, and left out: readout reread reads\n", plural(j.late, "version is", "versions are"))
	}
	if j.flags.out == "" || j.flags.out == "-" {
		return
	}
	for _, f := range files {
		fmt.Fprintf(os.Stderr, "%s  %s\n", f.Path, plural(f.Rows, "row", "rows"))
	}
}
