package web

import (
	"slices"
	"testing"
)

// TestEmptyColumnsAreLeftOut holds that a table of the record has the columns that
// hold something.
func TestEmptyColumnsAreLeftOut(t *testing.T) {
	row := func(cells ...string) (r tableRow) {
		for _, c := range cells {
			r.Cells = append(r.Cells, tableCell{Text: c})
		}
		return r
	}
	tab := table{Head: []string{"No.", "Who", "To whom", "Status", "Why"}, Rows: []tableRow{row("Strand", "", "", "a"), row("Lind", "", "denied", "")}}
	tab.dropEmpty()
	if want := []string{"No.", "Who", "Status", "Why"}; !slices.Equal(tab.Head, want) || len(tab.Rows[0].Cells) != 3 || tab.Rows[1].Cells[1].Text != "denied" {
		t.Errorf("the table is %v of %v", tab.Rows, tab.Head)
	}
	none := table{Head: []string{"No.", "Who"}}
	if none.dropEmpty(); len(none.Head) != 2 {
		t.Errorf("a table without rows has %v", none.Head)
	}
}
