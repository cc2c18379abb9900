package segment

import (
	"unicode"
	"unicode/utf8"
)

// A class is what the scanner needs to know of a character.
type class uint8

const (
	other  class = iota // punctuation, symbols and what has no class
	letter              // letters, marks and invisible format characters
	digit
	space
	lineBreak
)

// ascii holds the class of each ASCII character.
var ascii = func() (t [utf8.RuneSelf]class) {
	for c := range t {
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			t[c] = letter
		case '0' <= c && c <= '9':
			t[c] = digit
		case c == '\n' || c == '\r':
			t[c] = lineBreak
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			t[c] = space
		}
	}
	return t
}()

// classAt returns the class of the character at i and its length in bytes.
func (s *scanner) classAt(i int) (class, int) {
	if c := s.text[i]; c < utf8.RuneSelf {
		return ascii[c], 1
	}
	r, n := utf8.DecodeRuneInString(s.text[i:])
	return classOf(r), n
}

// classOf returns the class of a rune outside ASCII.
func classOf(r rune) class {
	switch {
	case r == '\u2028' || r == '\u2029' || r == '\u0085':
		return lineBreak
	case 0x2010 <= r && r <= 0x2027: // dashes, quotation marks, bullets, ellipsis
		return other
	case unicode.IsLetter(r), unicode.IsMark(r), unicode.Is(unicode.Cf, r):
		return letter
	case unicode.IsDigit(r):
		return digit
	case unicode.IsSpace(r):
		return space
	}
	return other
}

// alnumAt reports whether a letter or a digit stands at i, before end.
func (s *scanner) alnumAt(i, end int) bool {
	if i >= end {
		return false
	}
	c, _ := s.classAt(i)
	return c == letter || c == digit
}

// alnumBefore reports whether a letter or a digit ends at i.
func (s *scanner) alnumBefore(i int) bool {
	if i == 0 {
		return false
	}
	if c := s.text[i-1]; c < utf8.RuneSelf {
		return ascii[c] == letter || ascii[c] == digit
	}
	r, _ := utf8.DecodeLastRuneInString(s.text[:i])
	c := classOf(r)
	return c == letter || c == digit
}

// isAt reports whether a character of class c stands at i, before end.
func (s *scanner) isAt(c class, i, end int) bool {
	if i >= end {
		return false
	}
	got, _ := s.classAt(i)
	return got == c
}

// run returns the end of the letters, digits and inner underscores from i on.
func (s *scanner) run(i, end int) int {
	start := i
	i = s.runOver(i, end)
	for i > start && s.text[i-1] == '_' {
		i--
	}
	return i
}

// runOver returns the end of the letters, digits and underscores from i on.
func (s *scanner) runOver(i, end int) int {
	for i < end {
		if c := s.text[i]; c < utf8.RuneSelf {
			if ascii[c] != letter && ascii[c] != digit && c != '_' {
				return i
			}
			i++
			continue
		}
		c, n := s.classAt(i)
		if c != letter && c != digit {
			return i
		}
		i += n
	}
	return i
}

// letters returns the end of the letters from i on, looking at most at max
// bytes, so that a look ahead costs the same in a word of any length.
func (s *scanner) letters(i, end, max int) int {
	if end > i+max {
		end = i + max
	}
	for i < end {
		c, n := s.classAt(i)
		if c != letter || i+n > len(s.text) {
			break
		}
		i += n
	}
	return i
}

// digits returns the end of the ASCII digits from i on.
func (s *scanner) digits(i, end int) int {
	for i < end && ascii7(s.text[i]) == digit {
		i++
	}
	return i
}

// ascii7 returns the class of c, or other if c is no ASCII character.
func ascii7(c byte) class {
	if c < utf8.RuneSelf {
		return ascii[c]
	}
	return other
}

// apostrophe returns the length of the apostrophe or single quotation mark
// at i, or 0 if there is none before end.
func (s *scanner) apostrophe(i, end int) int {
	if i >= end {
		return 0
	}
	switch c := s.text[i]; {
	case c == '\'' || c == '`':
		return 1
	case c == 0xC2 && i+2 <= end && s.text[i+1] == 0xB4: // ´
		return 2
	case c == 0xE2 && i+3 <= end && s.text[i+1] == 0x80 && (s.text[i+2] == 0x98 || s.text[i+2] == 0x99): // ‘ ’
		return 3
	}
	return 0
}

// hyphen returns the length of the hyphen at i, or 0 if there is none before end.
func (s *scanner) hyphen(i, end int) int {
	switch {
	case i >= end:
		return 0
	case s.text[i] == '-':
		return 1
	case s.text[i] == 0xE2 && i+3 <= end && s.text[i+1] == 0x80 && (s.text[i+2] == 0x90 || s.text[i+2] == 0x91): // ‐ ‑
		return 3
	}
	return 0
}

// mask returns text if it is valid UTF-8. Else it returns a text of the same
// length in which the letter x stands for every byte of what can't be decoded,
// so that no token begins or ends inside it.
func mask(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	b := []byte(text)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		j := i + n
		for j < len(text) && !utf8.RuneStart(text[j]) {
			j++ // stray continuation bytes belong to what stands before them
		}
		if r == utf8.RuneError && n == 1 || j > i+n {
			for k := i; k < j; k++ {
				b[k] = 'x'
			}
		}
		i = j
	}
	return string(b)
}

// fold copies at most len(buf) bytes of w to buf in lower case (ASCII only)
// and returns them; nil if w is longer.
func fold(buf []byte, w string) []byte {
	if len(w) > len(buf) {
		return nil
	}
	for i := range len(w) {
		c := w[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		buf[i] = c
	}
	return buf[:len(w)]
}
