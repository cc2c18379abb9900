package event

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/growth"
)

// told returns n events of one happening, told in a sentence each.
func told(n int) []readout.Event {
	out := make([]readout.Event, n)
	for i := range out {
		at := readout.Span{Start: 20 * i, End: 20*i + 5}
		out[i] = readout.Event{Type: "CONSULT", Status: readout.Asserted, Sentence: readout.Span{Start: 20 * i, End: 20*i + 18},
			Trigger: readout.Words{Spans: []readout.Span{at}, Text: "meets"},
			Actor:   []readout.Role{{Text: "Ruiz", Actor: "u1"}}, Recipient: []readout.Role{{Text: "Dorn", Actor: "u2"}}}
	}
	return out
}

// TestMergingCostsWhatTheEventsAre merges ever more mentions of one happening.
func TestMergingCostsWhatTheEventsAre(t *testing.T) {
	growth.Linear(t, 500, func(n int) func() {
		events := told(n)
		return func() {
			if merged := merge(events); len(merged) != 1 || len(merged[0].Mentions) != n-1 {
				t.Fatalf("%d events, want one with %d mentions", len(merged), n-1)
			}
		}
	})
}

// TestTwoPeopleOfOneCountryAreTwo merges what one actor did, in whatever words,
// and keeps apart what two did that the story knows, of one country as they are.
func TestTwoPeopleOfOneCountryAreTwo(t *testing.T) {
	visit := func(at int, actor readout.ActorID, text string) readout.Event {
		span := readout.Span{Start: at, End: at + 7}
		return readout.Event{Type: "CONSULT", Status: readout.Asserted, Sentence: span, Trigger: readout.Words{Spans: []readout.Span{span}, Text: "visited"},
			Actor: []readout.Role{{Text: text, Actor: actor, Country: "NOR"}}, Recipient: []readout.Role{{Text: "Oslo", Actor: "u9"}}}
	}
	if got := merge([]readout.Event{visit(10, "u1", "the minister"), visit(90, "u2", "the mayor")}); len(got) != 2 {
		t.Errorf("the minister's and the mayor's visit are %d event", len(got))
	}
	if got := merge([]readout.Event{visit(10, "u1", "the minister"), visit(90, "u1", "she")}); len(got) != 1 || len(got[0].Mentions) != 1 {
		t.Errorf("one visit that is told twice is %d events", len(got))
	}
	if got := merge([]readout.Event{visit(10, "u1", "the minister"), visit(90, "", "Norway's envoy")}); len(got) != 1 {
		t.Errorf("an envoy whom the story does not know makes %d events", len(got))
	}
}
