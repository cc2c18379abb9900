package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// maxSentence bounds what a hit shows, in bytes, where a text has no ends of
// sentences.
const maxSentence = 600

// units returns what a hit shows of a text: the sentences of its record or,
// where it has no record, its lines.
func units(text string, sents []readout.Sentence) []readout.Span {
	var out []readout.Span
	for i := range sents {
		if s := sents[i].Span; s.Fits(text) && !s.Empty() {
			out = append(out, s)
		}
	}
	if len(out) > 0 {
		return out
	}
	start := 0
	for line := range strings.Lines(text) {
		if s := trim(text, readout.Span{Start: start, End: start + len(line)}); !s.Empty() {
			out = append(out, s)
		}
		start += len(line)
	}
	return out
}

// trim takes white space off a span's ends.
func trim(text string, s readout.Span) readout.Span {
	words := s.In(text)
	s.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	s.End -= len(words) - len(strings.TrimRightFunc(words, unicode.IsSpace))
	return s
}

// sentenceAround returns those of some sentences that hold a span.
func sentenceAround(text string, sents []readout.Span, at readout.Span) readout.Span {
	out := at
	for _, s := range sents {
		if s.Overlaps(at) {
			out = readout.Span{Start: min(out.Start, s.Start), End: max(out.End, s.End)}
		}
	}
	if out.Len() > maxSentence {
		return cutAt(text, at)
	}
	return out
}

// cutAt bounds a span that would fill the screen, between runes.
func cutAt(text string, at readout.Span) readout.Span {
	if at.Len() > maxSentence {
		at.End = at.Start + maxSentence
		for at.End > at.Start && !utf8.RuneStart(text[at.End]) {
			at.End--
		}
	}
	return at
}

// bestSentence returns that of some sentences which holds most of some words,
// the first of equals; without any words the first sentence.
func bestSentence(text string, sents []readout.Span, words []string) readout.Span {
	var best readout.Span
	most := -1
	for _, s := range sents {
		have := 0
		for _, w := range wordsOf(s.In(text)) {
			for _, want := range words {
				if alike(w, want) {
					have++
					break
				}
			}
		}
		if have > most {
			best, most = s, have
		}
	}
	return cutAt(text, best)
}

// wordsOf returns the words of text in small letters.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// alike reports whether two words are forms of one, as the index's stemmer
// roughly sees it: "denied" and "denies".
func alike(a, b string) bool {
	if a == b {
		return true
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= 3 && len(a)-n <= 3 && len(b)-n <= 3 && n >= max(len(a), len(b))-3
}

// plainWords returns the words of a full-text expression.
func plainWords(expr string) []string {
	var words []string
	for i, part := range strings.Split(expr, `"`) {
		if i%2 == 1 { // between quotation marks
			words = append(words, wordsOf(part)...)
		}
	}
	return words
}
