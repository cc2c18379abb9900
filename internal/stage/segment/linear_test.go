package segment

import (
	"strings"
	"testing"
	"time"
)

// TestSplitIsLinear splits much of each of many odd things. Time that
// grew with the square of the length would be far above the limit.
func TestSplitIsLinear(t *testing.T) {
	size := 1 << 17
	if testing.Short() {
		size = 1 << 14
	}
	units := []string{
		"a", "A", "é", "1", ".", "-", "'", "’", "_", "@", "#", "*", "/", "&", ":", ",", "(", "“", "\x80", "\u200d", "👍", "👍🏽\u200d", "\u0301",
		"a-", "a.", "a'", "a/", "A&", "a@", "a@b", "a_", "1-", "1/", "1.", "1,", "1:", "1'", "-1", ".1", "+1", "1a", "a1", "A.", "a*", "$1", "'s", "n't",
		"http://", "www.", "a.com/", "a.b-", "1.2.3-4/", "x@y.z,", "mailto:", ":)", ".a.1", "..?", "Mr.", "U.S.", "etc.", "'tis", "non-", "uh-", "Rs1,", "N5,000",
		"Ж", "Ελλάδα ", "שלום ", "مرحبا ", "他说。", ". ", "a. ", "A. ", "a ", "A ", "“a.” ", "( ", "' ", "x\n", "\n", " ", "\u00a0", "Mr. ", "No. ", "a: A ", "– ",
		"He said. “No.” ", "“Why?” A B C D ",
	}
	for _, unit := range units {
		text := strings.Repeat(unit, size/len(unit))
		start := time.Now()
		Split(text)
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%d times %q took %v", size/len(unit), unit, d)
		}
	}
}

func TestLongWordsAreWhole(t *testing.T) {
	for _, w := range []string{strings.Repeat("a", 1<<20), strings.Repeat("Ω", 1<<19), "http://x.org/" + strings.Repeat("a", 1<<20)} {
		text := "One " + w + " here."
		sents := Split(text)
		if len(sents) != 1 || len(sents[0].Tokens) != 4 || sents[0].Tokens[1].Form(text) != w {
			t.Errorf("a word of %d bytes is not one token", len(w))
		}
	}
}
