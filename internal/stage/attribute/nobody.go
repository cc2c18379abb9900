package attribute

import (
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// dropNobodys drops the candidates whose speaker is a label that stands for
// nobody ("VIDEO: …", "Funding Amount: …") or a word that only goes with others:
// the year of "in 2021, urging action", the article of "an estimated 300".
func (s *story) dropNobodys(cands []candidate) []candidate {
	if !s.parsed() || len(s.view.Mentions()) == 0 {
		return cands
	}
	for i := range cands {
		if c := &cands[i]; !c.speaker.empty() && (s.labels(c) || s.attached(c.speaker)) && !s.holdsActor(c.speaker) {
			c.drop = nobody
		}
	}
	return s.standing(cands)
}

// labels reports whether a candidate's cue is a colon behind words that are no
// speaker by the lists: not "Poll: …" nor "SENIOR OFFICIAL TWO: …", nor the
// question or the answer of a transcript.
func (s *story) labels(c *candidate) bool {
	if c.cue.to-c.cue.from != 1 || !s.is(c.cue.from, colon) || c.speaker.to > c.cue.from {
		return false
	}
	for i := c.speaker.from; i < c.speaker.to; i++ {
		if s.speakers[strings.ToLower(s.form(i))] != "" || s.is(i, titleWord) || s.has(i, isQ|isQuestion|isAnswer) {
			return false
		}
	}
	return true
}

// attached reports whether a speaker is one word that hangs on another as its
// article, number, attribute or circumstance.
func (s *story) attached(r rng) bool {
	if r.to-r.from != 1 || s.is(r.from, subjectWord|objectWord|relative|possessive|quantifier) {
		return false
	}
	tok := s.tok(r.from)
	switch tok.UPOS {
	case "DET":
		if tok.Rel != "det" { // "both said"
			return false
		}
	case "NUM", "ADJ", "ADP", "ADV":
	default:
		return false
	}
	rel, _, _ := strings.Cut(tok.Rel, ":")
	return rel != syntax.Nsubj && rel != syntax.Conj && s.headWord(r.from) >= 0
}

// holdsActor reports whether somebody is named or described in the words of r.
func (s *story) holdsActor(r rng) bool {
	span := s.span(r)
	for i := r.from; i < r.to; i++ {
		if m := s.view.MentionIn(span, s.words[i].Span); m != nil && m.Actor != "" {
			return true
		}
	}
	return false
}
