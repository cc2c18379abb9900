package attribute

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// layout adds the candidates of colons and dashes: "Poll: …", "… — Ana Ruiz".
func (s *story) layout(out []candidate, i int) []candidate {
	para := s.paragraph(i)
	if s.prefixed(para) == i {
		c := candidate{speaker: rng{s.itemStart(para), i}, cue: rng{i, i + 1}, pattern: namePrefix, act: readout.Say}
		c.content = []rng{{i + 1, para.to}}
		if s.inTranscript(para) {
			c.pattern = turn
			c.content = append(c.content, s.restOfTurn(i)...)
		}
		if s.is(para.from, capital) && s.has(para.from, isQ|isQuestion) {
			c.act = readout.Ask
		}
		return append(out, c)
	}
	if !s.is(i, dash) || i+1 >= para.to || para.to-i > 8 || !s.nameLike(rng{i + 1, para.to}) {
		return out
	}
	c := candidate{speaker: rng{i + 1, para.to}, cue: rng{i, i + 1}, pattern: nameSuffix, act: readout.Say}
	if i > para.from && s.closesQuote(i-1) {
		c.content = s.quotesBefore(i)
	} else if i == para.from && i > 0 && s.words[i-1].quote >= 0 {
		c.content = []rng{s.quotes[s.words[i-1].quote].rng}
	}
	if len(c.content) == 0 {
		return out
	}
	return append(out, c)
}

// minTurns is how many paragraphs must begin with a speaker for the text to be
// read as a transcript.
const minTurns = 2

// itemStart returns the first word of a paragraph behind the dash, the dot or
// the star that makes it an item of a list.
func (s *story) itemStart(para rng) int {
	if para.to-para.from > 2 && (s.is(para.from, dash) || s.isWord(para.from, "*", "•", "·", "-")) {
		return para.from + 1
	}
	return para.from
}

// bareQuestion reports whether word i is the Q that opens a question in
// transcripts that set no colon behind it.
func (s *story) bareQuestion(i int) bool {
	return s.is(i, capital) && s.has(i, isQ) && s.paragraph(i).from == i && s.is(i+1, capital) && i+2 < s.paragraph(i).to
}

// prefixed returns the colon behind the name that begins a paragraph, or the Q
// that begins one without a colon, or -1.
func (s *story) prefixed(para rng) int {
	if s.bareQuestion(para.from) {
		return para.from
	}
	from := s.itemStart(para)
	for i := from + 1; i < min(para.to-1, from+8); i++ {
		if s.is(i, colon) {
			if i == from+1 && s.advisory[strings.ToLower(s.form(from))] {
				return -1
			}
			if i+1 < para.to && s.nameLike(rng{from, i}) {
				return i
			}
			return -1
		}
	}
	return -1
}

// isTurn reports whether a paragraph begins as a turn of a transcript does:
// with Q, A or a name in capitals, and a colon.
func (s *story) isTurn(para rng) bool {
	i := s.prefixed(para)
	if i < 0 {
		return false
	}
	if s.is(para.from, capital) && s.has(para.from, isQ|isQuestion|isAnswer) {
		return true
	}
	letters := 0
	for k := para.from; k < i; k++ {
		for _, r := range s.form(k) {
			if 'a' <= r && r <= 'z' {
				return false
			}
			if r >= 'A' {
				letters++
			}
		}
	}
	return letters > 1
}

// countTurns counts the paragraphs that begin as turns of a transcript, and
// remembers which turn each paragraph is in.
func (s *story) countTurns() {
	for _, para := range s.paras {
		if !para.empty() && s.isTurn(para) {
			s.turns++
		}
	}
	if s.turns < minTurns {
		return
	}
	s.turnOf = slices.Repeat([]int{-1}, len(s.paras))
	for p := range s.paras {
		if !s.paras[p].empty() && s.isTurn(s.paras[p]) {
			for k := range s.turnEnd(p) - p {
				s.turnOf[p+k] = p
			}
		}
	}
}

// turnLabel returns the name before the turn of a transcript that holds word i,
// no words where there is none.
func (s *story) turnLabel(i int) rng {
	if s.turnOf == nil || s.turnOf[s.words[i].para] < 0 {
		return rng{}
	}
	para := s.paras[s.turnOf[s.words[i].para]]
	return rng{s.itemStart(para), s.prefixed(para)}
}

// inTranscript reports whether a paragraph begins as a turn of a transcript does
// in a text that is one.
func (s *story) inTranscript(para rng) bool { return s.turns >= minTurns && s.isTurn(para) }

// restOfTurn returns the paragraphs behind the one that holds i that belong to
// the same turn of a transcript.
func (s *story) restOfTurn(i int) []rng {
	var out []rng
	p := int(s.words[i].para)
	for _, para := range s.paras[p+1 : s.turnEnd(p)] {
		if !para.empty() {
			out = append(out, para)
		}
	}
	return out
}

// turnEnd returns the paragraph behind the turn of a transcript that paragraph p
// begins: where the next begins. The last one goes on as far as somebody speaks
// for himself in it; what follows may be the author's.
func (s *story) turnEnd(p int) int {
	end := p + 1
	for k := p + 1; k < len(s.paras); k++ {
		if s.paras[k].empty() {
			continue
		}
		if s.prefixed(s.paras[k]) >= 0 {
			return k
		}
		if s.firstPerson(s.paras[k]) {
			end = k + 1
		}
	}
	return end
}

// firstPerson reports whether I or we stand in a paragraph outside of quotations.
func (s *story) firstPerson(para rng) bool {
	for i := para.from; i < para.to; i++ {
		if s.words[i].quote < 0 && s.has(i, isI|isWe) {
			return true
		}
	}
	return false
}

// nameLike reports whether every word of r that counts has a capital.
func (s *story) nameLike(r rng) bool {
	for i := r.from; i < r.to; i++ {
		c := s.words[i].class
		if c&stop != 0 && i > r.from && s.is(i-1, titleWord) {
			continue
		}
		if c&(capital|openParen|closeParen|comma) == 0 && c&preposition == 0 && !s.is(i, titleWord) || c&(stop|auxiliary|subjectWord) != 0 && c&capital == 0 && !s.is(i-1, titleWord) {
			return false
		}
		if s.words[i].quote >= 0 {
			return false
		}
	}
	return r.to > r.from && s.is(r.from, capital)
}
