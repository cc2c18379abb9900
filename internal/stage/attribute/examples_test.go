package attribute

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

func TestCandidatesKnowTheGold(t *testing.T) {
	const text = "The mayor said that the bridge was safe."
	at := func(words string) [][2]int {
		i := strings.Index(text, words)
		return [][2]int{{i, i + len(words)}}
	}
	view := grammar.View(text, segment.New(language.English()).Split(text))
	right := func(g Gold) (n float64) {
		for _, e := range finder.Candidates(view, []Gold{g}, false) {
			n += e.Right
		}
		return n
	}
	if n := right(Gold{at("The mayor"), at("said"), at("that the bridge was safe")}); n != 1 {
		t.Errorf("%v candidates agree with the annotation, want 1", n)
	}
	if n := right(Gold{at("the bridge"), at("said"), at("that the bridge was safe")}); n != 0 {
		t.Errorf("%v candidates agree with an annotation that names another speaker, want 0", n)
	}
}

func TestWithOtherWeights(t *testing.T) {
	for model, shape := range Shapes() {
		other := finder.With(model, make([]byte, shape.Size))
		if other == finder {
			t.Errorf("With(%q) gave the same finder", model)
		}
	}
	const text = "The mayor said that the bridge was safe."
	view := grammar.View(text, segment.New(language.English()).Split(text))
	atts, _ := finder.With("confidence", make([]byte, modelSize)).Find(view, Input{})
	if len(atts) != 1 || atts[0].Confidence != 0.5 {
		t.Errorf("with weights of zero Find gave %+v, want one of 0.5", atts)
	}
}
