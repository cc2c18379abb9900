package main

import (
	"bufio"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/stand"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// classes is how many sides there are.
const classes = 5

// An example is a pair with the places of its features.
type example struct {
	places []int32
	class  int
	held   bool
	text   string
}

// examples reads what readAll wrote. Every tenth is held out.
func examples(file string) (out []example, err error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	words, grammar := stand.New(language.English()), syntax.NewGrammar(language.English())
	for dec := gob.NewDecoder(bufio.NewReaderSize(in, 1<<20)); ; {
		var s sentence
		if err := dec.Decode(&s); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		for i := range s.Tokens {
			s.Record.Sentences[i].Tokens = s.Tokens[i]
		}
		view := grammar.View(s.Record.Version.Text, s.Record.Sentences)
		view.SetMentions(s.Record.Mentions)
		e := example{class: s.Class, held: s.Held, text: s.Record.Version.Text}
		e.places = stand.PairPlacesOf(words.PairFeatures(&stand.Input{Record: &s.Record, View: view, Triggers: s.Triggers}, s.P, s.Q))
		out = append(out, e)
	}
}

// A model has a weight for each place and class, in full precision.
type model struct {
	weights []float32
	bias    [classes]float32
}

// scores returns what each class has.
func (m *model) scores(e *example) [classes]float32 {
	out := m.bias
	for _, at := range e.places {
		for c, w := range m.weights[int(at)*classes : int(at+1)*classes] {
			out[c] += w
		}
	}
	return out
}

// A recipe is what is chosen on the part held out.
type recipe struct {
	epochs        int
	rate, decay   float64
	power         float64 // of a class's rarity in its weight: 1 balances the classes
	least         int     // pairs that a place must have
	neutralOfKept float64 // how many pairs without a side one that is kept stands for
}

// fit trains a model: softmax by Adagrad with weights that shrink.
func fit(all []example, r recipe, seed uint64) *model {
	var train []*example
	var count [classes]float64
	seen := make([]int, stand.PairPlaces)
	for i := range all {
		if e := &all[i]; !e.held {
			train = append(train, e)
			count[e.class]++
			for _, at := range e.places {
				seen[at]++
			}
		}
	}
	count[0] *= r.neutralOfKept
	total := 0.0
	for _, n := range count {
		total += n
	}
	var worth [classes]float64
	for c := range worth {
		worth[c] = math.Pow(total/count[c]/classes, r.power)
	}
	worth[0] *= r.neutralOfKept
	m := &model{weights: make([]float32, stand.PairPlaces*classes)}
	squares, biasSquares := make([]float32, len(m.weights)), [classes]float32{}
	rnd := rand.New(rand.NewPCG(seed, 1))
	for range r.epochs {
		rnd.Shuffle(len(train), func(i, j int) { train[i], train[j] = train[j], train[i] })
		for _, e := range train {
			p := soft(m.scores(e))
			p[e.class]--
			for c := range p {
				g := float32(float64(p[c]) * worth[e.class])
				biasSquares[c] += g * g
				m.bias[c] -= float32(r.rate) * g / (1e-3 + sqrt(biasSquares[c]))
				for _, at := range e.places {
					if seen[at] < r.least {
						continue
					}
					k := int(at)*classes + c
					d := g + float32(r.decay)*m.weights[k]
					squares[k] += d * d
					m.weights[k] -= float32(r.rate) * d / (1e-3 + sqrt(squares[k]))
				}
			}
		}
	}
	return m
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// soft makes probabilities of scores.
func soft(x [classes]float32) [classes]float32 {
	top, total := x[0], float32(0)
	for _, v := range x {
		top = max(top, v)
	}
	for c := range x {
		x[c] = float32(math.Exp(float64(x[c] - top)))
		total += x[c]
	}
	for c := range x {
		x[c] /= total
	}
	return x
}

// pack rounds a model to a byte a weight.
func (m *model) pack() *stand.Pairs {
	top := float32(0)
	for _, w := range m.weights {
		top = max(top, w, -w)
	}
	scale, table := top/127, make([]int8, len(m.weights))
	for i, w := range m.weights {
		table[i] = int8(math.RoundToEven(float64(w / scale)))
	}
	return stand.NewPairs(scale, m.bias, table)
}

// score returns the mean of the classes' F1 and these, in percent.
func score(list []example, scores func(*example) [classes]float32) (float64, [classes]float64) {
	var right, given, gold [classes]float64
	for i := range list {
		best := int(stand.Best(scores(&list[i])))
		given[best]++
		gold[list[i].class]++
		if best == list[i].class {
			right[best]++
		}
	}
	var f [classes]float64
	mean := 0.0
	for c := range f {
		if given[c]+gold[c] > 0 {
			f[c] = 200 * right[c] / (given[c] + gold[c])
		}
		mean += f[c] / classes
	}
	return mean, f
}

// choose tries recipes on the part held out and returns the best model. The
// corpus has many sentences more than once: no model is taught with a sentence
// that is held out, which would choose those that learn sentences by heart.
func choose(all []example, recipes []recipe) *model {
	var held, taught []example
	kept := map[string]bool{}
	for _, e := range all {
		if e.held {
			held = append(held, e)
			kept[e.text] = true
		}
	}
	for _, e := range all {
		if !kept[e.text] {
			taught = append(taught, e)
		}
	}
	var best *model
	top := 0.0
	for _, r := range recipes {
		m := fit(taught, r, 1)
		got, f := score(held, m.scores)
		fmt.Printf("%+v: macro-F1 %.2f of %d held out, %.1f\n", r, got, len(held), f)
		if got > top {
			best, top = m, got
		}
	}
	return best
}
