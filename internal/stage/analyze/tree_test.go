package analyze

import (
	"math"
	"math/rand/v2"
	"testing"
)

// checkTree fails the test unless heads is a tree with one root.
func checkTree(t *testing.T, heads []int) {
	t.Helper()
	roots := 0
	for d := range heads {
		steps := 0
		for v := d; v >= 0; v = heads[v] {
			if steps++; steps > len(heads) || v >= len(heads) {
				t.Fatalf("no tree: %v", heads)
			}
		}
		if heads[d] == -1 {
			roots++
		}
	}
	if len(heads) > 0 && roots != 1 {
		t.Fatalf("%d roots: %v", roots, heads)
	}
}

// bruteTree returns the score of the best tree, by trying all.
func bruteTree(n int, score [][]float32) float64 {
	best := math.Inf(-1)
	heads := make([]int, n)
	var try func(d int)
	try = func(d int) {
		if d == n {
			roots, sum := 0, 0.0
			for v := range heads {
				steps, w := 0, v
				for w >= 0 && steps <= n {
					w = heads[w]
					steps++
				}
				if w >= 0 {
					return
				}
				if heads[v] < 0 {
					roots++
				}
				sum += float64(score[v][heads[v]+1])
			}
			if roots == 1 {
				best = max(best, sum)
			}
			return
		}
		for h := -1; h < n; h++ {
			if h != d {
				heads[d] = h
				try(d + 1)
			}
		}
	}
	try(0)
	return best
}

func TestMaxTreeIsTheBestOfAll(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for round := range 600 {
		n := 1 + round%5
		score := make([][]float32, n)
		for d := range score {
			score[d] = make([]float32, n+1)
			for h := range score[d] {
				score[d][h] = float32(r.IntN(20)) - 10
				if round%3 == 0 && h == 0 {
					score[d][h] += 15 // many roots want to be
				}
			}
		}
		heads := maxTree(n, func(d, h int) float32 { return score[d][h+1] })
		checkTree(t, heads)
		sum := 0.0
		for d, h := range heads {
			sum += float64(score[d][h+1])
		}
		if want := bruteTree(n, score); sum != want {
			t.Fatalf("%v scores %v, best is %v; scores %v", heads, sum, want, score)
		}
	}
}

func TestMaxTreeIsATreeWhateverTheScores(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	r := rand.New(rand.NewPCG(8, 8))
	for name, score := range map[string]func(d, h int) float32{
		"all NaN":  func(int, int) float32 { return nan },
		"all +Inf": func(int, int) float32 { return inf },
		"all -Inf": func(int, int) float32 { return -inf },
		"equal":    func(int, int) float32 { return 0 },
		"pairs":    func(d, h int) float32 { return float32(-(d ^ h)) },
		"ring":     func(d, h int) float32 { return float32(-((d - h + 201) % 200)) },
		"no root":  func(d, h int) float32 { return float32(min(h, 0)) * 1e30 },
		"random":   func(int, int) float32 { return float32(r.NormFloat64()) },
	} {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{0, 1, 2, 3, 17, 200} {
				checkTree(t, maxTree(n, score))
			}
		})
	}
}

func FuzzMaxTree(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7})
	f.Fuzz(func(t *testing.T, b []byte) {
		n := min(len(b), 40)
		checkTree(t, maxTree(n, func(d, h int) float32 {
			i := (d*(n+1) + h + 1) * 7
			return float32(int8(b[i%n])) + float32(b[i/n%n])
		}))
	})
}

// BenchmarkMaxTree measures a sentence of 200 words whose best arcs are no tree.
func BenchmarkMaxTree(b *testing.B) {
	r := rand.New(rand.NewPCG(9, 9))
	const n = 200
	score := make([]float32, n*(n+1))
	for i := range score {
		score[i] = r.Float32()
	}
	for b.Loop() {
		maxTree(n, func(d, h int) float32 { return score[d*(n+1)+h+1] })
	}
}

// maxTree is [treeBuilder.best] with memory of its own.
func maxTree(n int, score func(dep, head int) float32) []int {
	return new(treeBuilder).best(n, score)
}
