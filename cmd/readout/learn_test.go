package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// judgedArchive is an archive of 40 stories read by the fast network, in each of which people said
// that one event is right and another is none.
func judgedArchive(t *testing.T) *store.Store {
	t.Helper()
	dir := t.TempDir()
	var rows strings.Builder
	for i := range 40 {
		fmt.Fprintf(&rows, `{"ref":"s%d","url":"https://courier.example/%d","outlet":"Courier","text":"On day %d France condemned Norway over fish. Police arrested %d students in Orr."}`+"\n", i, i, i, i+2)
	}
	file := filepath.Join(dir, "stories.jsonl")
	if err := os.WriteFile(file, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(filepath.Join(dir, "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	in := &inputFlags{ofArchive: true, jobs: 1, model: pipeline.Fast, quiet: true}
	g, err := newIngester(t.Context(), s, in)
	if err == nil {
		err = in.remember(t.Context(), s)
	}
	if err == nil {
		_, err = g.Add(t.Context(), []string{file}, nil)
	}
	if err == nil {
		_, err = g.Read(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	err = s.EachRow(t.Context(), store.Rows{}, func(row *store.Row) error {
		for i := range row.Record.Events {
			e := &row.Record.Events[i]
			do := review.Confirm
			if e.Type == "COERCE" {
				do = review.Reject
			}
			said++
			if err := s.Update(t.Context(), func(tx *store.Tx) error {
				_, err := tx.AddReview(string(row.ID), string(e.ID), review.Review{Do: do, By: "ines", Why: "read it"}, -1)
				return err
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || said < 60 {
		t.Fatalf("%d events were judged, %v", said, err)
	}
	return s
}

// TestAnArchiveLearnsAndUnlearns refits heads on reviews, reads with them, and takes them
// back: the pipeline says which, and what was right is surer than what was not.
func TestAnArchiveLearnsAndUnlearns(t *testing.T) {
	s := judgedArchive(t)
	in := func() *inputFlags { return &inputFlags{ofArchive: true, jobs: 1, quiet: true} }
	if err := learnFrom(t.Context(), s, in(), true, io.Discard); err != nil {
		t.Fatal(err)
	}
	if l, err := s.Learned(t.Context()); l != nil || err != nil {
		t.Fatalf("a try keeps %+v, %v", l, err)
	}
	if err := learnFrom(t.Context(), s, in(), false, io.Discard); err != nil {
		t.Fatal(err)
	}
	l, err := s.Learned(t.Context())
	if err != nil || l == nil || modelOf(l.Model) != pipeline.Fast {
		t.Fatalf("%+v, %v", l, err)
	}
	if err := reread(t.Context(), s, in(), false, false); err != nil {
		t.Fatal(err)
	}
	sure := make(map[string]float64)
	machine := func() (pipelines map[string]int) {
		pipelines = make(map[string]int)
		err := s.EachKept(context.Background(), func(row *store.Row) error {
			pipelines[row.Record.Pipeline]++
			for _, e := range row.Record.Events {
				sure[string(e.Type)] = e.Confidence
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return pipelines
	}
	if by := machine(); by[l.Model+" "+l.Name] != 40 || sure["COERCE"] >= .4 || sure["ACCUSE"] <= .5 {
		t.Errorf("%v, %v", by, sure)
	}
	if err := undoLearned(t.Context(), s, io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := reread(t.Context(), s, in(), false, false); err != nil {
		t.Fatal(err)
	}
	if by := machine(); by[l.Model] != 40 || sure["COERCE"] <= .4 {
		t.Errorf("taken back: %v, %v", by, sure)
	}
	if err := undoLearned(t.Context(), s, io.Discard); err == nil || !strings.Contains(err.Error(), "nothing was learned") {
		t.Error(err)
	}
}

// TestReviewedStoriesAreGold writes a reviewed story as it is annotated: what people
// rejected is not in it, spans are code points, and what they judged is named.
func TestReviewedStoriesAreGold(t *testing.T) {
	s := judgedArchive(t)
	n := 0
	err := s.EachRow(t.Context(), store.Rows{}, func(row *store.Row) error {
		judged := map[string]bool{"e1": true}
		g := export.GoldOf(row.Record, judged)
		data, err := json.Marshal(g)
		if err != nil {
			return err
		}
		text := []rune(g.Text)
		for _, e := range g.Events {
			if e.Type == "COERCE" || string(text[e.Trigger[0]:e.Trigger[1]]) != "condemned" || len(e.Actor) != 1 || len(e.Recipient) != 1 || e.By == nil {
				t.Errorf("%s", data)
			}
		}
		known := make(map[string]bool)
		for _, a := range g.Actors {
			known[a.ID] = true
			if a.Kind == "" || len(a.Mentions) == 0 {
				t.Errorf("%+v", a)
			}
		}
		if len(g.Events) != 1 || len(g.Events[0].Actor) != 1 || !known[g.Events[0].Actor[0]] || len(g.Judged) != 1 || g.Share <= 0 || g.Published != nil {
			t.Errorf("%s", data)
		}
		n++
		return nil
	})
	if err != nil || n != 40 {
		t.Error(n, err)
	}
}
