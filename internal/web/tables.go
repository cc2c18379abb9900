package web

import (
	"fmt"
	"strings"
)

// A table is a layer of the record, for those who read tables.
type table struct {
	Title string
	Head  []string
	Rows  []tableRow
}

// A tableRow is one value with the way to its words.
type tableRow struct {
	Mark, Href string
	Cells      []string
}

// maxRows bounds the rows of one table on a page.
const maxRows = 500

// tables returns the record as tables; text is the address of the story's text.
func (d *deck) tables(text string) []table {
	out := []table{
		{Title: "Statements", Head: []string{"No.", "Speaker", "Act", "Content", "Status", "As told by", "When", "Sure", "Why"}},
		{Title: "Events", Head: []string{"No.", "Type", "Who", "Whom", "Words", "Status", "According to", "When", "Sure", "Why"}},
		{Title: "Actors", Head: []string{"No.", "Name", "Kind", "Said of it", "Why"}},
		{Title: "Dates and places", Head: []string{"No.", "What", "Words", "Said of it", "Why"}},
	}
	for i, layer := range []string{layerSaid, layerDid, layerWho, layerTime} {
		for _, c := range d.cards(layer) {
			if len(out[i].Rows) == maxRows {
				out[i].Title += fmt.Sprintf(" (the first %d)", maxRows)
				break
			}
			out[i].Rows = append(out[i].Rows, tableRow{Mark: c.Mark, Href: link(text, layer, c.ID), Cells: d.cells(c)})
		}
	}
	return out
}

// link returns the address of a card's words.
func link(text, layer, id string) string {
	sep := "?"
	if strings.Contains(text, "?") {
		sep = "&"
	}
	return text + sep + "show=" + id + "#" + id
}

func (d *deck) cells(c *card) []string {
	sure := strings.TrimSpace(c.Sure + " " + c.Number)
	switch c.Layer {
	case layerSaid:
		return []string{c.Who, c.Verb, short(c.Content, 300), strings.Join(c.Tags, ", "), c.lineText("as told by"), c.lineText("when"), sure, c.Why}
	case layerDid:
		return []string{c.Verb, c.Who, c.Whom, c.Content, strings.Join(c.Tags, ", "), c.lineText("according to"), c.lineText("when"), sure, c.Why}
	case layerWho:
		return []string{c.Who, strings.Join(c.Tags, ", "), c.lines(), c.Why}
	}
	return []string{c.Who, short(c.Note.In(d.rec.Version.Text), 100), c.lines(), c.Why}
}

// lineText returns what a card says under a label.
func (c *card) lineText(label string) string {
	for _, l := range c.Lines {
		if l.Label == label {
			return l.text()
		}
	}
	return ""
}

func (l *line) text() string {
	parts := []string{}
	if l.Text != "" {
		parts = append(parts, l.Text)
	}
	for _, c := range l.Cards {
		parts = append(parts, c.Text)
	}
	return strings.Join(parts, " ← ")
}

// lines returns all that a card says, in one line.
func (c *card) lines() string {
	var parts []string
	for _, l := range c.Lines {
		parts = append(parts, l.Label+" "+l.text())
	}
	return strings.Join(parts, "; ")
}

// Told returns who told it, for the closed card: "according to" is never hidden.
func (c *card) Told() string {
	for _, label := range []string{"as told by", "according to"} {
		for _, l := range c.Lines {
			if l.Label == label && len(l.Cards) > 0 {
				return label + " " + l.text()
			}
		}
	}
	return ""
}
