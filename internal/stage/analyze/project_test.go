package analyze

import (
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// TestAProjectionReadsItsLayer: the vectors that are kept are those behind the
// projection's layer, before and behind that of the claims, and what is read of
// the text beside them stays as it is.
func TestAProjectionReadsItsLayer(t *testing.T) {
	n := shipped(t)
	const text = "The minister met the rebels in Geneva. They signed nothing."
	sents := segment.New(language.English()).Split(text)
	plain := n.Analyze(t.Context(), text, sents, false)
	for _, layer := range []int{0, n.claims.tap - 1, n.claims.tap, n.claims.tap + 2, len(n.encoder.Layers)} {
		n.SetProjection(&Projection{Layer: layer, Out: 1, Rows: make([]float32, n.encoder.Hidden)})
		res := n.AnalyzeVectors(t.Context(), text, sents, false)
		_, taps := n.Tap(text, sents, false, layer)
		words := len(res.Sentences[0].Tokens)
		if got, want := res.Rows(0, words), taps.Vectors[0][:words*n.encoder.Hidden]; !slices.Equal(got, want) {
			t.Errorf("layer %d: the rows kept are others", layer)
		}
		if !slices.Equal(res.Nominals.Q, plain.Nominals.Q) {
			t.Errorf("layer %d changes what is read of nouns", layer)
		}
	}
	before := n.projection
	n.SetProjection(&Projection{Layer: len(n.encoder.Layers) + 1, Out: 1, Rows: make([]float32, n.encoder.Hidden)})
	if n.projection != before {
		t.Error("a layer that there is not is taken")
	}
}
