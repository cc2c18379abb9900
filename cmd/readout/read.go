package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/show"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// layers are the parts of a record that --only can keep.
var layers = []string{"removed", "mentions", "actors", "dates", "places", "attributions", "events", "problems"}

// newReadCommand returns the verb that reads stories and prints their records.
func newReadCommand() *cobra.Command {
	var in inputFlags
	var asJSON, asArrow bool
	var o readOptions
	var as fieldFlags
	var own dictFlags
	cmd := &cobra.Command{
		Use:   "read [flags] INPUT…",
		Short: "Read stories and print what they say: statements, events, actors, dates",
		Long: `Read takes text, HTML, JSON Lines (gzip too), Arrow, folders of them, or - for standard
input, and prints the record of each story: on a terminal for people, with
--json one JSON object a line, with --arrow as a table. A row of JSON Lines gives one line, also if it
can't be read: a record without text, with its ref and a problem that says why.
Of a story the first 20,000 words are read, more than long features have; where
one has more, a problem of its record says where the reading stopped. Split it.`,
		Example: `  readout read examples/wire.txt
  readout read --json --date 2014-06-16 examples/ | jq '.attributions[].speaker.text'
  readout read --as icews examples/ > events.tsv`,
		Args: needInput,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := in.check(); err != nil {
				return err
			}
			for _, layer := range o.only {
				if !slices.Contains(layers, layer) {
					return fmt.Errorf("--only %s: want some of %s", layer, strings.Join(layers, ", "))
				}
			}
			switch {
			case asJSON && asArrow:
				return errors.New("--json and --arrow: want one of them")
			case o.digest && (!asJSON && !asArrow || o.only != nil):
				return errors.New("--digest: goes with --json or --arrow, and with whole records")
			case asJSON:
				o.form = "json"
			case asArrow:
				o.form = "arrow"
			}
			if err := as.check(o.form != ""); err != nil {
				return err
			}
			if err := own.check(); err != nil {
				return err
			}
			if as.format != "" {
				return readAs(cmd.Context(), &in, args, &as, &own)
			}
			return read(cmd.Context(), &in, args, &o, &own)
		},
	}
	in.add(cmd)
	in.lists.add(cmd)
	as.add(cmd)
	own.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one record a line, as doc/record.md describes it")
	cmd.Flags().BoolVar(&asArrow, "arrow", false, "records as a stream of Apache Arrow, for programs that read tables")
	cmd.Flags().StringVar(&in.shard, "shard", "", "`I/N`: only every N-th row, from the I-th on, for N runs on the same inputs")
	cmd.Flags().DurationVar(&in.beat, "heartbeat", 0, "a line of JSON on standard error each `TIME` (10s) that says how far the run is, for who supervises it")
	cmd.Flags().StringVar(&o.learned, "learned", "", "read with what the `ARCHIVE` has learned from its reviews (readout learn)")
	cmd.Flags().BoolVar(&o.digest, "digest", false, "with each record what joining stories needs of it, so that readout events --from and import need not read it again")
	cmd.Flags().StringSliceVar(&o.only, "only", nil, "`LAYERS` to keep: "+strings.Join(layers, ","))
	return cmd
}

// readOptions say how records are printed.
type readOptions struct {
	only   []string // layers; nil: all
	form   string   // "json", "arrow", or "" for people
	digest bool     // what joining needs, too
	// learned is an archive with what was learned of which it is read; "" for none
	learned string
}

