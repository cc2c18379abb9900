package web

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// A paragraph is a stretch of the story between line breaks.
type paragraph struct {
	Head bool // the headline
	Runs []run
}

// A run is a stretch of text that is marked in one way.
type run struct {
	Text  string
	Class string // "" for plain text
	Cards string // ids of the cards that it belongs to
	Hit   bool   // what the address asks for begins here
	Notes []*card
}

// A focus is what the address asks to see: words that are lit when the page
// opens, with or without a script, and where they begin.
type focus struct {
	id    string // of a card
	spans []readout.Span
	at    int
}

// maxLead is how many bytes before a card's mark its words may begin to be
// where the page opens; farther ones stand in other sentences.
const maxLead = 400

// focusOf returns the focus on a card: its words, from the first of them that
// stands near the mark and in its sentence, where that is known.
func focusOf(c *card) *focus {
	f := &focus{id: c.ID, spans: c.Spans, at: c.Note.Start}
	for _, s := range c.Spans {
		if s.Start < f.at && c.Note.Start-s.Start <= maxLead && (c.Frame.Empty() || c.Frame.Contains(s)) {
			f.at = s.Start
		}
	}
	return f
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

// layout returns the paragraphs of a part of a story and the cards that stand
// in it, and how many of these are left out because there are too many.
func layout(v *readout.Version, part readout.Span, cards []inDeck, f *focus) (out []*paragraph, shown []*card, left int) {
	for _, c := range cards {
		if c.at < part.Start || c.at >= part.End {
			continue
		}
		if len(shown) == partCards {
			left++
			continue
		}
		made := c.make()
		made.Open = f != nil && f.id == c.id
		shown = append(shown, made)
	}
	marks := marksOf(shown, part)
	if f != nil {
		for _, s := range f.spans {
			if s.Overlaps(part) {
				marks = append(marks, mark{Span: s, class: "lit"})
			}
		}
		marks = append(marks, mark{Span: readout.Span{Start: f.at, End: f.at + 1}, hit: true})
		sort.SliceStable(marks, func(i, j int) bool { return marks[i].Start < marks[j].Start })
	}
	for _, para := range paragraphs(v.Text, part) {
		p := &paragraph{Head: para.Start == 0 && v.Headline != "" && strings.TrimSpace(para.In(v.Text)) == strings.TrimSpace(v.Headline)}
		p.Runs = runs(v.Text, para, marks)
		out = append(out, p)
	}
	return out, shown, left
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
	card  *card // nil for the focus
	class string
	hit   bool // the focus begins here
}

// marksOf returns the marks of cards in a part of the text, in text order.
func marksOf(cards []*card, part readout.Span) []mark {
	var out []mark
	for _, c := range cards {
		for i, s := range c.Spans {
			if s.Overlaps(part) && i < maxSpans {
				out = append(out, mark{Span: s, card: c, class: classOf(c, s)})
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
	if s == c.Note || c.Note.Contains(s) || c.Layer == layerWho {
		return "m-" + c.Layer + c.line()
	}
	return ""
}

// line says how a card's underline is drawn: solid for what the outlet says
// itself, dashed for what somebody else says.
func (c *card) line() string {
	if c.Told {
		return " told"
	}
	return ""
}

// runs cuts a paragraph where marks begin and end.
func runs(text string, para readout.Span, marks []mark) []run {
	first := sort.Search(len(marks), func(i int) bool { return marks[i].Start >= para.End })
	var inside []mark
	cuts := []int{para.Start, para.End}
	for _, m := range marks[:first] {
		if !m.Overlaps(para) {
			continue
		}
		inside = append(inside, m)
		if cuts = append(cuts, max(m.Start, para.Start)); !m.hit {
			cuts = append(cuts, min(m.End, para.End))
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
		if r.Hit = r.Hit || m.hit && m.Start == s.Start; m.card == nil {
			continue
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
