package thread

import (
	"slices"
	"testing"
)

// TestPairsOfLongStories checks that of two transcripts the sentences that share
// what no others have are compared, and no more than the bound.
func TestPairsOfLongStories(t *testing.T) {
	const sentences = 2000
	long := func(id, day string, first uint64) *Story {
		s := story(id, day, slices.Repeat([]Status{"asserted"}, sentences)...)
		for i := range s.Sentences {
			s.Sentences[i].Terms = []Term{{Key: 1, Weight: 0.5}, {Key: first + uint64(i), Weight: 0.8}}
		}
		return s
	}
	a, b := long("a", "2033-10-01", 10_000), long("b", "2033-10-02", 20_000)
	a.Sentences[1900].Terms[1].Key, b.Sentences[40].Terms[1].Key = 5, 5
	for _, tt := range []struct {
		name string
		w    *between
		want numbered
	}{
		{"two", Untrained().between(a, b, 1), numbered{1900, 40}},
		{"one", Untrained().between(a, a, 1), numbered{}},
	} {
		n, found := 0, false
		tt.w.pairs(func(x, y int) {
			n++
			found = found || numbered{x, y} == tt.want
			if tt.w.a == tt.w.b && x >= y {
				t.Fatalf("%s: a mention is compared with itself or twice: %d, %d", tt.name, x, y)
			}
		})
		if n > mostPairs {
			t.Errorf("%s: %d pairs are compared, more than %d", tt.name, n, mostPairs)
		}
		if tt.want != (numbered{}) && !found {
			t.Errorf("%s: the two sentences that share a term of their own are not compared", tt.name)
		}
	}
}

// TestPairsOfShortStories checks that all pairs of two short stories are compared, each once.
func TestPairsOfShortStories(t *testing.T) {
	a, b := story("a", "2033-10-01", "asserted", "asserted", "asserted"), story("b", "2033-10-02", "asserted", "asserted")
	for _, tt := range []struct {
		w    *between
		want int
	}{{Untrained().between(a, b, 1), 6}, {Untrained().between(a, a, 1), 3}} {
		n := 0
		tt.w.pairs(func(int, int) { n++ })
		if n != tt.want {
			t.Errorf("%d pairs, want %d", n, tt.want)
		}
	}
}
