package event

import (
	"runtime"
	"testing"

	"github.com/seed-f92ea4cf/readout"
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

// TestMergingCostsWhatTheEventsAre doubles a happening's mentions and counts
// what is allocated.
func TestMergingCostsWhatTheEventsAre(t *testing.T) {
	taken := func(n int) uint64 {
		events := told(n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		merged := merge(events)
		runtime.ReadMemStats(&after)
		if len(merged) != 1 || len(merged[0].Mentions) != n-1 {
			t.Fatalf("%d events, want one with %d mentions", len(merged), n-1)
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	if small, large := taken(500), taken(2000); large > 8*small {
		t.Errorf("four times the mentions take %d bytes, %.1f times as many", large, float64(large)/float64(small))
	}
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
