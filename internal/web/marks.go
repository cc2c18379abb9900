package web

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// A row is a paragraph of the story with the cards whose words stand in it.
type row struct {
	Head  bool // the headline
	Runs  []run
	Cards []*card
}

// A run is a stretch of text that is marked in one way.
type run struct {
	Text  string
	Class string // "" for plain text
	Cards string // ids of the cards that it belongs to
	Notes []*card
}

// Limits of one page: a longer text is shown in parts, each with its cards.
const (
	partBytes = 24_000
	partCards = 250
)

// parts cuts a text into stretches of at most about partBytes, at the end of a
// paragraph where there is one, else after a sentence or a word.
func parts(text string) []readout.Span {
	var out []readout.Span
	for start := 0; start < len(text) || start == 0; {
		end := len(text)
		if end-start > partBytes {
			end = cutBefore(text, start, start+partBytes)
		}
		out = append(out, readout.Span{Start: start, End: end})
		if start = end; end == len(text) {
			break
		}
	}
	return out
}

// cutBefore returns a good place to cut text between start and limit.
func cutBefore(text string, start, limit int) int {
	piece := text[start:limit]
	for _, sep := range []string{"\n\n", "\n", ". ", " "} {
		if i := strings.LastIndex(piece, sep); i > len(piece)/3 {
			return start + i + len(sep)
		}
	}
	for limit > start+1 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return limit
}

// layout returns the rows of a part of a story, and how many of its cards are
// left out because there are too many.
func layout(v *readout.Version, part readout.Span, cards []*card) (rows []*row, left int) {
	shown := cards[:0:0]
	for _, c := range cards {
		if part.Start <= c.At && c.At < part.End {
			shown = append(shown, c)
		}
	}
	if len(shown) > partCards {
		left, shown = len(shown)-partCards, shown[:partCards]
	}
	marks := marksOf(shown, part)
	next := 0
	for _, para := range paragraphs(v.Text, part) {
		r := &row{Head: para.Start == 0 && v.Headline != "" && strings.TrimSpace(para.In(v.Text)) == strings.TrimSpace(v.Headline)}
		r.Runs = runs(v.Text, para, marks)
		for next < len(shown) && shown[next].At < para.End {
			r.Cards = append(r.Cards, shown[next])
			next++
		}
		rows = append(rows, r)
	}
	if len(rows) > 0 {
		rows[len(rows)-1].Cards = append(rows[len(rows)-1].Cards, shown[next:]...)
	}
	return rows, left
}

// paragraphs returns the paragraphs of a part of text.
func paragraphs(text string, part readout.Span) []readout.Span {
	var out []readout.Span
	for start := part.Start; start < part.End; {
		end := part.End
		if i := strings.IndexByte(text[start:part.End], '\n'); i >= 0 {
			end = start + i
		}
		if strings.TrimSpace(text[start:end]) != "" {
			out = append(out, readout.Span{Start: start, End: end})
		}
		start = end + 1
	}
	return out
}

// A mark says that a stretch of text belongs to a card.
type mark struct {
	readout.Span
	card  *card
	class string
}

// marksOf returns the marks of cards in a part of the text, in text order.
func marksOf(cards []*card, part readout.Span) []mark {
	var out []mark
	for _, c := range cards {
		for i, s := range c.Spans {
			if s.Overlaps(part) && i < maxSpans {
				out = append(out, mark{s, c, classOf(c, s)})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}

// maxSpans bounds the stretches of text that one card marks on a page.
const maxSpans = 400

// classOf returns how the words of a card are drawn: only those that carry
// its mark are underlined; the others light up with it.
func classOf(c *card, s readout.Span) string {
	switch {
	case s == c.Note || c.Note.Contains(s) || c.Layer == layerWho:
		return "m-" + c.Layer + c.line()
	case c.Layer == layerSaid && c.Direct:
		return ""
	}
	return ""
}

// line says how a card's underline is drawn: solid for what the outlet says
// itself, dashed for what somebody else says.
func (c *card) line() string {
	for _, l := range c.Lines {
		if l.Label == "as told by" || l.Label == "according to" && len(l.Cards) > 0 {
			return " told"
		}
	}
	return ""
}

// runs cuts a paragraph where marks begin and end.
func runs(text string, para readout.Span, marks []mark) []run {
	first := sort.Search(len(marks), func(i int) bool { return marks[i].Start >= para.End })
	var inside []mark
	cuts := []int{para.Start, para.End}
	for _, m := range marks[:first] {
		if m.Overlaps(para) {
			inside = append(inside, m)
			cuts = append(cuts, max(m.Start, para.Start), min(m.End, para.End))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []run
	var active []mark
	next := 0
	for i := range cuts[1:] {
		s := readout.Span{Start: cuts[i], End: cuts[i+1]}
		for next < len(inside) && inside[next].Start <= s.Start {
			active = append(active, inside[next])
			next++
		}
		active = slices.DeleteFunc(active, func(m mark) bool { return m.End <= s.Start })
		out = append(out, runOf(text, s, active))
	}
	return out
}

// runOf returns one run with what the active marks say about it.
func runOf(text string, s readout.Span, active []mark) run {
	r := run{Text: s.In(text)}
	var classes, ids []string
	for _, m := range active {
		if m.class != "" && !slices.Contains(classes, m.class) {
			classes = append(classes, m.class)
		}
		if !slices.Contains(ids, m.card.ID) {
			ids = append(ids, m.card.ID)
		}
		if m.card.Note.End == s.End && m.Span.Contains(m.card.Note) && !slices.Contains(r.Notes, m.card) {
			r.Notes = append(r.Notes, m.card)
		}
	}
	r.Class, r.Cards = strings.Join(classes, " "), strings.Join(ids, " ")
	return r
}
