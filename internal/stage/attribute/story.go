package attribute

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// A rng is a half-open range of the story's words.
type rng struct{ from, to int }

func (r rng) empty() bool        { return r.to <= r.from }
func (r rng) has(i int) bool     { return r.from <= i && i < r.to }
func (r rng) holds(o rng) bool   { return r.from <= o.from && o.to <= r.to }
func (r rng) touches(o rng) bool { return r.from < o.to && o.from < r.to }

// A word is a token with what the lists and its shape say of it.
type word struct {
	readout.Span
	low   string // lower-case form if a list knows the word, else ""
	class class
	role  role
	entry *entry
	sent  int32 // index of its sentence
	para  int32 // index of its paragraph in story.paras
	quote int32 // index of the outermost quotation that holds it, or -1
}

// A story is a text laid out for the patterns.
type story struct {
	*Finder
	view     *syntax.Text
	text     string
	words    []word
	first    []int // first word of each sentence, and the number of words
	paras    []rng
	quotes   []quote
	turns    int   // paragraphs that begin as turns of a transcript do
	turnOf   []int // by paragraph: the one that begins the turn that holds it, -1 without; nil in a text that is no transcript
	problems []readout.Problem
	buffer   []uint32  // features of one candidate
	names    *[]uint32 // their templates, nil without a trace
	tagged   bool      // a tagger has read the text
	pieces   []piece
	pieceAt  []int32 // the piece of each word, or -1
	holder   []int32 // the smallest content that holds each word, as its candidate's index plus one
}

// is reports whether word i exists and is of one of the classes.
func (s *story) is(i int, c class) bool {
	return i >= 0 && i < len(s.words) && s.words[i].class&c != 0
}

// low returns the lower-case form of word i if a list knows it.
func (s *story) low(i int) string {
	if i < 0 || i >= len(s.words) {
		return ""
	}
	return s.words[i].low
}

// form returns the words of i as they are written.
func (s *story) form(i int) string { return s.words[i].In(s.text) }

// tok returns the token that word i was made from.
func (s *story) tok(i int) *readout.Token {
	sent := s.words[i].sent
	return &s.view.Sentences[sent].Tokens[i-s.first[sent]]
}

// maxReach is how many words of its sentence before and behind it a word can
// have to do with. What runs on for longer is a list or no prose, and would
// take time that grows with its square.
const maxReach = 300

// sentence returns the words of the sentence that holds word i, within reach.
func (s *story) sentence(i int) rng {
	sent := s.words[i].sent
	return rng{max(s.first[sent], i-maxReach), min(s.first[sent+1], i+maxReach)}
}

// paragraph returns the words of the paragraph that holds word i.
func (s *story) paragraph(i int) rng { return s.paras[s.words[i].para] }

// room returns the words that may belong to a clause around word i: its
// sentence, cut to the quotation that holds i, or to what stands outside of
// quotations when none does. Quotations inside a clause stay in it.
func (s *story) room(i int) rng {
	r := s.sentence(i)
	if q := s.words[i].quote; q >= 0 {
		in := s.quotes[q].inner()
		r.from, r.to = max(r.from, in.from), min(r.to, in.to)
	}
	return r
}

// span returns the text from the first to the last word of r.
func (s *story) span(r rng) readout.Span {
	if r.empty() {
		return readout.Span{}
	}
	return readout.Span{Start: s.words[r.from].Start, End: s.words[r.to-1].End}
}

// problem notes what could not be read.
func (s *story) problem(sp readout.Span, text string) {
	s.problems = append(s.problems, readout.Problem{Span: sp, Stage: "attribute", Text: text})
}

// holdsAny reports whether one of the ranges holds word i.
func holdsAny(content []rng, i int) bool {
	return slices.ContainsFunc(content, func(r rng) bool { return r.has(i) })
}

// begin returns the first word of a candidate.
func (s *story) begin(c *candidate) int {
	first := c.cue.from
	if !c.speaker.empty() && !c.shared {
		first = min(first, c.speaker.from)
	}
	for _, r := range c.content {
		first = min(first, r.from)
	}
	return first
}
