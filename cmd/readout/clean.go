package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/show"
	"github.com/spf13/cobra"
)

// newCleanCommand returns the verb that stops after cleaning.
func newCleanCommand() *cobra.Command {
	var in inputFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "clean [--json] INPUT…",
		Short:   "Take a story out of its page: main text, what is known about it, what was cut",
		Example: "  readout clean --json examples/wire.txt",
		Args:    needInput,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := in.check(); err != nil {
				return err
			}
			page := pageStyle()
			out := bufio.NewWriterSize(os.Stdout, 1<<16)
			work := worker{row: printed(func(row input.Row) ([]byte, error) {
				res := in.clean(row)
				if !asJSON {
					return show.Cleaned(&res.Version, res.Removed, res.Problems, page), nil
				}
				return cleanedJSON(&res.Version, res.Removed, res.Problems)
			})}
			if asJSON {
				work.unread = func(bad *input.Error) (result, error) {
					rec := unreadRecord(bad)
					line, err := cleanedJSON(&rec.Version, rec.Removed, rec.Problems)
					return result{line: line}, err
				}
			}
			err := in.process(args, out, work)
			if flushErr := out.Flush(); flushErr != nil && err == nil {
				err = &exitError{code: exitWrite, err: fmt.Errorf("writing the results: %w", flushErr)}
			}
			return err
		},
	}
	in.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, `one {"version", "removed", "problems"} a line`)
	return cmd
}

// cleanedJSON returns one line of JSON.
func cleanedJSON(v *readout.Version, removed []readout.Removed, problems []readout.Problem) ([]byte, error) {
	// the record's own writer turns the problems' spans into code points
	rec := readout.Record{Version: *v, Removed: removed, Problems: problems}
	data, err := rec.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var part struct {
		Version  json.RawMessage `json:"version"`
		Removed  json.RawMessage `json:"removed"`
		Problems json.RawMessage `json:"problems"`
	}
	if err := json.Unmarshal(data, &part); err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err = enc.Encode(part)
	return buf.Bytes(), err
}
