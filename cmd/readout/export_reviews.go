package main

import (
	"time"

	"github.com/seed-f92ea4cf/readout/internal/export"
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
