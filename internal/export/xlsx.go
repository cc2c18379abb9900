package export

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"
	"unicode/utf16"

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
	grids  []*grid // in the order of the file
	sheets []*sheet
	o      *Options
}

// A sheet is a table in the workbook, with further sheets where it is long.
type sheet struct {
	book  *workbook
	table *Table
	out   *grid
	parts []string
	tally *tally
	cut   int // cells that were too long
	limit int // rows of a sheet
}

func newWorkbook(w io.Writer, o *Options) (output, error) {
	b := &workbook{w: w, o: o}
	for _, t := range o.Tables {
		s := &sheet{book: b, table: o.tableOf(t), tally: newTally(), limit: sheetRows}
		if len(s.table.Columns) == 0 {
			return nil, errors.Join(fmt.Errorf("table %s has none of the columns asked for", t.Name), b.drop())
		}
		b.sheets = append(b.sheets, s)
		if err := s.begin(); err != nil {
			return nil, errors.Join(err, b.drop())
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
	if s.out, err = newGrid(name); err != nil {
		return err
	}
	s.book.grids, s.parts = append(s.book.grids, s.out), append(s.parts, name)
	head := make([]Value, len(s.table.Columns))
	for i := range head {
		head[i] = Value{kind: isText, text: s.table.Columns[i].Name}
	}
	return s.out.add(head, styleHead)
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
	if s.out.row == s.limit {
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
		kept[i] = v
	}
	s.tally.add(kept)
	return s.out.add(kept, styleNone)
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

func (b *workbook) close() error { return errors.Join(writeSpreadsheet(b.w, b.grids), b.drop()) }

// drop removes what was kept beside the file.
func (b *workbook) drop() error {
	var errs []error
	for _, g := range b.grids {
		errs = append(errs, g.close())
	}
	b.grids = nil
	return errors.Join(errs...)
}

// check reads all sheets again.
func (b *workbook) check(f readerAt) error {
	in, err := openSpreadsheet(f, f.Size())
	if err != nil {
		return err
	}
	for _, s := range b.sheets {
		got := newTally()
		for _, name := range s.parts {
			if err := s.read(in[name], got.add); err != nil {
				return fmt.Errorf("sheet %s: %w", name, err)
			}
		}
		if !got.same(s.tally) {
			return fmt.Errorf("table %s: %s written and %d read back, or they differ", s.table.Name, plural.Of(s.tally.rows, "row was", "rows were"), got.rows)
		}
	}
	return nil
}

// read calls add for the rows of a sheet's part.
func (s *sheet) read(part *zip.File, add func([]Value)) error {
	cells, n := make([]Value, len(s.table.Columns)), 0
	return readGrid(part, len(cells), func(texts []string) (err error) {
		for i, text := range texts {
			switch t := s.table.Columns[i].Type; {
			case n == 0 && text != s.table.Columns[i].Name:
				return fmt.Errorf("column %d is %q", i+1, text)
			case n == 0:
			case t == Day:
				cells[i] = dayOf(text)
			default:
				if cells[i], err = parse(t, text); err != nil {
					return err
				}
			}
		}
		if n++; n > 1 {
			add(cells)
		}
		return nil
	})
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
