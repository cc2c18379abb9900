package joined

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Table says who tells what of a happening: a column a story, the first
// posted first, a row a point that stories tell, such as the day or a number of
// something. An empty cell is a point that the story leaves out.
type Table struct {
	Columns []Column `json:"columns"`
	Points  []Point  `json:"points"`
}

// A Column is a story that tells of the happening, by the version that was
// posted last.
type Column struct {
	Story   string `json:"story"`
	Version string `json:"version"`
	Outlet  string `json:"outlet"`
	Posted  string `json:"posted"`
	Line    string `json:"line"`
}

// A Point is something that may be told of a happening.
type Point struct {
	Slot  string `json:"slot" enum:"day,place,by whom,to whom,number,source"`
	What  string `json:"what,omitempty" doc:"of a number: what is counted"`
	Cells []Cell `json:"cells" doc:"one a column"`
}

// A Cell is what one story says of a point.
type Cell struct {
	Value     string       `json:"value,omitempty" doc:"in the story's words, or a day; empty: the story leaves it out"`
	First     bool         `json:"first,omitempty" doc:"this story had it first"`
	Otherwise bool         `json:"otherwise,omitempty" doc:"most of those that tell it have another value"`
	Sentence  readout.Span `json:"-"` // bytes
	At        *[2]int      `json:"sentence,omitempty" doc:"its sentence, in code points of the column's version"`
}

// Claims returns who tells what of a happening, points that most stories tell
// first. text gives the text of a version.
func Claims(h *thread.Happening, text func(version string) string) Table {
	b := &tableMaker{at: make(map[string]int), points: make(map[[2]string]*Point)}
	lines := thread.Independent(h.Mentions)
	for _, m := range h.Mentions { // by posting: the last version of a story stays
		i, ok := b.at[m.Story.ID]
		if !ok {
			i = len(b.Columns)
			b.at[m.Story.ID] = i
			b.Columns = append(b.Columns, Column{})
		}
		b.Columns[i] = Column{Story: m.Story.ID, Version: m.Story.Version, Outlet: m.Story.Outlet, Posted: m.Story.Posted, Line: lines[m.Story.Line]}
	}
	// What words tell that are no event of their record counts where those that are
	// say nothing: who left a point out is told of none who has it.
	for _, event := range []bool{true, false} {
		for _, m := range h.Mentions {
			if col := b.at[m.Story.ID]; b.Columns[col].Version == m.Story.Version && (m.Event != "") == event {
				b.mention(col, m)
			}
		}
	}
	out := b.table()
	for col, c := range out.Columns {
		full := text(c.Version)
		of := readout.PointsOf(full)
		for i := range out.Points {
			if cell := &out.Points[i].Cells[col]; cell.Value != "" {
				at := points(of, full, cell.Sentence)
				cell.At = &at
			}
		}
	}
	return out
}

// A tableMaker is a table on its way.
type tableMaker struct {
	Table
	at     map[string]int // columns by story
	points map[[2]string]*Point
}

// mention adds what one mention tells.
func (b *tableMaker) mention(col int, m thread.Told) {
	sentence := m.Story.Sentences[m.Sentence].Span
	if m.When.Stated && m.When.From != "" {
		b.set(col, "day", "", m.When.From, sentence)
	}
	if m.Where != nil {
		b.set(col, "place", "", m.Where.Name, sentence)
	}
	for i := range m.Args {
		switch a := &m.Args[i]; a.Part {
		case thread.Doer:
			b.set(col, "by whom", "", a.Name, sentence)
		case thread.Undergoer:
			b.set(col, "to whom", "", a.Name, sentence)
		}
	}
	if len(m.By) > 0 {
		b.set(col, "source", "", m.By[len(m.By)-1], sentence)
	}
	for i := range m.Story.Figures {
		if f := &m.Story.Figures[i]; f.Trigger >= 0 && f.Trigger < len(m.Story.Mentions) && &m.Story.Mentions[f.Trigger] == m.Mention {
			b.set(col, "number", strings.TrimSpace(f.What+" "+f.Act), f.Text, m.Story.Sentences[f.Sentence].Span)
		}
	}
}

// set takes a value down; the first of a story stays.
func (b *tableMaker) set(col int, slot, what, value string, sentence readout.Span) {
	if strings.TrimSpace(value) == "" {
		return
	}
	key := [2]string{slot, what}
	p := b.points[key]
	if p == nil {
		p = &Point{Slot: slot, What: what, Cells: make([]Cell, len(b.Columns))}
		b.points[key] = p
	}
	if p.Cells[col].Value == "" {
		p.Cells[col] = Cell{Value: value, Sentence: sentence}
	}
}

// slots is the order of points that as many stories tell.
var slots = []string{"day", "place", "by whom", "to whom", "number", "source"}

// table returns the table with who had what first, and who has it otherwise.
func (b *tableMaker) table() Table {
	for _, key := range slices.SortedFunc(maps.Keys(b.points), func(x, y [2]string) int { return slices.Compare(x[:], y[:]) }) {
		p := b.points[key]
		count := make(map[string]int)
		first := -1
		for i, c := range p.Cells {
			if c.Value == "" {
				continue
			}
			count[strings.ToLower(c.Value)]++
			if first < 0 || postedBefore(b.Columns[i].Posted, b.Columns[first].Posted) {
				first = i
			}
		}
		p.Cells[first].First = true
		most := 0
		for _, n := range count {
			most = max(most, n)
		}
		for i := range p.Cells {
			if c := &p.Cells[i]; c.Value != "" && len(count) > 1 {
				c.Otherwise = count[strings.ToLower(c.Value)] < most || most == 1 && i != first
			}
		}
		b.Points = append(b.Points, *p)
	}
	sorting.StableFunc(b.Points, func(x, y Point) int {
		return cmp.Or(cmp.Compare(tellers(y), tellers(x)), cmp.Compare(slices.Index(slots, x.Slot), slices.Index(slots, y.Slot)), cmp.Compare(x.What, y.What))
	})
	return b.Table
}

// tellers returns how many stories tell a point.
func tellers(p Point) (n int) {
	for _, c := range p.Cells {
		if c.Value != "" {
			n++
		}
	}
	return n
}

// postedBefore reports whether a was posted before b; unknown times come last.
func postedBefore(a, b string) bool { return a != "" && (b == "" || a < b) }
