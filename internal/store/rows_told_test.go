package store

import (
	"fmt"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// told reads the rows of an archive with what they tell together.
func told(t *testing.T, s *Store, what Rows) (rows []*Row) {
	t.Helper()
	what.Joined = true
	if err := s.EachRow(t.Context(), what, func(r *Row) error { rows = append(rows, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return rows
}

// counted returns the first record again, as another outlet's, with a number of
// what its first event is about.
func counted(n int) *readout.Record {
	rec := *source().Record(0)
	rec.Version.URL, rec.Version.Outlet = fmt.Sprintf("https://count.example/%d", n), fmt.Sprintf("Count %d", n)
	rec.Version.Seal()
	rec.Events = slices.Clone(rec.Events)
	e := &rec.Events[0]
	e.Numbers = []readout.Number{{What: "people", Low: n, High: n, Span: e.Trigger.Cover()}}
	return &rec
}

// TestRowsTellTogether holds what rows say of happenings and conflicts against
// what the archive answers: each happening is whole once, at a word of it that no
// other tells better than, and of each conflict both sides are there.
func TestRowsTellTogether(t *testing.T) {
	s := openJoining(t)
	bringAll(t, s, append(first(source(), 60), counted(7), counted(9))...)
	list, _, err := s.FindHappenings(t.Context(), Happenings{Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string]*Happening)
	for _, h := range list {
		want[h.ID] = h
	}
	whole, words, sides := make(map[string]int), make(map[string]int), make(map[string]int)
	best, score := make(map[string]int), make(map[string]int)
	for _, row := range told(t, s, Rows{}) {
		for _, x := range row.Told {
			h := want[x.ID]
			if h == nil {
				t.Fatalf("%s is no happening", x.ID)
			}
			words[x.ID]++
			n := thread.Told{Story: &thread.Story{Digest: row.Digest}, Mention: x.Mention}.TellsAs(h.Final)
			best[x.ID] = max(best[x.ID], n)
			if x.Whole == nil {
				continue
			}
			whole[x.ID]++
			score[x.ID] = n
			if x.Whole.ID != h.ID || x.Whole.Lines != h.Lines || x.Whole.Mentions != len(h.Mentions) || len(x.Whole.Doers) != len(h.Doers) {
				t.Errorf("%s: %d lines, %d mentions, want %d and %d", x.ID, x.Whole.Lines, x.Whole.Mentions, h.Lines, len(h.Mentions))
			}
		}
		for _, x := range row.Sides {
			sides[x.ID]++
		}
	}
	for id, h := range want {
		if whole[id] != 1 || words[id] != len(h.Mentions) || score[id] != best[id] {
			t.Errorf("%s: whole %d times, %d words of %d, chosen %d of %d", id, whole[id], words[id], len(h.Mentions), score[id], best[id])
		}
	}
	conflicts, _, err := s.FindConflicts(t.Context(), Conflicts{Updates: true, Limit: 1 << 20})
	if err != nil || len(conflicts) == 0 || shared(t, s) == 0 {
		t.Fatalf("%d conflicts, %v: the test wants some", len(conflicts), err)
	}
	for _, c := range conflicts {
		if sides[c.ID] != 2 {
			t.Errorf("%s has %d sides", c.ID, sides[c.ID])
		}
	}
	if len(sides) != len(conflicts) {
		t.Errorf("%d conflicts, want %d", len(sides), len(conflicts))
	}
}

// TestRowsOfASearchTellWhatItFound sees that a search for events makes happenings
// whole at words that it found, and that whole stories have all their words.
func TestRowsOfASearchTellWhatItFound(t *testing.T) {
	s := openJoining(t)
	bringAll(t, s, first(source(), 40)...)
	q, err := ParseQuery("type:CONSULT")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, row := range told(t, s, Rows{Query: q}) {
		for _, x := range row.Told {
			if x.Whole != nil {
				if n++; !row.Hits[string(x.Mention.Event)] {
					t.Errorf("%s is told by %q, which was not found", x.ID, x.Mention.Event)
				}
			}
		}
	}
	all := 0
	for _, row := range told(t, s, Rows{Query: q, Whole: true}) {
		for _, x := range row.Told {
			all += btoi(x.Whole != nil)
		}
	}
	if n == 0 || all <= n {
		t.Errorf("%d happenings were found and %d are told by their stories", n, all)
	}
}

// TestRowsTellNothingOfWhatIsNotSeen labels a story that tells of a happening of
// two: who may not see it reads a happening of the other alone.
func TestRowsTellNothingOfWhatIsNotSeen(t *testing.T) {
	s := openJoining(t)
	bringAll(t, s, first(source(), 40)...)
	var h *Happening
	list, _, err := s.FindHappenings(t.Context(), Happenings{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range list {
		if x.Stories > 1 {
			h = x
		}
	}
	hidden := h.Mentions[0].Story.ID
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.SetLabel(hidden, people.Red); return err }); err != nil {
		t.Fatal(err)
	}
	seen, err := s.At(t.Context(), people.Green)
	if err != nil {
		t.Fatal(err)
	}
	defer seen.Close()
	found := false
	for _, row := range told(t, seen, Rows{}) {
		if string(row.Story) == hidden {
			t.Fatal("the story is read")
		}
		for _, x := range row.Told {
			if x.ID == h.ID && x.Whole != nil {
				found = true
				if x.Whole.Stories != h.Stories-1 {
					t.Errorf("it is told by %d stories, want %d", x.Whole.Stories, h.Stories-1)
				}
			}
		}
		if slices.ContainsFunc(row.Sides, func(x RowSide) bool { return x.Kind == "" }) {
			t.Error("a side without a conflict")
		}
	}
	if !found {
		t.Error("the happening is not told by those that are seen")
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
