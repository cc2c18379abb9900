package ingest

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// filled returns an archive with some generated readings, joined.
func filled(t *testing.T, name string, from, to int) *store.Store {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	fill(t, s, from, to)
	return s
}

func change(t *testing.T, s *store.Store, f func(*store.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// merged merges and returns what was done.
func merged(t *testing.T, into, from *store.Store) *MergeCounts {
	t.Helper()
	counts, err := (&Merger{Into: into, From: from, Jobs: 2}).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// TestTwoHalvesAreTheWhole merges two archives that have a part in common, and
// compares with one that took all in: the same stories, records, copies and
// happenings. A second time nothing is new.
func TestTwoHalvesAreTheWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("fills three archives")
	}
	whole, a, b := filled(t, "whole.db", 0, 120), filled(t, "a.db", 0, 70), filled(t, "b.db", 50, 120)
	first := merged(t, a, b)
	if first.Versions < 40 || first.Known < 15 {
		t.Errorf("%d versions new, %d known", first.Versions, first.Known)
	}
	if got, want := recordsOf(t, a)+joinsOf(t, a), recordsOf(t, whole)+joinsOf(t, whole); got != want {
		t.Errorf("merged %s\nwhole  %s", got, want)
	}
	if again := merged(t, a, b); again.Versions != 0 || again.Decisions+again.Reviews+again.Timelines != 0 {
		t.Errorf("a second time: %+v", again)
	}
	checkArchive(t, a.Path())
}

// TestWhatPeopleDecidedIsMerged decides in one archive and looks in the other.
func TestWhatPeopleDecidedIsMerged(t *testing.T) {
	a, b := filled(t, "a.db", 0, 40), filled(t, "b.db", 30, 80)
	list, _, err := b.FindHappenings(t.Context(), store.Happenings{Limit: 1000})
	// an id that both archives have stays with the reports that it has here
	list = slices.DeleteFunc(list, func(h *store.Happening) bool {
		at, err := a.Happening(t.Context(), h.ID)
		return err == nil && at != nil
	})
	if err != nil || len(list) < 4 {
		t.Fatal(len(list), err)
	}
	// what more stories tell might join two of one type
	apart := slices.IndexFunc(list, func(h *store.Happening) bool { return h.Type != list[0].Type })
	if apart < 0 {
		t.Fatal("all happenings are of one type")
	}
	one, other := list[0].ID, list[apart].ID
	var rv *review.Review
	var line string
	change(t, b, func(tx *store.Tx) (err error) {
		if err = tx.JoinEvents(one, other, "one strike"); err != nil {
			return err
		}
		version := list[0].Mentions[0].Story.Version
		rv, err = tx.AddReview(version, "e1", review.Review{Do: review.Confirm, By: "Ines", Why: "seen"}, -1)
		if err == nil {
			line, err = tx.AddTimeline("make", []byte(`{"title":"ours"}`))
		}
		return err
	})
	merged(t, a, b)
	for _, id := range []string{one, other} {
		got, err := a.Resolve(t.Context(), id)
		if err != nil {
			t.Errorf("%s: %v", id, err)
		}
		if first, _ := a.Resolve(t.Context(), one); got != first {
			t.Errorf("%s is %s here, %s is %s", one, first, id, got)
		}
	}
	if held, err := a.Decisions(t.Context(), 10); err != nil || len(held) != 1 || held[0].Reason != "one strike" {
		t.Errorf("decisions: %v %v", held, err)
	}
	if lines, _, err := a.Timelines(t.Context(), 0, 10); err != nil || len(lines) != 1 || lines[0].ID != line {
		t.Errorf("timelines: %v %v", lines, err)
	}
	seen, err := a.Reviewed(t.Context(), string(rv.Version))
	if err != nil || len(seen.Fits) != 1 || seen.Fits[0].Review.ID != rv.ID {
		t.Errorf("reviews: %+v %v", seen, err)
	}
	checkArchive(t, a.Path())
	// It is taken back there, and is so here after the next merge.
	change(t, b, func(tx *store.Tx) error { _, err := tx.Undo(one, "two strikes"); return err })
	merged(t, a, b)
	if held, err := a.Decisions(t.Context(), 10); err != nil || len(held) != 0 {
		t.Errorf("decisions: %v %v", held, err)
	}
	x, _ := a.Resolve(t.Context(), one)
	y, _ := a.Resolve(t.Context(), other)
	if x == y {
		t.Errorf("%s and %s are one still", one, other)
	}
	checkArchive(t, a.Path())
}

// TestWhatOneForgotDoesNotComeByTheOther forgets a story on either side.
func TestWhatOneForgotDoesNotComeByTheOther(t *testing.T) {
	a, b := filled(t, "a.db", 0, 12), filled(t, "b.db", 0, 24)
	version := func(s *store.Store, n int) *readout.Version {
		rec := many.Samples().Record(n)
		st, err := s.Version(context.Background(), string(rec.Version.ID))
		if err != nil {
			t.Fatal(err)
		}
		return st.Version
	}
	here, there := version(a, 3), version(b, 20)
	also := version(b, 5)
	change(t, a, func(tx *store.Tx) error { _, err := tx.ForgetVersion(string(here.ID)); return err })
	change(t, b, func(tx *store.Tx) error {
		_, err := tx.ForgetVersion(string(there.ID))
		if err == nil {
			_, err = tx.ForgetVersion(string(also.ID))
		}
		return err
	})
	counts := merged(t, a, b)
	if counts.Forgotten != 1 || !slices.Contains(counts.Here, string(also.ID)) { // and what has the same words
		t.Errorf("%d forgotten, here still %v, want %s", counts.Forgotten, counts.Here, also.ID)
	}
	for _, v := range []*readout.Version{here, there} {
		err := a.Update(t.Context(), func(tx *store.Tx) error {
			rec := many.Samples().Record(map[readout.VersionID]int{here.ID: 3, there.ID: 20}[v.ID])
			r, err := NewReading(rec, nil)
			if err == nil {
				_, _, err = r.Take(tx)
			}
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "taken out") && !strings.Contains(err.Error(), "forgotten") {
			t.Errorf("%s came in again: %v", v.ID, err)
		}
	}
}
