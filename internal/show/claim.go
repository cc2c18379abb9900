package show

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
)

// A piece is words in one style.
type piece struct{ code, text string }

// Claim returns a statement or event as it stands on a page: who → the
// story's words → to whom, and what is known about that; below it the words
// given, those of the row marked where the terminal has weights.
func Claim(row *claim.Row, mark, below string, style Style) []byte {
	p := newPage(style)
	p.claim(row, mark, []piece{{faint, below}}, 0)
	return p.Bytes()
}

// claim prints a row after a mark, and the words below it, at most limit lines
// of them (0: all).
func (p *page) claim(row *claim.Row, mark string, below []piece, limit int) {
	const indent = 6
	head := append([]piece{{faint, mark + strings.Repeat(" ", max(1, indent-2-utf8.RuneCountInString(mark)))}}, p.parties(row.Who, true)...)
	head = append(head, piece{"", " → "}, piece{blue, short(row.Words, 120)})
	if len(row.Whom) > 0 {
		head = append(append(head, piece{"", " → "}), p.parties(row.Whom, false)...)
	}
	for i, fact := range Facts(row) {
		code := faint
		if i == 0 && row.StatusText() != "" {
			code = amber
		}
		head = append(head, piece{faint, " · "}, piece{code, short(fact, 200)})
	}
	p.flow(2, indent, 0, head)
	p.flow(indent, indent, limit, below)
}

// parties returns who does it or whom it is done to, with what the story calls
// them and what a reader must not miss.
func (p *page) parties(list []claim.Party, doing bool) []piece {
	if len(list) == 0 && doing {
		return []piece{{faint, claim.Nobody}}
	}
	var out []piece
	for i := range list {
		name, said := list[i].Shown()
		text := short(name, 70)
		if said != "" {
			text += " (“" + short(said, 60) + "”)"
		}
		if note := list[i].Note; note != "" {
			text += " (" + note + ")"
		}
		if i < len(list)-1 {
			text += ", "
		}
		out = append(out, piece{bold, text})
	}
	return out
}

// Facts returns what a row says beside who did what to whom, in words and in
// the order of all rows: how far it is said to be so, when and how that is
// known, where, according to whom, how sure, and the code.
func Facts(row *claim.Row) []string {
	var out []string
	add := func(text string) {
		if text != "" {
			out = append(out, text)
		}
	}
	add(row.StatusText())
	days, known := claim.WhenText(row.When)
	add(with(days, known))
	if row.Where != nil {
		place, exact := claim.WhereText(row.Where)
		add("in " + with(place, exact))
	}
	add(row.Medium)
	if len(row.By) > 0 {
		add("according to " + claim.ByText(row.By))
	}
	add(claim.SureText(row.Confidence))
	code := row.Code
	if len(row.Modes) > 0 {
		code += "/" + strings.Join(row.Modes, "+")
	}
	if code != string(readout.Say) {
		add(code)
	}
	return out
}

// with adds an explanation to words.
func with(text, more string) string {
	if more == "" {
		return text
	}
	return text + " (" + more + ")"
}

// marked cuts the words of a stretch of text where marks begin and end.
func marked(text string, at readout.Span, marks []readout.Span) []piece {
	if !at.Fits(text) {
		return nil
	}
	cuts := []int{at.Start, at.End}
	for _, m := range marks {
		if m.Overlaps(at) && m.Fits(text) {
			cuts = append(cuts, max(m.Start, at.Start), min(m.End, at.End))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []piece
	for i := range cuts[1:] {
		s := readout.Span{Start: cuts[i], End: cuts[i+1]}
		code := faint
		if slices.ContainsFunc(marks, func(m readout.Span) bool { return m.Contains(s) }) {
			code = bold
		}
		out = append(out, piece{code, s.In(text)})
	}
	return out
}
