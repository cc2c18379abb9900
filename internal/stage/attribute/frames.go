package attribute

import (
	"slices"
	"strings"
)

// contentOf finds the content of a cue with its speaker before it: what stands
// behind the cue, and a quotation or clause before the speaker.
func (s *story) contentOf(c *candidate, room rng) bool {
	if s.quotedBefore(c, room) {
		return true
	}
	if s.is(c.g.to, comma) && s.is(c.speaker.from-1, comma) && !c.shared && !c.g.participle && c.verb.frames&(quotes|bare) != 0 &&
		!s.opensQuote(c.g.to+1) && s.before(c, room) {
		return true // the cue stands between two commas
	}
	if s.behind(c, room) {
		c.forward = true
		return true
	}
	if c.verb.frames&particled != 0 && !s.hasParticle(c) {
		return false
	}
	return !c.shared && c.verb.frames&(quotes|bare) != 0 && s.before(c, room)
}

// quotedBefore fills c with the quotation that ends before its speaker: "…," X
// said. A quotation that ends in a full stop is its content only if nothing
// follows that could be.
func (s *story) quotedBefore(c *candidate, room rng) bool {
	front := min(c.speaker.from, c.g.from)
	if c.shared || c.g.participle || c.verb.frames&quotes == 0 || front == 0 || !s.closesQuote(front-1) ||
		s.words[front-1].para != s.words[c.g.at].para || c.verb.frames&particled != 0 && !s.hasParticle(c) {
		return false
	}
	before := s.quotesBefore(front)
	if len(before) == 0 {
		return false
	}
	q := &s.quotes[s.words[before[len(before)-1].to-1].quote]
	if s.endsInStop(q) && !s.is(front-1, comma) {
		if !s.opensSentence(q.rng.from) && s.words[q.rng.from].sent != s.words[c.g.at].sent {
			return false
		}
		if s.behind(c, room) {
			c.forward = true
			return true
		}
		if c.g.from < c.g.at {
			return false // "…." The work has not begun.
		}
	}
	c.pattern = quoteThenCue
	c.content = append(before, s.quoteOn(s.skipAddressee(c, room), c.g.at)...)
	return true
}

// endsInStop reports whether the quotation ends in a full stop.
func (s *story) endsInStop(q *quote) bool {
	in := q.inner()
	return !in.empty() && s.form(in.to-1) == "."
}

// opensSentence reports whether a sentence begins at word i.
func (s *story) opensSentence(i int) bool {
	return i == s.sentence(i).from || s.is(i-1, stop) || s.is(i-1, openMark)
}

// skipAddressee returns the word behind the one who is told.
func (s *story) skipAddressee(c *candidate, room rng) int {
	i := c.g.to
	if s.has(i, isTo) || c.verb.frames&addressee != 0 {
		if s.has(i, isTo) {
			i++
			if !s.is(i, capital|determiner|possessive|objectWord|quantifier) && !(s.is(i+1, openMark|comma|colon|stop) || s.has(i+1, isThat)) {
				return c.g.to // an infinitive
			}
		}
		if s.is(i, objectWord) && (!s.is(i, possessive) || s.is(i+1, determiner|subjectWord|possessive|openMark|stop|comma) || s.has(i+1, isThat)) {
			return i + 1
		}
		if r := s.phraseAfter(i, room.to, false); !r.empty() && !s.is(r.from, stop) {
			return r.to
		}
	}
	return c.g.to
}

// before fills c with the clause before its speaker: "…, X said."
func (s *story) before(c *candidate, room rng) bool {
	front := c.speaker.from
	as := s.has(front-1, isAs)
	if as {
		front--
	}
	end := c.cue.to
	if c.verb.frames&addressee != 0 || s.has(end, isTo) {
		end = s.skipAddressee(c, room)
	}
	end = s.skipAdverbials(end, room.to)
	if end < room.to && !s.is(end, stop|comma|dash|openMark) && !s.is(end, closeParen) {
		return false
	}
	if s.is(front-1, comma|dash) && front-1 > room.from {
		c.pattern = clauseThenCue
		c.content = s.clauseBefore(front-1, room)
		if s.is(end, comma|dash) && end+1 < room.to && len(c.content) > 0 {
			c.content = append(c.content, rng{end + 1, s.clauseEnd(end+1, room.to)})
		}
	} else if as && s.is(end, comma) && end+1 < room.to {
		c.content = []rng{{end + 1, s.clauseEnd(end+1, room.to)}}
	}
	if as {
		c.pattern = asSpeaker
	}
	return len(c.content) > 0
}

