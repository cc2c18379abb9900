package export

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A Type is the type of a column.
type Type uint8

// The types of columns.
const (
	Text    Type = iota // words or a code; codes are text, so that leading zeros stay
	Integer             // a count or an offset
	Number              // a real number
	Boolean             // true or false
	Day                 // a calendar day, YYYY-MM-DD
	Instant             // a point in time in UTC, to the microsecond
	Object              // JSON
)

// String returns the type's name, as Table Schema has it.
func (t Type) String() string {
	return [...]string{"string", "integer", "number", "boolean", "date", "datetime", "object"}[t]
}

// A Value is one cell of a table. The zero Value is a missing one.
type Value struct {
	text string
	bits uint64 // an integer, the bits of a number, 0 or 1, days since 1970, microseconds since 1970
	kind kind
}

// A kind says what is in a Value.
type kind uint8

const (
	missing kind = iota
	isText
	isInteger
	isNumber
	isBoolean
	isDay
	isInstant
)

// Missing reports whether the cell is empty.
func (v Value) Missing() bool { return v.kind == missing }

// text returns a cell of words. No words is a missing cell. Signs that some
// format can't hold are replaced, one code point by one: bytes that are no
// UTF-8 and control characters by U+FFFD, line breaks and tabs by a blank.
func text(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{text: clean(s, false), kind: isText}
}

// longText returns a cell of running text, whose line breaks stay.
func longText(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{text: clean(s, true), kind: isText}
}

// object returns a cell of JSON, which is kept as it is.
func object(data []byte) Value {
	if len(data) == 0 {
		return Value{}
	}
	return Value{text: string(data), kind: isText}
}

// integer, number and boolean return cells that are never missing.
func integer(n int) Value    { return Value{bits: uint64(n), kind: isInteger} }
func number(f float64) Value { return Value{bits: math.Float64bits(f), kind: isNumber} }
func boolean(b bool) Value   { return Value{bits: uint64(btoi(b)), kind: isBoolean} }
func instant(t time.Time) Value {
	if t.IsZero() {
		return Value{}
	}
	return Value{bits: uint64(t.UnixMicro()), kind: isInstant}
}

// optional returns a number that may be missing.
func optional(f *float64) Value {
	if f == nil {
		return Value{}
	}
	return number(*f)
}

// day returns the calendar day that an ISO date or time begins with, or a
// missing cell.
func day(iso string) Value {
	if len(iso) < 10 {
		return Value{}
	}
	t, err := time.Parse(time.DateOnly, iso[:10])
	if err != nil {
		return Value{}
	}
	return Value{bits: uint64(t.Unix() / 86400), kind: isDay}
}

// clockOf returns the time of day that an ISO time holds after its day.
func clockOf(iso string) Value {
	if len(iso) > 11 && iso[10] == 'T' {
		return text(iso[11:])
	}
	return Value{}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Append appends the cell as CSV and the hashes of files have it.
func (v Value) Append(b []byte) []byte {
	switch v.kind {
	case isText:
		return append(b, v.text...)
	case isInteger:
		return strconv.AppendInt(b, int64(v.bits), 10)
	case isNumber:
		return strconv.AppendFloat(b, math.Float64frombits(v.bits), 'f', -1, 64)
	case isBoolean:
		return strconv.AppendBool(b, v.bits != 0)
	case isDay:
		return time.Unix(int64(v.bits)*86400, 0).UTC().AppendFormat(b, time.DateOnly)
	case isInstant:
		return v.time().AppendFormat(b, "2006-01-02T15:04:05.999999Z")
	}
	return b
}

// String returns the cell as CSV has it.
func (v Value) String() string {
	if v.kind == isText {
		return v.text
	}
	return string(v.Append(nil))
}

// time returns the point in time of an instant.
func (v Value) time() time.Time { return time.UnixMicro(int64(v.bits)).UTC() }

// parse returns the cell of a type that a file shows as s.
func parse(t Type, s string) (Value, error) {
	if s == "" {
		return Value{}, nil
	}
	switch t {
	case Integer:
		n, err := strconv.ParseInt(s, 10, 64)
		return Value{bits: uint64(n), kind: isInteger}, err
	case Number:
		f, err := strconv.ParseFloat(s, 64)
		return number(f), err
	case Boolean:
		b, err := strconv.ParseBool(s)
		return boolean(b), err
	case Day:
		d, err := time.Parse(time.DateOnly, s)
		return Value{bits: uint64(d.Unix() / 86400), kind: isDay}, err
	case Instant:
		at, err := time.Parse(time.RFC3339Nano, s)
		return instant(at), err
	}
	return Value{text: s, kind: isText}, nil
}

// clean replaces the signs of s that some format can't hold, one code point by
// one, so that offsets stay.
func clean(s string, lines bool) string {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f {
			return cleanFrom(s, lines)
		}
	}
	return s
}

func cleanFrom(s string, lines bool) string {
	bad := func(r rune) bool {
		switch {
		case r == '\n':
			return !lines
		case r < ' ', 0x7f <= r && r <= 0x9f, r == utf8.RuneError, r == 0xfffe, r == 0xffff:
			return true
		}
		return r == '\u2028' || r == '\u2029'
	}
	if utf8.ValidString(s) && strings.IndexFunc(s, bad) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case !bad(r):
			return r
		case r == '\n', r == '\r', r == '\t', r == '\u0085', r == '\u2028', r == '\u2029':
			return ' '
		}
		return utf8.RuneError
	}, s)
}
