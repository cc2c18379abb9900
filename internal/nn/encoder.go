package nn

import (
	"fmt"
	"math"
)

// A Layer is one layer of a transformer encoder as BERT has it: attention,
// then a feed-forward net, each added to its input and normalized.
type Layer struct {
	QKV       *Linear // hidden → queries, keys, values: 3·hidden
	Out       *Linear // hidden → hidden
	AttnNorm  *Norm
	Up        *Linear // hidden → inner
	Down      *Linear // inner → hidden
	FinalNorm *Norm
}

// An Encoder is a stack of layers with the same number of attention heads.
type Encoder struct {
	Hidden, Heads int
	Layers        []Layer
}

// NewEncoder checks that the layers fit each other and puts the attention's
// scale, 1/√(hidden/heads), into the query weights, which it changes.
func NewEncoder(hidden, heads int, layers []Layer) (*Encoder, error) {
	if heads <= 0 || hidden%(heads*Lane) != 0 {
		return nil, fmt.Errorf("encoder of %d columns: %d heads do not have a multiple of %d columns each", hidden, heads, Lane)
	}
	factor := float32(1 / math.Sqrt(float64(hidden/heads)))
	for i, l := range layers {
		inner := l.Up.Out
		ok := fits(l.QKV, hidden, 3*hidden) && fits(l.Out, hidden, hidden) && fits(l.Up, hidden, inner) && fits(l.Down, inner, hidden)
		for _, n := range []*Norm{l.AttnNorm, l.FinalNorm} {
			ok = ok && len(n.Gain) == hidden && len(n.Bias) == hidden
		}
		if !ok {
			return nil, fmt.Errorf("encoder layer %d: sizes do not fit %d columns", i, hidden)
		}
		for j := range hidden {
			l.QKV.scale[j] *= factor
			l.QKV.bias[j] *= factor
		}
	}
	return &Encoder{Hidden: hidden, Heads: heads, Layers: layers}, nil
}

// fits reports whether l has these sizes.
func fits(l *Linear, in, out int) bool { return l.In == in && l.Out == out }

// A Scratch is memory for forward passes, used again and again by one
// goroutine. Its zero value is ready.
type Scratch struct {
	q, shares            Quantized
	qkv, mixed, out, mid Matrix
	keys, scores         Matrix
	layer                Linear // of one head's keys, or values
}

// Run sends x, one row a position, through all layers. Each position attends
// to all.
func (e *Encoder) Run(p Path, x *Matrix, s *Scratch) { e.RunLayers(p, x, s, 0, len(e.Layers)) }

// RunLayers is [Encoder.Run] through the layers [from, to) alone.
func (e *Encoder) RunLayers(p Path, x *Matrix, s *Scratch, from, to int) {
	for i := from; i < to; i++ {
		l := &e.Layers[i]
		p.Quantize(&s.q, x)
		p.Linear(&s.qkv, &s.q, l.QKV) // rows × 3·hidden
		e.attend(p, s)                // s.mixed: rows × hidden
		p.Quantize(&s.q, &s.mixed)
		p.Linear(&s.out, &s.q, l.Out)
		p.AddNorm(x, &s.out, l.AttnNorm)

		p.Quantize(&s.q, x)
		p.Linear(&s.mid, &s.q, l.Up) // rows × inner
		p.GELU(&s.mid)
		p.Quantize(&s.q, &s.mid)
		p.Linear(&s.out, &s.q, l.Down)
		p.AddNorm(x, &s.out, l.FinalNorm)
	}
}
