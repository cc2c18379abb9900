package main

import (
	"context"
	"encoding/json"
	"errors"
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
			table, err := evaluate(cmd.Context(), dir, model)
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
func evaluate(ctx context.Context, dir, model string) (string, error) {
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
	var events score.EventCounts
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		rows, rec, err := evaluateStory(ctx, reader, dir, file)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "%s\n%s\n", name, score.Format(rows))
		total = score.Merge(total, rows)
		gold, err := readGoldEvents(dir, name)
		if err != nil {
			return "", err
		}
		for _, text := range gold {
			events.Add(score.Events(text.Events, rec))
		}
	}
	fmt.Fprintf(&out, "all %s\n%s\nevents of the %s\n%s", plural(len(files), "story", "stories"), score.Format(total), plural(len(files), "story", "stories"), &events)
	for _, name := range []string{"seen", "held-back"} {
		if err := evaluateSentences(ctx, &out, reader, dir, name); err != nil {
			return "", err
		}
	}
	chains, err := evaluateChains(ctx, reader, dir)
	return out.String() + "\n" + chains, err
}

// readGoldEvents reads a file of the folder of events beside dir; none if
// there is no such file.
func readGoldEvents(dir, name string) ([]score.GoldText, error) {
	file, err := os.Open(filepath.Join(dir, "..", "events", name+".txt"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	texts, err := score.ReadEvents(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name(), err)
	}
	return texts, nil
}

// evaluateSentences scores the events of single sentences, each read as a
// story of its own.
func evaluateSentences(ctx context.Context, out *strings.Builder, reader *pipeline.Reader, dir, name string) error {
	texts, err := readGoldEvents(dir, name)
	if err != nil || len(texts) == 0 {
		return err
	}
	var counts score.EventCounts
	for _, text := range texts {
		v := readout.Version{Language: "en", Text: text.Text}
		v.Seal()
		rec, err := reader.Read(ctx, &v)
		if err != nil {
			return err
		}
		counts.Add(score.Events(text.Events, rec))
	}
	fmt.Fprintf(out, "\nevents of %d sentences, %s\n%s", len(texts), strings.ReplaceAll(name, "-", " "), &counts)
	return nil
}

// evaluateStory cleans a gold story's input and reads its gold text. The two
// are scored apart, so that a wrong cut does not count twice. The record is
// that of the gold text.
func evaluateStory(ctx context.Context, reader *pipeline.Reader, dir, file string) ([]score.Row, *readout.Record, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	var gold goldStory
	if err := json.Unmarshal(data, &gold); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	flags := inputFlags{date: gold.Date}
	var rows []score.Row
	var read *readout.Record
	var failed error
	input.Read([]string{filepath.Join(dir, "..", "..", gold.Input)}, os.Stdin, input.Sink{
		Bad: func(err *input.Error) { failed = err },
		Row: func(row input.Row) bool {
			res := flags.clean(row)
			rows = score.Cleaning(&gold.Record, &readout.Record{Version: res.Version, Removed: res.Removed})
			v := gold.Record.Version
			v.Published = res.Version.Published
			if read, failed = reader.Read(ctx, &v); failed != nil {
				return false
			}
			rows = append(rows, score.Reading(&gold.Record, read)...)
			return false
		},
	})
	return rows, read, failed
}
