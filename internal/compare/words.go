package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"golang.org/x/text/unicode/norm"
)

// A word is a run of letters and digits, with what joins them ("don't",
// "3.5", "co-operate"), or one other character that is no white space.
type word struct {
	readout.Span
	letters bool // a run of letters and digits
}

// split returns the words of text in order.
func split(text string) []word { return splitInto(make([]word, 0, len(text)/5), text) }

// splitInto appends the words of text to a list.
func splitInto(words []word, text string) []word {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case isLetter(r):
			end := wordEnd(text, i)
			words = append(words, word{readout.Span{Start: i, End: end}, true})
			i = end
		case unicode.IsSpace(r) || invisible(r):
			i += size
		default:
			words = append(words, word{readout.Span{Start: i, End: i + size}, false})
			i += size
		}
	}
	return words
}

// wordEnd returns where the run of letters that starts at i ends.
func wordEnd(text string, i int) int {
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf && plainLetter[c] {
			i++
			continue
		} else if c < utf8.RuneSelf && c != '\'' && c != '.' && c != ',' && c != '-' {
			break
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if isLetter(r) || r == '\u00ad' {
			i += size
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		if !strings.ContainsRune("'’.,-‐‑", r) || !isLetter(next) {
			break
		}
		if (r == '.' || r == ',') && !(unicode.IsDigit(next) && unicode.IsDigit(lastRune(text[:i]))) {
			break
		}
		i += size
	}
	return i
}

// plainLetter are the letters and digits of ASCII: nearly all that is looked at.
var plainLetter = func() (is [utf8.RuneSelf]bool) {
	for c := range is {
		is[c] = '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	return is
}()

func isLetter(r rune) bool {
	if 0 <= r && r < utf8.RuneSelf {
		return plainLetter[r]
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

func lastRune(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// invisible reports characters that no reader sees: soft hyphens, zero-width
// blanks, marks of direction and order.
func invisible(r rune) bool {
	return r >= utf8.RuneSelf && (r == '\u00ad' || r == '\ufeff' || unicode.Is(unicode.Cf, r))
}

// fold returns a word as it is compared when only its letters count.
func fold(text string) string {
	ascii := true
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(text)
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case invisible(r):
			return -1
		case r == '’' || r == '‘' || r == 'ʼ':
			return '\''
		case r == '‐' || r == '‑':
			return '-'
		}
		return r
	}, norm.NFKC.String(text))
	return strings.ToLower(text)
}

// folded returns the folded words of text that have letters or digits.
func folded(text string) []string {
	words := split(text)
	out := make([]string, 0, len(words))
	for _, w := range words {
		if w.letters {
			out = append(out, fold(w.In(text)))
		}
	}
	return out
}
