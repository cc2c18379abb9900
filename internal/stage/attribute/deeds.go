package attribute

// dropDeeds drops the candidates whose verb does something to people, and whose
// content is somebody and no words: "the board dismissed its director" denies
// nothing, and "police questioned the driver" asks nothing.
func (s *story) dropDeeds(cands []candidate) []candidate {
	for i := range cands {
		if c := &cands[i]; s.doesTo(c) && s.somebody(c.content) {
			c.drop = deed
		}
	}
	return s.standing(cands)
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
