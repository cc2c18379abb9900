package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// An itemRow is a story that was read, as a file keeps it between trials.
type itemRow struct {
	Version readout.Version
	Digest  *thread.Digest
}

// A storyRow is a story of a set to be read.
type storyRow struct {
	Ref, URL, Outlet, Published, Updated, Headline, Text string
}

// readStories reads stories with a network and writes them with their digests.
func readStories(ctx context.Context, file, model string, w io.Writer) error {
	r, err := pipeline.Open(models.FS(), model)
	if err != nil {
		return err
	}
	rows, err := read[storyRow](file)
	if err != nil {
		return err
	}
	return writeEach(ctx, rows, w, func(ctx context.Context, s *storyRow) (itemRow, error) {
		res := article.Verbatim(input.Row{Input: article.Input{Ref: s.Ref, URL: s.URL, Outlet: s.Outlet, Published: s.Published, Updated: s.Updated, Title: s.Headline, Text: s.Text}}.Input)
		rec, digest, err := r.ReadDigest(ctx, &res.Version, nil)
		if err != nil {
			return itemRow{}, err
		}
		return itemRow{rec.Version, digest}, nil
	})
}

// joinStories writes what stories that were read tell together: rows of events,
// then rows of conflicts, each with its kind.
func joinStories(file string, w io.Writer) error {
	rows, err := read[itemRow](file)
	if err != nil {
		return err
	}
	j, err := joiner()
	if err != nil {
		return err
	}
	d := joined.Join(j, itemsOf(rows), nil)
	text := func(v string) string { return d.Version(v).Text }
	enc := json.NewEncoder(w)
	for i := range d.Happenings {
		if err := enc.Encode(map[string]any{"events": joined.Event(&d.Happenings[i], joined.EventID, text)}); err != nil {
			return err
		}
	}
	event := func(id thread.MentionID) string { return fmt.Sprint(d.Happening(id) != nil) }
	for _, c := range d.Conflicts() {
		if err := enc.Encode(map[string]any{"conflicts": joined.Conflict(&c, event, text)}); err != nil {
			return err
		}
	}
	return nil
}
