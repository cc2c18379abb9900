package analyze

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/nn"
)

var testTags = []string{"O", "B-A", "I-A", "B-C", "I-C"}

// legal reports whether a path of testTags is BIO.
func legal(path []int) bool {
	for i, t := range path {
		if inside(testTags[t]) && (i == 0 || len(testTags[path[i-1]]) < 2 || testTags[path[i-1]][1:] != testTags[t][1:]) {
			return false
		}
	}
	return true
}

func TestTaggerFindsTheBestLegalPath(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	k := len(testTags)
	for range 200 {
		move := make([]float32, k*k)
		for i := range move {
			move[i] = float32(r.IntN(7)) - 3
		}
		tg, err := newTagger(testTags, move)
		if err != nil {
			t.Fatal(err)
		}
		var m nn.Matrix
		m.Reshape(1+r.IntN(4), k)
		for i := range m.Rows {
			for j := range k {
				m.Row(i)[j] = float32(r.IntN(20))
			}
		}
		value := func(path []int) (sum float64) {
			for i, b := range path {
				if sum += float64(m.Row(i)[b]); i > 0 {
					sum += float64(move[path[i-1]*k+b])
				}
			}
			return sum
		}
		best := math.Inf(-1)
		path := make([]int, m.Rows)
		for n := range int(math.Pow(float64(k), float64(m.Rows))) {
			for i := range path {
				path[i] = n % k
				n /= k
			}
			if legal(path) {
				best = max(best, value(path))
			}
		}
		if got := tg.best(nil, &m); !legal(got) || value(got) != best {
			t.Fatalf("path %v is worth %v, the best %v", got, value(got), best)
		}
	}
}

func TestTaggerIsLegalWhateverTheScores(t *testing.T) {
	k := len(testTags)
	for _, x := range []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), 1e38} {
		move := make([]float32, k*k)
		for i := range move {
			move[i] = x
		}
		tg, _ := newTagger(testTags, move)
		var m nn.Matrix
		m.Reshape(50, k)
		for i := range m.Data {
			m.Data[i] = []float32{x, -x, 0}[i%3]
		}
		if path := tg.best(nil, &m); len(path) != 50 || !legal(path) {
			t.Errorf("%v: %v", x, path)
		}
	}
}
