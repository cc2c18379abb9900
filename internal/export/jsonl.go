package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

// A jsonEncoder writes rows as JSON objects, one a line, keys in the order of
// the table's columns. Missing cells are null.
type jsonEncoder struct {
	w    io.Writer
	keys []string // "name":
	raw  []bool   // columns of JSON
	buf  []byte
}

func newJSONL(w io.Writer, t *Table, _ *Options) (encoder, error) {
	e := &jsonEncoder{w: w}
	for i := range t.Columns {
		e.keys = append(e.keys, strconv.Quote(t.Columns[i].Name)+":")
		e.raw = append(e.raw, t.Columns[i].Type == Object)
	}
	return e, nil
}

func (e *jsonEncoder) write(row []Value) error {
	b := append(e.buf[:0], '{')
	for i := range row {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, e.keys[i]...)
		if e.raw[i] && !row[i].Missing() {
			b = append(b, row[i].text...)
		} else {
			b = appendJSON(b, row[i])
		}
	}
	e.buf = append(b, '}', '\n')
	_, err := e.w.Write(e.buf)
	return err
}

func (e *jsonEncoder) close() error { return nil }

// appendJSON appends a cell as JSON.
func appendJSON(b []byte, v Value) []byte {
	switch v.kind {
	case missing:
		return append(b, "null"...)
	case isInteger, isNumber, isBoolean:
		return v.Append(b)
	case isText:
		return appendString(b, v.text)
	}
	return append(v.Append(append(b, '"')), '"')
}

// appendString appends s in quotation marks. HTML characters stay.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r < ' ' || r == '\u2028' || r == '\u2029':
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// readJSONL reads what a jsonEncoder wrote.
func readJSONL(f readerAt, t *Table, _ *Options, row func([]Value) error) error {
	in := bufio.NewReaderSize(f, 1<<16)
	cells := make([]Value, len(t.Columns))
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		var object map[string]json.RawMessage
		if err := json.Unmarshal(line, &object); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		for i := range t.Columns {
			if cells[i], err = parseJSON(t.Columns[i].Type, object[t.Columns[i].Name]); err != nil {
				return fmt.Errorf("line %d, %s: %w", n, t.Columns[i].Name, err)
			}
		}
		if err := row(cells); err != nil {
			return err
		}
	}
}

// parseJSON returns the cell of a type that JSON shows as raw.
func parseJSON(t Type, raw json.RawMessage) (Value, error) {
	if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return Value{}, nil
	}
	if t == Object {
		return object(raw), nil
	}
	if raw[0] != '"' {
		return parse(t, string(raw))
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return Value{}, err
	}
	return parse(t, s)
}
