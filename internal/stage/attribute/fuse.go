package attribute

import (
	"cmp"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// What a tagger says of a candidate.
type tagged struct {
	cue      int     // its piece, -1 where the tagger sees no cue
	speaker  int     // piece of the speaker, or -1
	certain  float64 // of the link to the speaker
	contents []int   // pieces of the content
	rule     *candidate
	nested   bool // lies in what the tagger gives as a content
}

// Candidates below these are left out: those of the tagger, those of the
// patterns where the tagger sees no cue. Chosen on the development part of
// PolNeAR, as the others of this file.
const (
	dropTagged   = 0.33
	dropUntagged = 0.5
)

// trusted is the confidence above which a pattern's speaker is taken where the
// tagger sees none.
const trusted = 0.6

// certainRule is the confidence above which a pattern's candidate stays where
// the tagger's own makes no sense.
const certainRule = 0.8

// taggedTemperature is what temperature is for the tagger's candidates.
const taggedTemperature = 0.8

// fuse joins the candidates of the patterns with what the tagger found. Where
// both see a cue, the tagger's pieces make the attribution and the pattern
// tells its construction.
func (s *story) fuse(rules []candidate) []candidate {
	cands := s.taggedCandidates(rules)
	for i := range cands {
		c := &cands[i]
		if c.tag.nested {
			continue // the patterns' own confidence stands
		}
		c.confidence = likelihood(s.weights.tagged, taggedTemperature, s.features(cands, i, false))
		s.explain(cands, i, false, s.weights.tagged, taggedTemperature)
		if r := c.tag.rule; r != nil && c.confidence < dropTagged && r.confidence > certainRule {
			nested := *c.tag
			*c, c.tag = *r, &nested
			c.confidence *= dropTagged * 2
		}
	}
	for i := range cands {
		cands[i].drop = cands[i].weighed()
	}
	return s.standing(cands)
}

// weighed returns the rule that drops a candidate of patterns and tagger.
func (c *candidate) weighed() trace.Rule {
	switch {
	case c.tag.nested || c.tag.cue < 0 && c.kept():
	case c.tag.cue < 0 && c.confidence < dropUntagged:
		return unseen
	case c.tag.cue < 0 && c.inner:
		return unseenInner
	case c.tag.cue >= 0 && c.confidence < dropTagged:
		return weakTagged
	}
	return trace.Rule{}
}

// taggedCandidates returns the candidates of the tagger and those that only
// the patterns see, in the order of their cues.
func (s *story) taggedCandidates(rules []candidate) []candidate {
	s.takeInCues(rules)
	byCue, used := s.sharedCues(rules)
	l := s.link(byCue)
	var out []candidate
	for i := range s.pieces {
		if s.pieces[i].part != cuePart {
			continue
		}
		c, ok := s.fromPieces(i, &l, byCue[i])
		if !ok {
			c.drop = noContent
		}
		if ok || s.stays(&c) {
			out = append(out, c)
		}
	}
	for i := range rules {
		c := rules[i]
		if used[i] {
			if c.drop = taggersCue; !s.stays(&c) {
				continue
			}
		}
		c.tag = &tagged{cue: -1, speaker: -1, nested: s.partAt(c.cue.from) == contentPart && s.partAt(c.cue.to-1) == contentPart}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(a.cue.from, b.cue.from) })
	return out
}

// takeInCues lets a content that the tagger ends behind a speaker hold the
// speaker's cue too: "P, X | said, according to Y".
func (s *story) takeInCues(rules []candidate) {
	for i := range rules {
		c := &rules[i]
		at := c.cue.from - 1
		if c.confidence < trusted || c.speaker.to != c.cue.from || s.partAt(at) != contentPart || s.partAt(c.cue.from) != noPart {
			continue
		}
		k := s.pieceAt[at]
		if p := &s.pieces[k]; p.to == c.cue.from && p.holds(c.speaker) {
			for ; p.to < c.cue.to && s.pieceAt[p.to] < 0; p.to++ {
				s.pieceAt[p.to] = k
			}
		}
	}
}

// sharedCues returns for each cue piece the pattern's candidate that shares
// words with it, and which candidates share one.
func (s *story) sharedCues(rules []candidate) (map[int]*candidate, []bool) {
	byCue, used := map[int]*candidate{}, make([]bool, len(rules))
	for i := range rules {
		c := &rules[i]
		if c.pattern == citing {
			continue // another reading of the same words
		}
		for w := c.cue.from; w < c.cue.to; w++ {
			if s.partAt(w) != cuePart {
				continue
			}
			used[i] = true
			if at := int(s.pieceAt[w]); byCue[at] == nil || c.confidence > byCue[at].confidence {
				byCue[at] = c
			}
			break
		}
	}
	return byCue, used
}

