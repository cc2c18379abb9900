package nn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestRowsThatAreKeptAreRead keeps rows of several matrices and multiplies some
// of them: the same as if these had been one matrix.
func TestRowsThatAreKeptAreRead(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	l := randomLinear(r, 40, 50)
	parts := []*Matrix{randomMatrix(r, 3, 40, 1), randomMatrix(r, 0, 40, 1), randomMatrix(r, 5, 40, 20)}
	order := []int{7, 0, 3, 3, 6, 2}
	var chosen Matrix
	chosen.Reshape(len(order), 40)
	for i, n := range order {
		if n < 3 {
			copy(chosen.Row(i), parts[0].Row(n))
		} else {
			copy(chosen.Row(i), parts[2].Row(n-3))
		}
	}
	for _, p := range Paths() {
		var kept, q, whole Quantized
		for _, m := range parts {
			p.Quantize(&q, m)
			kept.Append(&q)
		}
		p.Pick(&q, &kept, len(order), func(i int) int { return order[i] })
		p.Quantize(&whole, &chosen)
		var got, want Matrix
		p.Linear(&got, &q, l)
		p.Linear(&want, &whole, l)
		sameFloats(t, p.String(), &got, &want)
		for i, n := range order {
			for k, x := range kept.Floats(nil, n) {
				if d := x - chosen.Row(i)[k]; math.Abs(float64(d)) > float64(kept.Scale[n]) {
					t.Fatalf("%v: number %d of row %d is %v, was %v", p, k, n, x, chosen.Row(i)[k])
				}
			}
		}
	}
}
