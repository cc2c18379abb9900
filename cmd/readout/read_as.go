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

	"github.com/seed-f92ea4cf/readout/internal/export/events"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/spf13/cobra"
)

// fieldFlags are the flags of events in a format of the field.
type fieldFlags struct {
	format, status string
}

// add registers the flags on cmd.
func (f *fieldFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.format, "as", "", "events in a `FORMAT` of the field: "+strings.Join(events.Formats(), ", "))
	cmd.Flags().StringVar(&f.status, "status", "asserted", "with --as: asserted `EVENTS` alone, or all where the format has a place for the status")
}

// check reports flags that make no sense.
func (f *fieldFlags) check(asJSON bool) error {
	switch {
	case f.status != "asserted" && f.status != "all":
		return fmt.Errorf("--status %s: want asserted or all", f.status)
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
	var mu sync.Mutex
	losses := events.Losses{}
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	out.WriteString(events.Header(o.Format))
	err = in.process(args, out, worker{row: printed(func(row input.Row) ([]byte, error) {
		res := in.clean(row)
		rec, err := reader.Read(ctx, &res.Version)
		if err != nil {
			return nil, err
		}
		in.tellUnread(row.Place, rec)
		lines, lost := events.Append(nil, rec, o)
		mu.Lock()
		defer mu.Unlock()
		losses.Add(lost)
		return lines, nil
	})})
	if flushErr := out.Flush(); flushErr != nil && err == nil {
		err = &exitError{code: exitWrite, err: fmt.Errorf("writing the results: %w", flushErr)}
	}
	if lost := losses.String(); lost != "" && !in.quiet {
		fmt.Fprintf(os.Stderr, "readout: %s: events %s\n", as.format, lost)
	}
	return err
}
