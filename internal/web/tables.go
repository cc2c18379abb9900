package web

import (
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/claim"
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
		{Title: "Statements", Head: []string{"No.", "Who", "Words", "To whom", "What is said", "Status", "When", "According to", "How sure", "Code", "Why"}},
		{Title: "Events", Head: []string{"No.", "Who", "Words", "To whom", "Status", "When", "Where", "According to", "How sure", "Code", "Why"}},
		{Title: "Actors", Head: []string{"No.", "Name", "Kind", "Said of it", "Why"}},
		{Title: "Dates and places", Head: []string{"No.", "What", "Words", "Said of it", "Why"}},
	}
	for i, layer := range []string{layerSaid, layerDid, layerWho, layerTime} {
		cards, n := d.cards(layer, maxRows)
		if n > maxRows {
			out[i].Title += fmt.Sprintf(" (the first %d)", maxRows)
		}
		for _, c := range cards {
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
	return text + sep + "show=" + id + "#hit"
}

func (d *deck) cells(c *card) []string {
	why := claim.Plain(c.Why)
	if l := c.Line; l != nil {
		out := []string{names(l.Who), l.Words, names(l.Whom)}
		if c.Layer == layerSaid {
			return append(out, short(c.Content, 300), l.Status, l.known("when"), l.told(), l.known("how sure"), l.Code, why)
		}
		return append(out, l.Status, l.known("when"), l.known("where"), l.told(), l.known("how sure"), l.Code, why)
	}
	if c.Layer == layerWho {
		return []string{c.Title, strings.Join(c.Tags, ", "), c.lines(), why}
	}
	return []string{c.Title, short(c.Note.In(d.rec.Version.Text), 100), c.lines(), why}
}

// lines returns all that a card says, in one line.
func (c *card) lines() string {
	var parts []string
	for _, l := range c.Lines {
		parts = append(parts, l.Label+" "+l.Text)
	}
	return strings.Join(parts, "; ")
}
