package web

import (
	"fmt"
	"slices"
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
	Cells      []tableCell
}

// A tableCell is a value of a row; a long one has room for its words.
type tableCell struct {
	Text string
	Long bool
}

// longHeads are the columns that hold sentences.
var longHeads = map[string]bool{"What is said": true, "Said of it": true, "Why": true}

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
			row := tableRow{Mark: c.Mark, Href: link(text, layer, c.ID)}
			for k, value := range d.cells(c) {
				row.Cells = append(row.Cells, tableCell{value, longHeads[out[i].Head[k+1]]})
			}
			out[i].Rows = append(out[i].Rows, row)
		}
		out[i].dropEmpty()
	}
	return out
}

// dropEmpty takes out the columns in which no row has a value.
func (t *table) dropEmpty() {
	for k := len(t.Head) - 2; k >= 0 && len(t.Rows) > 0; k-- {
		if slices.ContainsFunc(t.Rows, func(r tableRow) bool { return r.Cells[k].Text != "" }) {
			continue
		}
		t.Head = slices.Delete(t.Head, k+1, k+2)
		for i := range t.Rows {
			t.Rows[i].Cells = slices.Delete(t.Rows[i].Cells, k, k+1)
		}
	}
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
