package export

import (
	"strconv"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/xuri/excelize/v2"
)

func TestTextStaysTextInASpreadsheet(t *testing.T) {
	rec := odd()
	rec.Version.Bylines = []string{"=1+1", "007", "1e5", "_x0041_", "  blanks ", "TRUE", "2030-01-01", "'", strings.Repeat("ü\U0001f600", 20_000)}
	dir := write(t, Options{Format: FormatNamed("xlsx"), Text: true}, []*Item{{Record: rec}})
	f, err := excelize.OpenFile(dir + "/all.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("labels")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range rec.Version.Bylines {
		cell := "E" + strconv.Itoa(i+2)
		if i < 8 && rows[i+1][4] != want {
			t.Errorf("%q is read as %q", want, rows[i+1][4])
		}
		if formula, err := f.GetCellFormula("labels", cell); formula != "" || err != nil {
			t.Errorf("%q is the formula %q (%v)", want, formula, err)
		}
		if kind, err := f.GetCellType("labels", cell); kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString || err != nil {
			t.Errorf("%q has the type %v (%v)", want, kind, err)
		}
	}
	if !strings.Contains(read(t, dir, "all.xlsx.datapackage.json"), "1 cell was longer than 32767 characters") {
		t.Error("the package does not say that a cell is cut")
	}
}

func TestALongTableGoesOnInFurtherSheets(t *testing.T) {
	var out strings.Builder
	tables, _ := Tables([]string{"statements"})
	w, err := newWorkbook(&out, &Options{Format: FormatNamed("xlsx"), Tables: tables})
	if err != nil {
		t.Fatal(err)
	}
	b := w.(*workbook)
	b.sheets[0].limit = 3
	if err := b.add(newView(&Item{Record: many(5)}, false)); err != nil {
		t.Fatal(err)
	}
	if err := b.close(); err != nil {
		t.Fatal(err)
	}
	if got := b.sheets[0].parts; len(got) != 3 || got[2] != "statements (3)" {
		t.Errorf("%q", got)
	}
	if err := b.check(memory{strings.NewReader(out.String())}); err != nil {
		t.Error(err)
	}
	if notes := b.resources()[0].Notes; len(notes) != 1 || !strings.Contains(notes[0], "2 further sheets") {
		t.Errorf("%q", notes)
	}
}

// memory is a file in memory.
type memory struct{ *strings.Reader }

// FuzzClean checks that cells keep their length in code points and hold no
// sign that some format can't.
func FuzzClean(f *testing.F) {
	f.Add("a\tb\x00\xffé\u2028\U0001f600")
	f.Fuzz(func(t *testing.T, s string) {
		got := clean(s, false)
		if len([]rune(got)) != len([]rune(s)) || strings.ContainsAny(got, "\x00\t\n\r\u2028") {
			t.Errorf("%q becomes %q", s, got)
		}
	})
}

// FuzzMask checks that masked text keeps its offsets, whatever the names are.
func FuzzMask(f *testing.F) {
	f.Add("Ida Ek met Ek’s aunt Åsa.", "Ida Ek", "Åsa")
	f.Fuzz(func(t *testing.T, text, name, alias string) {
		text = strings.ToValidUTF8(text, "?")
		rec := &readout.Record{Version: readout.Version{Text: text}, Actors: []readout.Actor{{ID: "u1", Name: name, Aliases: []string{alias}, Kind: "person"}}}
		masked, _ := Mask(rec)
		if len(masked.Version.Text) != len(text) || len([]rune(masked.Version.Text)) != len([]rune(text)) {
			t.Errorf("%q becomes %q", text, masked.Version.Text)
		}
	})
}
