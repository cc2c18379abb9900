package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/schollz/progressbar/v3"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/timeline"
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

// run exports what feed brings, until all is done or ctx ends.
func (j *exportJob) run(ctx context.Context, feed func(context.Context) error, o export.Options) error {
	done := make(chan error, 1)
	go func() {
		err := feed(ctx)
		if err == nil {
			err = j.finish(o)
		}
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			j.pack.Abort()
		}
		return err
	case <-ctx.Done(): // reading a pipe, or checking a large file, would take its time
	}
	if !j.pack.Abort() {
		return <-done // too late: the files have their names
	}
	return &exitError{code: exitWrite, err: errStopped}
}

// fromArchive exports what a query finds in the archive; nil finds all.
func (j *exportJob) fromArchive(ctx context.Context, s *store.Store, q *store.Query) error {
	what := store.Rows{Query: q, All: j.flags.all, Origin: j.flags.text, Digest: j.flags.claims || j.flags.text, Joined: j.flags.joins, Whole: j.flags.whole, Unread: func(*store.VersionRef) { j.late++ }}
	total, err := s.Count(ctx, what)
	if err != nil {
		return stoppedOr(ctx, archiveError(err))
	}
	timelines, err := timelinesOf(ctx, s)
	if err != nil {
		return stoppedOr(ctx, archiveError(err))
	}
	advance, finish := j.progress(total)
	defer finish()
	err = s.EachRow(ctx, what, func(row *store.Row) error {
		advance()
		it := itemOf(row, j.flags.whole)
		it.Timelines = timelines[string(row.ID)]
		return j.add(it)
	})
	return stoppedOr(ctx, archiveError(err))
}

// timelinesOf returns the entries of the timelines that people made, by the
// versions whose sentences tell of them.
func timelinesOf(ctx context.Context, s *store.Store) (map[string][]export.TimelineEntry, error) {
	out := make(map[string][]export.TimelineEntry)
	err := (&ask.Service{Store: s}).EachKept(ctx, func(d *timeline.Draft, n int, it *timeline.Item, version string, label people.Label) {
		e := export.TimelineEntry{Timeline: d.ID, Title: d.Title, N: n, Key: it.Key, Event: it.Event, Headline: it.Title, Note: it.Note, Sentence: it.Sentence, Label: label.String()}
		if it.Day != nil {
			e.From, e.To, e.Precision = it.Day.From, it.Day.To, string(it.Day.Precision)
		}
		out[version] = append(out[version], e)
	})
	return out, err
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
		SeenAt: row.SeenAt, AddedAt: row.AddedAt, Actors: row.Actors, Public: row.Public, Reviews: reviewsOf(row), Told: toldOf(row), Sides: sidesIn(row),
		Story: export.Story{ID: string(row.Story), Outlet: row.StoryOutlet, Versions: row.StoryVersions, AddedAt: row.StoryAddedAt}}
	it.Notes, it.Label = notesOf(row), row.Label.String()
	if row.Grade != nil {
		it.Reliability = row.Grade.Grade
	}
	if row.Origin != nil {
		it.Origin, _ = json.Marshal(row.Origin) // plain fields
	}
	if row.Digest != nil {
		it.Stand = row.Digest.Stand
		it.Digest, _ = row.Digest.Whole() // plain fields
	}
	if !whole {
		it.Found = row.Hits
	}
	return it
}

// toldOf returns what a version tells of happenings.
func toldOf(row *store.Row) []export.Telling {
	var list []export.Telling
	for i := range row.Told {
		t := &row.Told[i]
		out := export.Telling{Happening: t.ID, Mention: t.Mention, Sentence: t.Sentence}
		if w := t.Whole; w != nil {
			out.Whole = &export.Happening{Happening: &w.Happening.Happening, Posted: w.Posted, Last: w.Last, Mentions: w.Mentions, Conflicts: w.Conflicts, Private: w.Private, Credible: w.Credible, Label: w.Label.String()}
		}
		list = append(list, out)
	}
	return list
}

// sidesIn returns the sentences of a version that contradict others.
func sidesIn(row *store.Row) []export.Side {
	var list []export.Side
	for i := range row.Sides {
		s := &row.Sides[i]
		list = append(list, export.Side{Conflict: s.ID, Kind: s.Kind, Happening: s.Event, Confidence: s.Confidence, Found: s.Found, What: s.What,
			Second: s.Second, Sentence: s.Side.Sentence, Value: s.Side.Value, By: s.Side.By})
	}
	return list
}

// add exports one record.
func (j *exportJob) add(it *export.Item) error {
	j.done++
	if err := j.pack.Add(it); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}

// fromStdin exports the records on standard input.
func (j *exportJob) fromStdin(ctx context.Context) error {
	if term.IsTerminal(int(os.Stdin.Fd())) {
		return errors.New("- reads records from standard input: readout read --json … | readout export -")
	}
	advance, finish := j.progress(-1)
	defer finish()
	err := export.EachStored("-", os.Stdin, func(place string, st *export.Stored, err error) error {
		if ctx.Err() != nil {
			return stoppedOr(ctx, nil)
		}
		advance()
		if err == nil {
			err = checkRead(st.Record)
		}
		if err != nil {
			j.bad++
			fmt.Fprintf(os.Stderr, "readout: %s: %v\n", place, err)
			return nil
		}
		it := &export.Item{Record: st.Record}
		if st.Digest != nil { // readout read --digest
			it.Stand = st.Digest.Stand
			it.Digest, _ = st.Digest.Whole()
		}
		return j.add(it)
	})
	var none *export.NoRecordsError
	if errors.As(err, &none) {
		return &exitError{code: exitInputs, err: fmt.Errorf("standard input: %w; nothing was written", err)}
	}
	return err
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
	parts := make(map[string]int) // of each file
	for _, f := range files {
		parts[f.Path]++
	}
	label := func(f *export.Written) string {
		if j.flags.frozen != "" { // where it is being written is nobody's concern
			return printable(j.flags.frozen + " " + filepath.Base(f.Path))
		}
		if parts[f.Path] > 1 {
			return printable(f.Path + " " + f.Name)
		}
		return printable(f.Path)
	}
	for i := range files {
		for _, note := range files[i].Notes {
			fmt.Fprintf(os.Stderr, "%s: %s\n", label(&files[i]), note)
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
	for i := range files {
		fmt.Fprintf(os.Stderr, "%s  %s\n", label(&files[i]), plural(files[i].Rows, "row", "rows"))
	}
}
