package thread

import "testing"

// TestLinesAreIndependent counts the lines of reporting of one happening: an
// issuer's texts are one unless they rest on the word of others, and a form of
// words that stands in many texts is told once.
func TestLinesAreIndependent(t *testing.T) {
	told := func(outlet, line string, words uint64, by ...string) Told {
		return Told{Story: &Story{ID: line, Outlet: outlet, Line: line, Digest: &Digest{Sentences: []Sentence{{Hash: words}}}}, Mention: &Mention{By: by}}
	}
	for _, tt := range []struct {
		name string
		all  []Told
		want int
	}{
		{"two outlets", []Told{told("bell", "a", 1), told("lamp", "b", 2)}, 2},
		{"outlets that nobody knows", []Told{told("", "a", 1), told("", "b", 2)}, 2},
		{"six releases of one issuer", []Told{told("bell", "a", 1), told("bell", "b", 2), told("bell", "c", 3), told("bell", "d", 4), told("bell", "e", 5), told("bell", "f", 6)}, 1},
		{"one issuer by two sources", []Told{told("bell", "a", 1, "Ruiz"), told("bell", "b", 2, "Strand")}, 2},
		{"one issuer by one source", []Told{told("bell", "a", 1, "Ruiz"), told("bell", "b", 2, "ruiz", "Strand")}, 1},
		{"one issuer by itself and by a source", []Told{told("bell", "a", 1), told("bell", "b", 2, "Strand")}, 1},
		{"one sentence in two outlets", []Told{told("bell", "a", 1), told("lamp", "b", 1)}, 1},
		{"a chain of both", []Told{told("bell", "c", 1), told("lamp", "b", 1), told("lamp", "a", 2), told("reed", "d", 3)}, 2},
	} {
		if got := countLines(tt.all); got != tt.want {
			t.Errorf("%s: %d lines, want %d", tt.name, got, tt.want)
		}
	}
}

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
