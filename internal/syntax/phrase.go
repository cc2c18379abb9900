package syntax

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// Nominal reports a word that may head a noun phrase: a noun, a name or a pronoun.
func Nominal(tok *readout.Token) bool {
	return tok.UPOS == "NOUN" || tok.UPOS == "PROPN" || tok.UPOS == "PRON"
}

// apart are the relations of dependents that are no part of a noun phrase.
var apart = map[string]bool{Conj: true, Cc: true, Punct: true, Case: true, Parataxis: true, Mark: true, Cop: true, Nsubj: true,
	Csubj: true, Aux: true, Discourse: true, Dislocated: true, Vocative: true, Expl: true, Reparandum: true, Orphan: true, List: true}

// opening are the parts of speech of words that do not open a noun phrase.
var opening = map[string]bool{"ADP": true, "ADV": true, "CCONJ": true, "SCONJ": true}

// clausal are the relations of what belongs to the clause of which a noun is
// the predicate.
var clausal = map[string]bool{Advmod: true, Obl: true, Advcl: true, Obj: true, Ccomp: true, Xcomp: true}

// Inner reports a noun within a phrase that heads none of its own: "Hassan" in
// "President Hassan Rouhani".
func (s *Sentence) Inner(i int) bool {
	tok := &s.Tokens[i]
	return s.Rel[i] == Flat || tok.Rel == Goeswith || tok.Rel == Fixed || tok.Rel == Compound && tok.UPOS == "NOUN" && tok.Name == ""
}

// Phrase returns the words [from, to) of the noun phrase that word i heads:
// the word and what hangs on it, without what is coordinated with it, its
// preposition, and the clause that it is the predicate of.
func (s *Sentence) Phrase(i int) (from, to int) {
	lo, hi := i, i
	predicate := false
	for _, k := range s.Kids[i] {
		predicate = predicate || s.Full(k, Cop)
	}
	for _, k := range s.Kids[i] {
		rel := s.Rel[k]
		if apart[rel] && !(rel == Case && k == i+1 && s.Tokens[k].XPOS == "POS") ||
			predicate && clausal[rel] || rel == Advmod && k < i && s.UPOS(i, "PRON") {
			continue
		}
		lo, hi = min(lo, s.leftmost(k)), max(hi, s.rightmost(k))
	}
	for lo < i && (opening[s.Tokens[lo].UPOS] || s.UPOS(lo, "PUNCT") && !strings.ContainsAny(s.Form(lo), "\"“‘([")) {
		lo++
	}
	for hi > i && s.UPOS(hi, "PUNCT") && !strings.ContainsAny(s.Form(hi), "\"”’)].") {
		hi--
	}
	return lo, hi + 1
}

// leftmost and rightmost return the ends of what word k governs, over words
// that stand on one side of their heads.
func (s *Sentence) leftmost(k int) int {
	for len(s.Kids[k]) > 0 && s.Kids[k][0] < k {
		k = s.Kids[k][0]
	}
	return k
}

func (s *Sentence) rightmost(k int) int {
	for n := len(s.Kids[k]); n > 0 && s.Kids[k][n-1] > k; n = len(s.Kids[k]) {
		k = s.Kids[k][n-1]
	}
	return k
}
