package attribute

import (
	"cmp"
	"slices"
)

// horizon is how many later candidates can cut the content of one.
const horizon = 24

// resolve settles which candidates stand, where one content ends because the
// next attribution begins, and which quotations go on which statement.
func (s *story) resolve(cands []candidate) []candidate {
	cands = s.onePerPlace(cands)
	if !s.tagged {
		cands = s.dropLone(cands)
	}
	s.score(cands)
	for i := range cands {
		if c := &cands[i]; c.confidence < dropBelow && !c.kept() {
			c.drop = weakPattern
		}
	}
	kept := s.standing(cands)
	for i := range kept {
		if c := &kept[i]; c.forward {
			c.content[len(c.content)-1].to = c.end // what cut it may be gone
		}
	}
	for i := range kept {
		s.trim(kept, i)
	}
	return s.continueQuotes(kept)
}

// kept reports whether a candidate stays however unlikely: PolNeAR's
// annotators are not of one mind on hedges, and readers want to see them; a
// transcript's turns are rare there.
func (c *candidate) kept() bool {
	switch c.pattern {
	case unclear, hearsay, turn, asSpeaker, citing:
		return true
	}
	return false
}

// onePerPlace drops candidates that stand on the same words as others and ends
// contents where the next attribution begins.
func (s *story) onePerPlace(cands []candidate) []candidate {
	slices.SortStableFunc(cands, func(a, b candidate) int { return cmp.Compare(a.cue.from, b.cue.from) })
	s.dropDoubles(cands)
	for i := range cands {
		if c := &cands[i]; !c.drop.Drops() {
			c.end = c.content[len(c.content)-1].to
			s.trim(cands, i)
		}
	}
	return s.standing(cands)
}

// dropDoubles keeps one of two candidates whose cues overlap, or of which one
// is the verb that a noun phrase cue stands on.
func (s *story) dropDoubles(cands []candidate) {
	last := -1
	for i := range cands {
		if last >= 0 && cands[last].cue.touches(cands[i].cue) {
			cands[i].drop = sameCue
			continue
		}
		last = i
	}
}

// trim cuts the content behind candidate i where a later candidate begins
// that is not part of it: one that is coordinated with it, or one whose own
// content holds it.
func (s *story) trim(cands []candidate, i int) {
	a := &cands[i]
	if !a.forward || len(a.content) == 0 {
		return
	}
	last := &a.content[len(a.content)-1]
	for k := i + 1; k < min(len(cands), i+horizon); k++ {
		b := &cands[k]
		if b.drop.Drops() {
			continue
		}
		if b.cue.from >= last.to {
			break
		}
		if cut, ok := s.cutBefore(a, b); ok && cut < last.to && cut > last.from {
			last.to = max(cut, last.from)
			break
		}
	}
	s.trimRelative(a, last)
	for last.to > last.from && s.is(last.to-1, comma|dash|semicolon|coordinator) && s.words[last.to-1].quote < 0 {
		last.to--
	}
	for k := i + 1; k < min(len(cands), i+horizon) && cands[k].cue.from < last.to; k++ {
		s.confine(&cands[k], *last)
	}
}

// trimRelative ends the content of a candidate in a relative clause between
// commas where the clause does, and that of a noun where a clause is added.
func (s *story) trimRelative(a *candidate, last *rng) {
	within := !a.speaker.empty() && s.is(a.speaker.from, relative) && s.is(a.speaker.from-1, comma)
	if !within && a.pattern != nounThat {
		return
	}
	for k := last.from + 1; k < min(last.to-1, last.from+40); k++ {
		if !s.is(k, comma) || s.words[k].quote >= 0 && s.words[last.from].quote < 0 {
			continue
		}
		e := s.words[k+1].entry
		verb := s.is(k+1, auxiliary|pastVerb) || s.is(k+1, lower) && (e == nil || e.verb != nil && e.shape&past != 0)
		if within && verb || a.pattern == nounThat && s.has(k+1, isWhich) {
			last.to = k
			return
		}
	}
}

// confine ends the content of a candidate whose cue lies in outer where outer ends.
func (s *story) confine(c *candidate, outer rng) {
	if n := len(c.content); n > 0 && c.forward && outer.has(c.cue.from) {
		last := &c.content[n-1]
		if last.from < outer.to && last.to > outer.to && s.words[outer.to-1].quote < 0 {
			last.to = outer.to
		}
	}
}

// cutBefore returns where b, which follows a, puts an end to a's content, or
// false where b is part of it.
func (s *story) cutBefore(a, b *candidate) (int, bool) {
	begin := b.cover().from
	if b.shared {
		begin = b.cue.from
	}
	if !b.shared && b.forward && !b.speaker.empty() && !a.speaker.empty() && b.speaker.to <= a.speaker.from && b.cue.from > a.cue.to &&
		s.words[b.cue.from].sent == s.words[a.cue.from].sent {
		return b.g.from, true // a stands in a clause inside b's speaker or behind it
	}
	outer := len(b.content) > 0 && b.content[0].has(a.cue.from)
	switch {
	case outer && !b.forward:
		for begin > a.cue.to && s.is(begin-1, comma|dash) || s.has(begin-1, isAs) {
			begin--
		}
		return begin, true
	case s.words[b.cue.from].quote != s.words[a.cue.from].quote:
		return 0, false
	case b.shared && (b.speaker == a.speaker || a.shared):
		if s.is(begin-1, comma|coordinator|dash) {
			return begin - 1, true
		}
		return begin, true
	case b.shared:
		return 0, false
	case s.is(begin-1, coordinator) && s.is(begin-2, comma|dash|semicolon), s.is(begin-1, semicolon|dash),
		s.is(begin-1, comma) && b.forward && begin-1 > a.cue.to+2 && s.is(begin-2, closeMark(s, begin-2)):
		return begin - 1, true
	case s.is(begin-1, colon) && begin-1 > a.cue.to+2:
		return begin - 1, true
	case s.is(begin-1, comma) && b.forward && begin-1 > a.cue.to && s.spliced(a, b):
		return begin - 1, true
	case s.is(begin-1, subordinator) && s.is(begin-2, comma) && !s.has(begin-1, isThat) && !s.is(begin-1, question):
		return begin - 2, true
	case s.has(begin-1, isWith) && s.is(begin-2, comma) && b.g.participle:
		return begin - 2, true
	}
	return 0, false
}

