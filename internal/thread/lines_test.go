package thread

import "testing"

// TestAFormOfWordsIsNoHappening leaves a word that is no event of any record out
// where each text has it in the same sentence.
func TestAFormOfWordsIsNoHappening(t *testing.T) {
	told := func(outlet, line string, words uint64) Told {
		return Told{Story: &Story{ID: line, Outlet: outlet, Line: line, Digest: &Digest{Sentences: []Sentence{{Hash: words}}}}, Mention: &Mention{Sure: 0.1}}
	}
	if tells([]Told{told("bell", "a", 1), told("lamp", "b", 1), told("reed", "c", 1)}) {
		t.Error("a sentence that introduces three texts tells of a happening")
	}
	if !tells([]Told{told("bell", "a", 1), told("lamp", "b", 2)}) {
		t.Error("what two outlets tell in their own words is no happening")
	}
}
