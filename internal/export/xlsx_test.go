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

// TestSpreadsheetsAreReadByOthers writes cells that spreadsheets have rules for,
// and reads them with a library that is not ours.
func TestSpreadsheetsAreReadByOthers(t *testing.T) {
	cells := []Value{text("_x0041_x0042_"), text("a_x000D_"), text(`<&>"'`), longText("two\nlines"), integer(-7), number(0.25), boolean(true), day("2030-01-31"), day("1899-12-31"), {}, text("é\U0001f600"), {}}
	want := []string{"_x0041_x0042_", "a_x000D_", `<&>"'`, "two\nlines", "-7", "0.25", "1", "47514", "1899-12-31", "", "é\U0001f600", ""}
	for len(cells) < 30 { // columns beyond Z
		cells, want = append(cells, integer(len(cells))), append(want, strconv.Itoa(len(cells)))
	}
	g, err := newGrid(`R&D "1"`)
	if err != nil {
		t.Fatal(err)
	}
	defer g.close()
	var out strings.Builder
	if err := g.add(cells, styleNone); err != nil {
		t.Fatal(err)
	}
	if err := writeSpreadsheet(&out, []*grid{g}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(strings.NewReader(out.String()), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, want := range want {
		place, _ := excelize.CoordinatesToCellName(i+1, 1)
		if got, err := f.GetCellValue(`R&D "1"`, place); got != want || err != nil {
			t.Errorf("%s is %q, not %q (%v)", place, got, want, err)
		}
	}
	if shown, err := f.GetCellValue(`R&D "1"`, "H1", excelize.Options{RawCellValue: false}); shown != "2030-01-31" || err != nil {
		t.Errorf("the day is shown as %q (%v)", shown, err)
	}
}
