package attribute

import (
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// nounCueAt adds the candidate of a noun that attributes, at i.
func (s *story) nounCueAt(out []candidate, i int) []candidate {
	room, cue := s.room(i), s.words[i].entry.noun
	if source, ok := s.nounOf(i, room); ok {
		return append(out, source)
	}
	to := s.skipAdverbials(i+1, min(room.to, i+6))
	if to < room.to && !s.has(to, isThat|isOf) {
		to = i + 1
	}
	linkedBy, link := "", to
	switch {
	case s.has(to, isThat):
	case slices.Contains(cue.preps, s.low(to)):
		linkedBy = s.low(to)
		to++
	default:
		return out
	}
	if to >= room.to || s.is(to, punctuation) && !s.opensQuote(to) {
		return out
	}
	c := candidate{cue: rng{i, i + 1}, pattern: nounThat, act: cue.act, forward: true}
	if !s.ownerOf(&c, i, linkedBy != "", room) {
		return out
	}
	start := link
	if linkedBy != "" && s.roles[linkedBy]&isTo == 0 {
		if start = to; link == i+1 {
			c.cue.to = to
		}
	}
	c.content = []rng{{start, s.clauseEnd(start, room.to)}}
	return append(out, c)
}

// ownerOf sets who has the noun of a candidate at i, and where its cue begins;
// false if the noun stands for nobody's words. linked says that a preposition
// ties the words to it.
func (s *story) ownerOf(c *candidate, i int, linked bool, room rng) bool {
	from := i
	for from > room.from && s.is(from-1, lower) && !s.is(from-1, preposition|determiner|possessive|coordinator|auxiliary|subordinator|adverb|genitive) && s.words[from-1].entry == nil {
		from-- // adjectives
	}
	c.cue.from = from
	switch {
	case s.is(from-1, genitive):
		c.speaker = s.phraseBefore(from-1, room.from)
	case s.is(from-1, possessive):
		c.speaker = rng{from - 1, from}
	case !s.words[i].entry.noun.alone || s.is(from-1, determiner) && !s.has(from-1, isThe):
		if linked || s.modified(i) {
			return false
		}
		c.inner = true
	}
	return true
}

// nounOf returns the candidate of a noun whose speaker stands behind it:
// "warnings from economists that", "a claim by the rebels that".
func (s *story) nounOf(i int, room rng) (candidate, bool) {
	c := candidate{cue: rng{i, i + 1}, pattern: nounThat, act: s.words[i].entry.noun.act, forward: true, inner: true}
	if i+2 >= room.to || !s.has(i+1, isFrom|isBy) {
		return c, false
	}
	c.speaker = s.phraseAfter(i+2, room.to, false)
	to := c.speaker.to
	if c.speaker.empty() || to+2 >= room.to || !s.has(to, isThat) || s.modified(c.speaker.to-1) {
		return c, false
	}
	c.content = []rng{{to, s.clauseEnd(to, room.to)}}
	return c, true
}

// modified reports whether a relative clause depends on the noun at i, so that
// a "that" behind it is no clause of its own.
func (s *story) modified(i int) bool {
	if !s.parsed() {
		return s.is(i+2, auxiliary)
	}
	sent, first := s.sentenceOf(i)
	for _, k := range sent.Kids[i-first] {
		if first+k > i && sent.Full(k, syntax.AclRelcl) {
			return true
		}
	}
	return false
}
