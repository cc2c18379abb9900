package attribute

import "github.com/seed-f92ea4cf/readout"

// openCues adds candidates for quotations that stand beside words which no
// list knows as a cue: "…," he gushed; Ruiz went further: "…".
func (s *story) openCues(out []candidate) []candidate {
	next, found := 0, len(out)
	for q := range s.quotes {
		at := s.quotes[q].rng
		for next < found && out[next].cue.to <= s.sentence(at.from).from {
			next++
		}
		near, limit := next, min(at.to+10, s.paragraph(at.from).to)
		for near < found && out[near].cue.from < limit && s.words[out[near].cue.from].quote >= 0 {
			near++
		}
		if near < found && out[near].cue.from < limit || !s.whole(q) || at.to-at.from < 4 {
			continue
		}
		if c, ok := s.unknownCue(at); ok {
			out = append(out, c)
		}
	}
	return out
}

// unknownCue returns the candidate that the words beside a quotation make.
func (s *story) unknownCue(at rng) (candidate, bool) {
	c := candidate{pattern: openCue, act: readout.Say}
	if s.is(at.from-1, colon) && s.words[at.from-1].para == s.words[at.from].para {
		room := s.room(at.from - 1)
		c.speaker = s.phraseFrom(rng{room.from, at.from - 1})
		c.cue = rng{c.speaker.to, at.from - 1}
		c.content = s.quotesFrom(at.from, s.paragraph(at.from).to)
		return c, !c.speaker.empty() && !c.cue.empty() && c.cue.to-c.cue.from < 14 && len(c.content) > 0
	}
	hi := min(s.paragraph(at.from).to, at.to+14)
	if at.to >= hi || s.endsInStop(&s.quotes[s.words[at.from].quote]) {
		return c, false
	}
	c.speaker = s.phraseAfter(at.to, hi, false)
	v := c.speaker.to
	for k := c.speaker.from + 1; k < c.speaker.to; k++ { // the phrase may have taken the verb in
		if s.is(k-1, capital) && s.is(k, lower) && s.words[k].entry == nil && s.endsLikeVerb(s.form(k)) {
			c.speaker.to, v = k, k
		}
	}
	for v < hi && s.is(v, adverb|auxiliary) {
		v++
	}
	if c.speaker.empty() || v >= hi || !s.is(v, lower) || s.words[v].entry != nil || !s.endsLikeVerb(s.form(v)) {
		return c, false
	}
	c.cue = rng{c.speaker.to, v + 1}
	c.content = append(s.quotesBefore(at.to), s.quoteOn(v+1, v)...)
	return c, len(c.content) > 0
}
