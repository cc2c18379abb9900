package ask

import (
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/review"
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
