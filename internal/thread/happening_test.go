package thread

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestTheBestSentenceSaysWhatBecameOfIt takes for a happening the event that says
// its final status, before one with more in it, and a word that is no event never
// before one that is.
func TestTheBestSentenceSaysWhatBecameOfIt(t *testing.T) {
	s := &Story{Version: "ve_1", Digest: &Digest{}}
	args := make([]Argument, 30)
	word := Told{s, &Mention{Trigger: readout.Span{Start: 1}, Sentence: 4, Args: args, Status: readout.Denied, When: Interval{Stated: true}}}
	planned := Told{s, &Mention{Event: "e1", Trigger: readout.Span{Start: 2}, Sentence: 1, Args: args[:2], Status: readout.Planned}}
	denied := Told{s, &Mention{Event: "e2", Trigger: readout.Span{Start: 3}, Status: readout.Denied}}
	for _, list := range [][]Told{{word, planned, denied}, {denied, planned, word}} {
		h := &Happening{Final: FinalDenied, Mentions: list}
		if got := h.Best(); got.Event != "e2" {
			t.Errorf("%q tells best", got.Event)
		}
		if got := Best(list); got.Event != "e1" {
			t.Errorf("whatever became of it, %q tells best", got.Event)
		}
	}
}
