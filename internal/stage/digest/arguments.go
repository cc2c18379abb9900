package digest

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// maxArguments bounds the arguments of a mention.
const maxArguments = 12

// arguments returns who and what stands with word k, as the tree has them.
func (m *maker) arguments(s *syntax.Sentence, k int) []thread.Argument {
	if !s.Parsed {
		return nil
	}
	a := &arguer{maker: m, s: s, k: k}
	if s.UPOS(k, "NOUN", "PROPN") && s.Kid(k, syntax.Cop, syntax.Nsubj) < 0 {
		a.noun()
	} else {
		a.verb()
	}
	return a.out
}

// An arguer collects the arguments of one word.
type arguer struct {
	*maker
	s    *syntax.Sentence
	k    int
	out  []thread.Argument
	seen []int
}

// verb collects the arguments of a verb or adjective.
func (a *arguer) verb() {
	s, k := a.s, a.k
	if s.Passive(k) {
		a.all(thread.Undergoer, s.Subjects(k), "")
		a.all(thread.Doer, s.Agents(k), "")
	} else {
		a.all(thread.Doer, s.Subjects(k), "")
	}
	for _, d := range s.Kids[k] {
		switch s.Rel[d] {
		case syntax.Obj, syntax.Iobj:
			a.all(thread.Undergoer, s.Conjuncts(d), "")
			a.below(d)
		case syntax.Obl:
			if !s.Time(d) {
				a.all(thread.Other, s.Conjuncts(d), s.Case(d))
			}
		case syntax.Xcomp, syntax.Ccomp:
			a.all(thread.Other, []int{d}, "to")
			if o := s.Kid(d, syntax.Obj); o >= 0 {
				a.all(thread.Other, s.Conjuncts(o), syntax.Obj)
			}
		}
	}
	if s.Rel[k] == syntax.Acl && s.Heads[k] >= 0 && len(a.out) == 0 {
		a.all(thread.Undergoer, []int{s.Heads[k]}, "")
	}
}

// below adds what describes an object: "control of the town".
func (a *arguer) below(d int) {
	s := a.s
	for _, n := range s.Kids[d] {
		if s.Rel[n] == syntax.Nmod && !s.Time(n) {
			a.all(thread.Other, s.Conjuncts(n), s.Case(n))
		}
	}
}

// noun collects the arguments of a noun.
func (a *arguer) noun() {
	s, k := a.s, a.k
	a.all(thread.Doer, s.Agents(k), "")
	for _, d := range s.Kids[k] {
		switch {
		case s.Full(d, syntax.NmodPoss):
			a.all(thread.Doer, s.Conjuncts(d), "")
		case s.Rel[d] == syntax.Nmod && !s.Time(d):
			if s.Genitive(d) {
				a.all(thread.Undergoer, s.Conjuncts(d), "of")
				continue
			}
			a.all(thread.Other, s.Conjuncts(d), s.Case(d))
		case s.Rel[d] == syntax.Compound && !s.Time(d), s.Rel[d] == syntax.Amod && a.nationality(d):
			a.all(thread.Other, []int{d}, "compound")
		}
	}
	h := s.Heads[k]
	if h < 0 {
		return
	}
	switch s.Rel[k] { // what a verb has beside the noun: "carried out the attack in Lund", but not who: more condemn an attack than carry one out
	case syntax.Obj, syntax.Nsubj:
		for _, d := range s.Kids[h] {
			if s.Rel[d] == syntax.Obl && !s.Time(d) {
				a.all(thread.Other, s.Conjuncts(d), s.Case(d))
			}
		}
	case syntax.Compound:
		a.all(thread.Other, []int{h}, "compound")
	}
}

// nationality reports whether word d is a demonym, which stands for a country.
func (a *arguer) nationality(d int) bool {
	return a.Lexicon != nil && a.Lexicon.Demonym(a.s.Low[d]) != "" || a.s.Mention(d) != nil
}

// all adds words with a part.
func (a *arguer) all(part thread.Part, words []int, preposition string) {
	for _, w := range words {
		if w < 0 || w == a.k || slices.Contains(a.seen, w) || len(a.out) >= maxArguments {
			continue
		}
		a.seen = append(a.seen, w)
		if arg, ok := a.argument(w); ok {
			arg.Part, arg.Case = part, preposition
			a.out = append(a.out, arg)
		}
	}
}

// argument makes an argument of word w, which heads a phrase.
func (a *arguer) argument(w int) (thread.Argument, bool) {
	s := a.s
	if s.Relative(w) {
		if m := a.View.Antecedent(s.Tokens[w].Span); m != nil && a.actors[m.Actor] != nil {
			return thread.Argument{Actor: actor(a.actors[m.Actor], headOf(m.Text)), Span: m.Span}, true
		}
		return thread.Argument{}, false
	}
	if m := s.Mention(w); m != nil && a.actors[m.Actor] != nil {
		out := thread.Argument{Actor: actor(a.actors[m.Actor], s.Lemma[w]), Span: m.Span}
		if m.Form == readout.NameForm && !out.Named {
			out.Name, out.Named = m.Text, true
		}
		return out, true
	}
	if s.UPOS(w, "PRON", "DET", "ADV") {
		return thread.Argument{}, false
	}
	from, to := w, w+1
	if s.UPOS(w, "NOUN", "PROPN") {
		from, to = s.Phrase(w)
		from = max(from, w-4, 0)
		to = max(w+1, min(to, w+1))
	}
	span := s.Tokens[from].Span
	span.End = s.Tokens[to-1].End
	return thread.Argument{Actor: thread.Actor{Name: span.In(a.View.Text), Head: s.Lemma[w], Country: a.countryOf(w), Named: s.UPOS(w, "PROPN")}, Span: span}, true
}

// countryOf returns the country that describes word w, "three Egyptian lorries",
// empty without one.
func (a *arguer) countryOf(w int) string {
	if a.Lexicon == nil {
		return ""
	}
	for _, d := range a.s.Kids[w] {
		if a.s.Rel[d] == syntax.Amod || a.s.Rel[d] == syntax.Compound {
			if c := a.Lexicon.Demonym(a.s.Low[d]); c != "" {
				return c
			}
		}
	}
	return ""
}
