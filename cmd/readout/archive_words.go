package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout/internal/compare"
)

// contextWords is how many words around a change are shown; a gap of no more
// than gapWords is shown too.
const (
	contextWords = 12
	gapWords     = 8
)

// A piece is a word of a word diff with its mark.
type piece struct {
	op   compare.Op
	text string
	glue bool // no white space before it
	end  bool // last of a paragraph
}

// wordDiff prints the changed passages of two texts, with the words around
// them: [-gone-] and {+new+}, which colour only repeats.
func (s *sheet) wordDiff(old, now string) {
	pieces := wordPieces(old, now)
	shown := false
	for _, passage := range passages(pieces) {
		shown = true
		s.passage(pieces[passage[0]:passage[1]], passage[0] > 0, passage[1] < len(pieces))
	}
	if !shown {
		s.faint(0, "the words are the same")
	}
}

// wordPieces returns the words of both texts in order.
func wordPieces(old, now string) []piece {
	var out []piece
	for _, e := range compare.Words(old, now) {
		text, span := now, e.New
		if e.Op == compare.Gone {
			text, span = old, e.Old
		}
		glue := span.Start > 0 && !strings.ContainsAny(text[span.Start-1:span.Start], " \n\t")
		lines := strings.Split(span.In(text), "\n")
		for i, line := range lines {
			n := len(out)
			for word := range strings.FieldsSeq(line) {
				out = append(out, piece{op: e.Op, text: word, glue: glue && len(out) == n && i == 0})
			}
			if len(out) > 0 && i < len(lines)-1 {
				out[len(out)-1].end = true
			}
		}
		if len(out) > 0 && (span.End == len(text) || text[span.End] == '\n') {
			out[len(out)-1].end = true
		}
	}
	return out
}

// passages returns the ranges of pieces around the changes.
func passages(pieces []piece) [][2]int {
	var out [][2]int
	for i, p := range pieces {
		if p.op == compare.Same {
			continue
		}
		start, end := max(i-contextWords, 0), min(i+contextWords+1, len(pieces))
		if n := len(out); n > 0 && start <= out[n-1][1]+gapWords {
			out[n-1][1] = end
		} else {
			out = append(out, [2]int{start, end})
		}
	}
	return out
}

// passage prints one changed passage.
func (s *sheet) passage(pieces []piece, before, after bool) {
	w := passageWriter{sheet: s}
	if before {
		w.word("…", ansiFaint, false)
	}
	for i, p := range pieces {
		text, code := printable(p.text), ""
		first := i == 0 || pieces[i-1].op != p.op
		last := i == len(pieces)-1 || pieces[i+1].op != p.op
		switch p.op {
		case compare.Gone:
			text, code = mark(text, "[-", "-]", first, last), ansiRed
		case compare.Came:
			text, code = mark(text, "{+", "+}", first, last), ansiGreen
		}
		w.word(text, code, p.glue)
		replaced := p.op == compare.Gone && last && i+1 < len(pieces) && pieces[i+1].op == compare.Came
		if p.end && i < len(pieces)-1 && !replaced {
			w.flush()
		}
	}
	if after {
		w.word("…", ansiFaint, false)
	}
	w.flush()
	s.WriteByte('\n')
}

// A passageWriter breaks marked words into lines.
type passageWriter struct {
	*sheet
	line  strings.Builder
	width int
}

// word adds a word, after a blank unless it is glued to the one before.
func (w *passageWriter) word(text, code string, glue bool) {
	n := utf8.RuneCountInString(text)
	switch {
	case w.width > 0 && w.width+1+n > w.Width-2 && !glue:
		w.flush()
	case w.width > 0 && !glue:
		w.line.WriteByte(' ')
		w.width++
	}
	w.line.WriteString(w.paint(code, text))
	w.width += n
}

// flush ends the line.
func (w *passageWriter) flush() {
	if w.width > 0 {
		fmt.Fprintf(w.sheet, "  %s\n", w.line.String())
	}
	w.line.Reset()
	w.width = 0
}

// mark puts marks around the first and last word of a run.
func mark(text, open, closing string, first, last bool) string {
	if first {
		text = open + text
	}
	if last {
		text += closing
	}
	return text
}
