package analyze

import (
	"context"
	"math"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/nn"
)

// A Projection makes short vectors of words: what a row of numbers has in
// common with a word's vector behind some of the encoder's layers.
type Projection struct {
	Model string    // name of the model whose words it reads
	Layer int       // behind how many of the encoder's layers
	Out   int       // numbers of a short vector
	Rows  []float32 // Out rows of the encoder's width
}

// SetProjection makes the network keep what p reads: see [Network.AnalyzeVectors].
// It fits a network with heads of claims alone, and one that has its layer.
func (n *Network) SetProjection(p *Projection) {
	if n.claims != nil && p.Out > 0 && p.Layer >= 0 && p.Layer <= len(n.encoder.Layers) && len(p.Rows) == p.Out*n.encoder.Hidden {
		n.projection = p
	}
}

// KeepBranch makes the rows of [Result.Nominals] hold, behind what the heads of
// chains read, the vectors of the branch of claims and what it says of kinds of
// actors. Who shares n must not read meanwhile.
func (n *Network) KeepBranch() { n.branch = n.claims != nil && n.claims.tree }

// AnalyzeVectors is [Network.Analyze] whose result has [Result.Vector].
func (n *Network) AnalyzeVectors(ctx context.Context, text string, sents []readout.Sentence, keep bool) Result {
	var t *wordRows
	if n.projection != nil && n.claims != nil {
		t = &wordRows{hidden: n.encoder.Hidden, project: n.projection}
	}
	return n.analyzeRows(ctx, text, sents, keep, n.claims, nil, t)
}

// wordRows are the words' vectors that a projection reads, in text order.
type wordRows struct {
	hidden  int
	rows    []float32
	starts  []int // first word of each sentence
	project *Projection
}

// takeWindow takes n words of a window from word at on.
func (w *wordRows) takeWindow(tapped *nn.Matrix, at, n int) {
	for i := range n {
		w.rows = append(w.rows, tapped.Row(at + i)[:w.hidden]...)
	}
}

// Vector returns the short vector of a word as bytes, the greatest number of
// which is 127 or -127; nil if the result has none.
func (r *Result) Vector(sentence, token int) []int8 {
	w := r.words
	if w == nil || sentence >= len(w.starts) {
		return nil
	}
	at := (w.starts[sentence] + token) * w.hidden
	if at+w.hidden > len(w.rows) {
		return nil
	}
	row := w.rows[at : at+w.hidden]
	short := make([]float32, w.project.Out)
	top := float32(0)
	for j := range short {
		for i, x := range w.project.Rows[j*w.hidden:][:w.hidden] {
			short[j] += float32(x * row[i])
		}
		top = max(top, short[j], -short[j])
	}
	out := make([]int8, len(short))
	for j, x := range short {
		if top > 0 {
			out[j] = int8(math.Round(float64(x / top * 127)))
		}
	}
	return out
}

// Rows returns the vectors of a sentence's n words that [Result.Vector] is made
// of, one after the other; nil if the result has none.
func (r *Result) Rows(sentence, n int) []float32 {
	w := r.words
	if w == nil || sentence >= len(w.starts) {
		return nil
	}
	from := w.starts[sentence] * w.hidden
	if to := from + n*w.hidden; to <= len(w.rows) {
		return w.rows[from:to]
	}
	return nil
}

// HasVectors reports whether [Result.Vector] returns any.
func (r *Result) HasVectors() bool { return r.words != nil && len(r.words.rows) > 0 }