// spliced reports whether b, behind a comma, is the main clause to which a's
// clause is an adverbial: "When A said …, B said …".
func (s *story) spliced(a, b *candidate) bool {
	if b.verb == nil || b.verb.frames&(quotes|that) == 0 {
		return false
	}
	switch a.pattern {
	case thatClause, bareClause, cueThenQuote:
		front := a.cover().from
		room := s.room(a.cue.from)
		for k := max(room.from, front-10); k < front; k++ {
			if s.is(k, subordinator) || k == room.from && s.is(k, preposition|ing) {
				return true
			}
		}
		return a.g.participle && a.g.from == room.from
	}
	return true
}

// closeMark returns the class of quotation marks if word i closes one.
func closeMark(s *story, i int) class {
	if i >= 0 && s.words[i].quote >= 0 && s.quotes[s.words[i].quote].rng.to == i+1 {
		return openMark
	}
	return 0
}

// continueQuotes gives quotations that stand alone to the statement they go
// on. Those that nobody is said to have said are reported as problems.
func (s *story) continueQuotes(cands []candidate) []candidate {
	owner := s.owners(cands)
	next := 0  // first candidate behind the quotation
	last := -1 // last candidate before it that can go on
	for q := range s.quotes {
		at := s.quotes[q].rng
		for next < len(cands) && cands[next].cover().from < at.from {
			if s.canGoOn(&cands[next]) {
				last = next
			}
			next++
		}
		if owner[q] >= 0 || !s.standsAlone(at.from) || s.words[at.from].sent == s.words[max(at.from-1, 0)].sent && at.from > 0 && !s.is(at.from-1, stop|colon|openMark) {
			continue
		}
		if k := s.goesOn(cands, owner, q, last); k >= 0 {
			s.extend(cands, k, at)
			owner[q] = k
		} else if at.to-at.from > 6 {
			s.problem(s.quotes[q].span, "The text does not say who is quoted here.")
		}
	}
	return cands
}

// owners returns for each quotation the candidate whose content it is, or -1.
func (s *story) owners(cands []candidate) []int {
	owner := make([]int, len(s.quotes))
	size := make([]int, len(s.quotes))
	for q := range owner {
		owner[q] = -1
	}
	for k := range cands {
		total := 0
		for _, r := range cands[k].content {
			total += r.to - r.from
		}
		for _, r := range cands[k].content {
			q, _ := slices.BinarySearchFunc(s.quotes, r.from, func(q quote, at int) int { return cmp.Compare(q.rng.from, at) })
			for ; q < len(s.quotes) && s.quotes[q].rng.to <= r.to; q++ {
				if owner[q] < 0 || total < size[q] {
					owner[q], size[q] = k, total
				}
			}
		}
	}
	return owner
}

// canGoOn reports whether a later quotation can belong to the candidate.
func (s *story) canGoOn(c *candidate) bool {
	switch c.pattern {
	case accordingTo, asSpeaker, hearsay, unclear, passiveNobody, byPhrase, nounThat, adjectiveThat:
		return false
	}
	return s.words[c.cue.from].quote < 0 && !c.speaker.empty()
}

// goesOn returns the candidate that quotation q goes on, or -1.
func (s *story) goesOn(cands []candidate, owner []int, q, last int) int {
	at := s.quotes[q]
	if at.continues && q > 0 && owner[q-1] >= 0 {
		return owner[q-1]
	}
	para := s.words[at.rng.from].para
	if q > 0 && owner[q-1] >= 0 {
		k, prev := owner[q-1], s.quotes[q-1].rng
		if s.canGoOn(&cands[k]) && s.words[prev.to-1].para == para && !(last > k && s.takesOver(&cands[last])) {
			return k
		}
	}
	if last < 0 {
		return -1
	}
	c := &cands[last]
	end := c.cue.to
	for _, r := range c.content {
		end = max(end, r.to)
	}
	cuePara := s.words[end-1].para
	switch {
	case cuePara == para:
		return last
	case cuePara == para-1 && at.rng.from == s.paras[para].from && (c.verb == nil || c.verb.frames&quotes != 0):
		return last
	}
	return -1
}

// takesOver reports whether a statement without a quotation of its own takes
// the floor from the speaker quoted before it.
func (s *story) takesOver(c *candidate) bool {
	switch c.pattern {
	case quoteThenCue, cueThenQuote, thatClause, bareClause, clauseThenCue:
		return !c.g.participle && c.verb != nil && c.verb.frames&quotes != 0 && !s.is(c.speaker.from, relative)
	}
	return false
}

// extend gives the words of r to candidate k and to those whose content holds
// it: what X said, according to Y, goes on for both.
func (s *story) extend(cands []candidate, k int, r rng) {
	cue := cands[k].cue
	cands[k].content = append(cands[k].content, r)
	for i := max(0, k-horizon); i < min(len(cands), k+horizon); i++ {
		if i == k {
			continue
		}
		for _, part := range cands[i].content {
			if part.holds(cue) {
				cands[i].content = append(cands[i].content, r)
				break
			}
		}
	}
}
