package stand

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// tokensIn returns the words of a sentence that a span touches.
func tokensIn(s *syntax.Sentence, span readout.Span) (out []int) {
	for i := range s.Tokens {
		if s.Tokens[i].Start < span.End && s.Tokens[i].End > span.Start {
			out = append(out, i)
		}
	}
	return out
}

// topOf returns the first of some words whose head is none of them.
func topOf(s *syntax.Sentence, words []int) int {
	for _, i := range words {
		if s.Heads[i] < words[0] || s.Heads[i] > words[len(words)-1] {
			return i
		}
	}
	return words[0]
}

// both returns the sentence that has words of both spans, and these; nil if
// none has.
func (in *Input) both(p, q readout.Span) (s *syntax.Sentence, ps, qs []int) {
	for i := range in.View.Sentences {
		s := &in.View.Sentences[i]
		if ps, qs := tokensIn(s, p), tokensIn(s, q); len(ps) > 0 && len(qs) > 0 {
			return s, ps, qs
		}
	}
	return nil, nil, nil
}

// join returns the first word that stands in both lists, -1 for none.
func join(a, b []int) int {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return x
			}
		}
	}
	return -1
}
