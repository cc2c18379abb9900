package attribute

import (
	"cmp"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// This file is for the program that trains the models (train/attribution).

// WeightStep is what one step of a weight's byte is worth.
const WeightStep = weightStep

// A Shape is what the training of a model must know of it.
type Shape struct {
	Size        int     // weights, each a signed byte
	Temperature float64 // by which the log-odds are multiplied when it is asked
}

// Shapes returns the models of the stage by name.
func Shapes() map[string]Shape {
	return map[string]Shape{"confidence": {modelSize, temperature}, "parsed": {modelSize, temperature}, "nested": {modelSize, temperature},
		"tagged": {modelSize, taggedTemperature}, "judge": {judgeSize, judgeTemperature}, "linker": {linkerSize, 1}}
}

// A Gold is an attribution that an annotator marked, its spans in code points.
type Gold struct{ Source, Cue, Content [][2]int }

// An Example is something that a model judges: which weights count for it and
// 1 if it is right, else 0.
type Example struct {
	Features []uint32
	Right    float64
}

// With returns a finder with other weights for one of its models.
func (f *Finder) With(model string, weights []byte) *Finder {
	g := *f
	switch model {
	case "confidence":
		g.weights.plain = weights
	case "parsed":
		g.weights.parsed = weights
	case "nested":
		g.weights.nested = weights
	case "tagged":
		g.weights.tagged = weights
	case "judge":
		g.weights.judge = weights
	case "linker":
		g.weights.linker = weights
	default:
		panic("attribute: no model has the name " + model)
	}
	return &g
}

// Candidates returns what the patterns find in a text, for the models
// "confidence" (of a text without trees), "parsed" and, with alone set, "nested".
func (f *Finder) Candidates(view *syntax.Text, gold []Gold, alone bool) []Example {
	s := f.newStory(view)
	return examplesOf(s, s.goldOf(gold), alone)
}

// Links returns cues with speakers and contents near them, for the model "linker".
func (f *Finder) Links(view *syntax.Text, parts Parts, gold []Gold) []Example {
	s := f.newStory(view)
	s.findPieces(parts)
	return s.pairs(s.goldOf(gold))
}

// Tagged returns the candidates of a text that a tagger has read, for the model "tagged".
func (f *Finder) Tagged(view *syntax.Text, parts Parts, gold []Gold) []Example {
	s := f.newStory(view)
	s.findPieces(parts)
	return s.outermost(s.goldOf(gold))
}

// examplesOf returns the candidates of one article as examples. A candidate
// inside the content of a gold attribution is left out unless it is right:
// PolNeAR marks the outermost alone.
//
// With alone set it returns those that lie in no other, as the model of nested
// candidates sees them.
func examplesOf(s *story, gold []goldAtt, alone bool) []Example {
	cands := s.onePerPlace(s.propose())
	features := make([][]uint32, len(cands))
	for i := range cands {
		features[i] = slices.Clone(s.features(cands, i, alone))
	}
	for i := range cands { // to know them again
		cands[i].confidence = float64(i)
	}
	var out []Example
	final := s.continueQuotes(slices.Clone(cands))
	for i := range final {
		if alone && s.within(final, i) {
			continue
		}
		e := Example{Features: features[int(final[i].confidence)]}
		inside := false
		for _, g := range gold {
			if g.right(&final[i]) {
				e.Right = 1
			}
			inside = inside || holdsAny(g.content, final[i].cue.from)
		}
		if inside && e.Right == 0 {
			continue
		}
		out = append(out, e)
	}
	return out
}

// A goldAtt is a gold attribution in words of the story.
type goldAtt struct{ source, cue, content []rng }

// goldOf returns gold attributions in words of s.
func (s *story) goldOf(golds []Gold) []goldAtt {
	at := make([]int, 0, len(s.view.Text)+1) // byte of each code point
	for i := range s.view.Text {
		at = append(at, i)
	}
	at = append(at, len(s.view.Text))
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
	for _, a := range golds {
		out = append(out, goldAtt{words(a.Source), words(a.Cue), words(a.Content)})
	}
	return out
}

// right reports whether the candidate agrees with the gold attribution as the
// lenient measure of PolNeAR wants it: half of the words are shared.
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

// pairs returns cues with speakers and contents near them as examples of
// links.
func (s *story) pairs(gold []goldAtt) (out []Example) {
	byCue, _ := s.sharedCues(s.resolve(s.propose()))
	for i := range s.pieces {
		if s.pieces[i].part != cuePart {
			continue
		}
		g := goldAt(gold, s.pieces[i].rng)
		if g == nil {
			continue
		}
		for k := max(0, i-reachOfLinks); k < min(len(s.pieces), i+reachOfLinks+1); k++ {
			b := s.pieces[k]
			e := Example{}
			switch {
			case b.part == speakerPart && diceOf(g.source, []rng{b.rng}) > 0:
				e.Right = 1
			case b.part == contentPart && 2*overlap(g.content, b.rng) > b.to-b.from:
				e.Right = 1
			case b.part == cuePart || b.part == noPart:
				continue
			}
			e.Features = slices.Clone(s.pairFeatures(i, k, byCue[i]))
			out = append(out, e)
		}
	}
	return out
}

// goldAt returns the gold attribution whose cue shares most words with r.
func goldAt(gold []goldAtt, r rng) (best *goldAtt) {
	top := 0.0
	for i := range gold {
		if d := diceOf(gold[i].cue, []rng{r}); d > top {
			best, top = &gold[i], d
		}
	}
	return best
}

// Settled returns the statements of a text that a tagger has read as the model
// "judge" sees them; nested says which lie within others.
func (f *Finder) Settled(view *syntax.Text, parts Parts, gold []Gold) (out []Example, nested []bool) {
	s := f.newStory(view)
	cands := s.settle(parts)
	slices.SortStableFunc(cands, s.begins)
	parent, right := s.nest(cands), rightOf(cands, s.goldOf(gold))
	for i := range cands {
		out = append(out, Example{slices.Clone(s.judgeFeatures(cands, i, parent)), right[i]})
		nested = append(nested, parent[i] >= 0)
	}
	return out, nested
}

// rightOf gives each annotated statement to the candidate that agrees with it
// best: 1 for such a candidate, 0 for the others. As annotators of whole
// stories are scored, the cue need not be found where the content is the same.
func rightOf(cands []candidate, gold []goldAtt) []float64 {
	type pair struct {
		score float64
		g, c  int
	}
	var pairs []pair
	for g := range gold {
		for c := range cands {
			cue, content := diceOf(gold[g].cue, []rng{cands[c].cue}), diceOf(gold[g].content, cands[c].content)
			if len(gold[g].content) == 0 { // it is not marked where it ends
				content = cue
			}
			if content >= 0.5 && cue > 0 || content >= 0.8 {
				if cue > 0 {
					content++
				}
				pairs = append(pairs, pair{content, g, c})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.score, a.score) })
	right, given := make([]float64, len(cands)), make([]bool, len(gold))
	for _, p := range pairs {
		if right[p.c] == 0 && !given[p.g] {
			right[p.c], given[p.g] = 1, true
		}
	}
	return right
}

// outermost returns the candidates of a text with a tagger's parts that lie in
// no other as examples.
func (s *story) outermost(gold []goldAtt) (out []Example) {
	cands := s.taggedCandidates(s.resolve(s.propose()))
	for i := range cands {
		if cands[i].tag.nested {
			continue
		}
		e := Example{Features: slices.Clone(s.features(cands, i, false))}
		for k := range gold {
			if gold[k].right(&cands[i]) {
				e.Right = 1
			}
		}
		out = append(out, e)
	}
	return out
}
