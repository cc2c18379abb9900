package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is a line of the input with what its white space says.
type line struct {
	block
	width  int  // code points of the line as it stands
	indent bool // it begins with white space
}

// paragraphs splits text into blocks: lines, or what was one line before the
// text was wrapped. White space within a block is normalised.
func paragraphs(text string) []block {
	groups := lineGroups(text)
	width := wrapWidth(groups)
	var blocks []block
	for _, group := range groups {
		joined := []string{group[0].text}
		at := group[0].at
		flush := func() { blocks = append(blocks, block{strings.Join(joined, " "), at}) }
		for i, l := range group[1:] {
			if goesOn(group[i], l, width) {
				joined = append(joined, l.text)
				continue
			}
			flush()
			joined, at = []string{l.text}, l.at
		}
		flush()
	}
	return blocks
}

// lineGroups returns the lines of text, in groups that blank lines part.
func lineGroups(text string) [][]line {
	var groups [][]line
	var group []line
	at := 0
	for raw := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		n := utf8.RuneCountInString(raw)
		if clean := spaces(raw); clean != "" {
			first, _ := utf8.DecodeRuneInString(raw)
			group = append(group, line{block{clean, at}, utf8.RuneCountInString(clean), unicode.IsSpace(first)})
		} else if len(group) > 0 {
			groups = append(groups, group)
			group = nil
		}
		at += n + 1
	}
	if len(group) > 0 {
		groups = append(groups, group)
	}
	return groups
}

// Limits of what is taken for a text that was wrapped.
const (
	widestWrap  = 100 // code points of a line
	leastWrap   = 45
	leastGoesOn = 20 // of a line that a word in lower case goes on
	fewWraps    = 2  // breaks that no writer would have made
)

// wrapWidth returns the width at which a text was wrapped, or 0 if it was not:
// most of its lines that another one follows have no room for the next word,
// and most of these end within a sentence.
func wrapWidth(groups [][]line) int {
	width := 0
	for _, group := range groups {
		for _, l := range group {
			width = max(width, l.width)
		}
	}
	if width < leastWrap || width > widestWrap {
		return 0
	}
	pairs, full, within := 0, 0, 0
	for _, group := range groups {
		for i, l := range group[1:] {
			pairs++
			if isFull(group[i], l, width) {
				full++
				if !endsSentence(group[i].text) {
					within++
				}
			}
		}
	}
	if within < fewWraps || 10*full < 6*pairs || 2*within < full {
		return 0
	}
	return width
}

// isFull reports whether a line has no room for the first word of the next.
func isFull(l, next line, width int) bool {
	word, _, _ := strings.Cut(next.text, " ")
	return l.width+1+utf8.RuneCountInString(word) > width
}

// goesOn reports whether a line was one with the next before the text was
// wrapped at width. Where the width is not known, a long line that ends within
// a sentence goes on with a word in lower case.
func goesOn(l, next line, width int) bool {
	if next.indent && !l.indent {
		return false
	}
	if width > 0 && isFull(l, next, width) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(next.text)
	return l.width >= leastGoesOn && unicode.IsLower(first) && !endsSentence(l.text) && !strings.HasSuffix(l.text, ":")
}
