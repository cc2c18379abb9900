package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// A csvEncoder writes rows as CSV or TSV: UTF-8, a header, LF, empty for missing.
type csvEncoder struct {
	w     io.Writer
	comma byte
	safe  bool
	buf   []byte
}

const byteOrderMark = "\ufeff"

func newCSV(w io.Writer, t *Table, o *Options) (encoder, error) { return startCSV(w, t, o, ',') }
func newTSV(w io.Writer, t *Table, o *Options) (encoder, error) { return startCSV(w, t, o, '\t') }

// startCSV writes the header.
func startCSV(w io.Writer, t *Table, o *Options, comma byte) (encoder, error) {
	e := &csvEncoder{w: w, comma: comma, safe: o.Safe}
	if o.BOM {
		e.buf = append(e.buf, byteOrderMark...)
	}
	for i := range t.Columns {
		if i > 0 {
			e.buf = append(e.buf, comma)
		}
		e.buf = append(e.buf, t.Columns[i].Name...)
	}
	e.buf = append(e.buf, '\n')
	_, err := w.Write(e.buf)
	return e, err
}

func (e *csvEncoder) write(row []Value) error {
	b := e.buf[:0]
	for i := range row {
		if i > 0 {
			b = append(b, e.comma)
		}
		if row[i].kind == isText {
			b = e.quoted(b, row[i].text)
		} else {
			b = row[i].Append(b)
		}
	}
	if len(b) == 0 { // a blank line is no row
		b = append(b, `""`...)
	}
	e.buf = append(b, '\n')
	_, err := e.w.Write(e.buf)
	return err
}

// quoted appends a text, in quotation marks where it needs them.
func (e *csvEncoder) quoted(b []byte, s string) []byte {
	if e.safe && computed(s) {
		s = "'" + s
	}
	if !e.needsQuotes(s) {
		return append(b, s...)
	}
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' {
			b = append(b, '"')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}

// needsQuotes reports whether a reader would take s apart, or its blanks away.
func (e *csvEncoder) needsQuotes(s string) bool {
	if s[0] == ' ' || s[len(s)-1] == ' ' || s[0] == '#' || strings.HasPrefix(s, byteOrderMark) {
		return true
	}
	for i := range len(s) {
		if c := s[i]; c == '"' || c == '\n' || c == '\r' || c == e.comma {
			return true
		}
	}
	return missingWord(s)
}

// missingWord reports whether a reader takes s for a missing value.
func missingWord(s string) bool {
	switch s {
	case "NA", "N/A", "n/a", "nan", "NaN", "null", "NULL", "None", "<NA>", "#N/A", "-NaN", "-nan", `\N`:
		return true
	}
	return false
}

// computed reports whether a spreadsheet would take s for a formula, or s
// begins like a cell that was made safe.
func computed(s string) bool {
	return s != "" && strings.IndexByte("=+-@'", s[0]) >= 0
}

func (e *csvEncoder) close() error { return nil }

func readCSV(f readerAt, t *Table, o *Options, row func([]Value) error) error {
	return readSeparated(f, t, o, ',', row)
}

func readTSV(f readerAt, t *Table, o *Options, row func([]Value) error) error {
	return readSeparated(f, t, o, '\t', row)
}

// readSeparated reads what a csvEncoder wrote.
func readSeparated(f io.Reader, t *Table, o *Options, comma rune, row func([]Value) error) error {
	in := bufio.NewReaderSize(f, 1<<16)
	if start, _ := in.Peek(len(byteOrderMark)); string(start) == byteOrderMark {
		_, _ = in.Discard(len(byteOrderMark))
	}
	r := csv.NewReader(in)
	r.Comma, r.ReuseRecord, r.FieldsPerRecord = comma, true, len(t.Columns)
	cells := make([]Value, len(t.Columns))
	for n := 0; ; n++ {
		record, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for i, s := range record {
			switch {
			case n == 0 && s != t.Columns[i].Name:
				return fmt.Errorf("column %d is %q, want %q", i+1, s, t.Columns[i].Name)
			case n == 0:
				continue
			case o.Safe && t.Columns[i].Type == Text && strings.HasPrefix(s, "'"):
				s = s[1:]
			}
			if cells[i], err = parse(t.Columns[i].Type, s); err != nil {
				return fmt.Errorf("row %d, column %s: %w", n, t.Columns[i].Name, err)
			}
		}
		if n > 0 {
			if err := row(cells); err != nil {
				return err
			}
		}
	}
}
