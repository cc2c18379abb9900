// Package show prints records for people on a terminal: headline, when and
// where, who says what, what happens, who is who, dates, what was cut and what
// could not be read. It never prints a control character of a story, so that
// no story can take over a terminal. Start with [Record].
package show

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Style says how a page is printed.
type Style struct {
	Width int  // columns, at least 40
	Color bool // with ANSI colours and weights
}

// The ANSI codes that pages use. Meaning never hangs on colour alone.
const (
	bold  = "\x1b[1m"
	faint = "\x1b[2m"
	blue  = "\x1b[34m"
	amber = "\x1b[33m"
	plain = "\x1b[0m"
)

// A page is a terminal page under construction.
type page struct {
	bytes.Buffer
	Style
}

// newPage returns an empty page of a width that text can be wrapped in.
func newPage(style Style) *page {
	style.Width = max(style.Width, 40)
	return &page{Style: style}
}

// paint returns text in an ANSI style, or as it is without colour.
func (p *page) paint(code, text string) string {
	if !p.Color || text == "" {
		return text
	}
	return code + text + plain
}

// section prints the title of a part of the page.
func (p *page) section(title string, count int) {
	p.WriteByte('\n')
	p.WriteString(p.paint(bold, strings.ToUpper(title)))
	p.WriteString(p.paint(faint, fmt.Sprintf("  %d", count)))
	p.WriteByte('\n')
}

// line prints parts that are there, parted by two blanks, after an indent.
func (p *page) line(indent int, parts ...string) {
	text := strings.Repeat(" ", indent)
	for _, part := range parts {
		if part != "" {
			text += part + "  "
		}
	}
	p.WriteString(strings.TrimRight(text, " "))
	p.WriteByte('\n')
}

// para prints text wrapped between an indent and the page's width, at most
// limit lines of it (0: all).
func (p *page) para(indent, limit int, text string) {
	for i, line := range wrap(clean(text), p.Width-indent) {
		if limit > 0 && i == limit {
			p.line(indent, p.paint(faint, "[…]"))
			return
		}
		p.line(indent, line)
	}
}

// wrap breaks text at blanks into lines of at most width runes; a longer word
// is broken.
func wrap(text string, width int) []string {
	width = max(width, 10)
	var lines []string
	var line []rune
	for _, word := range strings.Fields(text) {
		runes := []rune(word)
		if len(line) > 0 && len(line)+1+len(runes) > width {
			lines, line = append(lines, string(line)), nil
		}
		if len(line) > 0 {
			line = append(line, ' ')
		}
		for len(runes) > width {
			lines, runes = append(lines, string(runes[:width])), runes[width:]
		}
		line = append(line, runes...)
	}
	if len(line) > 0 {
		lines = append(lines, string(line))
	}
	return lines
}

// clean makes text safe for a terminal: control characters and the marks that
// turn the direction of writing become a visible dot, line breaks blanks.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r == utf8.RuneError || unicode.IsControl(r) || turnsDirection(r):
			return '·'
		}
		return r
	}, text)
}

// turnsDirection reports the bidirectional controls of Unicode (UAX 9).
func turnsDirection(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// short cuts text to at most n runes.
func short(text string, n int) string {
	text = clean(text)
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return strings.TrimRight(string([]rune(text)[:n-1]), " ") + "…"
}
