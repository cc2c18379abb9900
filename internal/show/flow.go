package show

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word is what no line break parts, in stretches of one style.
type word []piece

func (w word) size() int {
	n := 0
	for _, f := range w {
		n += utf8.RuneCountInString(f.text)
	}
	return n
}

// wordsOf cuts pieces into words at blanks. Pieces without a blank between
// them make one word; blanks in a row count as one.
func wordsOf(pieces []piece) []word {
	var out []word
	glued := false
	for _, pc := range pieces {
		text := clean(pc.text)
		if text == "" {
			continue
		}
		for i, part := range strings.Fields(text) {
			f := piece{pc.code, part}
			if i == 0 && glued && !unicode.IsSpace(firstRune(text)) && len(out) > 0 {
				out[len(out)-1] = append(out[len(out)-1], f)
				continue
			}
			out = append(out, word{f})
		}
		glued = !strings.HasSuffix(text, " ")
	}
	return out
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// split cuts a word that is longer than a line.
func (w word) split(width int) []word {
	if w.size() <= width {
		return []word{w}
	}
	var out []word
	var part word
	room := width
	for _, f := range w {
		runes := []rune(f.text)
		for len(runes) > 0 {
			n := min(room, len(runes))
			part, runes, room = append(part, piece{f.code, string(runes[:n])}), runes[n:], room-n
			if room == 0 {
				out, part, room = append(out, part), nil, width
			}
		}
	}
	if len(part) > 0 {
		out = append(out, part)
	}
	return out
}

// flow prints pieces one after the other, wrapped at blanks, at most limit
// lines of them (0: all). The first line begins at first, the others at indent;
// where first is less, the first word is a mark in a column of its own.
func (p *page) flow(first, indent, limit int, pieces []piece) {
	room := max(p.Width-indent, 10)
	var line []piece
	width, lines := 0, 0
	put := func(f piece) { // stretches of one style are painted together
		if n := len(line); n > 0 && line[n-1].code == f.code {
			line[n-1].text += f.text
		} else {
			line = append(line, f)
		}
	}
	end := func() {
		text := ""
		for _, f := range line {
			text += p.paint(f.code, f.text)
		}
		at := indent
		if lines == 0 {
			at = first
		}
		p.WriteString(strings.Repeat(" ", at) + text + "\n")
		line, width = nil, 0
		lines++
	}
	for n, w := range wordsOf(pieces) {
		for i, part := range w.split(room) {
			size := part.size()
			switch {
			case n == 0 && i == 0 && first < indent:
				part = append(part, piece{part[0].code, strings.Repeat(" ", max(0, indent-first-size-1))})
				size = 0 // the mark stands left of the room
			case width > 0 && width+1+size > room:
				end()
				if lines == limit {
					p.line(indent, p.paint(faint, "[…]"))
					return
				}
			}
			if len(line) > 0 {
				put(piece{part[0].code, " "})
				if width > 0 {
					width++
				}
			}
			for _, f := range part {
				put(f)
			}
			width += size
		}
	}
	if len(line) > 0 {
		end()
	}
}
