package segment

import (
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/language"
)

// abbreviationsOf returns the kind of each word that is written with a full
// stop, without it. Words not there may be abbreviations by their form: "U.S.",
// "J.".
func abbreviationsOf(l *language.Language) map[string]kind {
	out := map[string]kind{}
	add := func(k kind, section string) {
		for _, w := range l.Words("segment." + section) {
			out[w] = k
			if up := strings.ToUpper(w); len(w) > 2 && out[up] == symbol && k == title {
				out[up] = k
			}
		}
	}
	add(title, "titles")
	add(abbrev, "abbreviations")
	add(numbered, "abbreviations-or-words")
	add(numbered, "numbered")
	add(dated, "dated")
	return out
}

// numbered marks abbreviations that are taken as such only before a number.
// It is the kind of no piece.
const numbered = kinds

// dated marks abbreviations that are taken as such only before a number or a
// month. It is the kind of no piece.
const dated = kinds + 1

// abbreviation returns the kind of the token that the word [i, p) makes with
// the full stop at p, or symbol if the full stop is a token of its own.
func (s *scanner) abbreviation(i, p, end int) kind {
	dots := 1
	for dots < 3 && p+dots < end && s.text[p+dots] == '.' {
		dots++
	}
	if dots > 2 || p-i > 12 {
		return symbol
	}
	w := s.text[i:p]
	k := s.splitter.abbreviations[w]
	switch {
	case k == numbered, k == dated:
		next, _ := s.skipSpace(p + 1)
		if s.isAt(digit, next, len(s.text)) || s.roman(next) || k == dated && s.splitter.months[s.text[next:s.letters(next, len(s.text), 12)]] {
			return abbrev
		}
		k = symbol
	case k != symbol:
		return k
	}
	for j := range len(w) {
		if w[j] == '.' {
			return dotted
		}
	}
	if len(w) == 1 && 'A' <= w[0] && w[0] <= 'Z' && (!s.splitter.initialOrWord[w] || s.named(p)) {
		return initial
	}
	return k
}

// roman reports whether a Roman numeral of two or more letters stands at i.
func (s *scanner) roman(i int) bool {
	j := i
	for j < len(s.text) && j < i+8 && (s.text[j] == 'I' || s.text[j] == 'V' || s.text[j] == 'X') {
		j++
	}
	return j > i+1 && !s.alnumAt(j, len(s.text))
}

// named reports whether the letter before p, which is a word too ("I"), is the initial of a name rather
// than the speaker: a name stands next to it.
func (s *scanner) named(p int) bool {
	if n := len(s.toks); n > 0 && s.toks[n-1].kind != capital && s.toks[n-1].kind != initial {
		return false
	}
	next, ok := s.skipSpace(p + 1)
	return ok && next < len(s.text) && ascii7(s.text[next]) == letter && s.text[next] < 'a'
}

// skipSpace returns the start of the next token in the line, and false if it
// is far or the line ends.
func (s *scanner) skipSpace(i int) (int, bool) {
	for n := 0; i < len(s.text) && n < 8; n++ {
		c, size := s.classAt(i)
		if c != space {
			return i, c != lineBreak
		}
		i += size
	}
	return i, false
}
