package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/export/events"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// fieldFlags are the flags of events in a format of the field.
type fieldFlags struct {
	format, status string
	joined         bool
}

// add registers the flags on cmd.
func (f *fieldFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.format, "as", "", "events in a `FORMAT` of the field: "+strings.Join(events.Formats(), ", "))
	cmd.Flags().BoolVar(&f.joined, "joined", false, "with --as: a row a happening, from all reports of the inputs, in place of one a report")
	cmd.Flags().StringVar(&f.status, "status", "asserted", "with --as: asserted `EVENTS` alone, or all where the format has a place for the status")
}

// check reports flags that make no sense.
func (f *fieldFlags) check(asJSON bool) error {
	switch {
	case f.status != "asserted" && f.status != "all":
		return fmt.Errorf("--status %s: want asserted or all", f.status)
	case f.format == "" && f.joined:
		return errors.New("--joined: goes with --as FORMAT; readout events --from INPUT joins without one")
	case f.format == "":
		return nil
	case !slices.Contains(events.Formats(), f.format):
		return fmt.Errorf("--as %s: want one of %s", f.format, strings.Join(events.Formats(), ", "))
	case asJSON:
		return errors.New("--as and --json or --arrow: want one of them")
	}
	return nil
}

// readAs reads the inputs and prints their events in a format of the field.
// What the format can't hold is counted on standard error.
func readAs(ctx context.Context, in *inputFlags, args []string, as *fieldFlags, own *dictFlags) error {
	reader, err := in.lists.open(in.model)
	if err != nil {
		return err
	}
	d, issues, err := own.load(in.quiet)
	if err != nil {
		return err
	}
	reader = reader.With(d)
	o := events.Options{Format: events.Format(as.format), AllStatuses: as.status == "all"}
	if issues != nil {
		o.Issues = issues.Of
	}
	w := &fieldWriter{in: in, o: o, losses: events.Losses{}, out: bufio.NewWriterSize(os.Stdout, 1<<16)}
	w.out.WriteString(events.Header(o.Format))
	if as.joined {
		err = w.happenings(ctx, args, reader)
	} else {
		err = w.reports(ctx, args, reader)
	}
	if flushErr := w.out.Flush(); flushErr != nil && err == nil {
		err = &exitError{code: exitWrite, err: fmt.Errorf("writing the results: %w", flushErr)}
	}
	if lost := w.losses.String(); lost != "" && !in.quiet {
		fmt.Fprintf(os.Stderr, "readout: %s: events %s\n", as.format, lost)
	}
	return err
}

// A fieldWriter writes events in a format of the field.
type fieldWriter struct {
	in     *inputFlags
	o      events.Options
	out    *bufio.Writer
	mu     sync.Mutex
	losses events.Losses
}

// reports writes the events of each input.
func (w *fieldWriter) reports(ctx context.Context, args []string, reader *pipeline.Reader) error {
	return w.in.process(args, w.out, worker{row: printed(func(row input.Row) ([]byte, error) {
		res := w.in.clean(row)
		rec, err := reader.Read(ctx, &res.Version)
		if err != nil {
			return nil, err
		}
		w.in.tellUnread(row.Place, rec)
		lines, lost := events.Append(nil, rec, w.o)
		w.mu.Lock()
		defer w.mu.Unlock()
		w.losses.Add(lost)
		return lines, nil
	})})
}

// happenings writes what the inputs tell together, a happening once, by the
// event whose sentence tells of it best: story after story, by posting.
func (w *fieldWriter) happenings(ctx context.Context, args []string, reader *pipeline.Reader) error {
	j, err := thread.New(language.English())
	if err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	var items []joined.Item
	err = w.in.process(args, w.out, worker{row: printed(func(row input.Row) ([]byte, error) {
		res := w.in.clean(row)
		rec, digest, err := reader.ReadDigest(ctx, &res.Version, nil)
		if err != nil {
			return nil, err
		}
		w.in.tellUnread(row.Place, rec)
		w.mu.Lock()
		defer w.mu.Unlock()
		items = append(items, joined.Item{Record: rec, Digest: digest})
		return nil, nil
	})})
	var exit *exitError
	if err != nil && !(errors.As(err, &exit) && exit.code == exitInputs) {
		return err
	}
	w.join(joined.Join(j, items, nil), items)
	return err
}

// join writes the happenings of a set.
func (w *fieldWriter) join(d *joined.Set, items []joined.Item) {
	told := make(map[string]map[readout.EventID]*events.Joined) // by version
	for i := range d.Happenings {
		h := &d.Happenings[i]
		best := h.Best()
		if best.Event == "" {
			w.losses[events.NoEvent]++
			continue
		}
		if told[best.Story.Version] == nil {
			told[best.Story.Version] = make(map[readout.EventID]*events.Joined)
		}
		told[best.Story.Version][best.Event] = export.JoinedEvent(h, joined.EventID(h.Key), len(h.Mentions))
	}
	records := make(map[string]*readout.Record)
	for _, it := range items {
		records[string(it.Record.Version.ID)] = it.Record
	}
	for _, st := range d.Stories {
		w.o.Joined = told[st.Version]
		if w.o.Joined == nil {
			continue
		}
		lines, lost := events.Append(nil, records[st.Version], w.o)
		w.losses.Add(lost)
		_, _ = w.out.Write(lines) // what fails is said when it is flushed
	}
}
