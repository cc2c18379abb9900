package main

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/seed-f92ea4cf/readout/internal/stage/attribute"
)

// folds is into how many parts the articles are divided, of which one is held out.
const folds = 4

// An example is one of an article.
type example struct {
	attribute.Example
	article int
}

func add(all []example, article int, more []attribute.Example) []example {
	for _, e := range more {
		all = append(all, example{e, article})
	}
	return all
}

// fold divides examples into those of the articles outside and inside part k.
func fold(all []example, k int) (in, out []example) {
	for _, e := range all {
		if e.article%folds == k {
			out = append(out, e)
		} else {
			in = append(in, e)
		}
	}
	return in, out
}

// fit trains the logistic model by AdaGrad with a little decay.
func fit(examples []example, size, rounds int) []float64 {
	w, g := make([]float64, size), make([]float64, size)
	rng := rand.New(rand.NewPCG(1, 2))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	for range rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			e := &examples[k]
			d := probability(w, e.Features) - e.Right
			for _, f := range e.Features {
				grad := d + 0.01*w[f]
				g[f] += grad * grad
				w[f] -= 0.06 * grad / math.Sqrt(g[f]+1)
			}
		}
	}
	return w
}

// probability is the model's, with weights before they are quantized.
func probability(w []float64, features []uint32) float64 {
	sum := 0.0
	for _, f := range features {
		sum += w[f]
	}
	return 1 / (1 + math.Exp(-sum))
}

// tempered is the probability that the stage gives.
func tempered(p, by float64) float64 {
	return 1 / (1 + math.Exp(-by*math.Log(p/(1-p))))
}

// quantized returns the weights as they are embedded.
func quantized(w []float64) []byte {
	out := make([]byte, len(w))
	for i, v := range w {
		out[i] = byte(int8(max(-127, min(127, math.Round(v/attribute.WeightStep)))))
	}
	return out
}

// report prints how good thresholds are and how calibrated the model is.
func report(held []example, p []float64, gold int) {
	right := 0.0
	for _, e := range held {
		right += e.Right
	}
	fmt.Printf("  %d candidates, %.0f right\n", len(held), right)
	for _, low := range []float64{0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8} {
		hit, n := 0.0, 0
		for i, e := range held {
			if p[i] >= low {
				hit, n = hit+e.Right, n+1
			}
		}
		pr, rc := hit/float64(n), hit/float64(gold)
		fmt.Printf("  from %.2f: P %.3f R %.3f F1 %.3f\n", low, pr, rc, 2*pr*rc/(pr+rc))
	}
	for b := range 10 {
		hit, sum, n := 0.0, 0.0, 0
		for i, e := range held {
			if int(p[i]*10) == b || b == 9 && p[i] == 1 {
				hit, sum, n = hit+e.Right, sum+p[i], n+1
			}
		}
		fmt.Printf("  said %.2f, was %.2f, of %d\n", sum/float64(max(n, 1)), hit/float64(max(n, 1)), n)
	}
}
