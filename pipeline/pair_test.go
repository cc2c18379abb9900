package pipeline_test

import (
	"context"
	"testing"

	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// TestMarksArePutAway holds where the marked names of a sentence stand, and
// that a name without a mark is an error.
func TestMarksArePutAway(t *testing.T) {
	for _, c := range []struct{ sentence, p, q, text, atP, atQ string }{
		{"[Ann] praised [Bob].", "Ann", "Bob", "Ann praised Bob.", "Ann", "Bob"},
		{"[Bob], é, was praised by [Ann].", "Ann", "Bob", "Bob, é, was praised by Ann.", "Ann", "Bob"},
		{"[Ann] and [Ann] met.", "Ann", "Ann", "Ann and Ann met.", "Ann", "Ann"},
		{"[Bonn. Ann] met [Bob].", "Ann", "Bob", "Bonn. Ann met Bob.", "Bonn. Ann", "Bob"},
	} {
		pair := pipeline.Pair{Sentence: c.sentence, P: c.p, Q: c.q}
		text, spans, err := pair.Text()
		if err != nil || text != c.text || spans[0].In(text) != c.atP || spans[1].In(text) != c.atQ {
			t.Errorf("%s: %q %v %v", c.sentence, text, spans, err)
		}
	}
	for _, bad := range []string{"", "Ann praised Bob.", "[Ann praised Bob", "Ann praised [Bob].", "[]", "]["} {
		pair := pipeline.Pair{Sentence: bad, P: "Ann", Q: "Bob"}
		if _, _, err := pair.Text(); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// TestSidesOfPairs holds that plain sentences are read for who is for or
// against whom.
func TestSidesOfPairs(t *testing.T) {
	r, err := pipeline.Open(models.FS(), pipeline.Accurate)
	if err != nil {
		t.Fatal(err)
	}
	for sentence, want := range map[string]pipeline.Side{
		"[Marlow] accused [Teller] of lying to voters.":                    3,
		"[Marlow] endorsed [Teller] for governor.":                         1,
		"[Marlow] was born in a small town near [Teller].":                 0,
		"[Marlow] sharply criticized [Teller] over the new tax on Sunday.": 3,
	} {
		got, err := r.Side(context.Background(), &pipeline.Pair{Sentence: sentence, P: "Marlow", Q: "Teller"})
		if err != nil || got != want {
			t.Errorf("%s: %v, %v", sentence, got, err)
		}
	}
}
