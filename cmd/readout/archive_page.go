package main

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	counted "github.com/seed-f92ea4cf/readout/internal/plural"
	"github.com/seed-f92ea4cf/readout/internal/show"
)

// The ANSI codes that pages of the archive use. Meaning never hangs on colour
// alone.
const (
	ansiBold  = "\x1b[1m"
	ansiFaint = "\x1b[2m"
	ansiRed   = "\x1b[31m"
	ansiGreen = "\x1b[32m"
	ansiAmber = "\x1b[33m"
	ansiPlain = "\x1b[0m"
)

// A sheet is a page for the terminal under construction.
type sheet struct {
	bytes.Buffer
	show.Style
}

// paint returns text in an ANSI style, or as it is without colour. The text
// must be printable already.
func (s *sheet) paint(code, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return code + text + ansiPlain
}

// head prints a heading.
func (s *sheet) head(format string, args ...any) {
	fmt.Fprintf(s, "\n%s\n", s.paint(ansiBold, printable(fmt.Sprintf(format, args...))))
}

// faint prints one line of lesser weight.
func (s *sheet) faint(indent int, format string, args ...any) {
	fmt.Fprintf(s, "%s%s\n", strings.Repeat(" ", indent), s.paint(ansiFaint, printable(fmt.Sprintf(format, args...))))
}

// para prints text between an indent and the page's width; the first line
// begins with mark, in a style of its own.
func (s *sheet) para(indent int, code, mark, text string) {
	width := max(s.Width-indent-utf8.RuneCountInString(mark), 20)
	for i, line := range wrapWords(printable(text), width) {
		lead := strings.Repeat(" ", utf8.RuneCountInString(mark))
		if i == 0 {
			lead = s.paint(code, mark)
		}
		fmt.Fprintf(s, "%s%s%s\n", strings.Repeat(" ", indent), lead, line)
	}
}

// wrapWords breaks text at blanks into lines of at most width runes; longer
// words stand alone.
func wrapWords(text string, width int) []string {
	var lines []string
	var line strings.Builder
	n := 0
	for word := range strings.FieldsSeq(text) {
		size := utf8.RuneCountInString(word)
		if n > 0 && n+1+size > width {
			lines = append(lines, line.String())
			line.Reset()
			n = 0
		}
		if n > 0 {
			line.WriteByte(' ')
			n++
		}
		line.WriteString(word)
		n += size
	}
	if n > 0 {
		lines = append(lines, line.String())
	}
	return lines
}

// printable makes foreign text safe for a terminal: control characters and
// marks that turn the direction of writing become a visible dot.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r == utf8.RuneError || unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			return '·'
		}
		return r
	}, text)
}

// plural returns a count with its word: "1 story", "2 stories".
func plural(n int, one, many string) string { return counted.Of(n, one, many) }
