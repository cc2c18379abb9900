package nn

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"testing"
)

// randomEncoder returns an encoder with random weights of about BERT's size.
func randomEncoder(r *rand.Rand, hidden, heads, inner, layers int) *Encoder {
	lin := func(in, out int) *Linear {
		l := randomLinear(r, in, out)
		for j := range l.scale {
			l.scale[j] = 0.0005
		}
		return l
	}
	norm := func() *Norm {
		n := &Norm{Gain: make([]float32, hidden), Bias: make([]float32, hidden), Eps: 1e-12}
		for i := range n.Gain {
			n.Gain[i], n.Bias[i] = 0.5+r.Float32(), r.Float32()-0.5
		}
		return n
	}
	var ls []Layer
	for range layers {
		ls = append(ls, Layer{QKV: lin(hidden, 3*hidden), Out: lin(hidden, hidden), AttnNorm: norm(),
			Up: lin(hidden, inner), Down: lin(inner, hidden), FinalNorm: norm()})
	}
	e, err := NewEncoder(hidden, heads, ls)
	if err != nil {
		panic(err)
	}
	return e
}

func TestEncoderSameOnEveryPath(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	e := randomEncoder(r, 64, 2, 160, 3)
	for _, rows := range []int{0, 1, 2, 7, 33, 100} {
		x := randomMatrix(r, rows, 64, 1)
		var want Matrix
		var s Scratch
		for _, p := range Paths() {
			got := clone(x)
			e.Run(p, got, &s)
			e.Run(p, clone(x), &s)
			if p == Plain {
				want = *got
			}
			sameFloats(t, fmt.Sprintf("%v, %d rows", p, rows), got, &want)
		}
	}
}

func TestEncoderDoesNotDependOnOldScratch(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 5))
	e := randomEncoder(r, 64, 2, 96, 2)
	x := randomMatrix(r, 21, 64, 1)
	for _, p := range Paths() {
		var fresh, used Scratch
		e.Run(p, randomMatrix(r, 90, 64, 50), &used)
		a, b := clone(x), clone(x)
		e.Run(p, a, &fresh)
		e.Run(p, b, &used)
		sameFloats(t, p.String(), b, a)
	}
}

// BenchmarkEncoder measures the forward pass of a 12 × 384 encoder with random
// weights, in word pieces a second.
func BenchmarkEncoder(b *testing.B) {
	e := randomEncoder(rand.New(rand.NewPCG(1, 1)), 384, 12, 1536, 12)
	for _, rows := range []int{64, 128, 256} {
		for _, p := range Paths()[1:] {
			b.Run(fmt.Sprintf("%d/%v", rows, p), func(b *testing.B) {
				x := randomMatrix(rand.New(rand.NewPCG(1, 1)), rows, 384, 1)
				var s Scratch
				for b.Loop() {
					e.Run(p, x, &s)
				}
				b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "pieces/s")
			})
		}
	}
}

// TestEncoderSameOnEveryMachine compares the bits of a forward pass with those
// that were written down once: they are the same on every architecture.
func TestEncoderSameOnEveryMachine(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	e := randomEncoder(r, 64, 2, 160, 2)
	x := &Matrix{}
	x.Reshape(40, 64)
	for i := range x.Data {
		x.Data[i] = float32(r.IntN(2001)-1000) / 500
	}
	for _, p := range Paths() {
		y := clone(x)
		e.Run(p, y, new(Scratch))
		h := fnv.New64a()
		for i := range y.Rows {
			for _, v := range y.Row(i) {
				b := math.Float32bits(v)
				h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24)})
			}
		}
		if got, want := h.Sum64(), uint64(0xd8dca7cab23295f7); got != want {
			t.Errorf("%v: hash %#x, want %#x", p, got, want)
		}
	}
}
