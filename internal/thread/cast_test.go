package thread

import (
	"slices"
	"testing"
)

// TestNobodyStandsOnBothSides checks that who does a deed to himself by one
// report stays on the side that more lines have; of a meeting all are on both.
func TestNobodyStandsOnBothSides(t *testing.T) {
	told := func(line, doer, undergoer string) Told {
		m := &Mention{}
		for part, name := range map[Part]string{Doer: doer, Undergoer: undergoer} {
			if name != "" {
				m.Args = append(m.Args, Argument{Part: part, Actor: Actor{ID: name, Name: name}})
			}
		}
		return Told{Story: &Story{Line: line}, Mention: m}
	}
	ids := func(all []Actor) (out []string) {
		for _, a := range all {
			out = append(out, a.ID)
		}
		return out
	}
	release := []Told{told("a", "court", "captain"), told("b", "captain", ""), told("c", "", "captain")}
	for _, tt := range []struct {
		kind              string
		all               []Told
		doers, undergoers []string
	}{
		{"RETREAT", release, []string{"court"}, []string{"captain"}},
		{"RETREAT", []Told{told("a", "captain", "captain")}, nil, []string{"captain"}},
		{"PROTEST", []Told{told("a", "dockers", "port"), told("b", "dockers", "dockers")}, []string{"dockers"}, []string{"port"}},
		{"ASSAULT", []Told{told("a", "army", "town"), told("b", "army", "town"), told("c", "army", ""), told("d", "envoy", "town")}, []string{"army"}, []string{"town"}},
		{"ASSAULT", []Told{told("a", "army", "town"), told("b", "militia", "town")}, []string{"army", "militia"}, []string{"town"}},
		{"ASSAULT", []Told{told("a", "", "town"), told("b", "", "town"), told("c", "", "town"), told("d", "", "town"), told("e", "", "town"), told("f", "envoy", "")}, nil, []string{"town"}},
		{"CONSULT", []Told{told("a", "x", "y"), told("b", "y", "x")}, []string{"x", "y"}, []string{"x", "y"}},
	} {
		doers, undergoers := sides(tt.all, tt.kind)
		if !slices.Equal(ids(doers), tt.doers) || !slices.Equal(ids(undergoers), tt.undergoers) {
			t.Errorf("%s: %v to %v, want %v to %v", tt.kind, ids(doers), ids(undergoers), tt.doers, tt.undergoers)
		}
	}
}
