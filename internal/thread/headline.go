package thread

import (
	"strings"
	"unicode"
)

// The share of their words that two headlines have in common which are of one
// story, and how many words both have at least.
const (
	sameHeadline  = 0.6
	fewestInTitle = 3
)

// SameHeadline reports whether a headline that a notice names is likely that of
// a story: the same words but for marks and case, one of them cut short, or
// most of the words in common. Headlines with other numbers are of two stories.
func SameHeadline(a, b string) bool {
	x, y := headlineWords(a), headlineWords(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return false
	}
	if strings.HasPrefix(strings.Join(y, " ")+" ", strings.Join(x, " ")+" ") && (len(x) == len(y) || len(x) >= fewestInTitle) {
		return true
	}
	count := make(map[string]int)
	for _, w := range y {
		count[w]++
	}
	shared := 0
	for _, w := range x {
		if count[w] > 0 {
			count[w]--
			shared++
		} else if numeric(w) {
			return false
		}
	}
	for w, n := range count {
		if n > 0 && numeric(w) {
			return false
		}
	}
	return shared >= fewestInTitle && float64(shared) >= sameHeadline*float64(len(x)+len(y)-shared)
}

// headlineWords returns the words of a headline in lower case, without what a
// wire puts before it: "UPDATE 2-", "BC-".
func headlineWords(s string) []string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for len(words) > 0 && wireWords[words[0]] {
		words = words[1:]
		if len(words) > 0 && len(words[0]) == 1 && numeric(words[0]) {
			words = words[1:]
		}
	}
	return words
}

// wireWords stand before headlines on the wire.
var wireWords = map[string]bool{"update": true, "correct": true, "corrected": true, "bc": true, "urgent": true, "refile": true, "lead": true, "ld": true, "breaking": true}

// numeric reports whether a word has a digit or is a small number.
func numeric(w string) bool {
	return strings.ContainsFunc(w, unicode.IsDigit) || smallNumbers[w]
}

// smallNumbers are those that headlines write in letters.
var smallNumbers = map[string]bool{"one": true, "two": true, "three": true, "four": true, "five": true, "six": true, "seven": true, "eight": true, "nine": true, "ten": true,
	"eleven": true, "twelve": true}
