package syntax

import (
	"slices"
	"sort"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// Tok returns word i.
func (s *Sentence) Tok(i int) *readout.Token { return &s.Tokens[i] }

// Form returns word i as it is written.
func (s *Sentence) Form(i int) string { return s.Tokens[i].Form(s.Doc.Text) }

// UPOS reports whether word i has one of the parts of speech.
func (s *Sentence) UPOS(i int, tags ...string) bool { return slices.Contains(tags, s.Tokens[i].UPOS) }

// Full reports whether the relation of word i is rel, subtype included.
func (s *Sentence) Full(i int, rel string) bool { return s.Tokens[i].Rel == rel }

// Kid returns the first dependent of word i with one of the relations, or -1.
func (s *Sentence) Kid(i int, rels ...string) int {
	for _, k := range s.Kids[i] {
		if slices.Contains(rels, s.Rel[k]) || slices.Contains(rels, s.Tokens[k].Rel) {
			return k
		}
	}
	return -1
}

// Case returns the preposition of a nominal, such as "against", its words
// joined by blanks, or "".
func (s *Sentence) Case(i int) string {
	var words []string
	for _, k := range s.Kids[i] {
		if s.Rel[k] != Case {
			continue
		}
		words = append(words, s.Low[k])
		for _, f := range s.Kids[k] {
			if s.Rel[f] == Fixed {
				words = append(words, s.Low[f])
			}
		}
	}
	return strings.Join(words, " ")
}

// Genitive reports whether nominal i belongs to what stands above it by a
// preposition: "the end of the war".
func (s *Sentence) Genitive(i int) bool { return s.Doc.grammar.genitive[s.Case(i)] }

// Marker returns the word that marks a clause, such as "that", or "".
func (s *Sentence) Marker(i int) string {
	if k := s.Kid(i, Mark); k >= 0 {
		return s.Low[k]
	}
	return ""
}

// Infinitive reports whether clause i is marked as an infinitive.
func (s *Sentence) Infinitive(i int) bool { return s.Doc.grammar.infinitive[s.Marker(i)] }

// MaxConjuncts bounds how many words of a coordination count.
const MaxConjuncts = 8

// Conjuncts returns word i and what is coordinated with it.
func (s *Sentence) Conjuncts(i int) []int { return s.conjuncts(i, 0) }

func (s *Sentence) conjuncts(i, depth int) []int {
	out := []int{i}
	for _, k := range s.Kids[i] {
		if s.Rel[k] == Conj && len(out) < MaxConjuncts && depth < deepest {
			out = append(out, s.conjuncts(k, depth+1)...)
		}
	}
	return out
}

// Above reports whether word a is word i or governs it.
func (s *Sentence) Above(a, i int) bool {
	for range s.Low {
		if i == a {
			return true
		}
		if i = s.Heads[i]; i < 0 {
			return false
		}
	}
	return false
}

// Below returns the words of i's subtree, at most limit, those near i first.
func (s *Sentence) Below(i, limit int) []int {
	out := []int{i}
	for n := 0; n < len(out) && len(out) < limit; n++ {
		for _, k := range s.Kids[out[n]] {
			if len(out) < limit {
				out = append(out, k)
			}
		}
	}
	return out
}

// Ends returns the words [from, to) from the first to the last that depend on
// word i, directly or not, itself included.
func (s *Sentence) Ends(i int) (from, to int) { return s.ends[i][0], s.ends[i][1] }

// HeadOf returns the word of a span whose head lies outside it, the first of
// several, or -1 if the span has no word of the sentence.
func (s *Sentence) HeadOf(span readout.Span) int {
	last := -1
	// words are in order: a sentence may have as many of them as the text
	first := sort.Search(len(s.Tokens), func(i int) bool { return s.Tokens[i].End > span.Start })
	for i := first; i < len(s.Tokens) && s.Tokens[i].Start < span.End; i++ {
		if !s.Tokens[i].Overlaps(span) {
			continue
		}
		last = i
		if h := s.Heads[i]; h < 0 || !s.Tokens[h].Overlaps(span) {
			return i
		}
	}
	return last
}

// Time reports whether word i names a time, as a modifier of a verb does.
func (s *Sentence) Time(i int) bool {
	name := s.Tokens[i].Name
	return strings.HasSuffix(name, "-DATE") || strings.HasSuffix(name, "-TIME") || s.Full(i, OblTmod) || s.Full(i, OblUnmarked) ||
		s.Doc.grammar.times[s.Lemma[i]] || s.UPOS(i, "NUM")
}

// TimeWord reports whether a noun, in lower case, names a time.
func (s *Sentence) TimeWord(low string) bool { return s.Doc.grammar.times[low] }

// Plural reports whether word i is marked as a plural.
func (s *Sentence) Plural(i int) bool { return strings.Contains(s.Tokens[i].Feats, "Number=Plur") }
