package export

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// Limits of XLSX.
const (
	sheetRows = 1 << 20 // rows of a sheet, the header counted
	cellUnits = 32_767  // UTF-16 units of a cell
)

// A workbook is an XLSX file with one sheet a table.
type workbook struct {
	w      io.Writer
	file   *excelize.File
	sheets []*sheet
	day    int // style of days
	head   int // style of the header
	o      *Options
}

// A sheet is a table in the workbook, with further sheets where it is long.
type sheet struct {
	book  *workbook
	table *Table
	out   *excelize.StreamWriter
	cells []any
	row   int // in this sheet
	parts []string
	tally *tally
	cut   int // cells that were too long
	limit int // rows of a sheet
}

func newWorkbook(w io.Writer, o *Options) (output, error) {
	b := &workbook{w: w, file: excelize.NewFile(), o: o}
	format := "yyyy-mm-dd"
	var err error
	if b.day, err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		return nil, err
	}
	if b.head, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return nil, err
	}
	for i, t := range o.Tables {
		s := &sheet{book: b, table: o.tableOf(t), tally: newTally(), limit: sheetRows}
		if len(s.table.Columns) == 0 {
			return nil, fmt.Errorf("table %s has none of the columns asked for", t.Name)
		}
		s.cells = make([]any, len(s.table.Columns))
		b.sheets = append(b.sheets, s)
		if i == 0 { // the sheet that a new workbook has
			if err := b.file.SetSheetName("Sheet1", t.Name); err != nil {
				return nil, err
			}
		}
		if err := s.begin(); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// begin begins a sheet, the first or a further one.
func (s *sheet) begin() (err error) {
	name := s.table.Name
	if n := len(s.parts) + 1; n > 1 {
		name = fmt.Sprintf("%s (%d)", name, n)
	}
	if _, err := s.book.file.NewSheet(name); err != nil {
		return err
	}
	if err := s.book.file.SetSheetDimension(name, ""); err != nil { // not known yet, and readers believe what it says
		return err
	}
	if s.out, err = s.book.file.NewStreamWriter(name); err != nil {
		return err
	}
	s.parts, s.row = append(s.parts, name), 1
	if err := s.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i := range s.table.Columns {
		s.cells[i] = excelize.Cell{StyleID: s.book.head, Value: s.table.Columns[i].Name}
	}
	return s.out.SetRow("A1", s.cells)
}

func (b *workbook) add(v *view) error {
	for _, s := range b.sheets {
		if err := s.table.rows(v, s.write); err != nil {
			return err
		}
	}
	return nil
}

// write writes a row.
func (s *sheet) write(row []Value) error {
	if s.row == s.limit {
		if err := s.out.Flush(); err != nil {
			return err
		}
		if err := s.begin(); err != nil {
			return err
		}
	}
	kept := make([]Value, len(row))
	for i, v := range row {
		if v.kind == isText {
			if short, cut := cutUnits(v.text); cut {
				v.text = short
				s.cut++
			}
		}
		if v.kind == isNumber { // what a spreadsheet keeps of a number
			f, _ := strconv.ParseFloat(strconv.FormatFloat(math.Float64frombits(v.bits), 'g', 15, 64), 64)
			v = number(f)
		}
		kept[i], s.cells[i] = v, s.book.cell(v)
	}
	if last := len(row) - 1; row[last].Missing() { // so that readers see how long the row is
		s.cells[last] = excelize.Cell{}
	}
	s.tally.add(kept)
	s.row++
	return s.out.SetRow("A"+strconv.Itoa(s.row), s.cells)
}

// cell returns a cell as the library has it. A string is never a formula.
func (b *workbook) cell(v Value) any {
	switch v.kind {
	case isInteger:
		return int64(v.bits)
	case isNumber:
		return math.Float64frombits(v.bits)
	case isBoolean:
		return v.bits != 0
	case isDay:
		if n := int64(v.bits) + serialOfEpoch; n > 60 { // Excel counts a day that 1900 did not have
			return excelize.Cell{StyleID: b.day, Value: n}
		}
		return v.String()
	case isText, isInstant:
		return v.String()
	}
	return nil
}

// serialOfEpoch is the number that a spreadsheet has for 1 January 1970.
const serialOfEpoch = 25_569

// cutUnits cuts a text that is too long for a cell.
func cutUnits(s string) (string, bool) {
	if len(s) <= cellUnits {
		return s, false
	}
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > cellUnits-1 {
			if i+len(string(r)) == len(s) && n <= cellUnits {
				return s, false
			}
			return s[:i] + "…", true
		}
	}
	return s, false
}

