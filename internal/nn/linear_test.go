package nn

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// randomMatrix returns a matrix of normal numbers times spread.
func randomMatrix(r *rand.Rand, rows, cols int, spread float64) *Matrix {
	m := new(Matrix)
	m.Reshape(rows, cols)
	for i := range m.Data {
		m.Data[i] = float32(r.NormFloat64() * spread)
	}
	return m
}

// randomLinear returns a layer whose weights take every byte value.
func randomLinear(r *rand.Rand, in, out int) *Linear {
	w, scale, bias := make([]int8, in*out), make([]float32, out), make([]float32, out)
	for i := range w {
		w[i] = int8(r.IntN(256) - 128)
	}
	for i := range scale {
		scale[i], bias[i] = r.Float32()/100, r.Float32()
	}
	l, err := NewLinear(in, out, w, scale, bias)
	if err != nil {
		panic(err)
	}
	return l
}

// sameFloats fails the test if two matrices differ in a bit.
func sameFloats(t *testing.T, what string, got, want *Matrix) {
	t.Helper()
	for i := range want.Rows {
		for j, w := range want.Row(i) {
			if g := got.Row(i)[j]; math.Float32bits(g) != math.Float32bits(w) {
				t.Fatalf("%s: (%d,%d) = %v (%08x), plain path has %v (%08x)", what, i, j, g, math.Float32bits(g), w, math.Float32bits(w))
			}
		}
	}
}

// checkLinear quantizes random rows and multiplies them on every path.
func checkLinear(t *testing.T, seed uint64, rows, in, out int, spread float64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	x, l := randomMatrix(r, rows, in, spread), randomLinear(r, in, out)
	var want Matrix
	var q0 Quantized
	Plain.Quantize(&q0, x)
	Plain.Linear(&want, &q0, l)
	for _, p := range Paths()[1:] {
		var got Matrix
		var q Quantized
		p.Quantize(&q, x)
		what := fmt.Sprintf("%v %d×%d×%d", p, rows, in, out)
		if !bytes.Equal(q.Q, q0.Q) || fmt.Sprint(q.Scale, q.Zero) != fmt.Sprint(q0.Scale, q0.Zero) {
			t.Fatalf("%s: quantized rows differ", what)
		}
		p.Linear(&got, &q, l)
		sameFloats(t, what, &got, &want)
	}
}

func TestLinearSameOnEveryPath(t *testing.T) {
	for _, s := range [][3]int{{1, 1, 1}, {1, 384, 17}, {7, 5, 33}, {8, 64, 64}, {13, 384, 1152}, {270, 31, 40}, {37, 1536, 384}, {6, 3, 1}} {
		checkLinear(t, uint64(s[0]), s[0], s[1], s[2], 3)
	}
}

func FuzzLinear(f *testing.F) {
	f.Add(uint64(1), uint8(9), uint16(100), uint16(70), 1.0)
	f.Add(uint64(2), uint8(0), uint16(1), uint16(1), 1e30)
	f.Add(uint64(3), uint8(15), uint16(64), uint16(32), 0.0)
	f.Fuzz(func(t *testing.T, seed uint64, rows uint8, in, out uint16, spread float64) {
		checkLinear(t, seed, int(rows%40), int(in%500)+1, int(out%200)+1, spread)
	})
}

func TestLinearIsNearTheProduct(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	x, l := randomMatrix(r, 5, 384, 1), randomLinear(r, 384, 64)
	var q Quantized
	var got Matrix
	Best().Quantize(&q, x)
	Best().Linear(&got, &q, l)
	for i := range got.Rows {
		for j, g := range got.Row(i) {
			want, size := float64(l.bias[j]), 0.0
			for k, v := range x.Row(i) {
				w := float64(l.packed[(j/panel*l.groups+k/4)*4*panel+j%panel*4+k%4]) * float64(l.scale[j])
				want += float64(v) * w
				size += w * w
			}
			if d := math.Abs(float64(g) - want); d > 4*math.Sqrt(size)*float64(q.Scale[i])*0.5 {
				t.Errorf("(%d,%d) = %v, want near %v", i, j, g, want)
			}
		}
	}
}

// BenchmarkLinear measures the products of one layer of a 12 × 384 encoder, for
// 256 rows. GOP/s counts a product and its sum as two.
func BenchmarkLinear(b *testing.B) {
	for _, s := range [][2]int{{384, 1152}, {384, 384}, {384, 1536}, {1536, 384}} {
		for _, p := range Paths() {
			b.Run(fmt.Sprintf("%dx%d/%v", s[0], s[1], p), func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, 1))
				x, l := randomMatrix(r, 256, s[0], 1), randomLinear(r, s[0], s[1])
				var q Quantized
				var dst Matrix
				p.Quantize(&q, x)
				for b.Loop() {
					p.Linear(&dst, &q, l)
				}
				b.ReportMetric(2*256*float64(s[0]*s[1])*float64(b.N)/1e9/b.Elapsed().Seconds(), "GOP/s")
			})
		}
	}
}
