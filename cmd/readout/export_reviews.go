package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// reviewsOf returns what people said of the values of a version.
func reviewsOf(row *store.Row) (list []export.Reviewed) {
	for i := range row.Reviews {
		f := &row.Reviews[i]
		list = append(list, export.Reviewed{ID: f.Review.ID, At: f.Review.At.UTC().Format(time.RFC3339), By: f.Review.By, Do: string(f.Review.Do), Layer: string(f.Review.Layer),
			Value: f.Local, Field: f.Review.Field, State: string(f.State), Machine: f.Machine, Person: f.Review.Value, Why: f.Review.Why})
	}
	return list
}

// notesOf returns the notes and tags on a version's story and its values.
func notesOf(row *store.Row) (list []export.Note) {
	for _, n := range row.Notes {
		list = append(list, export.Note{ID: n.ID, At: n.At.UTC().Format(time.RFC3339), By: n.By, Layer: string(n.Layer), Value: n.Local, Tag: n.Tag, Text: n.Text})
	}
	return list
}

// gold prints the stories of which people said something as annotated stories.
func (f *reviewFlags) gold(ctx context.Context, args []string) error {
	q, err := queryOf(args)
	if err != nil {
		return err
	}
	if f.share < 0 || f.share > 1 {
		return fmt.Errorf("--share %v: want a share such as 0.8", f.share)
	}
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	n, enc := 0, json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	err = s.EachRow(ctx, store.Rows{Query: q}, func(row *store.Row) error {
		judged := make(map[string]bool)
		for i := range row.Reviews {
			if fit := &row.Reviews[i]; fit.State != review.Gone {
				judged[fit.Local] = true
			}
		}
		if delete(judged, ""); len(judged) == 0 {
			return nil
		}
		g := export.GoldOf(row.Record, judged)
		if g.Share < f.share {
			return nil
		}
		n++
		return enc.Encode(g)
	})
	fmt.Fprintf(os.Stderr, "%s, with whole texts and all names: they belong to their publishers\n", plural(n, "story", "stories"))
	return archiveError(err)
}
