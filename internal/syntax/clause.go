package syntax

// Clausal reports whether word i is the predicate of a clause of its own.
func (s *Sentence) Clausal(i int) bool {
	switch s.Rel[i] {
	case Root, Ccomp, Xcomp, Advcl, Acl, Csubj, Parataxis:
		return true
	case Conj:
		return s.UPOS(i, "VERB", "AUX") || s.Kid(i, Nsubj, Cop, Aux) >= 0
	case Obl, Nmod, Obj: // a gerund under a preposition
		return s.UPOS(i, "VERB")
	}
	return s.Heads[i] < 0
}

// Clause returns the predicate of the smallest clause that holds word i: the
// word itself, or the nearest above it that is one.
func (s *Sentence) Clause(i int) int {
	for range s.Low {
		if s.Clausal(i) {
			break
		}
		i = s.Heads[i]
	}
	return i
}

// A Tense says where what a verb says lies as seen from the words that tell it.
type Tense uint8

// The tenses. Undecided is what no word of the verb shows.
const (
	Undecided Tense = iota
	Past
	Future
)

// Tense returns the tense of predicate i by its form, its auxiliaries and the
// verbs above it: "plans to leave", "will meet and vote".
func (s *Sentence) Tense(i int) Tense {
	g := s.Doc.grammar
	for range maxClimb {
		if t := s.ownTense(i); t != Undecided {
			return t
		}
		h := s.Heads[i]
		if h < 0 {
			break
		}
		switch s.Rel[i] {
		case Xcomp, Acl:
			if g.ahead[s.Lemma[h]] && s.Infinitive(i) {
				return Future
			}
			if s.Rel[i] == Acl {
				return Undecided
			}
		case Conj:
			if s.nearestSubject(i) >= 0 {
				return Undecided
			}
		default:
			return Undecided
		}
		i = h
	}
	return Undecided
}

// ownTense returns the tense that predicate i and its auxiliaries show.
func (s *Sentence) ownTense(i int) Tense {
	g := s.Doc.grammar
	modal, perfect, past := false, false, s.Tokens[i].XPOS == "VBD"
	for _, k := range s.Kids[i] {
		if s.Rel[k] != Aux && s.Rel[k] != Cop {
			continue
		}
		switch {
		case g.future[s.Low[k]]:
			return Future
		case g.modal[s.Low[k]]:
			modal = true
		case g.perfect[s.Low[k]]:
			perfect = true
		}
		past = past || s.Tokens[k].XPOS == "VBD"
	}
	switch {
	case modal && !perfect:
		return Future
	case g.scheduled[s.Lemma[i]] && (s.Tokens[i].XPOS == "VBN" || s.UPOS(i, "ADJ")):
		return Future
	case past || perfect:
		return Past
	}
	return Undecided
}

// Phase reports whether verb i says how far its complement has come or whether
// it came off: what it governs happens when it does.
func (s *Sentence) Phase(i int) bool { return s.Doc.grammar.phase[s.Lemma[i]] }

// Bounds reports whether the time that word i heads bounds when something was and
// does not say it: "since 2001", "by Friday".
func (s *Sentence) Bounds(i int) bool { return s.Doc.grammar.bounding[s.Case(i)] }

// InName reports whether word i is a part of what its head, a noun, is called, as a
// year is: "the 2022 Games" are no games that were called for in 2022.
func (s *Sentence) InName(i int) bool {
	h := s.Heads[i]
	return h >= 0 && s.UPOS(h, "NOUN", "PROPN") && (s.Rel[i] == Compound || s.Rel[i] == Nummod || s.Full(i, NmodUnmarked))
}

// ApartInTime reports whether the preposition of nominal i sets it apart in
// time from what governs it, or leaves open when it was: "after the attack".
func (s *Sentence) ApartInTime(i int) bool { return s.Doc.grammar.apart[s.Case(i)] }
