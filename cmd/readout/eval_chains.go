package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/score"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// evaluateChains scores the files of gold chains that stand beside the folder
// of gold stories and returns a table for each.
func evaluateChains(ctx context.Context, reader *pipeline.Reader, dir string) (string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "..", "chains-*.txt"))
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		chains, err := score.ParseChains(string(data))
		if err != nil {
			return "", fmt.Errorf("%s: %w", file, err)
		}
		var total []score.Row
		for i := range chains {
			rec, err := reader.Read(ctx, &readout.Version{Text: chains[i].Text, Language: "en"})
			if err != nil {
				return "", err
			}
			total = score.Merge(total, score.Chain(&chains[i], rec.Attributions))
		}
		fmt.Fprintf(&out, "\n%s\n%s", strings.TrimSuffix(filepath.Base(file), ".txt"), score.Format(total))
	}
	return out.String(), nil
}
