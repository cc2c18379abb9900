package analyze

import (
	"context"

	"github.com/seed-f92ea4cf/readout"
)

// Taps are the vectors that a text's words have behind some of the encoder's
// layers: what heads over the frozen network are trained on.
type Taps struct {
	Layers  []int       // behind how many layers, ascending
	Vectors [][]float32 // by place in Layers: one row a word
	Windows []int       // how many words each window gave

	pending [][]float32 // of the window, which may hold words that the next one gives
	hidden  int
}

// Tap is [Network.Analyze] that also returns the words' vectors behind layers.
// Training alone uses it.
func (n *Network) Tap(text string, sents []readout.Sentence, keep bool, layers ...int) (Result, *Taps) {
	t := &Taps{Layers: layers, Vectors: make([][]float32, len(layers)), pending: make([][]float32, len(layers)), hidden: n.encoder.Hidden}
	return n.analyze(context.Background(), text, sents, keep, nil, t), t
}

// run is the encoder's forward pass with a stop behind each layer of t.
func (t *Taps) run(r *reading) {
	at := 0
	for k, layer := range append(t.Layers[:len(t.Layers):len(t.Layers)], len(r.net.encoder.Layers)) {
		r.net.encoder.RunLayers(r.net.path, &r.x, &r.scratch, at, layer)
		at = layer
		if k == len(t.Layers) {
			return
		}
		t.pending[k] = t.pending[k][:0]
		for _, row := range r.first {
			t.pending[k] = append(t.pending[k], r.x.Row(row)...)
		}
	}
}

// takeWindow takes n words of the window from word at on.
func (t *Taps) takeWindow(at, n int) {
	for k := range t.Vectors {
		t.Vectors[k] = append(t.Vectors[k], t.pending[k][at*t.hidden:(at+n)*t.hidden]...)
	}
	t.Windows = append(t.Windows, n)
}
