package attribute

// mendTagged mends what a tagger often gets a little wrong: circumstances in the
// speaker's words, an addressee in the content, a subject left out.
func (s *story) mendTagged(cands []candidate) {
	for i := range cands {
		c := &cands[i]
		if c.tag == nil || c.tag.cue < 0 {
			continue
		}
		c.speaker = s.withoutCircumstances(c.speaker, c.cue)
		s.leaveAddressee(c)
		s.cueWithoutAddressee(c)
		s.takeSubject(c)
	}
}

// withoutCircumstances cuts what is no part of a speaker's name or role: a
// time, "in a statement". cue is the cue's words.
func (s *story) withoutCircumstances(r, cue rng) rng {
	for k := r.from + 1; k+1 < r.to; k++ {
		if s.is(k, comma) && s.is(k+1, lower) && s.has(k+1, isCircumstance) {
			r.to = k
		}
	}
	if end := s.beforeTime(r.to, r.from); r.to == cue.from && end < r.to && s.is(end-1, capital) && !s.hasClause(rng{r.from, end}) {
		r.to = end
	}
	return r
}

// beforeTime returns where the time ends that closes the words up to end, or
// end: "on Monday", "last month", "Monday".
func (s *story) beforeTime(end, from int) int {
	before := s.is(end-1, timeWord) && !s.is(end-1, titleWord) &&
		(s.is(end-2, preposition) && !s.has(end-2, isOf) || s.is(end-2, lower) && s.has(end-2, isThis|isLast))
	switch {
	case before && end-2 > from:
		return end - 2
	case s.weekday(end-1) && end-1 > from:
		return end - 1
	}
	return end
}

// hasClause reports whether a clause stands in r, to which a time may belong.
func (s *story) hasClause(r rng) bool {
	for i := r.from; i < r.to; i++ {
		if s.is(i, relative|ing|comma|preposition) {
			return true
		}
	}
	return false
}

// weekday reports whether word i names a day of the week.
func (s *story) weekday(i int) bool {
	return s.is(i, capital) && s.has(i, isWeekday)
}

// leaveAddressee takes "to X" out of a content that goes on with "that" or a
// quotation: "joked to reporters that …".
func (s *story) leaveAddressee(c *candidate) {
	if c.verb == nil || c.verb.frames&quotes == 0 || len(c.content) == 0 {
		return
	}
	first := &c.content[0]
	if first.from < c.cue.to || !s.has(first.from, isTo) || first.to-first.from < 4 {
		return
	}
	if pos := s.tok(first.from + 1).UPOS; pos == "VERB" || pos == "AUX" || pos == "" {
		return
	}
	if k := s.skipToClause(first.from+2, first.to); k > first.from+2 && k < first.to && (s.has(k, isThat) || s.opensQuote(k)) {
		first.from = k
	}
}

// cueWithoutAddressee ends a cue before the noun phrase that is told: "told
// investigators".
func (s *story) cueWithoutAddressee(c *candidate) {
	if c.verb == nil || c.g.verb == nil || c.verb.frames&addressee == 0 || !c.cue.has(c.g.at) || c.g.at+1 >= c.cue.to || c.cue.to != cover(c.content).from {
		return
	}
	for i := c.g.at + 1; i < c.cue.to; i++ {
		switch s.tok(i).UPOS {
		case "NOUN", "PROPN", "PRON", "DET", "ADJ":
		default:
			return
		}
	}
	c.cue.to = c.g.at + 1
}

// takeSubject gives "is expected to", "seems to" the subject of what is
// expected.
func (s *story) takeSubject(c *candidate) {
	r := c.tag.rule
	if r == nil || !c.speaker.empty() || len(r.content) < 2 || len(c.content) == 0 || r.content[0].to > c.cue.from {
		return
	}
	switch r.pattern {
	case passiveNobody, seems:
		if cover(c.content).from >= c.cue.to {
			c.content = append([]rng{r.content[0]}, c.content...)
		}
	}
}
