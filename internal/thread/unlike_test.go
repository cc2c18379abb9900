package thread

import (
	"fmt"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestARoundNumberIsNoConflict tells numbers that are cut or raised from those that
// differ.
func TestARoundNumberIsNoConflict(t *testing.T) {
	for _, tt := range []struct {
		round, exact float64
		want         bool
	}{
		{15e6, 15_680_000, true}, {7e6, 6_999_632, true}, {17.2e6, 17_259_239, true}, {5e9, 4.9e9, true}, {9.9e6, 9_866_737.76, true}, {29e6, 29.7e6, true}, {700_000, 703_900, true},
		{200, 230, false}, {12, 13, false}, {100, 104, false}, {29e6, 25e6, false}, {15e6, 16_100_000, false}, {17.1e6, 17_259_239, false}, {12_000, 11_000, false}, {2e9, 4e9, false},
	} {
		if got := roundNumber(tt.round, tt.exact); got != tt.want {
			t.Errorf("%v of %v: %v", tt.round, tt.exact, got)
		}
	}
}

// TestUnlikeFiguresAreNoDispute leaves out what cannot contradict each other, and
// keeps what can.
func TestUnlikeFiguresAreNoDispute(t *testing.T) {
	ruiz, strand := &Actor{Name: "Ruiz", Named: true}, &Actor{Name: "Strand", Named: true}
	both := []Argument{{Part: Doer, Actor: *ruiz}, {Part: Doer, Actor: *strand}}
	figure := func(n float64, what, unit, act string, by *Actor, sentence int) Figure {
		return Figure{Sentence: sentence, Text: fmt.Sprint(n), Low: n, High: n, What: what, Unit: unit, Act: act, By: by, Trigger: -1}
	}
	for _, tt := range []struct {
		name string
		x, y Figure
		args []Argument
		want int
	}{
		{"two tellers", figure(200, "striker", "", "walk", ruiz, 0), figure(900, "striker", "", "walk", strand, 1), nil, 1},
		{"a sum and its round number", figure(15e6, "dollar", "USD", "", ruiz, 0), figure(15_680_000, "dollar", "USD", "", strand, 1), nil, 0},
		{"two sums", figure(15e6, "dollar", "USD", "", ruiz, 0), figure(25e6, "dollar", "USD", "", strand, 1), nil, 1},
		{"a fine and a turnover", figure(5e6, "dollar", "USD", "", ruiz, 0), figure(590, "dollar", "USD", "", strand, 1), nil, 0},
		{"times from two days", figure(22, "year", "", "mark", ruiz, 0), figure(20, "year", "", "give", strand, 1), nil, 0},
		{"two sentences of one court", figure(22, "year", "", "sentence", ruiz, 0), figure(20, "year", "", "sentence", strand, 1), nil, 1},
		{"members who announce together", figure(25e6, "dollar", "USD", "", ruiz, 0), figure(55e6, "dollar", "USD", "", strand, 1), both, 0},
	} {
		s := &Story{ID: "st_a", Version: "ve_a", Line: "st_a", Posted: "2033-10-01", Digest: &Digest{Format: DigestFormat,
			Sentences: []Sentence{{Span: readout.Span{Start: 0, End: 50}}, {Span: readout.Span{Start: 50, End: 100}}},
			Mentions:  []Mention{{Event: "e1", Lemma: "announce", Args: tt.args}}, Figures: []Figure{tt.x, tt.y}}}
		if got := Untrained().Disputes(s, s, func(x, y MentionID) bool { return false }); len(got) != tt.want {
			t.Errorf("%s: %d disputes, want %d", tt.name, len(got), tt.want)
		}
	}
}
