// Package dateparser stands in for github.com/markusmobius/go-dateparser,
// which go-htmldate imports for a search of dates in free text that Readout
// never asks for (its own reading of a page's dates is in internal/article).
// The original builds 78 MB of tables when the program starts, which takes
// longer than reading a story. This one has the names that go-htmldate uses
// and finds nothing.
package dateparser

import (
	"errors"
	"time"
)

// A ParserType names a way to find dates.
type ParserType int

// The ways that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// A DateSource says which side of now a vague date lies on.
type DateSource int

// Past is the side that go-htmldate names.
const Past DateSource = 1

// A Parser finds no dates.
type Parser struct {
	ParserTypes []ParserType
}

// A Configuration is ignored.
type Configuration struct {
	PreferredDateSource DateSource
	StrictParsing       bool
}

// A Date is what a parser would find.
type Date struct {
	Time time.Time
}

// errNone is the answer to every text.
var errNone = errors.New("dates in free text are not looked for")

// Parse finds nothing.
func (*Parser) Parse(*Configuration, string) (Date, error) { return Date{}, errNone }
