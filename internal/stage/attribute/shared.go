package attribute

import "slices"

// Two who say the same words stand in a chain: in "P, X said, according to Y"
// it is Y who tells that X said P. Patterns and tagger often give both the
// same content; here the outer one takes in the inner one's speaker and cue.

// chainSharers sets up the chains of candidates in one sentence that share their
// content.
func (s *story) chainSharers(cands []candidate) {
	for i := range cands {
		b := &cands[i]
		if b.cue.empty() || b.speaker.empty() || len(b.content) == 0 || s.words[b.cue.from].quote >= 0 && b.pattern != accordingTo {
			continue
		}
		for k := max(0, i-horizon); k < min(len(cands), i+horizon); k++ {
			a := &cands[k]
			if k == i || len(a.content) == 0 || a.speaker.empty() || a.pattern == citing || a.pattern == accordingTo || a.pattern == asSpeaker ||
				s.words[a.cue.from].sent != s.words[b.cue.from].sent {
				continue
			}
			s.partSpeakers(b, a)
			if s.tellsOf(b, a) {
				s.takeIn(b, a)
			}
		}
	}
}

// partSpeakers parts a speaker that a leading "According to Y, X said" gives
// to both.
func (s *story) partSpeakers(b, a *candidate) {
	if b.pattern != accordingTo || b.cue.to > a.cue.from || a.speaker != b.speaker || b.speaker.from < b.cue.to {
		return
	}
	for w := b.speaker.to - 2; w > b.speaker.from; w-- {
		if s.is(w, comma) {
			b.speaker.to, a.speaker.from = w, w+1
			return
		}
	}
}

// tellsOf reports whether b is outer to a, which says the same words.
func (s *story) tellsOf(b, a *candidate) bool {
	if a.speaker.touches(b.speaker) || holdsAny(b.content, a.cue.from) || !s.sameWords(a.content, b.content) {
		return false
	}
	last := cover(b.content)
	if b.pattern == accordingTo {
		// Behind both or before both, or between X and what he says; not in
		// "X said that, according to Y, P".
		return !holdsAny(a.content, b.cue.from) || b.cue.from >= last.to
	}
	behind := b.cue.from >= last.to && b.speaker.from >= last.to
	return behind && a.cue.to <= last.from+1 && a.speaker.to <= last.from && !holdsAny(a.content, b.cue.from)
}

// sameWords reports whether one content holds most of the other.
func (s *story) sameWords(a, b []rng) bool {
	both, x, y := 0, 0, 0
	for _, r := range a {
		x += r.to - r.from
		for _, o := range b {
			both += max(0, min(r.to, o.to)-max(r.from, o.from))
		}
	}
	for _, o := range b {
		y += o.to - o.from
	}
	return 4*both >= 3*min(x, y) && 2*both >= max(x, y)
}

// takeIn gives the words of a to the content of b, and takes those of b out of
// a's.
func (s *story) takeIn(b, a *candidate) {
	out := b.cover()
	for s.is(out.from-1, comma|dash) {
		out.from--
	}
	kept := without(a.content, out)
	a.content = slices.DeleteFunc(kept, func(r rng) bool { return len(kept) > 1 && r.to-r.from < 2 })
	inner := a.cover()
	if between := (rng{inner.to, out.from}); !between.empty() && between.to-between.from < 12 && !s.quotesIn(between) {
		inner.to = between.to // "at a news conference"
	}
	b.content = append(b.content, inner)
	slices.SortFunc(b.content, func(x, y rng) int { return x.from - y.from })
	joined := b.content[:1]
	for _, r := range b.content[1:] {
		end := joined[len(joined)-1].to
		for end < r.from && s.is(end, comma|dash|adverb|timeWord) && !b.cover().has(end) {
			end++
		}
		if r.from <= end {
			joined[len(joined)-1].to = max(r.to, end)
		} else {
			joined = append(joined, r)
		}
	}
	b.content = joined
}

// quotesIn reports whether quoted words stand in r.
func (s *story) quotesIn(r rng) bool {
	return slices.ContainsFunc(s.words[r.from:r.to], func(w word) bool { return w.quote >= 0 })
}

// dropEchoes drops candidates whose speaker is no speaker but the word that
// another stands on: "has reportedly planned".
func (s *story) dropEchoes(cands []candidate) []candidate {
	hears := map[rng]bool{}
	for i := range cands {
		if cands[i].pattern == hearsay {
			hears[cands[i].cue] = true
		}
	}
	for i := range cands {
		if hears[cands[i].speaker] {
			cands[i].drop = echo
		}
	}
	return s.standing(cands)
}

// dropLone drops candidates that make sense only within another and stand in
// none.
func (s *story) dropLone(cands []candidate) []candidate {
	for i := range cands {
		if cands[i].inner && !s.within(cands, i) {
			cands[i].drop = loneInner
		}
	}
	return s.standing(cands)
}

// joinExpressed makes one statement of "expressed support for P": the noun
// that opens the content is no further step, but says what the speaker does.
func (s *story) joinExpressed(cands []candidate) []candidate {
	for i := range cands {
		a := &cands[i]
		if a.speaker.empty() || a.g.verb == nil || !s.expressing[s.lemmaOf(a)] || len(a.content) == 0 {
			continue
		}
		for k := i + 1; k < min(len(cands), i+horizon); k++ {
			b := &cands[k]
			if b.pattern == nounThat && b.speaker.empty() && b.cue.from <= a.content[0].from+1 && a.content[0].has(b.cue.from) {
				a.act, b.drop = b.act, expressed
			}
		}
	}
	return s.standing(cands)
}

// lemmaOf returns the lemma of a candidate's verb, by the analysis or else by
// the lists.
func (s *story) lemmaOf(c *candidate) string {
	if sent, first := s.sentenceOf(c.g.at); sent.Tokens[c.g.at-first].Lemma != "" {
		return sent.Lemma[c.g.at-first]
	}
	if c.verb != nil {
		return c.verb.lemma
	}
	return ""
}
