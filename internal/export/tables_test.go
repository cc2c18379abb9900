package export

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
)

// TestTheBookOfTables writes doc/tables.md under -update.
func TestTheBookOfTables(t *testing.T) {
	var b strings.Builder
	b.WriteString("# The tables of an export\n\n" +
		"`readout export --as csv|tsv|jsonl|parquet|arrow|xlsx` writes these tables, and a `datapackage.json` that says the same for programs. One row is one\n" +
		"thing and no cell holds a list. Empty cells are missing values; *always* marks columns that have none. Offsets count Unicode code points of the\n" +
		"version's text from 0, the end not included. Codes are text. Keys tell the rows of a table apart.\n")
	for _, table := range tables {
		fmt.Fprintf(&b, "\n## %s\n%s Key: %s.\n\n| column | type | what it holds |\n|---|---|---|\n", table.Name, table.Doc, strings.Join(table.Primary, ", "))
		for _, c := range table.Columns {
			doc := c.Doc
			if c.Codes != nil {
				doc += ": " + strings.Join(c.Codes, " ")
			}
			if c.Whole {
				doc += " (with `--with-text`)"
			}
			kind := c.Type.String()
			if c.Required {
				kind += ", always"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.Name, kind, strings.ReplaceAll(doc, "|", "\\|"))
		}
	}
	golden.File(t, "../../doc/tables.md", b.String())
}

func TestTablesAreSound(t *testing.T) {
	for _, table := range tables {
		seen := make(map[string]bool)
		for _, c := range table.Columns {
			if seen[c.Name] || c.Doc == "" {
				t.Errorf("%s.%s: twice, or without words", table.Name, c.Name)
			}
			seen[c.Name] = true
		}
		for _, name := range table.Primary {
			if i := table.column(name); i < 0 || !table.Columns[i].Required {
				t.Errorf("%s: the key %s is no column that is always there", table.Name, name)
			}
		}
		for _, k := range table.Foreign {
			of, unknown := Tables([]string{firstOf(k.Table, table.Name)})
			if unknown != "" {
				t.Fatalf("%s: no table %s", table.Name, unknown)
			}
			for i := range k.Columns {
				if table.column(k.Columns[i]) < 0 || of[0].column(k.Of[i]) < 0 {
					t.Errorf("%s: key %v to %s", table.Name, k.Columns, k.Table)
				}
			}
		}
	}
}

func TestAStoryOfTenThousandEvents(t *testing.T) {
	rec := harbour()
	first := rec.Events[1]
	rec.Events = nil
	for i := range 10_000 {
		first.ID = readout.EventID("e" + strconv.Itoa(i+1))
		rec.Events = append(rec.Events, first)
	}
	for range 100 { // and one with many on both sides
		rec.Events[0].Actor = append(rec.Events[0].Actor, first.Actor[0])
		rec.Events[0].Recipient = append(rec.Events[0].Recipient, first.Recipient[0])
	}
	for _, name := range []string{"csv", "parquet", "gexf", "icews"} {
		f := FormatNamed(name)
		dir := write(t, Options{Format: f}, []*Item{{Record: rec}})
		if f.Name != "csv" {
			continue
		}
		if n := strings.Count(read(t, dir, "events.csv"), "\n"); n != 10_001 {
			t.Errorf("%d lines of events", n)
		}
		if n := strings.Count(read(t, dir, "dyads.csv"), "\n"); n != 1+maxDyads+2*9999 {
			t.Errorf("%d lines of dyads", n)
		}
		ids := make(map[string]bool)
		for line := range strings.Lines(read(t, dir, "events.csv")) {
			id, _, _ := strings.Cut(line, ",")
			if ids[id] {
				t.Fatalf("the id %s is there twice", id)
			}
			ids[id] = true
		}
	}
}