func (b *workbook) close() error {
	for _, s := range b.sheets {
		if err := s.out.Flush(); err != nil {
			return err
		}
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{Creator: "readout", LastModifiedBy: "readout", Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}); err != nil {
		return err
	}
	return errors.Join(b.pack(), b.file.Close())
}

// pack writes the workbook with its parts in order: the library writes them
// as a map gives them.
func (b *workbook) pack() error {
	temp, err := os.CreateTemp("", "readout-*.xlsx")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	defer temp.Close()
	if err := b.file.Write(temp); err != nil {
		return err
	}
	size, err := temp.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	in, err := zip.NewReader(temp, size)
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(b.w)
	for _, part := range in.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}

// check reads all sheets again.
func (b *workbook) check(f readerAt) error {
	in, err := excelize.OpenReader(f, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	defer in.Close()
	for _, s := range b.sheets {
		got := newTally()
		for _, name := range s.parts {
			if err := s.read(in, name, got.add); err != nil {
				return fmt.Errorf("sheet %s: %w", name, err)
			}
		}
		if !got.same(s.tally) {
			return fmt.Errorf("table %s: %s written and %d read back, or they differ", s.table.Name, plural.Of(s.tally.rows, "row was", "rows were"), got.rows)
		}
	}
	return nil
}

// read calls add for the rows of a sheet.
func (s *sheet) read(in *excelize.File, name string, add func([]Value)) error {
	rows, err := in.Rows(name)
	if err != nil {
		return err
	}
	defer rows.Close()
	cells := make([]Value, len(s.table.Columns))
	for n := 0; rows.Next(); n++ {
		texts, err := rows.Columns()
		if err != nil {
			return err
		}
		for i := range cells {
			t, text := s.table.Columns[i].Type, ""
			if i < len(texts) {
				text = texts[i]
			}
			switch {
			case n == 0 && text != s.table.Columns[i].Name:
				return fmt.Errorf("column %d is %q", i+1, text)
			case n == 0:
				continue
			case t == Day:
				cells[i] = dayOf(text)
			default:
				if cells[i], err = parse(t, text); err != nil {
					return err
				}
			}
		}
		if n > 0 {
			add(cells)
		}
	}
	return rows.Error()
}

// dayOf returns the day that a cell shows as a number or as text.
func dayOf(text string) Value {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return day(time.Unix((n-serialOfEpoch)*86400, 0).UTC().Format(time.DateOnly))
	}
	return day(text)
}

func (b *workbook) resources() []resource {
	var list []resource
	for _, s := range b.sheets {
		r := tableResource(s.table, b.o.Format, s.tally.rows)
		r.Dialect = map[string]any{"sheetName": s.parts[0], "excel": map[string]string{"sheet": s.parts[0]}}
		if len(s.parts) > 1 {
			r.Notes = append(r.Notes, "more rows than a sheet holds: they go on in "+plural.Of(len(s.parts)-1, "further sheet", "further sheets"))
		}
		if s.cut > 0 {
			r.Notes = append(r.Notes, fmt.Sprintf("%s longer than %d characters, the most that a cell holds, and cut", plural.Of(s.cut, "cell was", "cells were"), cellUnits))
		}
		list = append(list, r)
	}
	return list
}
