package link

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// TestAnOutletWithAnArticleIsNoPartOfAName tells an outlet before what somebody is there
// from a word of a longer name.
func TestAnOutletWithAnArticleIsNoPartOfAName(t *testing.T) {
	l := &linker{Words: new(Words)}
	outlet := lexicon.Entry{Kind: lexicon.KindOutlet, Name: "The Hill", Country: "USA"}
	for _, test := range []struct {
		words string
		at    int
		want  bool
	}{
		{"Free Hill Front", 1, false},
		{"Hill Front", 0, false},
		{"Hill editor", 0, true},
		{"the Hill Editor", 1, true},
	} {
		if got := l.tells(outlet, strings.Fields(test.words), test.at, 1); got != test.want {
			t.Errorf("%q: tells the outlet's country: %v, want %v", test.words, got, test.want)
		}
	}
}
