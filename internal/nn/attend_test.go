package nn

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// checkBytes compares what the paths make of random floats as weights and as
// distributions.
func checkBytes(t *testing.T, seed uint64, rows, cols int, spread float64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 5))
	m := randomMatrix(r, rows, cols, spread)
	m.extend((rows + 3) &^ 3)
	pack := func(p Path) *Linear {
		l := &Linear{packed: make([]int8, 7), scale: make([]float32, 3)}
		l.packColumns(p, m)
		return l
	}
	share := func(p Path) *Quantized {
		q := new(Quantized)
		p.Distribute(q, clone(m))
		return q
	}
	want, shares := pack(Plain), share(Plain)
	for _, p := range Paths()[1:] {
		what := fmt.Sprintf("%v, %d×%d, spread %v", p, rows, cols, spread)
		if got := pack(p); !slices.Equal(got.packed, want.packed) || !slices.Equal(got.colSum, want.colSum) || !slices.Equal(got.scale, want.scale) {
			t.Fatalf("%s: packed columns differ from the plain ones", what)
		}
		got := share(p)
		for i := range rows {
			a, b := got.Q[i*got.Stride:][:cols], shares.Q[i*shares.Stride:][:cols]
			if !bytes.Equal(a, b) || got.Scale[i] != shares.Scale[i] || got.Zero[i] != shares.Zero[i] {
				t.Fatalf("%s: row %d: distribution %v × %v, want %v × %v", what, i, a, got.Scale[i], b, shares.Scale[i])
			}
		}
	}
}

func TestBytesSameOnEveryPath(t *testing.T) {
	for i, s := range [][2]int{{1, 1}, {2, 33}, {32, 96}, {32, 98}, {97, 32}, {98, 64}, {3, 400}} {
		for _, spread := range []float64{0, 0.01, 1, 30, 1e4} {
			checkBytes(t, uint64(i), s[0], s[1], spread)
		}
	}
}

func FuzzBytes(f *testing.F) {
	f.Add(uint64(1), uint8(9), uint16(100), 1.0)
	f.Add(uint64(2), uint8(1), uint16(384), 90.0)
	f.Fuzz(func(t *testing.T, seed uint64, rows uint8, cols uint16, spread float64) {
		if !(math.Abs(spread) < 1e15) {
			return
		}
		checkBytes(t, seed, int(rows%100)+1, int(cols%500)+1, spread)
	})
}

// TestAttentionIsNear compares one layer's attention with that of exact numbers.
func TestAttentionIsNear(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	const rows, heads, size = 61, 3, 32
	e := &Encoder{Hidden: heads * size, Heads: heads}
	for _, p := range Paths() {
		var s Scratch
		s.qkv = *randomMatrix(r, rows, 3*heads*size, 0.8)
		exact := clone(&s.qkv)
		e.attend(p, &s)
		if s.mixed.Rows != rows || s.qkv.Rows != rows {
			t.Fatalf("%v: %d rows of %d", p, s.mixed.Rows, s.qkv.Rows)
		}
		square := 0.0
		for h := range heads {
			for i := range rows {
				want, sum := make([]float64, size), 0.0
				for j := range rows {
					score := 0.0
					for d := range size {
						score += float64(exact.Row(i)[h*size+d]) * float64(exact.Row(j)[(heads+h)*size+d])
					}
					sum += math.Exp(score)
					for d := range size {
						want[d] += math.Exp(score) * float64(exact.Row(j)[(2*heads+h)*size+d])
					}
				}
				for d, w := range want {
					off := w/sum - float64(s.mixed.Row(i)[h*size+d])
					square += off * off / (rows * heads * size)
				}
			}
		}
		if off := math.Sqrt(square); !(off < 0.01) {
			t.Errorf("%v: attention of numbers of the size of 0.8 is off by %v", p, off)
		}
	}
}

// BenchmarkAttention measures all heads' attention for a window, in rows a second.
func BenchmarkAttention(b *testing.B) {
	for _, rows := range []int{96, 256} {
		for _, p := range Paths()[1:] {
			b.Run(fmt.Sprintf("%d/%v", rows, p), func(b *testing.B) {
				e := &Encoder{Hidden: 384, Heads: 12}
				var s Scratch
				s.qkv = *randomMatrix(rand.New(rand.NewPCG(1, 1)), rows, 3*384, 1)
				for b.Loop() {
					e.attend(p, &s)
				}
				b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}

func TestRankSameOnEveryPath(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 200 {
		v := make([][]float32, 5)
		for i := range v {
			v[i] = randomMatrix(r, 1, RankWidth, 1).Row(0)
		}
		table := randomMatrix(r, 40, RankWidth, 1).Data
		ids := make([]uint16, r.IntN(16))
		for i := range ids {
			ids[i] = uint16(r.IntN(40))
		}
		var want float32
		for _, p := range Paths() {
			got := p.Rank(v[0], v[1], table, ids, v[2], v[3], v[4])
			if p == Plain {
				want = got
			}
			if got != want {
				t.Fatalf("%v: %v, want %v", p, got, want)
			}
		}
	}
}
