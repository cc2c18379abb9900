package thread

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestCredibilityFollowsItsRule counts lines of reporting, not reports, and who denies.
func TestCredibilityFollowsItsRule(t *testing.T) {
	told := func(line string, status readout.Status, by ...string) Told {
		words := Sentence{Hash: uint64(line[0])}
		return Told{Story: &Story{Line: line, Digest: &Digest{Sentences: []Sentence{words}}}, Mention: &Mention{Status: Status(status), By: by}}
	}
	yes, no, plan := readout.Asserted, readout.Denied, readout.Planned
	for _, tt := range []struct {
		name     string
		mentions []Told
		want     int
	}{
		{"two lines", []Told{told("a", yes), told("b", yes)}, 1},
		{"copies are one line", []Told{told("a", yes), told("a", yes)}, 3},
		{"one line, two sources", []Told{told("a", yes, "Ruiz"), told("a", yes, "Strand")}, 2},
		{"one line, one source twice", []Told{told("a", yes, "Ruiz"), told("a", yes, "Ruiz")}, 3},
		{"a denial in one of many lines", []Told{told("a", yes), told("b", yes), told("c", yes), told("c", no)}, 4},
		{"denied by two lines", []Told{told("a", no), told("b", no)}, 5},
		{"planned alone", []Told{told("a", plan), told("b", plan)}, 6},
	} {
		if got := Credible(&Happening{Mentions: tt.mentions}); got.Grade != tt.want || got.Why == "" {
			t.Errorf("%s: %+v, want %d", tt.name, got, tt.want)
		}
	}
}
