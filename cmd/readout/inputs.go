package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/ordered"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// inputFlags are the flags of the verbs that read stories.
type inputFlags struct {
	verbatim bool
	date     string
	in       string
	jobs     int
	model    string
	quiet    bool
	lists    listFlags
	shard    string        // "i/n": only every n-th row, from the i-th on; "" for all
	beat     time.Duration // between two lines of a heartbeat; 0: none
	// ofArchive: the archive says what reads it, unless the flags do.
	ofArchive bool
}

// modelNames are what --model takes.
var modelNames = []string{pipeline.Accurate, pipeline.Fast, pipeline.Rules}

// defaultModel is the model that reads unless the user names another.
const defaultModel = pipeline.Accurate

// modelsFolder returns where weights and their manifest are: in the program
// or, if READOUT_MODELS names a folder with a manifest, there.
func modelsFolder() fs.FS {
	if dir := os.Getenv("READOUT_MODELS"); dir != "" {
		return os.DirFS(dir)
	}
	return models.FS()
}

// openReader opens the lists and a model's weights.
func openReader(model string) (*pipeline.Reader, error) {
	fsys := modelsFolder()
	reader, err := pipeline.Open(fsys, model)
	if model == pipeline.Fast && errors.Is(err, models.ErrNone) { // where one network ships, it is both
		reader, err = pipeline.Open(fsys, pipeline.Accurate)
	}
	if err != nil {
		return nil, &exitError{code: exitWrite, err: err}
	}
	return reader, nil
}

// add registers the flags on cmd.
func (f *inputFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.date, "date", "", "publication `DAY` (YYYY-MM-DD) of stories that carry none")
	cmd.Flags().BoolVar(&f.verbatim, "verbatim", false, "the text is clean already: cut nothing, change nothing")
	cmd.Flags().StringVar(&f.in, "in", "", "`KIND` of all inputs, where it is not to be told by the content: "+strings.Join(input.KindNames(), ", "))
	f.addJobs(cmd)
}

// addJobs registers the flags that every verb of this kind has.
func (f *inputFlags) addJobs(cmd *cobra.Command) {
	cmd.Flags().IntVar(&f.jobs, "jobs", runtime.NumCPU(), "`NUMBER` of stories read at the same time")
	if f.ofArchive {
		modelFlag(cmd, &f.model)
	} else {
		cmd.Flags().StringVar(&f.model, "model", defaultModel, "`NAME` of the network: "+strings.Join(modelNames, ", "))
	}
	cmd.Flags().BoolVar(&f.quiet, "quiet", false, "no progress and no summary on standard error")
}

// check reports flags that make no sense.
func (f *inputFlags) check() error {
	_, err := input.ParseKind(f.in)
	switch {
	case err != nil:
		return fmt.Errorf("--in %s: %w", f.in, err)
	case !slices.Contains(modelNames, f.model) && !(f.ofArchive && f.model == ""):
		return fmt.Errorf("--model %s: want one of %s", f.model, strings.Join(modelNames, ", "))
	case f.shard != "" && f.share() == nil:
		return fmt.Errorf("--shard %s: want i/n, such as 3/8 for the third of eight parts", f.shard)
	case f.beat < 0:
		return fmt.Errorf("--heartbeat %s: want a time such as 10s", f.beat)
	case f.jobs < 1:
		return fmt.Errorf("--jobs %d: want at least 1", f.jobs)
	case f.date != "" && !validDay(f.date):
		return fmt.Errorf("--date %s: want a day such as 2014-06-16", f.date)
	}
	return nil
}

// clean makes the version of a row, with the flags' date where it has none.
func (f *inputFlags) clean(row input.Row) article.Result {
	var res article.Result
	switch {
	case f.verbatim:
		res = article.Verbatim(row.Input)
	case len(row.HTML) > 0:
		res = article.FromHTML(row.Input)
	default:
		res = article.FromText(row.Input)
	}
	if f.date != "" {
		useDate(&res, f.date)
	}
	return res
}

// useDate gives res the user's publication day. A day that the story states
// wins, and the conflict is reported. A time of day that the story states
// without a day ("posted at 9:18 a.m.") is kept and gets the day.
func useDate(res *article.Result, day string) {
	v := &res.Version
	stated := v.Published.Day()
	if v.Published != nil && v.Published.Basis == readout.TimeFromCapture {
		stated = ""
	}
	if stated == "" {
		t := &readout.Time{Text: day, Value: day, Basis: readout.TimeFromUser}
		if v.Published != nil && len(v.Published.Value) > 0 && v.Published.Value[0] == 'T' {
			t.Text, t.Value, t.Zone = v.Published.Text, day+v.Published.Value, v.Published.Zone
		}
		v.Published = t
		return
	}
	if stated != day {
		res.Problems = append(res.Problems, readout.Problem{Stage: "clean",
			Text: fmt.Sprintf("The story says it was published on %s, the user says %s; the story's own date is used.", stated, day)})
	}
}

// validDay reports whether day is a calendar day, YYYY-MM-DD.
func validDay(day string) bool {
	_, err := time.Parse(time.DateOnly, day)
	return err == nil
}

// tellUnread says on standard error what of a row's text was not read, for
// results that have no place for it.
func (f *inputFlags) tellUnread(place string, rec *readout.Record) {
	for _, p := range rec.Problems {
		if p.Stage == pipeline.Unread && !f.quiet {
			fmt.Fprintf(os.Stderr, "readout: %s: %s\n", place, p.Text)
		}
	}
}

// A job is one row on its way through the workers.
type job struct {
	row input.Row
	bad *input.Error // why there is no row
	out result
	err error
}

