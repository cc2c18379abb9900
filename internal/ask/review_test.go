package ask

import (
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestTheMostDoubtfulComesFirst queues what nobody reviewed by doubt, and draws
// the same sample for a seed and another for another.
func TestTheMostDoubtfulComesFirst(t *testing.T) {
	s := filled(t, 12).Store
	doubts := func(what Doubting) []*Doubtful {
		list, err := Doubts(t.Context(), s, what)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	list := doubts(Doubting{Limit: 10})
	for i := range list[1:] {
		if list[i].Doubt < list[i+1].Doubt {
			t.Errorf("row %d has doubt %v, the next one %v", i, list[i].Doubt, list[i+1].Doubt)
		}
	}
	first := list[0]
	if _, err := (&Service{Store: s}).Review(t.Context(), &Reviewing{Version: first.Version, ID: first.ID, Do: string(review.Confirm), By: "Ines", Why: "so"}); err != nil {
		t.Fatal(err)
	}
	if next := doubts(Doubting{Limit: 10})[0]; next.Version == first.Version && next.ID == first.ID {
		t.Error("what was reviewed is still queued")
	}
	ids := func(list []*Doubtful) (out string) {
		for _, d := range list {
			out += d.Version + d.ID + " "
		}
		return out
	}
	a, b, c := doubts(Doubting{Sample: 9, Seed: 1}), doubts(Doubting{Sample: 9, Seed: 1}), doubts(Doubting{Sample: 9, Seed: 2})
	if len(a) != 9 || ids(a) != ids(b) || ids(a) == ids(c) {
		t.Errorf("samples %v, %v, %v", ids(a), ids(b), ids(c))
	}
}

// TestALookIsOfTheNewest looks at so many stories as it is told to, of all and of those that
// a query finds, whatever else the archive has.
func TestALookIsOfTheNewest(t *testing.T) {
	s := filled(t, 30).Store
	for _, query := range []string{"", "status:asserted", "act:say"} {
		var q *store.Query
		if query != "" {
			var err error
			if q, err = store.ParseQuery(query); err != nil {
				t.Fatal(err)
			}
		}
		of := func(newest int) map[string]bool {
			list, err := Doubts(t.Context(), s, Doubting{Query: q, Limit: 10_000, Newest: newest})
			if err != nil {
				t.Fatal(err)
			}
			stories := make(map[string]bool)
			for _, d := range list {
				stories[d.Story] = true
			}
			return stories
		}
		all, some := of(0), of(5)
		if n, err := s.Count(t.Context(), store.Rows{Query: q, Newest: 5}); err != nil || n > 5 || len(some) > 5 || len(some) == 0 || len(all) <= 5 {
			t.Errorf("of %d stories that %q finds, %d were looked at (%d counted, %v)", len(all), query, len(some), n, err)
		}
	}
}
