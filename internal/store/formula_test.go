package store

import (
	"fmt"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// briefing returns a record of a day's briefing whose only event is a courtesy.
func briefing(day int) (*readout.Record, *thread.Digest) {
	text := fmt.Sprintf("Thank you all. This was day %d.", day)
	rec := &readout.Record{Pipeline: "test", Version: readout.Version{URL: fmt.Sprintf("https://ministry.example/%d", day), Outlet: "ministry", Text: text,
		Published: &readout.Time{Value: fmt.Sprintf("2033-10-%02d", day)}}}
	at := readout.Span{Start: 0, End: 5}
	return rec, &thread.Digest{Format: thread.DigestFormat, Pipeline: "test", Terms: []thread.Term{{Key: 1, Weight: 1}},
		Sentences: []thread.Sentence{{Span: readout.Span{Start: 0, End: 14}, Hash: uint64(day)}},
		Mentions:  []thread.Mention{{Event: "e1", Trigger: at, Text: "Thank", Lemma: "thank", Type: "SUPPORT", Sure: 1, Status: readout.Asserted}}}
}

// linesOf returns on how many lines each happening stands, the most first, and what
// the page of each counts.
func linesOf(t *testing.T, s *Store) (out []int) {
	t.Helper()
	list, _, err := s.FindHappenings(t.Context(), Happenings{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range list {
		if page := thread.One(h.Mentions).Lines; page != h.Lines {
			t.Errorf("%s: the list counts %d lines, its page %d", h.ID, h.Lines, page)
		}
		out = append(out, h.Lines)
	}
	return out
}

// TestFormulasAreNoNews counts words that say nothing by themselves for no line of
// reporting from the day on which they are a formula, in whatever order the days come
// in, and again for one when a day is forgotten.
func TestFormulasAreNoNews(t *testing.T) {
	for _, order := range [][]int{{1, 2, 3, 4, 5, 6}, {6, 5, 4, 3, 2, 1}, {3, 1, 5, 6, 2, 4}} {
		s := openJoining(t)
		var refs []*VersionRef
		for n, day := range order {
			rec, digest := briefing(day)
			if err := s.Update(t.Context(), func(tx *Tx) error {
				ref, err := bringWith(tx, rec, digest)
				refs = append(refs, ref)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			want := 1
			if n+1 >= thread.FormulaDays {
				want = 0
			}
			if got := linesOf(t, s); slices.ContainsFunc(got, func(lines int) bool { return lines != want }) || len(got) == 0 {
				t.Fatalf("order %v: after %d days happenings stand on %v lines, want %d", order, n+1, got, want)
			}
		}
		for _, ref := range refs[:2] {
			if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.ForgetStory(string(ref.Story)); return err }); err != nil {
				t.Fatal(err)
			}
		}
		if got := linesOf(t, s); slices.Contains(got, 0) || len(got) == 0 {
			t.Errorf("order %v: of four days' courtesies happenings stand on %v lines", order, got)
		}
	}
}
