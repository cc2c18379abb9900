package timeline

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// TestDaysAreNotMadeUp checks the day that an entry has: as its sentence states it,
// else as another one does that can mean the same, else that it was by its posting.
func TestDaysAreNotMadeUp(t *testing.T) {
	stated := func(from, to string, p readout.Precision) thread.Interval {
		return thread.Interval{From: from, To: to, Precision: p, Stated: true}
	}
	bound := thread.Interval{From: "2031-05-20", To: "2031-05-20", Precision: readout.Day}
	for _, c := range []struct {
		name       string
		own, whole thread.Interval
		status     readout.Status
		want       string
	}{
		{"stated", stated("2031-05-18", "2031-05-18", readout.Day), stated("2031-05-19", "2031-05-19", readout.Day), readout.Asserted, "2031-05-18"},
		{"stated by another", bound, stated("2031-05-19", "2031-05-19", readout.Day), readout.Asserted, "2031-05-19"},
		{"stated by none", bound, bound, readout.Asserted, "by 2031-05-20"},
		{"long before", bound, stated("2031-02-01", "2031-02-28", readout.Month), readout.Asserted, "by 2031-05-20"},
		{"after what is told as done", bound, stated("2031-06-25", "2031-06-25", readout.Day), readout.Asserted, "by 2031-05-20"},
		{"planned", bound, stated("2031-06-25", "2031-06-25", readout.Day), readout.Planned, "2031-06-25"},
	} {
		told := thread.Told{Story: &thread.Story{Posted: "2031-05-20", Digest: &thread.Digest{Sentences: make([]thread.Sentence, 1)}}, Mention: &thread.Mention{When: c.own, Status: c.status}}
		p := &Pick{Candidate: Candidate{Happening: &thread.Happening{When: c.whole}}, Best: told}
		e := EntryOf(p, nil, func(string) *readout.Version { return &readout.Version{} })
		if got := e.DayText(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
