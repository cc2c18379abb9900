package article

import (
	"strings"
	"unicode/utf8"
)

// A pageIndex finds words in a page whatever blanks and marks stand between
// them.
type pageIndex struct {
	text    string // the page's paragraphs, a line break between them
	letters string // its letters and digits alone
	at      []int  // at[i] is where the byte letters[i] stands in text
}

// newPageIndex indexes the paragraphs of a page.
func newPageIndex(page []pageBlock) *pageIndex {
	var text, only strings.Builder
	x := &pageIndex{}
	for _, b := range page {
		for i, r := range b.text {
			if !isLetterOrDigit(r) {
				continue
			}
			for k := range utf8.RuneLen(r) {
				x.at = append(x.at, text.Len()+i+k)
			}
			only.WriteRune(r)
		}
		text.WriteString(b.text)
		text.WriteByte('\n')
	}
	x.text, x.letters = text.String(), only.String()
	return x
}

// isLetterOrDigit reports the runes that letters keeps.
func isLetterOrDigit(r rune) bool {
	return r >= 0x80 && r != utf8.RuneError || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// maxSearch is how many letters of a page are searched in vain before restore
// leaves the other paragraphs as the library has them.
const maxSearch = 64 << 20

// restore gives paragraphs that a library took out of the page the page's own
// blanks back: libraries drop the blanks around links, which would glue words
// together. A paragraph that the page does not have as a whole stays as it is.
func (x *pageIndex) restore(blocks []block) []block {
	from, budget := 0, maxSearch
	out := make([]block, len(blocks))
	for i, b := range blocks {
		out[i] = b
		key := letters(b.text)
		if len(key) < 2 || budget < 0 {
			continue
		}
		start := strings.Index(x.letters[from:], key)
		if start < 0 {
			budget -= len(x.letters)
			if start = strings.Index(x.letters, key); start < 0 {
				continue
			}
		} else {
			budget -= start
			start += from
		}
		end := start + len(key)
		from = end
		// marks at the ends are the library's: it decided where they belong
		first, last := x.at[start], x.at[end-1]+1
		lead := b.text[:strings.IndexFunc(b.text, isLetterOrDigit)]
		tail := b.text[strings.LastIndexFunc(b.text, isLetterOrDigit):]
		_, size := utf8.DecodeRuneInString(tail)
		out[i].text = spaces(lead + x.text[first:last] + tail[size:])
	}
	return out
}
