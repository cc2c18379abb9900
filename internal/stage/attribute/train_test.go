package attribute

import (
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// An example is a candidate of the training part with its features.
type example struct {
	features []uint32
	right    float64
	weight   float64
	doc      int
}

// TestTrainConfidence makes the weights attribute-confidence from the training part of PolNeAR.
// It runs when READOUT_TRAIN is set:
//
//	READOUT_TRAIN=1 READOUT_SHARED=<folder> go test -run TestTrainConfidence ./internal/stage/attribute
func TestTrainConfidence(t *testing.T) {
	if os.Getenv("READOUT_TRAIN") == "" {
		t.Skip("READOUT_TRAIN is not set")
	}
	docs, _ := polnear(t, "train")
	var all []example
	total := 0
	for n := range docs {
		total += len(docs[n].Attributions)
		s := layOut(docs[n].Text, segment.New(language.English()).Split(docs[n].Text))
		all = append(all, examplesOf(s, goldOf(&docs[n], s), n, false)...)
	}
	half := func(k int) (in, out []example) {
		for _, e := range all {
			if e.doc%4 == k {
				out = append(out, e)
			} else {
				in = append(in, e)
			}
		}
		return in, out
	}
	// thresholds and calibration, on documents that the weights have not seen
	var held []example
	var p []float64
	for k := range 4 {
		in, out := half(k)
		w := fit(in, modelSize, 12)
		for _, e := range out {
			held = append(held, e)
			p = append(p, tempered(probability(w, e.features), temperature))
		}
	}
	report(t, held, p, total)
	if err := os.WriteFile("../../../models/weights/en/attribute-confidence.bin", quantized(fit(all, modelSize, 12)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// examplesOf returns the candidates of one article as examples. A candidate
// inside the content of a gold attribution is left out unless it is right:
// PolNeAR marks the outermost alone.
//
// With alone set it returns those that lie in no other, as the model of nested
// candidates sees them.
func examplesOf(s *story, gold []goldAtt, n int, alone bool) []example {
	cands := s.settle(s.propose())
	features := make([][]uint32, len(cands))
	for i := range cands {
		features[i] = slices.Clone(s.features(cands, i, alone))
	}
	for i := range cands { // to know them again
		cands[i].confidence = float64(i)
	}
	var out []example
	final := s.continueQuotes(slices.Clone(cands))
	for i := range final {
		if alone && s.within(final, i) {
			continue
		}
		e := example{features: features[int(final[i].confidence)], doc: n, weight: 1}
		inside := false
		for _, g := range gold {
			if g.right(&final[i]) {
				e.right = 1
			}
			inside = inside || holdsAny(g.content, final[i].cue.from)
		}
		if inside && e.right == 0 {
			continue
		}
		out = append(out, e)
	}
	return out
}

// A goldAtt is a gold attribution in words of the story.
type goldAtt struct{ source, cue, content []rng }

// goldOf reads the gold attributions of an article.
func goldOf(d *polnearDoc, s *story) []goldAtt {
	at := make([]int, 0, len(d.Text)+1) // byte of each code point
	for i := range d.Text {
		at = append(at, i)
	}
	at = append(at, len(d.Text))
	words := func(spans [][2]int) []rng {
		var out []rng
		for _, sp := range spans {
			from, to := at[min(sp[0], len(at)-1)], at[min(sp[1], len(at)-1)]
			lo, _ := slices.BinarySearchFunc(s.words, from, func(w word, b int) int { return w.End - b - 1 })
			hi := lo
			for hi < len(s.words) && s.words[hi].Start < to {
				hi++
			}
			out = append(out, rng{lo, hi})
		}
		return out
	}
	var out []goldAtt
	for _, a := range d.Attributions {
		out = append(out, goldAtt{words(a.Source), words(a.Cue), words(a.Content)})
	}
	return out
}

// right reports whether the candidate agrees with the gold attribution as the
// lenient measure of PolNeAR wants it.
func (g *goldAtt) right(c *candidate) bool {
	cue := diceOf(g.cue, []rng{c.cue})
	content := diceOf(g.content, c.content)
	if cue == 0 || content < 0.5 {
		return false
	}
	if len(g.source) == 0 || c.speaker.empty() {
		return len(g.source) == 0 && c.speaker.empty()
	}
	return diceOf(g.source, []rng{c.speaker}) >= 0.5 ||
		g.source[0].from <= c.speaker.from && c.speaker.from <= g.source[0].from+1 && c.speaker.to <= g.source[len(g.source)-1].to
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
			d := probability(w, e.features) - e.right
			for _, f := range e.features {
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
		out[i] = byte(int8(max(-127, min(127, math.Round(v/weightStep)))))
	}
	return out
}

// report prints how good thresholds are and how calibrated the model is.
func report(t *testing.T, held []example, p []float64, gold int) {
	right := 0.0
	for _, e := range held {
		right += e.right
	}
	t.Logf("%d candidates, %.0f right", len(held), right)
	for _, low := range []float64{0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8} {
		hit, n := 0.0, 0
		for i, e := range held {
			if p[i] >= low {
				hit, n = hit+e.right, n+1
			}
		}
		pr, rc := hit/float64(n), hit/float64(gold)
		t.Logf("from %.2f: P %.3f R %.3f F1 %.3f", low, pr, rc, 2*pr*rc/(pr+rc))
	}
	for b := range 10 {
		hit, sum, n := 0.0, 0.0, 0
		for i, e := range held {
			if int(p[i]*10) == b || b == 9 && p[i] == 1 {
				hit, sum, n = hit+e.right, sum+p[i], n+1
			}
		}
		t.Logf("said %.2f, was %.2f, of %d", sum/float64(max(n, 1)), hit/float64(max(n, 1)), n)
	}
}
