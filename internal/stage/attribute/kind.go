package attribute

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// whoseWords returns the speaker behind words that stand for him: of "the
// comments from Minister Lind" and of "Lind's remarks" the minister.
func (s *story) whoseWords(r rng) rng {
	head := s.headOf(r)
	if !s.said[strings.ToLower(s.form(head))] {
		return r
	}
	if s.has(head+1, isFrom|isBy|isOf) && head+2 < r.to {
		return rng{head + 2, r.to}
	}
	if s.is(head-1, genitive) && head-1 > r.from {
		return rng{r.from, head - 1}
	}
	return r
}

// kindOf says what is known of a speaker with the given head.
func (s *story) kindOf(r rng, head int) readout.SpeakerKind {
	low := strings.ToLower(s.form(head))
	if r.to-r.from == 1 && s.is(head, subjectWord|relative|objectWord) {
		return s.pronounKind(head)
	}
	kind, known := s.speakers[low]
	if s.is(head, capital) && s.has(head, isQ|isQuestion) && r.to-r.from == 1 && s.inTranscript(s.paragraph(head)) {
		return readout.UnnamedOther // whoever asks
	}
	indefinite := s.is(r.from, quantifier) || s.has(r.from, isIndefinite)
	switch {
	case s.has(head, isNobody) || s.has(r.from, isNo) && r.to-r.from > 1:
		return readout.NoSpeaker
	case known && kind == readout.NamedSpeaker:
		if indefinite {
			return readout.UnnamedOther
		}
		return kind // a body: the valley's council
	case s.is(head, capital) && !s.lowerWord(head, r) && !(known && s.plainHead(head, r)) && !(known && kind == readout.OutletSpeaker):
		if indefinite && s.endsLikePlural(low) {
			return readout.UnnamedOther // some Republicans
		}
		return readout.NamedSpeaker
	case known:
		return kind
	case indefinite, s.endsLikePlural(low), s.is(head, quantifier), s.has(head, isPeople):
		return readout.UnnamedOther
	}
	return readout.RoleSpeaker
}

// pronounKind says what a pronoun tells of who speaks; the actor it stands for
// may tell more.
func (s *story) pronounKind(i int) readout.SpeakerKind {
	switch {
	case s.has(i, isI|isWe):
		if s.words[i].quote >= 0 {
			return readout.NamedSpeaker
		}
		if label := s.turnLabel(i); !label.empty() {
			return s.kindOf(label, s.headOf(label))
		}
		return readout.AuthorSpeaker
	case s.has(i, isIt|isWho|isHe|isHim):
		return readout.NamedSpeaker
	}
	return readout.UnnamedOther
}

// endsLikePlural reports whether a word has the ending of a plural.
func (s *story) endsLikePlural(w string) bool { return endsIn([]byte(w), s.pluralEndings) }

// plainHead reports whether the head has a capital only because it opens the
// sentence, as in "Officials said" or "A senior official".
func (s *story) plainHead(head int, r rng) bool {
	return head == s.sentence(head).from && r.to-r.from == 1
}

// lowerWord reports whether the head has its capital only because it begins
// the sentence: a plain plural such as "Critics".
func (s *story) lowerWord(head int, r rng) bool {
	if head != s.sentence(head).from || r.to-r.from != 1 {
		return false
	}
	w := s.form(head)
	return s.endsLikePlural(w) && s.plainPlurals[strings.ToLower(w)]
}

// headOf returns the head word of a speaker: the last word before the first
// preposition, parenthesis or comma.
func (s *story) headOf(r rng) int {
	for i := r.from + 1; i < r.to; i++ {
		c := s.words[i].class
		if c&(comma|openParen|relative|ing) != 0 || c&preposition != 0 && c&capital == 0 {
			return i - 1
		}
		if s.tok(i).XPOS == "VBN" && s.tok(i-1).UPOS == "NOUN" { // "a statement released by"
			return i - 1
		}
	}
	if s.is(r.to-1, genitive) && r.to-1 > r.from {
		return r.to - 2
	}
	return r.to - 1
}
