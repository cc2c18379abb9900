package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/score"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// A goldStory is one file of eval/gold.
type goldStory struct {
	Input  string         `json:"input"` // file, relative to the folder above eval
	Date   string         `json:"date"`  // publication day given, or ""
	Record readout.Record `json:"record"`
}

// newEvalCommand returns the verb that scores the program on its gold stories.
func newEvalCommand() *cobra.Command {
	var dir, model string
	cmd := &cobra.Command{
		Use:     "eval [--gold DIR]",
		Short:   "Score the program on its own gold stories, layer by layer",
		Example: "  readout eval --gold eval/gold",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			table, err := evaluate(dir, model)
			if err != nil {
				return &exitError{code: exitInputs, err: err}
			}
			fmt.Print(table)
			return nil
		},
	}
	cmd.Flags().StringVar(&model, "model", defaultModel, "`NAME` of the network: "+strings.Join(modelNames, ", "))
	cmd.Flags().StringVar(&dir, "gold", "eval/gold", "`DIR` of gold stories, in a checkout of the project")
	return cmd
}

// evaluate scores the gold stories of dir and returns the table: each story,
// then all, then the chains of speakers.
func evaluate(dir, model string) (string, error) {
	reader, err := openReader(model)
	if err != nil {
		return "", err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) == 0 {
		return "", fmt.Errorf("no gold stories in %s: run in a checkout, or name their folder with --gold", dir)
	}
	var out strings.Builder
	var total []score.Row
	for _, file := range files {
		rows, err := evaluateStory(reader, dir, file)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "%s\n%s\n", strings.TrimSuffix(filepath.Base(file), ".json"), score.Format(rows))
		total = score.Merge(total, rows)
	}
	fmt.Fprintf(&out, "all %d stories\n%s", len(files), score.Format(total))
	chains, err := evaluateChains(reader, dir)
	return out.String() + chains, err
}

// evaluateStory cleans a gold story's input and reads its gold text. The two
// are scored apart, so that a wrong cut does not count twice.
func evaluateStory(reader *pipeline.Reader, dir, file string) ([]score.Row, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var gold goldStory
	if err := json.Unmarshal(data, &gold); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	flags := inputFlags{date: gold.Date}
	var rows []score.Row
	var failed error
	input.Read([]string{filepath.Join(dir, "..", "..", gold.Input)}, os.Stdin, input.Sink{
		Bad: func(err *input.Error) { failed = err },
		Row: func(row input.Row) bool {
			res := flags.clean(row)
			rows = score.Cleaning(&gold.Record, &readout.Record{Version: res.Version, Removed: res.Removed})
			v := gold.Record.Version
			v.Published = res.Version.Published
			rows = append(rows, score.Reading(&gold.Record, reader.Read(&v))...)
			return false
		},
	})
	return rows, failed
}
