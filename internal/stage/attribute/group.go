package attribute

// A group is the verb group of a cue: auxiliaries, adverbs and the verb.
type group struct {
	rng
	verb       *verb
	at         int // the verb itself
	shape      verbForm
	negation   int  // word that negates, or -1
	modal      int  // modal verb, or -1
	passive    bool // a form of be and a participle
	participle bool // "saying", not part of a finite verb
	infinitive bool // after "to"
	perfect    bool
}

// groupAt returns the verb group of the cue verb at i, or false if the word is
// no verb there.
func (s *story) groupAt(i int) (group, bool) {
	e := s.words[i].entry
	if !s.couldBeVerb(i) {
		return group{}, false
	}
	return s.groupOf(i, e.verb, e.shape)
}

// groupOf returns the group of the verb at i.
func (s *story) groupOf(i int, v *verb, shape verbForm) (group, bool) {
	g := group{rng: rng{i, i + 1}, verb: v, at: i, shape: shape, negation: -1, modal: -1}
	lo := s.room(i).from
	helper := class(0)
	for k := i - 1; k >= lo; k-- {
		c := s.words[k].class
		switch {
		case c&negation != 0 && c&(coordinator|determiner) == 0:
			g.negation = k
		case c&auxiliary != 0 && !s.is(k, capital) || k == lo && c&auxiliary != 0 && c&timeWord == 0:
			if helper == 0 {
				helper = c & auxiliary
			}
			if c&modalVerb != 0 {
				g.modal = k
			}
			g.perfect = g.perfect || c&formOfHave != 0
		case c&adverb != 0 && c&(subordinator|capital) == 0:
		default:
			return s.finish(g, helper, k, lo)
		}
		g.from = k
	}
	return s.finish(g, helper, lo-1, lo)
}

// finish settles what kind of group g is. helper is the auxiliary next to the
// verb, before the word in front of the group.
func (s *story) finish(g group, helper class, before, lo int) (group, bool) {
	for g.from < g.at && s.is(g.from, adverb) && helper == 0 && g.from == lo {
		g.from++ // an adverb that opens the sentence is not of the group
	}
	if s.has(before, isTo) && helper&^modalVerb == 0 {
		g.infinitive = true
		if s.has(before-1, isOn) && before-2 >= lo && s.is(before-2, lower) && s.has(before-2, isGoes) {
			g.from, g.infinitive, g.shape = before-2, false, past
		}
	}
	switch {
	case g.shape&participle != 0 && helper&formOfBe != 0 && s.is(g.at-1, genitive) && g.verb.frames&quotes != 0:
		g.perfect = true // "he's said"
	case g.shape&participle != 0 && helper&formOfBe != 0:
		g.passive = true
	case g.shape&present != 0 && helper&formOfBe == 0:
		g.participle = true
	case g.shape&present != 0:
	case g.shape&(base|past) == base && helper&formOfBe != 0:
		return g, false // "is support"
	}
	return g, true
}

// couldBeVerb reports whether the words around i allow it to be a verb.
func (s *story) couldBeVerb(i int) bool {
	w := &s.words[i]
	if t := s.tok(i); t.UPOS != "" {
		return t.UPOS == "VERB"
	}
	if s.has(i, isLike|isStates) {
		return s.likeOrStates(i)
	}
	r := s.sentence(i)
	if w.class&capital != 0 && i > r.from && !s.is(i-1, openMark) && !s.headline(i) {
		return false
	}
	prev := class(0)
	if i > r.from {
		prev = s.words[i-1].class
	}
	if prev&(determiner|possessive|genitive) != 0 && prev&(objectWord|subjectWord|relative) == 0 && !s.has(i-1, isThat) && !s.isClitic(i-1) {
		return false
	}
	if w.entry.shape&(base|third) != 0 && w.entry.shape&past == 0 {
		if prev&preposition != 0 && !s.has(i-1, isTo) || s.has(i-1, isNo) || s.is(i-1, quantifier) && w.entry.shape&third != 0 {
			return false
		}
		if s.has(i+1, isOf) && w.entry.noun != nil {
			return false
		}
	}
	return true
}

// likeOrStates reports whether "like" or "states" is a verb: both mostly are
// not, so that the words around must show it.
func (s *story) likeOrStates(i int) bool {
	if s.has(i, isStates) {
		return s.has(i+1, isThat) || s.is(i+1, openMark|colon) || s.is(i-1, subjectWord|relative|adverb)
	}
	return s.is(i-1, subjectWord|modalVerb|negation) || s.has(i-1, isWho)
}

// isClitic reports whether word i is a shortened "is" or "has", not a
// possessive: it follows a pronoun.
func (s *story) isClitic(i int) bool {
	return s.is(i, genitive) && s.is(i-1, subjectWord|relative|question)
}

// headline reports whether word i stands in a line without an end mark, where
// capitals tell little.
func (s *story) headline(i int) bool {
	p := s.paragraph(i)
	return p.to-p.from < 24 && s.sentence(i) == p && !s.is(p.to-1, stop|openMark)
}