// behind fills c with what stands behind the cue, by the verb's frames.
func (s *story) behind(c *candidate, room rng) bool {
	i, hi := c.g.to, room.to
	if i >= hi {
		return s.quoteBehind(c, i, hi)
	}
	if s.linked(c, i, hi) {
		return true
	}
	f := c.verb.frames
	if f&particled != 0 && !s.hasParticle(c) {
		return false
	}
	if f&addressee != 0 || s.has(i, isTo) && f&quotes != 0 && f&infinitive == 0 {
		k := s.skipAddressee(c, room)
		if k > i && s.clauseBehind(c, s.skipToClause(k, hi), hi) {
			return true
		}
		if f&addressee != 0 && f&(bare|nounPhrase) == 0 || c.verb.traits&tells != 0 {
			return s.quoteBehind(c, s.skipAddressee(c, room), hi)
		}
	}
	if k := s.skipAdverbials(i, hi); k > i && k < hi && !s.opensQuote(i) {
		landed := s.has(k, isThat) || s.opensQuote(k) || s.is(k, colon|comma) && (s.opensQuote(k+1) || s.has(k+1, isThat))
		if (landed || s.is(i, timeWord)) && s.clauseBehind(c, k, hi) {
			return true
		}
	}
	if s.clauseBehind(c, i, hi) {
		return true
	}
	return s.phraseBehind(c, i, hi)
}

// hasParticle reports whether the particle of the verb follows it.
func (s *story) hasParticle(c *candidate) bool {
	return slices.Contains(c.verb.preps, s.low(c.g.at+1)) && s.is(c.g.at+1, particle)
}

// skipToClause returns the "that", the question word or the quotation that
// follows an addressee, over what describes him, or k if there is none.
func (s *story) skipToClause(k, hi int) int {
	for i := k; i < min(hi, k+14); i++ {
		if s.has(i, isThat) || s.opensQuote(i) || s.is(i, colon|comma) && s.opensQuote(i+1) {
			return i
		}
		if s.is(i, stop|comma|semicolon|auxiliary|subjectWord) || s.words[i].entry != nil && s.words[i].entry.verb != nil && s.words[i].entry.noun == nil {
			break
		}
	}
	return k
}

// linked fills c where a preposition links the content to the verb.
func (s *story) linked(c *candidate, i, hi int) bool {
	if len(c.verb.preps) == 0 || !slices.Contains(c.verb.preps, s.low(i)) {
		return false
	}
	to := i + 1
	if s.has(i, isIn) && c.verb.frames&particled == 0 {
		return false
	}
	if s.has(i, isOut|isBack|isIn) {
		c.cue.to, c.g.to = to, to
		k := s.skipAdverbials(to, hi)
		if k < hi && s.clauseBehind(c, k, hi) || s.clauseBehind(c, to, hi) || s.phraseBehind(c, to, hi) {
			return true
		}
		if s.has(to, isAt|isAgainst|isTo) {
			to++
		}
	}
	if to >= hi || s.is(to, punctuation) && !s.opensQuote(to) {
		return false
	}
	if s.has(i, isTo) && c.verb.frames&(infinitive|object) != 0 {
		return false
	}
	c.pattern, c.cue.to = linkedPhrase, to
	c.content = []rng{{to, s.clauseEnd(to, hi)}}
	return true
}

// clauseBehind fills c with a quotation or a clause that begins at i.
func (s *story) clauseBehind(c *candidate, i, hi int) bool {
	f := c.verb.frames
	if s.quoteBehind(c, i, hi) {
		return true
	}
	if s.is(i, comma) && i+1 < hi && s.has(i+1, isThat) {
		i++
	}
	if i >= hi {
		return false
	}
	switch {
	case s.has(i, isThat) && f&(that|addressee) != 0:
		c.pattern = thatClause
	case f&(wh|quotes|addressee) != 0 && s.is(i, question) && !s.is(i, relative):
		c.pattern = whClause
	case f&(bare|addressee) != 0 && s.beginsClause(i, hi):
		c.pattern = bareClause
	case s.is(i, colon) && f&quotes != 0 && i+1 < hi:
		c.pattern = bareClause
		i++
	default:
		return false
	}
	c.content = []rng{{i, s.clauseEnd(i, hi)}}
	return true
}

