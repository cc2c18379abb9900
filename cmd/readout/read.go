package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/show"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// layers are the parts of a record that --only can keep.
var layers = []string{"removed", "mentions", "actors", "dates", "places", "attributions", "events", "problems"}

// newReadCommand returns the verb that reads stories and prints their records.
func newReadCommand() *cobra.Command {
	var in inputFlags
	var asJSON bool
	var only []string
	var as fieldFlags
	var own dictFlags
	cmd := &cobra.Command{
		Use:   "read [flags] INPUT…",
		Short: "Read stories and print what they say: statements, events, actors, dates",
		Long: `Read takes text, HTML, JSON Lines (gzip too), folders of them, or - for standard
input, and prints the record of each story: on a terminal for people, with
--json one JSON object a line. A row of JSON Lines gives one line, also if it
can't be read: a record without text, with its ref and a problem that says why.
Of a story the first 32,000 words are read, twice what long features have; where
one has more, a problem of its record says where the reading stopped. Split it.`,
		Example: `  readout read examples/wire.txt
  readout read --json --date 2014-06-16 examples/ | jq '.attributions[].speaker.text'
  readout read --as icews examples/ > events.tsv`,
		Args: needInput,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := in.check(); err != nil {
				return err
			}
			for _, layer := range only {
				if !slices.Contains(layers, layer) {
					return fmt.Errorf("--only %s: want some of %s", layer, strings.Join(layers, ", "))
				}
			}
			if err := as.check(asJSON); err != nil {
				return err
			}
			if err := own.check(); err != nil {
				return err
			}
			if as.format != "" {
				return readAs(cmd.Context(), &in, args, &as, &own)
			}
			return read(cmd.Context(), &in, args, only, asJSON, &own)
		},
	}
	in.add(cmd)
	in.lists.add(cmd)
	as.add(cmd)
	own.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one record a line, as doc/record.md describes it")
	cmd.Flags().StringSliceVar(&only, "only", nil, "`LAYERS` to keep: "+strings.Join(layers, ","))
	return cmd
}

// read reads the inputs and prints their records.
func read(ctx context.Context, in *inputFlags, args, only []string, asJSON bool, own *dictFlags) error {
	reader, err := in.lists.open(in.model)
	if err != nil {
		return err
	}
	d, _, err := own.load(in.quiet)
	if err != nil {
		return err
	}
	reader = reader.With(d)
	page := pageStyle()
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	work := worker{row: func(row input.Row) ([]byte, error) {
		res := in.clean(row)
		rec, err := ingest.ReadCleaned(ctx, reader, &res)
		if err != nil {
			return nil, err
		}
		keepLayers(rec, only)
		if !asJSON {
			return show.Record(rec, page), nil
		}
		line, err := rec.AppendJSON(nil)
		return append(line, '\n'), err
	}}
	if asJSON {
		work.unread = func(bad *input.Error) ([]byte, error) {
			line, err := unreadRecord(bad).AppendJSON(nil)
			return append(line, '\n'), err
		}
	}
	err = in.process(args, out, work)
	if flushErr := out.Flush(); flushErr != nil && err == nil {
		err = &exitError{code: exitWrite, err: fmt.Errorf("writing the results: %w", flushErr)}
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
