package stand

import (
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// asksWhether reports whether a clause begins with "whether".
func (c *climb) asksWhether(at int) bool {
	for _, k := range c.s.Kids[at] {
		if c.whether[c.s.Low[k]] {
			return true
		}
	}
	return false
}

// silent reports whether h is what somebody will not do: "would not say
// whether", "declined to say whether". He takes no side, not even between two.
func (c *climb) silent(h int) bool {
	s := c.s
	if !c.says[s.Lemma[h]] {
		return false
	}
	up := s.Heads[h]
	return c.mood(h).no >= 0 || up >= 0 && s.Rel[h] == syntax.Xcomp && c.attitude[s.Lemma[up]] == question.Against
}

// worthOf returns how word k judges what it is said of.
func (c *climb) worthOf(k int) question.Stance {
	w := c.worth[c.s.Lemma[k]]
	if p := c.s.Case(k); p != "" && c.worth[p+" "+c.s.Lemma[k]] != question.None { // "out of the question"
		w = c.worth[p+" "+c.s.Lemma[k]]
	}
	if w == question.None { // "a matter of justice", "the best idea"
		for _, d := range c.s.Kids[k] {
			if c.s.Rel[d] == syntax.Amod && w == question.None {
				w = c.worth[c.s.Lemma[d]]
			}
			if c.s.Rel[d] == syntax.Nmod && c.s.Genitive(d) && w == question.None {
				w = c.worth[c.s.Lemma[d]]
			}
		}
	}
	return w
}

// judged returns how h judges word at: "it would be folly for him to quit".
func (c *climb) judged(at, h int, rel string) question.Stance {
	s := c.s
	switch rel {
	case syntax.Nsubj, syntax.Csubj, syntax.Acl, syntax.Ccomp, syntax.Advcl, syntax.Xcomp:
		if !s.UPOS(h, "VERB") {
			return c.worthOf(h)
		}
	case syntax.Nmod:
		if s.UPOS(h, "NOUN") && s.Genitive(at) && (s.Kid(h, syntax.Cop) >= 0 || c.attitude[c.lemma(s, h)] == question.None) {
			return c.worthOf(h)
		}
	case syntax.Obj:
		if !c.call[s.Lemma[h]] {
			return question.None
		}
		for _, d := range s.Kids[h] {
			if d != at && (s.Rel[d] == syntax.Obj || s.Rel[d] == syntax.Xcomp || s.Rel[d] == syntax.Obl || s.Rel[d] == syntax.Ccomp) {
				if w := c.worthOf(d); w != question.None {
					return w
				}
			}
		}
	}
	return question.None
}

// equated takes down what a verb is said to be, and reports whether it is: "the
// decent thing is for him to go".
func (c *climb) equated(k int, m mood) bool {
	if !c.s.UPOS(k, "VERB") || c.s.Kid(k, syntax.Cop) < 0 || !c.infinitive(k) {
		return false
	}
	for _, d := range c.s.Kids[k] {
		if c.s.Rel[d] != syntax.Nsubj {
			continue
		}
		if w := c.worthOf(d); w != question.None {
			if m.no >= 0 {
				w = opposite(w)
			}
			c.show(w, m.no, d)
			return true
		}
	}
	return false
}

// cutBySpeaker returns the predicate that a clause at belongs to which h
// governs: where h is who says so, put between both, the one before him, as in
// "the strike would go on, he said, until they pay".
func (c *climb) cutBySpeaker(at, h int) int {
	if k := c.s.Kid(h, syntax.Ccomp); k >= 0 && k < h && h < at {
		return k
	}
	return h
}

// judge takes down that h judges the word.
func (c *climb) judge(worth question.Stance, h int) {
	m := c.mood(h)
	if m.no >= 0 {
		worth = opposite(worth)
	}
	if c.stance == question.Against {
		worth = opposite(worth)
	}
	c.why = nil
	c.show(worth, m.no, h)
}

// opposite returns for for against, and against for for.
func opposite(s question.Stance) question.Stance {
	switch s {
	case question.For:
		return question.Against
	case question.Against:
		return question.For
	}
	return s
}

// complements reports whether word at is a complement of h to which h may have
// an attitude.
func (c *climb) complements(at, h int, rel string) bool {
	switch rel {
	case syntax.Obj, syntax.Ccomp, syntax.Xcomp, syntax.Csubj, syntax.Obl, syntax.Nmod, syntax.Acl, syntax.Advcl, syntax.Compound:
		return true
	case syntax.Nsubj:
		return c.s.Full(at, syntax.NsubjPass) || c.s.Passive(h)
	}
	return false
}

// attitudeOf returns how h stands to its complement at.
func (c *climb) attitudeOf(at, h int, rel, lemma string) question.Stance {
	s := c.s
	preposition := s.Case(at)
	if !c.complements(at, h, rel) {
		return question.None
	}
	if (rel == syntax.Advcl || rel == syntax.Acl) && s.Tokens[at].XPOS == "VBG" && c.reach[s.Marker(at)] { // "about lowering the lake"
		rel, preposition = syntax.Obl, s.Marker(at)
	}
	if rel == syntax.Obl && s.Full(at, syntax.OblAgent) || s.Time(at) && rel != syntax.Obj {
		return question.None
	}
	if rel == syntax.Obl || rel == syntax.Nmod {
		return c.attitudeBy(preposition, at, h, rel, lemma)
	}
	if (rel == syntax.Acl || rel == syntax.Advcl) && s.UPOS(h, "NOUN") && c.noRoom(h, lemma) {
		return question.For // undone by "no"
	}
	if rel == syntax.Advcl && !c.infinitive(at) {
		return question.None
	}
	if rel == syntax.Xcomp || rel == syntax.Advcl || rel == syntax.Acl { // who threatens to do a thing is for it, who threatens one is not
		if a := c.attitude[lemma+" "+s.Marker(at)]; a != question.None {
			return a
		}
	}
	if rel == syntax.Compound && !s.UPOS(h, "NOUN") {
		return question.None
	}
	return c.attitude[lemma]
}

// attitudeBy returns how h stands to a complement that a preposition ties to it.
func (c *climb) attitudeBy(preposition string, at, h int, rel, lemma string) question.Stance {
	s := c.s
	if a := c.attitude[lemma+" "+preposition]; a != question.None {
		return a
	}
	if rel == syntax.Nmod && c.noRoom(h, lemma) {
		return question.For // undone by "no"
	}
	a := c.attitude[lemma]
	if a == question.None && s.UPOS(h, "VERB") && rel == syntax.Obl && c.reach[preposition] { // "has no opinion on", "made up his mind about"
		if o := s.Kid(h, syntax.Obj); o >= 0 && o != at {
			if a = c.attitude[s.Lemma[o]]; c.withdrawn[lemma] { // "dropped her objection to"
				a = opposite(a)
			}
		}
	}
	switch {
	case c.against[preposition] && (a != question.None || s.UPOS(h, "VERB")):
		return question.Against
	case rel == syntax.Obl && !c.reach[preposition]:
		return question.None
	}
	return a
}

// noRoom reports whether a noun is room that there is none of: "no room for".
func (c *climb) noRoom(h int, lemma string) bool {
	d := c.s.Kid(h, syntax.Det)
	return c.room[lemma] && d >= 0 && c.no[c.s.Low[d]]
}

// take takes down that h has an attitude to what the climb has come from.
func (c *climb) take(a question.Stance, h int) {
	m := c.mood(h)
	inner := c.stance
	if a == question.Undecided {
		c.holder = h
		c.show(a, m.no, h)
		return
	}
	if c.s.UPOS(h, "NOUN") && m.no < 0 { // "expressed no support for"
		if d := c.s.Kid(h, syntax.Det); d >= 0 && c.no[c.s.Low[d]] {
			m.no = d
		}
	}
	switch {
	case m.no >= 0 && a == question.For:
		a = question.Against
	case m.no >= 0 && a == question.Against:
		a = question.Open
	case m.no >= 0 && a == question.Open:
		a = question.Against
	}
	if a == question.For && m.no < 0 && (m.will >= 0 || m.may >= 0) {
		if m.condition >= 0 || c.conditional() {
			a = question.Conditional
		} else if m.may >= 0 {
			a = question.Open
		}
	} else if a == question.Open && m.condition >= 0 {
		a = question.Conditional
	}
	switch {
	case inner == question.Against && a == question.For:
		a = question.Against
	case inner == question.Against && a == question.Against && c.s.UPOS(c.word, "VERB"):
		a = question.For
	case inner == question.Conditional && (a == question.For || a == question.Open):
		a = question.Conditional
	}
	c.holder = h
	c.show(a, m.no, h)
}

// pass goes by a word that has no attitude of its own; what stands beside it
// still bears on what it governs.
func (c *climb) pass(at, h int, rel string) {
	s := c.s
	if !s.UPOS(h, "VERB", "AUX") && s.Kid(h, syntax.Cop) < 0 {
		return
	}
	switch rel {
	case syntax.Conj, syntax.Ccomp, syntax.Acl:
		return
	}
	m := c.mood(h)
	if c.stance == question.None && (rel == syntax.Obj || rel == syntax.Obl) && c.imperative(h) { // "put observers on the border"
		stance := question.For
		if m.no >= 0 {
			stance = question.Against
		}
		c.show(stance, m.no, h)
		return
	}
	if c.stance != question.None && c.holder >= 0 && s.UPOS(c.holder, "NOUN") && c.withdrawn[c.lemma(s, h)] { // "drops its objection"
		c.holder = h
		c.show(opposite(c.stance), h)
		return
	}
	if rel == syntax.Obj && c.takes[s.Lemma[h]] && (m.will >= 0 || m.may >= 0) && m.no < 0 { // "would gladly have observers"
		c.holder = h
		c.show(question.For, max(m.will, m.may), h)
		if m.condition >= 0 || c.conditional() {
			c.stance = question.Conditional
		}
		return
	}
	if rel == syntax.Xcomp && c.will[s.Low[h]] { // "nobody is going to open it"
		m.will = h
	}
	c.passMood(h, rel, m)
}

// passMood takes down what the mood of a word says that has no attitude of its own.
func (c *climb) passMood(h int, rel string, m mood) {
	switch {
	case m.no >= 0 && (m.will >= 0 || m.must >= 0 || m.may >= 0):
		c.show(opposite(stanceOr(c.stance, question.For)), max(m.will, m.must, m.may), m.no)
		c.wills(h, m)
	case c.stance != question.None:
		if m.condition >= 0 && c.stance == question.For {
			c.show(question.Conditional, c.s.Kid(m.condition, syntax.Mark))
		}
	case (m.condition >= 0 || c.conditional()) && (m.will >= 0 || m.may >= 0):
		c.show(question.Conditional, max(m.will, m.may), h)
		c.wills(h, m)
	case m.must >= 0 && m.no < 0:
		c.show(question.For, m.must)
	case m.will >= 0 && m.no < 0 && rel == syntax.Xcomp: // "will stay closed"
		c.show(question.For, m.will)
	}
}

// wills takes the subject of a predicate that says what he will or could do for
// him who takes the side; what must be is what another says of him.
func (c *climb) wills(h int, m mood) {
	if m.must < 0 && (m.will >= 0 || m.may >= 0) && !c.s.Passive(h) {
		c.holder = h
	}
}

// stanceOr returns s, or another one where it is none.
func stanceOr(s, other question.Stance) question.Stance {
	if s == question.None {
		return other
	}
	return s
}