// beginsClause reports whether a clause with a subject of its own seems to
// begin at i.
func (s *story) beginsClause(i, hi int) bool {
	if s.is(i, punctuation) && !s.opensQuote(i) || s.is(i, adverb|auxiliary|relative) && !s.is(i, determiner|subordinator|capital|timeWord) {
		return s.is(i, adverb) && i+1 < hi && s.beginsClause(i+1, hi)
	}
	if s.is(i, subjectWord) {
		return true
	}
	if s.is(i, preposition|coordinator) && !s.is(i, capital|subordinator) || s.has(i, isTo) {
		return false
	}
	for k := i + 1; k < min(hi, i+25); k++ {
		if s.is(k, auxiliary) {
			return true
		}
		if e := s.words[k].entry; e != nil && e.verb != nil && s.is(k, lower) && e.shape&(past|third) != 0 && s.couldBeVerb(k) {
			return true
		}
		if s.is(k, lower) && s.endsLikeVerb(s.form(k)) {
			return true
		}
		if s.is(k, stop|semicolon) {
			break
		}
	}
	return false
}

// endsLikeVerb reports whether a word has the ending of a past tense.
func (s *story) endsLikeVerb(w string) bool {
	const shortest = 4
	return len(w) > shortest && slices.ContainsFunc(s.pastEndings, func(e string) bool { return strings.HasSuffix(w, e) })
}

// quoteBehind fills c with a quotation that begins at i, behind a comma or a
// colon if there is one.
func (s *story) quoteBehind(c *candidate, i, hi int) bool {
	end := s.paragraph(c.g.at).to
	q := i
	if s.is(q, comma|colon|dash) {
		q++
	}
	if q >= end && s.is(i, colon) {
		q = i + 1 // the quotation is the next paragraph
		if q >= len(s.words) || !s.opensQuote(q) {
			return false
		}
		end = s.paragraph(q).to
	}
	if q >= end || !s.opensQuote(q) || s.words[c.g.at].quote >= 0 {
		return false
	}
	number := int(s.words[q].quote)
	quotation := s.quotes[number]
	complete := s.whole(number) || quotation.open || quotation.rng.to >= end || s.is(quotation.rng.to, stop)
	if q == i && !(complete && quotation.rng.to-q > 5) && c.verb.frames&quotes == 0 {
		return false
	}
	if !complete || q == i && quotation.rng.to < s.sentence(c.g.at).to-1 {
		if c.verb.frames&(bare|nounPhrase|quotes) == 0 {
			return false
		}
		c.pattern = bareClause
		c.content = []rng{{q, s.clauseEnd(q, max(hi, quotation.rng.to))}}
		return true
	}
	c.pattern = cueThenQuote
	c.content = s.quotesFrom(q, end)
	if len(c.content) == 0 {
		return false
	}
	if s.is(i, colon) {
		c.cue.to = max(c.cue.to, min(i, c.cue.to))
	}
	return true
}

// phraseBehind fills c with an infinitive, an object, or a noun phrase.
func (s *story) phraseBehind(c *candidate, i, hi int) bool {
	f := c.verb.frames
	switch {
	case s.has(i, isTo) && f&infinitive != 0 && i+1 < hi && !s.is(i+1, determiner|capital|possessive):
		c.pattern = toInfinitive
	case f&gerund != 0 && s.is(i, ing):
		c.pattern = objectPhrase
	case s.is(i, punctuation) && !s.opensQuote(i), s.has(i, isTo), s.is(i, auxiliary|coordinator):
		return false
	case f&object != 0 && s.infinitiveBehind(i, hi):
		c.pattern = toInfinitive
	case f&(nounPhrase|complement) != 0 && s.beginsPhrase(i):
		c.pattern = objectPhrase
	default:
		return false
	}
	c.content = []rng{{i, s.clauseEnd(i, hi)}}
	if c.g.participle && c.speaker.to == c.g.from && c.speaker.from == s.sentence(i).from {
		if r := s.phraseAfter(i, hi, false); !r.empty() {
			c.content[0].to = r.to // "captains supporting the plan met"
		}
	}
	return true
}

// beginsPhrase reports whether a noun phrase can begin at i.
func (s *story) beginsPhrase(i int) bool {
	return s.opensQuote(i) || s.is(i, determiner|possessive|objectWord|capital|quantifier|digit|question) ||
		s.is(i, lower) && !s.is(i, preposition|adverb|particle|subordinator|timeWord)
}

// infinitiveBehind reports whether a noun phrase and an infinitive follow at i.
func (s *story) infinitiveBehind(i, hi int) bool {
	r := s.phraseAfter(i, hi, false)
	return !r.empty() && r.to+1 < hi && (s.has(r.to, isTo) || s.has(r.to, isNot) && s.has(r.to+1, isTo))
}