func TestQuotationsAreShort(t *testing.T) {
	long := strings.Repeat("Ünd so on ", 40)
	rec := newDraft("https://n.example", "Post", "2030-01-01", "Short\n\n"+long+"Ida said.").Record
	at := readout.Span{Start: strings.Index(rec.Version.Text, "Ünd"), End: len(rec.Version.Text) - len(" Ida said.")}
	rec.Attributions = []readout.Attribution{{ID: "a1", Content: readout.WordsOf(rec.Version.Text, at), Confidence: 1}}
	rec.Events = []readout.Event{{ID: "e1", Type: "CONSULT", Trigger: readout.WordsOf(rec.Version.Text, readout.Span{Start: at.Start + 101, End: at.Start + 103}),
		Sentence: at, Status: readout.Asserted, CAMEO: "036", Actor: []readout.Role{{Text: "A", Country: "NOR"}}, Recipient: []readout.Role{{Text: "B", Country: "DNK"}},
		Date: &readout.Date{From: "2030-01-01", To: "2030-01-01", Precision: readout.Day}}}
	if err := rec.Check(); err != nil {
		t.Fatal(err)
	}
	for _, f := range Formats() {
		for _, file := range []string{"statements" + f.Ext, "all" + f.Ext} {
			if (file[0] == 'a') != f.OneFile() || f.Binary() {
				continue
			}
			text := read(t, write(t, Options{Format: f}, []*Item{{Record: rec}}), file)
			if strings.Contains(text, long[:20*11]) {
				t.Errorf("%s: %d signs of the story in a row", f.Name, 200)
			}
		}
	}
}

// TestWhatASearchFoundIsExported sees that the rows of the table that was
// searched are what the search found, no chain around it, and that the other
// table has what is tied to them.
func TestWhatASearchFoundIsExported(t *testing.T) {
	for _, test := range []struct{ found, statements, events, links string }{
		{"", "a1 a2 a3", "e1 e2 e3", "e1>a1 e2>a2 e3>a3 e3>a2 a3>a2"},
		{"a1", "a1", "e1", "e1>a1"},
		{"a2", "a2", "e2 e3", "e2>a2 e3>a2"},
		{"a3", "a3", "e3", "e3>a3"},
		{"e2", "a2", "e2", "e2>a2"},
		{"e3", "a2 a3", "e3", "e3>a3 e3>a2 a3>a2"},
	} {
		it := *items()[0]
		if test.found != "" {
			it.Found = map[string]bool{test.found: true}
		}
		v := newView(&it, true)
		local := make(map[string]string)
		for i := range v.rec.Attributions {
			local[v.statementID[v.rec.Attributions[i].ID]] = string(v.rec.Attributions[i].ID)
		}
		for i, id := range v.eventID {
			local[id] = string(v.rec.Events[i].ID)
		}
		got := make(map[string][]string)
		for _, table := range []struct {
			of   *Table
			cell func(row map[string]string) string
		}{
			{statements, func(row map[string]string) string { return row["local_id"] }},
			{events, func(row map[string]string) string { return row["local_id"] }},
			{links, func(row map[string]string) string { return local[row["from_id"]] + ">" + local[row["to_id"]] }},
		} {
			for _, row := range rowsOf(t, table.of, v) {
				got[table.of.Name] = append(got[table.of.Name], table.cell(row))
			}
		}
		for name, want := range map[string]string{"statements": test.statements, "events": test.events, "links": test.links} {
			if have := strings.Join(got[name], " "); have != want {
				t.Errorf("found %q: %s are %q, want %q", test.found, name, have, want)
			}
		}
		if data, err := v.rec.MarshalJSON(); err != nil || !strings.Contains(string(data), `"id":"a2"`) {
			t.Errorf("found %q: the record is not whole", test.found)
		}
	}
}

// rowsOf returns the rows of a table by the names of its columns.
func rowsOf(t *testing.T, table *Table, v *view) []map[string]string {
	t.Helper()
	var list []map[string]string
	err := table.rows(v, func(cells []Value) error {
		row := make(map[string]string)
		for i := range table.Columns {
			row[table.Columns[i].Name] = cells[i].String()
		}
		list = append(list, row)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
