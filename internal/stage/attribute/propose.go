package attribute

import (
	"github.com/seed-f92ea4cf/readout"
)

// propose returns the candidates of the whole story in the order of their cues.
func (s *story) propose() []candidate {
	var out []candidate
	for i := 0; i < len(s.words); i++ {
		e := s.words[i].entry
		if e == nil {
			if s.is(i, colon|dash) || s.bareQuestion(i) {
				out = s.layout(out, i)
			} else {
				out = s.treeCue(out, i)
			}
			continue
		}
		before := len(out)
		if e.verb != nil {
			out = s.verbCue(out, i)
		}
		if len(out) == before && e.noun != nil {
			out = s.nounCueAt(out, i)
		}
		if len(out) == before && e.adj != nil {
			out = s.adjectiveCue(out, i)
		}
		if len(out) == before {
			out = s.fixedCue(out, i)
		}
		if len(out) == before {
			out = s.treeCue(out, i)
		}
	}
	return s.openCues(out)
}

// verbCue adds the candidate of the verb at i, if its surroundings make one.
func (s *story) verbCue(out []candidate, i int) []candidate {
	if e := s.words[i].entry; s.is(i, lower) && e.verb.traits&citesBy != 0 && e.shape&present != 0 {
		return s.citingAt(out, i)
	}
	g, ok := s.groupAt(i)
	if !ok || g.infinitive && !s.controlled(&g) {
		return out
	}
	if g.passive {
		return s.passiveCue(out, g)
	}
	room := s.room(i)
	c := candidate{cue: g.rng, verb: g.verb, act: g.verb.act, g: g}
	if g.verb.frames&raising != 0 {
		return s.raisingCue(out, c, room)
	}
	if g.participle && s.has(i, isAsked) {
		return out
	}
	if (s.inverted(&c, room) || s.plainOrder(&c, room, out)) && !s.ownThought(&c) {
		out = append(out, c)
	}
	return out
}

// controlled lets an infinitive stand for its clause where a word such as
// "likely" or "used" brings it: "tended to support".
func (s *story) controlled(g *group) bool {
	lo := s.room(g.at).from
	at := g.from - 2 // before "to"
	if at <= lo || !s.is(at, control) {
		return false
	}
	g.from = s.beforeAuxiliaries(at, lo)
	g.shape = past
	return true
}

// inverted fills c for a cue with its speaker behind it: "…," said X.
func (s *story) inverted(c *candidate, room rng) bool {
	g := c.g
	if g.verb.frames&quotes == 0 || g.participle || g.from < g.at && g.modal < 0 && g.from != g.at-1 {
		return false
	}
	behindQuote := g.from > 0 && s.closesQuote(g.from-1)
	behindComma := s.is(g.from-1, comma) && g.from-1 > room.from
	first := g.from == room.from
	so := s.has(g.from-1, isSo) && g.from-1 == room.from
	if !behindQuote && !behindComma && !first && !so {
		return false
	}
	if !s.subjectBehind(g, behindQuote, behindComma, so) {
		return false
	}
	speaker := s.phraseAfter(g.to, s.endOfRoom(g.at), true)
	if speaker.empty() {
		return false
	}
	next := s.skipAdverbials(speaker.to, s.endOfRoom(g.at))
	if !behindQuote && next < room.to && !s.is(next, comma|stop|colon|dash) && !(first && s.opensQuote(next)) {
		return false
	}
	c.speaker = speaker
	switch {
	case behindQuote:
		c.pattern = quoteThenCue
		c.content = s.quotesBefore(g.from)
		c.content = append(c.content, s.quoteOn(speaker.to, g.at)...)
	case behindComma:
		c.pattern = clauseThenCue
		c.content = s.clauseBefore(g.from-1, room)
		c.content = append(c.content, s.goOn(speaker.to, g.at)...)
	case so:
		c.pattern = clauseThenCue
		c.content = []rng{{g.from - 1, g.from}}
	default:
		c.pattern = cueThenQuote
		c.content = s.goOn(speaker.to, g.at)
	}
	return len(c.content) > 0
}

// subjectBehind reports whether the words behind a verb may be its subject, where
// a quotation, a comma or "so" stands before it.
func (s *story) subjectBehind(g group, behindQuote, behindComma, so bool) bool {
	switch {
	case s.is(g.to, openMark|colon|comma|stop) || s.has(g.to, isThat) || s.is(g.to, relative|preposition|auxiliary|subordinator) && !s.is(g.to, capital):
		return false
	case behindQuote:
		return true
	case behindComma && (g.verb.frames&(that|bare) == 0 || s.is(g.to, subjectWord)):
		return false
	}
	return s.is(g.to, capital|determiner|possessive|subjectWord) && (so || !s.has(g.to, isA)) && !s.has(g.to, isNo) && g.verb.frames&addressee == 0
}

