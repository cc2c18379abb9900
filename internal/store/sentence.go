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

// sentences returns where the sentences of text stand, for showing hits. The
// record's own sentences are not kept; these end at line breaks and at full
// stops before a capital letter.
func sentences(text string) []readout.Span {
	var out []readout.Span
	start := 0
	for start < len(text) {
		end := sentenceEnd(text, start)
		if strings.TrimSpace(text[start:end]) != "" {
			out = append(out, trim(text, readout.Span{Start: start, End: end}))
		}
		start = end
	}
	return out
}

// sentenceEnd returns where the sentence that starts at start ends.
func sentenceEnd(text string, start int) int {
	for i := start; i < len(text); i++ {
		switch text[i] {
		case '\n':
			return i + 1
		case '.', '!', '?':
			if end := stopEnds(text, start, i); end > 0 {
				return end
			}
		}
	}
	return len(text)
}

// stopEnds returns where the sentence ends whose stop is at i, or 0 if the
// stop is that of an abbreviation, an initial or a number.
func stopEnds(text string, start, i int) int {
	end := i + 1
	for end < len(text) { // closing marks belong to the sentence
		r, size := utf8.DecodeRuneInString(text[end:])
		if !strings.ContainsRune(`"'”’»)]`, r) {
			break
		}
		end += size
	}
	rest := strings.TrimLeft(text[end:], " \t")
	if len(rest) == len(text)-end && rest != "" { // no blank follows
		return 0
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if rest != "" && (unicode.IsLower(next) || next == ',') {
		return 0
	}
	last := text[max(start, i-40):i] // no abbreviation is longer
	if cut := strings.LastIndexAny(last, " \n("); cut >= 0 {
		last = last[cut+1:]
	}
	if text[i] == '.' && (utf8.RuneCountInString(last) <= 1 || strings.Contains(last, ".") || shortForms[last]) {
		return 0
	}
	return end
}

// shortForms are words whose full stop ends no sentence.
var shortForms = map[string]bool{
	"Mr": true, "Mrs": true, "Ms": true, "Dr": true, "Prof": true, "Gen": true, "Lt": true, "Col": true, "Sgt": true, "Capt": true,
	"Gov": true, "Sen": true, "Rep": true, "Rev": true, "Hon": true, "St": true, "Jr": true, "Sr": true, "vs": true, "No": true,
	"Jan": true, "Feb": true, "Mar": true, "Apr": true, "Aug": true, "Sept": true, "Oct": true, "Nov": true, "Dec": true,
}

// trim takes white space off a span's ends.
func trim(text string, s readout.Span) readout.Span {
	words := s.In(text)
	s.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	s.End -= len(words) - len(strings.TrimRightFunc(words, unicode.IsSpace))
	return s
}

// sentenceAround returns the sentences that hold a span.
func sentenceAround(text string, at readout.Span) readout.Span {
	out := at
	for _, s := range sentences(text) {
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

// bestSentence returns the sentence that holds most of some words, the first
// of equals; without any the first sentence of the text.
func bestSentence(text string, words []string) readout.Span {
	var best readout.Span
	most := -1
	for _, s := range sentences(text) {
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
