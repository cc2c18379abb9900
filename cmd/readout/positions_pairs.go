package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
)

// A sideRow says who of two marked names is for or against whom.
type sideRow struct {
	Class pipeline.Side `json:"class"` // 0 neither, 1 p for q, 2 q for p, 3 p against q, 4 q against p
	Side  string        `json:"side"`  // the same in words
}

// runPairs answers sentences with two marked names, in the order of the rows.
func (f *positionsFlags) runPairs(cmd *cobra.Command) error {
	if f.actor != "" && !cmd.Flags().Changed("actor") {
		return fmt.Errorf("--pairs asks of its sentences alone: leave out %q, or leave out --pairs", f.actor)
	}
	for _, name := range []string{"on", "actor", "at", "changes", "sides", "options", "from", "archive", "as", "output", "unmask"} {
		if cmd.Flags().Changed(name) {
			return fmt.Errorf("--pairs asks of its sentences alone: leave out --%s, or leave out --pairs", name)
		}
	}
	rows, err := pairRows(f.pairs)
	if err != nil {
		return err
	}
	reader, err := f.lists.open(f.model)
	if err != nil {
		return err
	}
	out, err := sidesOf(cmd.Context(), reader, rows, min(max(f.jobs, 1), runtime.NumCPU()))
	if err != nil {
		return fmt.Errorf("%s: %w", f.pairs, err)
	}
	if f.asJSON {
		return writeRows(out)
	}
	page := &sheet{Style: pageStyle()}
	for i := range out {
		page.head("%s", out[i].Side)
		page.para(2, "", "", rows[i].Sentence)
	}
	return page.print()
}

// pairRows reads the rows of a file.
func pairRows(name string) (out []pipeline.Pair, err error) {
	in := io.Reader(os.Stdin)
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	for dec := json.NewDecoder(bufio.NewReaderSize(in, 1<<20)); ; {
		var row pipeline.Pair
		if err := dec.Decode(&row); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s, row %d: %w", name, len(out)+1, err)
		}
		if _, _, err := row.Text(); err != nil {
			return nil, fmt.Errorf("%s, row %d: %w", name, len(out)+1, err)
		}
		out = append(out, row)
	}
}

// sidesOf reads the sentences of rows, jobs at a time.
func sidesOf(ctx context.Context, reader *pipeline.Reader, rows []pipeline.Pair, jobs int) ([]sideRow, error) {
	out := make([]sideRow, len(rows))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(jobs)
	for i := range rows {
		work.Go(func() error {
			side, err := reader.Side(ctx, &rows[i])
			out[i] = sideRow{side, side.String()}
			return err
		})
	}
	return out, work.Wait()
}