// plainOrder fills c for a cue with its speaker before it.
func (s *story) plainOrder(c *candidate, room rng, before []candidate) bool {
	g := c.g
	c.speaker, c.shared = s.speakerBefore(g.from, room.from)
	switch {
	case g.participle:
		if !s.participleSpeaker(c, room, before) {
			return false
		}
	case c.shared || c.speaker.empty():
		if g.from == room.from || !c.shared {
			return false
		}
		if prev := s.partner(before, room.from, g); prev != nil {
			c.speaker, c.shared = prev.speaker, true
		} else if c.speaker = s.subjectOfClause(room, g.from-1); c.speaker.empty() || g.verb.frames&(quotes|that) == 0 {
			return false
		}
	case s.has(c.speaker.from, isIt) && g.verb.frames&quotes == 0, s.has(c.speaker.from, isThere), s.has(c.speaker.from, isThat):
		return false
	case g.shape&(past|third|participle|present) == 0 && g.from == g.at && !s.pluralSubject(c.speaker):
		return false
	}
	return s.relativeContent(c, room) || s.contentOf(c, room)
}

// relativeContent fills c where its content is a relative pronoun before the
// speaker, with what goes on behind the cue: "which he has denied", "a man who
// she said was ill".
func (s *story) relativeContent(c *candidate, room rng) bool {
	front := c.speaker.from - 1
	if front <= room.from || c.shared || !s.is(front, relative) || s.has(front, isThat) && !s.is(c.g.to, auxiliary) || s.has(front, isWhom) ||
		c.g.participle || c.verb.frames&(that|bare|quotes) == 0 {
		return false
	}
	switch to := c.g.to; {
	case s.is(to, comma|stop) || to >= room.to:
		c.content = []rng{{front, front + 1}}
	case s.is(to, auxiliary):
		c.content = []rng{{front, front + 1}, {to, s.clauseEnd(to, room.to)}}
	default:
		return false
	}
	c.pattern = relativeBefore
	return true
}

// pluralSubject reports whether a phrase can be the subject of a plain form
// such as "say".
func (s *story) pluralSubject(r rng) bool {
	head := r.to - 1
	for i := r.from; i < r.to; i++ { // "critics of the plan"
		if s.is(i, preposition) && i > r.from {
			head = i - 1
			break
		}
	}
	f := s.form(head)
	if s.is(head, subjectWord) {
		return !s.has(head, isHe|isIt)
	}
	n := len(f)
	if s.has(head, isShare) && !s.is(head, capital) {
		return true
	}
	return s.is(head, quantifier|relative) || n > 3 && s.endsLikePlural(f) && !s.endsLikePlural(f[:n-1]) || s.is(r.from, quantifier) || s.is(head, lower) && s.has(head, isGroup)
}

// earlier returns the last candidate with a speaker whose cue lies in the
// words from lo to hi, or nil.
func (s *story) earlier(before []candidate, lo, hi int) *candidate {
	for k := len(before) - 1; k >= 0; k-- {
		if before[k].cue.from < lo {
			return nil
		}
		if before[k].cue.to <= hi && !before[k].speaker.empty() && before[k].speaker.from >= lo {
			return &before[k]
		}
	}
	return nil
}

// partner returns the candidate that a verb group without a subject is
// coordinated with: the nearest of the same tense, or else the nearest.
func (s *story) partner(before []candidate, lo int, g group) *candidate {
	nearest := s.earlier(before, lo, g.from)
	if nearest == nil {
		return nil
	}
	for k := len(before) - 1; k >= 0 && before[k].cue.from >= lo; k-- {
		c := &before[k]
		if c.cue.to <= g.from && !c.speaker.empty() && c.speaker.from >= lo && c.verb != nil && c.g.shape&(past|third|base) == g.shape&(past|third|base) && !c.g.participle {
			return c
		}
	}
	return nearest
}

// participleSpeaker finds who says what a participle such as "arguing" brings.
func (s *story) participleSpeaker(c *candidate, room rng, before []candidate) bool {
	g := c.g
	if (s.is(g.from-1, comma|dash) || s.closesQuote(g.from-1)) && g.from-1 > room.from {
		if prev := s.earlier(before, room.from, g.from); prev != nil {
			c.speaker, c.shared = prev.speaker, true
			return true
		}
		if r := s.phraseFrom(room); !r.empty() && r.to < g.from {
			c.speaker = r
			return true
		}
		return false
	}
	if c.shared {
		prev := s.earlier(before, room.from, g.from)
		if prev == nil {
			return false
		}
		c.speaker = prev.speaker
		return true
	}
	if s.is(g.from-1, preposition|subordinator) && !s.has(g.from-1, isOf) || s.is(g.from-1, carrier) {
		c.speaker = s.subjectOfClause(room, g.from-1) // "after saying", "a letter urging"
		return !c.speaker.empty() && (g.verb.frames&(quotes|that) != 0 && len(g.verb.preps) == 0 || c.act != readout.Say)
	}
	return !c.speaker.empty()
}

// subjectOfClause returns the subject that a verb behind the coordinator at i
// shares with a verb that is no cue: "X met the families and said".
func (s *story) subjectOfClause(room rng, i int) rng {
	for k := i - 1; k >= max(room.from, i-14); k-- {
		if s.is(k, subjectWord) && !s.is(k, objectWord) {
			return rng{k, k + 1}
		}
		if s.is(k, semicolon|stop|colon) {
			return s.phraseAfter(k+1, i, true)
		}
	}
	if r := s.phraseFrom(rng{room.from, i}); !r.empty() && r.to < i {
		return r
	}
	return rng{}
}
