package event

import "testing"

// TestPlacesAreToldInWords checks what is said of the ways through a tree.
func TestPlacesAreToldInWords(t *testing.T) {
	for path, want := range map[string]string{
		"^>nsubj": "subject of “freed”", "^>obl:agent": "agent of “freed”", "^>obl>nmod:poss": "owner in the phrase of “freed”",
		"^>advmod": "below “freed”", "^ccomp>nsubj": "subject of what “freed” belongs to", "^obj^xcomp>nsubj": "subject of what “freed” belongs to",
		"^amod>": "what “freed” belongs to", "far": "far from “freed” in the tree", "out": "in another sentence",
	} {
		if got := placeOf(path, "“freed”"); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
