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
