package attribute

import "github.com/seed-f92ea4cf/readout/internal/syntax"

// dropDeeds drops the candidates whose verb does something to people, and whose
// content is somebody and no words, or something that is refused to somebody: "the
// board dismissed its director" and "they denied girls an education" deny nothing,
// and "police questioned the driver" asks nothing.
func (s *story) dropDeeds(cands []candidate) []candidate {
	for i := range cands {
		if c := &cands[i]; s.doesTo(c) && s.somebody(c.content) || s.refuses(c) {
			c.drop = deed
		}
	}
	return s.standing(cands)
}

// refuses reports whether a candidate's cue is a word that denies a claim or
// refuses a thing, and its content is a thing: one that people are given, or what
// the tree gives to somebody.
func (s *story) refuses(c *candidate) bool {
	if !s.parsed() || len(c.content) != 1 || c.content[0].empty() || s.words[c.content[0].from].quote >= 0 {
		return false
	}
	sent, first := s.sentenceOf(c.cue.from)
	for i := c.cue.from; i < c.cue.to && i-first < len(sent.Tokens); i++ {
		if !s.refusing[sent.Lemma[i-first]] {
			continue
		}
		top := s.topOf(c.content[0])
		of, at := s.sentenceOf(top)
		return s.granted[of.Lemma[top-at]] || sent.Kid(i-first, syntax.Iobj) >= 0
	}
	return false
}

// doesTo reports whether a candidate's cue is a verb that does something to people.
func (s *story) doesTo(c *candidate) bool {
	if c.verb != nil {
		return c.verb.traits&deeds != 0
	}
	for i := c.cue.from; i < c.cue.to; i++ {
		if e := s.words[i].entry; e != nil && e.verb != nil && e.verb.traits&deeds != 0 {
			return true
		}
	}
	return false
}

// somebody reports whether a content is one phrase, outside quotation marks, whose
// top word is a mention of somebody. Without trees no word is known to be the top.
func (s *story) somebody(content []rng) bool {
	if !s.parsed() || len(content) != 1 || content[0].empty() || s.words[content[0].from].quote >= 0 {
		return false
	}
	span, top := s.span(content[0]), s.topOf(content[0])
	m := s.view.MentionIn(span, s.words[top].Span)
	return m != nil && m.Actor != "" && span.Contains(m.Span)
}
