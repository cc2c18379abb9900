package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// clone returns a copy of m.
func clone(m *Matrix) *Matrix {
	c := *m
	c.Data = append([]float32(nil), m.Data...)
	return &c
}

// checkFloats compares the float kernels of every path with the plain ones.
func checkFloats(t *testing.T, seed uint64, rows, inner, cols int, spread float64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 2))
	a, b, c := randomMatrix(r, rows, inner, spread), randomMatrix(r, inner, cols, spread), randomMatrix(r, rows, cols, spread)
	norm := &Norm{Gain: randomMatrix(r, 1, cols, 1).Row(0), Bias: randomMatrix(r, 1, cols, 1).Row(0), Eps: 1e-12}
	run := func(p Path) map[string]*Matrix {
		got := map[string]*Matrix{"MatMul": new(Matrix), "AddNorm": clone(c), "GELU": clone(c)}
		got["Transpose"] = new(Matrix)
		p.Transpose(got["Transpose"], a)
		got["MatMul"].Reshape(rows, cols)
		p.MatMul(got["MatMul"], a, b)
		p.AddNorm(got["AddNorm"], c, norm)
		p.GELU(got["GELU"])
		return got
	}
	want := run(Plain)
	for _, p := range Paths()[1:] {
		for name, got := range run(p) {
			sameFloats(t, fmt.Sprintf("%v %s %d×%d×%d", p, name, rows, inner, cols), got, want[name])
		}
	}
}

func TestFloatsSameOnEveryPath(t *testing.T) {
	for i, s := range [][3]int{{1, 1, 1}, {7, 32, 33}, {256, 32, 256}, {13, 200, 32}, {23, 0, 19}, {0, 8, 8}, {3, 5, 384}, {17, 3, 100}} {
		for _, spread := range []float64{0.01, 1, 30, 1e4} {
			checkFloats(t, uint64(i), s[0], s[1], s[2], spread)
		}
	}
}

func FuzzFloats(f *testing.F) {
	f.Add(uint64(1), uint8(9), uint16(100), uint16(70), 1.0)
	f.Add(uint64(2), uint8(0), uint16(1), uint16(384), 90.0)
	f.Fuzz(func(t *testing.T, seed uint64, rows uint8, inner, cols uint16, spread float64) {
		if !(math.Abs(spread) < 1e15) { // products stay finite: NaNs have many bit patterns
			return
		}
		checkFloats(t, seed, int(rows%40), int(inner%300), int(cols%500)+1, spread)
	})
}

func TestExpAndGELUAreNear(t *testing.T) {
	for x := -100.0; x < 89; x += 0.01 {
		x32 := float32(x)
		want := math.Exp(float64(x32))
		if x32 < expLeast {
			want = 0
		}
		if got := float64(exp(x32)); math.Abs(got-want) > 3e-7*want && x32 < 88 {
			t.Fatalf("exp(%v) = %v, want %v", x32, got, want)
		}
		if math.Abs(x) > 20 {
			continue
		}
		want = float64(x32) * 0.5 * math.Erfc(-float64(x32)*math.Sqrt2/2)
		if got := float64(gelu(x32)); math.Abs(got-want) > 5e-7*max(1, math.Abs(x)) {
			t.Fatalf("gelu(%v) = %v, want %v", x32, got, want)
		}
	}
}

func TestDistributionsAndNormOfRows(t *testing.T) {
	m := randomMatrix(rand.New(rand.NewPCG(3, 3)), 4, 45, 2)
	var q Quantized
	Best().Distribute(&q, clone(m))
	for i := range m.Rows {
		sum, got := 0.0, 0.0
		for _, x := range m.Row(i) {
			sum += math.Exp(float64(x))
		}
		for j, x := range m.Row(i) {
			share := float64(q.Scale[i]) * float64(q.Q[i*q.Stride+j])
			if want := math.Exp(float64(x)) / sum; math.Abs(share-want) > 0.005 {
				t.Errorf("distribution (%d,%d) = %v, want %v", i, j, share, want)
			}
			got += share
		}
		if math.Abs(got-1) > 1e-5 {
			t.Errorf("distribution %d adds up to %v", i, got)
		}
	}
	x := &Matrix{Rows: 1, Cols: 4, Stride: 4, Data: []float32{1, 2, 3, 4}}
	Best().AddNorm(x, nil, &Norm{Gain: []float32{1, 1, 1, 2}, Bias: []float32{0, 0, 0, 1}, Eps: 0})
	for j, want := range []float64{-1.5 / math.Sqrt(1.25), -0.5 / math.Sqrt(1.25), 0.5 / math.Sqrt(1.25), 3/math.Sqrt(1.25) + 1} {
		if math.Abs(float64(x.Data[j])-want) > 1e-6 {
			t.Errorf("norm [%d] = %v, want %v", j, x.Data[j], want)
		}
	}
}

// BenchmarkMatMul measures float products of about a sentence's size and more.
func BenchmarkMatMul(b *testing.B) {
	for _, s := range [][3]int{{256, 32, 256}, {256, 256, 32}} {
		for _, p := range Paths() {
			b.Run(fmt.Sprintf("%dx%dx%d/%v", s[0], s[1], s[2], p), func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, 1))
				x, y := randomMatrix(r, s[0], s[1], 1), randomMatrix(r, s[1], s[2], 1)
				var dst Matrix
				dst.Reshape(s[0], s[2])
				for b.Loop() {
					p.MatMul(&dst, x, y)
				}
				b.ReportMetric(2*float64(s[0]*s[1]*s[2])*float64(b.N)/1e9/b.Elapsed().Seconds(), "GFLOP/s")
			})
		}
	}
}

// BenchmarkRows measures the kernels that go over rows, in numbers a second.
func BenchmarkRows(b *testing.B) {
	for _, p := range Paths() {
		r := rand.New(rand.NewPCG(1, 1))
		m, y := randomMatrix(r, 256, 384, 1), randomMatrix(r, 256, 384, 1)
		norm := &Norm{Gain: m.Row(0), Bias: m.Row(1), Eps: 1e-12}
		var q Quantized
		for _, k := range []struct {
			name string
			run  func(m *Matrix)
		}{
			{"distribute", func(m *Matrix) { p.Distribute(&q, m) }},
			{"gelu", p.GELU},
			{"addnorm", func(m *Matrix) { p.AddNorm(m, y, norm) }},
			{"quantize", func(m *Matrix) { p.Quantize(&q, m) }},
		} {
			x := clone(m)
			b.Run(fmt.Sprintf("%s/%v", k.name, p), func(b *testing.B) {
				for b.Loop() {
					k.run(x)
				}
				b.ReportMetric(float64(len(x.Data))*float64(b.N)/1e9/b.Elapsed().Seconds(), "G/s")
			})
		}
	}
}