// fromPieces makes the candidate of a cue piece, with rule as the pattern's
// view of it or nil. Without a content there is none.
func (s *story) fromPieces(cue int, l *links, rule *candidate) (candidate, bool) {
	c := candidate{pattern: learned, cue: s.pieces[cue].rng, g: group{negation: -1, modal: -1}}
	c.tag = &tagged{cue: cue, speaker: l.speaker[cue], certain: l.certain[cue], contents: l.contents[cue], rule: rule}
	if rule != nil {
		c.verb, c.act, c.g, c.pattern, c.shared = rule.verb, rule.act, rule.g, rule.pattern, rule.shared
	} else {
		s.describeCue(&c)
	}
	for _, k := range l.contents[cue] {
		c.content = append(c.content, s.pieces[k].rng)
	}
	if len(c.content) == 0 && rule != nil && !s.takenContent(rule) {
		c.content = slices.Clone(rule.content)
	}
	if k := l.speaker[cue]; rule != nil && rule.pattern == turn {
		c.speaker, c.content = rule.speaker, slices.Clone(rule.content)
	} else if k >= 0 {
		c.speaker = s.pieces[k].rng
	} else if rule != nil && !rule.speaker.empty() && s.partAt(rule.speaker.from) != contentPart {
		c.speaker = rule.speaker
	} else if rule != nil && rule.confidence > trusted {
		c.speaker, c.content = rule.speaker, without(c.content, rule.speaker)
	}
	if rule != nil && (rule.speaker.empty() != c.speaker.empty() || overlap(rule.content, cover(c.content)) == 0) {
		c.pattern = learned
	}
	return c, len(c.content) > 0
}

// cover returns the range from the first to the last of the ranges.
func cover(content []rng) rng {
	if len(content) == 0 {
		return rng{}
	}
	out := content[0]
	for _, r := range content {
		out.from, out.to = min(out.from, r.from), max(out.to, r.to)
	}
	return out
}

// takenContent reports whether the tagger sees no content where the rule does.
func (s *story) takenContent(rule *candidate) bool {
	for _, r := range rule.content {
		for i := r.from; i < r.to; i++ {
			if s.pieceAt[i] >= 0 {
				return true
			}
		}
	}
	return false
}

// describeCue finds the verb of a cue that no pattern has read.
func (s *story) describeCue(c *candidate) {
	for i := c.cue.to - 1; i >= c.cue.from; i-- {
		e := s.words[i].entry
		if e == nil {
			continue
		}
		if e.verb != nil {
			if g, ok := s.groupAt(i); ok {
				c.g, c.verb, c.act = g, e.verb, e.verb.act
				return
			}
		}
		if e.noun != nil {
			c.act = e.noun.act
		}
	}
}

// evidence enters what the tagger says of a candidate.
func (f *featureSet) evidence(c *candidate) {
	s, t := f.s, c.tag
	if t == nil {
		return
	}
	parts := uint32(s.partAt(c.cue.from))
	if !c.speaker.empty() {
		parts = parts*4 + uint32(s.partAt(s.headOf(c.speaker)))
	}
	if len(c.content) > 0 {
		parts = parts*4 + uint32(s.partAt(c.content[0].from))*4 + uint32(s.partAt(c.content[0].to-1))
	}
	f.add(60, parts*31+f.pattern)
	f.add(61, parts)
	if t.cue < 0 {
		return
	}
	bucket := func(p float64) uint32 { return uint32(p * 7.99) } // 8 values of a feature, below 16
	sure, worst := bucket(s.pieces[t.cue].sure), s.pieces[t.cue].sure
	f.add(62, sure)
	if t.speaker >= 0 {
		f.add(63, bucket(s.pieces[t.speaker].sure))
		f.add(64, bucket(t.certain))
		worst = min(worst, s.pieces[t.speaker].sure)
	} else {
		f.add(65, sure)
	}
	for _, k := range t.contents {
		worst = min(worst, s.pieces[k].sure)
	}
	if len(t.contents) > 0 {
		f.add(66, bucket(s.pieces[t.contents[0]].sure))
	}
	f.add(67, uint32(worst*15.99))
	f.add(68, s.ruleView(c)*16+bucket(worst))
	f.add(69, s.ruleView(c)*31+f.pattern)
}

// ruleView says how far a pattern's candidate is that of the tagger.
func (s *story) ruleView(c *candidate) uint32 {
	r := c.tag.rule
	if r == nil {
		return 0
	}
	v := uint32(1)
	if r.speaker == c.speaker || r.speaker.touches(c.speaker) {
		v |= 2
	}
	if len(r.content) > 0 && len(c.content) > 0 {
		if d := diceOf(r.content, c.content); d > 0.9 {
			v |= 4
		} else if d > 0.4 { // bounds of a feature: the weights of the model know what it is worth
			v |= 8
		}
	}
	return v
}

// diceOf is twice the words that two lists of ranges share by all their words.
func diceOf(a, b []rng) float64 {
	both, all := 0, 0
	for _, x := range a {
		all += x.to - x.from
		for _, y := range b {
			both += max(0, min(x.to, y.to)-max(x.from, y.from))
		}
	}
	for _, y := range b {
		all += y.to - y.from
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(both) / float64(all)
}
