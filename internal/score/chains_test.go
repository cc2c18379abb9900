package score

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

const chainText = "Ruiz said Oduya told him no."

// outer and inner are the two steps over the "no" of chainText.
var (
	outer = chainStep("a1", "", readout.Span{Start: 0, End: 4}, readout.Span{Start: 5, End: 9}, readout.Span{Start: 10, End: 27})
	inner = chainStep("a2", "a1", readout.Span{Start: 10, End: 15}, readout.Span{Start: 16, End: 20}, readout.Span{Start: 25, End: 27})
)

// chainStep makes an attribution by spans of chainText.
func chainStep(id, in readout.AttributionID, speaker, cue, content readout.Span) readout.Attribution {
	return readout.Attribution{ID: id, Within: in, Speaker: readout.Speaker{Words: readout.WordsOf(chainText, speaker)},
		Cue: readout.WordsOf(chainText, cue), Content: readout.WordsOf(chainText, content)}
}

func TestChain(t *testing.T) {
	chains, err := ParseChains("# a comment\n\n" + chainText + "\n= no\nOduya | told\nRuiz | said\n")
	if err != nil || len(chains) != 1 {
		t.Fatalf("%v, %v", chains, err)
	}
	unnamed := outer
	unnamed.Speaker.Words = readout.Words{}
	tests := []struct {
		name  string
		atts  []readout.Attribution
		whole int
		steps Count
	}{
		{"both steps", []readout.Attribution{outer, inner}, 1, Count{2, 2, 2}},
		{"one missing", []readout.Attribution{outer}, 0, Count{1, 1, 2}},
		{"none", nil, 0, Count{0, 0, 2}},
		{"a speaker missing", []readout.Attribution{unnamed, inner}, 0, Count{1, 2, 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := Chain(&chains[0], tt.atts)
			if rows[0].Hit != tt.whole || rows[1].Count != tt.steps {
				t.Errorf("%+v, want %d whole and steps %+v", rows, tt.whole, tt.steps)
			}
		})
	}
}

func TestParseChainsRefuses(t *testing.T) {
	for name, data := range map[string]string{
		"no steps":         "Ruiz said no.\n= no",
		"foreign words":    "Ruiz said no.\n= yes\nRuiz | said",
		"a step with no |": "Ruiz said no.\n= no\nRuiz said",
	} {
		if _, err := ParseChains(data); err == nil || !strings.Contains(err.Error(), "block 1") {
			t.Errorf("%s: error %v, want one that names block 1", name, err)
		}
	}
}