// read reads the inputs and prints their records.
func read(ctx context.Context, in *inputFlags, args []string, o *readOptions, own *dictFlags) error {
	reader, err := in.lists.open(in.model)
	if err == nil && o.learned != "" {
		reader, err = learnedFrom(ctx, o.learned, reader)
	}
	if err != nil {
		return err
	}
	d, _, err := own.load(in.quiet)
	if err != nil {
		return err
	}
	reader = reader.With(d)
	page := pageStyle()
	work := worker{row: func(row input.Row) (result, error) {
		res := in.clean(row)
		if poison != nil {
			poison(&res.Version)
		}
		if o.digest {
			return digestResult(ctx, reader, &res, o.form)
		}
		rec, err := ingest.ReadCleaned(ctx, reader, &res)
		if err != nil {
			return result{}, err
		}
		keepLayers(rec, o.only)
		if o.form == "" {
			return result{line: show.Record(rec, page)}, nil
		}
		return recordResult(rec)
	}}
	if o.form != "" {
		work.unread = func(bad *input.Error) (result, error) { return recordResult(unreadRecord(bad)) }
	}
	if o.form == "arrow" {
		return writeArrow(in, args, work, o.digest)
	}
	return in.process(args, os.Stdout, work)
}

// poison is what a build for tests does with a text before it is read: poison.go.
var poison func(*readout.Version)

// recordResult returns a record as a line of JSON.
func recordResult(rec *readout.Record) (result, error) {
	line, err := rec.AppendJSON(nil)
	return resultOf(rec, append(line, '\n')), err
}

// digestResult reads a story with what joining needs of it.
func digestResult(ctx context.Context, reader *pipeline.Reader, res *article.Result, form string) (result, error) {
	rec, digest, err := reader.ReadDigest(ctx, &res.Version, nil)
	if err != nil {
		return result{}, err
	}
	rec.Cleaned(res.Removed, res.Problems)
	out, err := recordResult(rec)
	if err != nil || out.unread != "" {
		return out, err
	}
	if out.digest, err = digest.Whole(); err == nil && form == "json" {
		out.line = slices.Concat([]byte(`{"record":`), trimEnd(out.line), []byte(`,"digest":`), out.digest, []byte("}\n"))
	}
	return out, err
}

// writeArrow reads the inputs and writes a stream of Arrow.
func writeArrow(in *inputFlags, args []string, work worker, digest bool) error {
	if term.IsTerminal(int(os.Stdout.Fd())) {
		return errors.New("--arrow is nothing for a terminal: send it to a file or a program")
	}
	out := newArrowSink(os.Stdout, digest)
	err := in.processTo(args, out, work)
	if endErr := out.Close(); endErr != nil && err == nil {
		err = &exitError{code: exitWrite, err: fmt.Errorf("writing the results: %w", endErr)}
	}
	return err
}

// unreadStage names the step that could not read a row.
const unreadStage readout.Stage = "input"

// unreadRecord returns the record that stands for a row that can't be read: no
// text, the row's own id if it can be told, and why.
func unreadRecord(bad *input.Error) *readout.Record {
	return &readout.Record{Version: readout.Version{Ref: bad.Ref, Language: "und"},
		Problems: []readout.Problem{{Stage: unreadStage, Text: fmt.Sprintf("This row could not be read (%v).", bad)}}}
}

// checkRead returns why a record stands for a row that could not be read, or nil.
func checkRead(rec *readout.Record) error {
	if rec.Version.Text == "" && len(rec.Problems) == 1 && rec.Problems[0].Stage == unreadStage {
		return errors.New(rec.Problems[0].Text)
	}
	return nil
}

// keepLayers empties the layers of rec that only does not name. References
// into an emptied layer are emptied with it.
func keepLayers(rec *readout.Record, only []string) {
	if len(only) == 0 {
		return
	}
	keep := func(layer string) bool { return slices.Contains(only, layer) }
	if !keep("removed") {
		rec.Removed = nil
	}
	if !keep("problems") {
		rec.Problems = nil
	}
	rec.Keep(keep)
}

// pageStyle returns how records are printed for people on this terminal.
func pageStyle() show.Style {
	fd := int(os.Stdout.Fd())
	style := show.Style{Width: 80}
	if !term.IsTerminal(fd) {
		return style
	}
	if width, _, err := term.GetSize(fd); err == nil && width >= 40 {
		style.Width = min(width, 100)
	}
	style.Color = os.Getenv("NO_COLOR") == ""
	return style
}