// A worker makes the results of rows.
type worker struct {
	// row makes the result of one row.
	row func(input.Row) (result, error)
	// unread makes what stands for a row of JSON Lines that can't be read, so
	// that each row gives one result; nil: nothing stands for it.
	unread func(*input.Error) (result, error)
}

// printed is a worker's row that only prints.
func printed(row func(input.Row) ([]byte, error)) func(input.Row) (result, error) {
	return func(in input.Row) (result, error) {
		line, err := row(in)
		return result{line: line}, err
	}
}

// process runs work over the rows of names, jobs at a time, and writes the
// results to w in input order, as processTo does.
func (f *inputFlags) process(names []string, w io.Writer, work worker) error {
	return f.processTo(names, lineSink{bufio.NewWriterSize(w, 1<<16)}, work)
}

// processTo runs work over the rows of names, jobs at a time, and hands the
// results to out in input order. It holds a bounded number of rows. It returns
// an exit error when inputs could not be read or out could not be written.
func (f *inputFlags) processTo(names []string, out sink, work worker) error {
	beats := newPulse(os.Stderr, f.beat)
	defer beats.end()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var bad, seen atomic.Int64
	report := func(err *input.Error) {
		bad.Add(1)
		fmt.Fprintf(os.Stderr, "readout: %v\n", err)
	}
	results, wait := ordered.Run(ctx, f.jobs, 4*f.jobs, func(give func(*job) bool) { seen.Add(int64(f.feed(names, give, report))) }, func(j *job) {
		beats.begin(j)
		defer beats.finish(j)
		j.run(work)
	})
	writeErr := f.collect(results, out, report, beats)
	stop()
	wait()
	switch {
	case writeErr != nil:
		return &exitError{code: exitWrite, err: fmt.Errorf("writing the results: %w", writeErr)}
	case bad.Load() > 0:
		return &exitError{code: exitInputs}
	case seen.Load() == 0:
		fmt.Fprintf(os.Stderr, "readout: %s: there is no story in it\n", printable(strings.Join(names, ", ")))
	}
	return nil
}

// feed makes jobs of the rows of names, until give takes no more, and returns how
// many rows and faults there were.
func (f *inputFlags) feed(names []string, give func(*job) bool, report func(*input.Error)) (seen int) {
	kind, _ := input.ParseKind(f.in)
	ours := f.share()
	input.ReadAs(kind, names, os.Stdin, input.Sink{
		Row: func(row input.Row) bool { seen++; return !ours() || give(&job{row: row}) },
		Bad: func(err *input.Error) {
			seen++
			if !ours() {
				return
			}
			report(err)
			if err.Row {
				give(&job{bad: err})
			}
		},
		Waits: waits})
	return seen
}

// waits says that a pipe has nothing to read yet.
func waits(place string) {
	fmt.Fprintf(os.Stderr, "readout: %s: waiting for a program that writes to this pipe; Ctrl-C ends it\n", place)
}

// collect hands the jobs' results out in order, until that fails. What is there
// goes out before the next result is waited for.
func (f *inputFlags) collect(results <-chan *job, out sink, report func(*input.Error), beats *pulse) error {
	advance, finish := f.progress()
	defer finish()
	for {
		var j *job
		select {
		case j = <-results:
		default:
			if err := out.Flush(); err != nil {
				return err
			}
			j = <-results
		}
		if j == nil {
			return out.Flush()
		}
		if j.err != nil {
			report(&input.Error{Place: j.row.Place, Err: j.err})
		}
		if err := out.put(j.out); err != nil {
			return err
		}
		beats.handed(j.bad != nil)
		advance()
	}
}

// run does the work and turns a panic, which only a bug can cause, into an
// error of this row alone: the other rows are read.
func (j *job) run(work worker) {
	if j.bad == nil {
		j.out, j.err = j.work(work)
		if j.err != nil {
			j.bad = &input.Error{Place: j.row.Place, Err: j.err, Row: true, Ref: j.row.Ref}
		}
	}
	if j.bad != nil && work.unread != nil {
		var err error
		if j.out, err = work.unread(j.bad); err != nil {
			j.err = err
		}
	}
}

// work does the work of a row.
func (j *job) work(work worker) (out result, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a fault in readout (%v): please report it with this story", p)
		}
	}()
	return work.row(j.row)
}

// progress returns what counts a story on a bar and what takes the bar away;
// both do nothing where standard error is no terminal.
func (f *inputFlags) progress() (advance, finish func()) {
	if f.quiet || !term.IsTerminal(int(os.Stderr.Fd())) || os.Getenv("NO_COLOR") != "" {
		return func() {}, func() {}
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetDescription("reading"),
		progressbar.OptionSetWriter(os.Stderr), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("stories"), progressbar.OptionClearOnFinish())
	return func() { bar.Add(1) }, func() { bar.Finish() }
}

// needInput is the check of arguments of the verbs that read stories.
func needInput(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("no input: name files or folders, or - for standard input")
	}
	return nil
}

// share returns what says of the rows, in their order, which are of this run's
// shard: every n-th from the i-th on. It returns nil for a shard that is none.
func (f *inputFlags) share() func() bool {
	if f.shard == "" {
		return func() bool { return true }
	}
	first, parts, ok := strings.Cut(f.shard, "/")
	i, err := strconv.Atoi(first)
	n, err2 := strconv.Atoi(parts)
	if !ok || err != nil || err2 != nil || i < 1 || i > n {
		return nil
	}
	at := 0
	return func() bool {
		at++
		return (at-i)%n == 0
	}
}
