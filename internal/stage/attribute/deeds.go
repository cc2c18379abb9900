package attribute

import (
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

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
// refuses a thing, and its content is a thing. Three things tell the one from the
// other: the list of what people are given ("denied bail"), the tree, which gives
// the thing to somebody ("denied girls an education"), and the passive, whose
// subject is who went without ("were denied a hearing"; a claim that is denied is
// the subject itself).
func (s *story) refuses(c *candidate) bool {
	if !s.parsed() || len(c.content) == 0 || c.content[0].empty() || s.quotedApart(c) {
		return false
	}
	sent, first := s.sentenceOf(c.cue.from)
	for i := c.cue.from; i < c.cue.to && i-first < len(sent.Tokens); i++ {
		if !s.refusing[sent.Lemma[i-first]] {
			continue
		}
		if o := sent.Kid(i-first, syntax.Obj); o >= 0 && s.given(o+first) {
			return true
		}
		return s.given(s.topOf(c.content[0])) || sent.Kid(i-first, syntax.Iobj) >= 0 ||
			c.content[0].from > i && s.wentWithout(sent, i-first) || s.toSomebody(c)
	}
	return false
}

// quotedApart reports whether a content stands in quotation marks that its cue does
// not stand in: "denied “a right to anything”" has somebody's own words.
func (s *story) quotedApart(c *candidate) bool {
	q := s.words[c.content[0].from].quote
	return q >= 0 && q != s.words[c.cue.from].quote
}

// given reports whether word top is a thing that people are given.
func (s *story) given(top int) bool {
	sent, first := s.sentenceOf(top)
	return s.granted[sent.Lemma[top-first]] || slices.ContainsFunc(s.bases(sent.Low[top-first]), func(w string) bool { return s.granted[w] })
}

// wentWithout reports whether verb i of a sentence is a passive.
func (s *story) wentWithout(sent *syntax.Sentence, i int) bool {
	return sent.Kid(i, syntax.AuxPass) >= 0 || sent.Kid(i, syntax.NsubjPass) >= 0 ||
		sent.Rel[i] == syntax.Acl && !sent.Full(i, syntax.AclRelcl) && sent.Tokens[i].XPOS == "VBN"
}

// toSomebody reports whether a content is somebody and, without a word between, what
// he does not get: "denied patients early treatment". Trees that take him for a part
// of the thing are believed.
func (s *story) toSomebody(c *candidate) bool {
	at := c.content[0]
	sent, first := s.sentenceOf(at.from)
	for i := at.from; i < at.to-1; i++ {
		m := s.view.MentionIn(s.span(at), s.words[i].Span)
		if m == nil || m.Actor == "" || m.Span.Start != s.words[at.from].Start {
			return false
		}
		if m.Span.End > s.words[i].End {
			continue
		}
		rel, next := sent.Rel[i-first], sent.Tokens[i+1-first].UPOS
		return (rel == syntax.Obj || rel == syntax.Iobj) && (next == "DET" || next == "ADJ" || next == "NOUN" || next == "NUM")
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
