package syntax

import "strings"

// maxClimb bounds how far subjects are looked for.
const maxClimb = 6

// Passive reports whether verb i is passive, a bare participle included.
func (s *Sentence) Passive(i int) bool {
	for range maxClimb {
		for _, k := range s.Kids[i] {
			if s.Full(k, NsubjPass) && s.Tokens[i].XPOS == "VBD" {
				continue // a past tense without an auxiliary is active, whatever the parser says
			}
			switch s.Tokens[k].Rel {
			case AuxPass, NsubjPass, CsubjPass, OblAgent:
				return true
			}
		}
		bare := s.Tokens[i].XPOS == "VBN" && s.Kid(i, Aux) < 0 && s.Kid(i, Obj) < 0
		if s.Rel[i] == Acl {
			return bare && !s.Full(i, AclRelcl)
		}
		if s.Rel[i] != Conj || s.Heads[i] < 0 || !bare || s.Kid(i, Nsubj) >= 0 {
			return false
		}
		i = s.Heads[i] // it shares the auxiliary of the verb before it
	}
	return false
}

// Relative reports whether word i is a relative pronoun.
func (s *Sentence) Relative(i int) bool {
	g := s.Doc.grammar
	return g.relative[s.Low[i]] || g.relativeIfMarked[s.Low[i]] && s.UPOS(i, "PRON") && strings.Contains(s.Tokens[i].Feats, "Rel")
}

// Subjects returns the words that are the logical subject of predicate i in
// the active voice, and those of the subject of a passive one if i is passive:
// its own, that of the verb that controls it or that it is coordinated with,
// or what a participle or relative clause describes.
func (s *Sentence) Subjects(i int) []int { return s.subjects(i, 0) }

// OwnSubjects is [Sentence.Subjects] without those of words above i.
func (s *Sentence) OwnSubjects(i int) []int { return s.subjects(i, maxClimb) }

func (s *Sentence) subjects(i, depth int) []int {
	if depth > maxClimb {
		return nil
	}
	h := s.Heads[i]
	if k := s.nearestSubject(i); k >= 0 {
		return s.namedBy(k, i)
	}
	if h < 0 {
		return nil
	}
	switch s.Rel[i] {
	case Xcomp:
		return s.controllers(i, h, depth)
	case Conj, Advcl, Parataxis, Ccomp:
		if s.Rel[i] == Ccomp && !s.Infinitive(i) && s.Tokens[i].XPOS != "VBG" {
			return nil
		}
		if o := s.judged(i, h); o >= 0 {
			return s.Conjuncts(o)
		}
		if s.UPOS(h, "VERB", "ADJ", "AUX") || s.Kid(h, Nsubj) >= 0 {
			return s.subjects(h, depth+1)
		}
	case Acl:
		if s.Full(i, AclRelcl) {
			return nil
		}
		if s.Infinitive(i) {
			return s.owners(h, depth+1)
		}
		return s.Conjuncts(h)[:1]
	case Obl, Nmod, Obj: // a gerund under a preposition
		if s.UPOS(i, "VERB") {
			return s.subjects(h, depth+1)
		}
	}
	return nil
}

// namedBy returns whom the subject k of predicate i names: of a relative pronoun
// what it stands for, of a word that stands for a clause nobody.
func (s *Sentence) namedBy(k, i int) []int {
	if h := s.Heads[i]; s.Relative(k) && s.Full(i, AclRelcl) && h >= 0 {
		return s.Conjuncts(h)[:1]
	}
	if s.Doc.grammar.expletive[s.Low[k]] && s.expletive(i) {
		return nil
	}
	return s.Conjuncts(k)
}

// controllers returns the subject of the open complement i of h: the object
// of h, or its subject.
func (s *Sentence) controllers(i, h, depth int) []int {
	if o := s.Kid(h, Obj, Iobj); o >= 0 && !s.Doc.grammar.subjectControl[s.Lemma[h]] && s.UPOS(h, "VERB") {
		return s.Conjuncts(o)
	}
	if s.Passive(h) || s.Kid(h, Nsubj) >= 0 || s.UPOS(h, "VERB", "ADJ", "AUX") {
		return s.subjects(h, depth+1)
	}
	return s.owners(h, depth+1)
}

// judged returns the object of verb h if it is praised or blamed for what the
// gerund i says: "praised the villagers for sheltering …"; else -1.
func (s *Sentence) judged(i, h int) int {
	if s.Rel[i] != Advcl || !s.Doc.grammar.judgedFor[s.Marker(i)] || s.Passive(h) {
		return -1
	}
	return s.Kid(h, Obj)
}

// nearestSubject returns the subject of i that stands closest to it: a place
// and a date before a story can look like one too. It is -1 if there is none.
func (s *Sentence) nearestSubject(i int) int {
	best := -1
	for _, k := range s.Kids[i] {
		if s.Rel[k] == Nsubj && (best < 0 || k < i && k > best) {
			best = k
		}
	}
	return best
}

// expletive reports whether the pronoun that is the subject of i stands for a clause.
func (s *Sentence) expletive(i int) bool { return s.Kid(i, Expl) >= 0 || s.Kid(i, Csubj) >= 0 }

// Owners returns who has or does what noun i names: its possessor, or the
// subject of the verb whose object it is.
func (s *Sentence) Owners(i int) []int { return s.owners(i, 0) }

func (s *Sentence) owners(i, depth int) []int {
	if depth > maxClimb {
		return nil
	}
	if k := s.Kid(i, NmodPoss); k >= 0 && !s.UPOS(k, "PRON") {
		return s.Conjuncts(k)
	}
	h := s.Heads[i]
	if h < 0 {
		return nil
	}
	switch s.Rel[i] {
	case Obj, Obl, Xcomp, Ccomp:
		if s.Passive(h) {
			return s.Agents(h)
		}
		return s.subjects(h, depth+1)
	case Conj, Nmod:
		return s.owners(h, depth+1)
	}
	return nil
}

// Agents returns who does what passive verb or event noun i says, "by" whom.
func (s *Sentence) Agents(i int) []int {
	for _, k := range s.Kids[i] {
		if s.Full(k, OblAgent) || (s.Rel[k] == Obl || s.Rel[k] == Nmod) && s.Doc.grammar.agent[s.Case(k)] && !s.Time(k) {
			return s.Conjuncts(k)
		}
	}
	return nil
}
