package store

import (
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// Marks returns where the words of a query, and of its about:, stand in a text,
// as far as the index's stemmer sees them as forms of one.
func (q *Query) Marks(text string) []readout.Span {
	wanted := plainWords(q.Words)
	for _, words := range q.Fields["about"] {
		wanted = append(wanted, wordsOf(words)...)
	}
	if len(wanted) == 0 {
		return nil
	}
	var out []readout.Span
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			at += size
			continue
		}
		end := at
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				break
			}
			end += size
		}
		for _, w := range wordsOf(text[at:end]) {
			for _, want := range wanted {
				if alike(w, want) {
					out = append(out, readout.Span{Start: at, End: end})
					break
				}
			}
		}
		at = end
	}
	return out
}
