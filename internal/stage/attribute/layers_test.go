package attribute

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// TestContentsAreBounded reads statements within statements without end: the
// contents are no more than maxLayers times the text, and what is not listed is
// a problem.
func TestContentsAreBounded(t *testing.T) {
	for _, unit := range []string{"he said that ", "Ana RuizAna RuizDam MORE said ", "“He said ", "“He said. ", "according to Ruiz, he said that "} {
		text := "He said that " + strings.Repeat(unit, 20_000/len(unit))
		atts, problems := find(text, segment.New(language.English()).Split(text), Input{})
		check(t, text, atts)
		held, most := make([]int, len(text)), 0
		for _, a := range atts {
			for _, sp := range a.Content.Spans {
				for i := sp.Start; i < sp.End; i++ {
					held[i]++
					most = max(most, held[i])
				}
			}
		}
		if most > maxLayers {
			t.Errorf("%q: a word stands in the contents of %d statements", unit, most)
		}
		unlisted := 0
		for _, p := range problems {
			if !strings.Contains(p.Text, "not listed") {
				continue
			}
			unlisted++
			if slices.Contains(held[p.Span.Start:p.Span.End], 0) {
				t.Errorf("%q: what is not listed, %v, stands in no content", unit, p.Span)
			}
		}
		if most == maxLayers && unlisted == 0 {
			t.Errorf("%q: no problem says what is not listed", unit)
		}
	}
}
