package attribute

import "testing"

// TestPatternsAreTold checks that people can be told of each pattern, and that
// nothing is told of what is none.
func TestPatternsAreTold(t *testing.T) {
	w := wording()
	for p := range patternCount {
		if w.patterns[p.String()] == "" {
			t.Errorf("%v has no name for people", p)
		}
		if w.reasons[p.String()] == "" {
			t.Errorf("nothing says what a reader sees where %v finds an attribution", p)
		}
	}
	if len(w.patterns) != int(patternCount) || len(w.reasons) != int(patternCount) {
		t.Errorf("%d names and %d reasons of %d patterns", len(w.patterns), len(w.reasons), patternCount)
	}
}
