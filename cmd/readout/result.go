package main

import (
	"bufio"
	"io"
	"math"
	"strings"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/export"
)

// A result is what a row gives: what is printed, and what a table says of it.
type result struct {
	line     []byte // as it is printed
	ref      string // the row's own id
	version  string // "" for a row that could not be read
	url      string
	language string
	day      string // of publication, as far as it is known
	words    int    // of the text, parted by white space
	problems int    // of the record
	unread   string // why the row could not be read
	digest   []byte // what joining needs; nil: it was not asked for
}

// resultOf returns the result of a record.
func resultOf(rec *readout.Record, line []byte) result {
	out := result{line: line, ref: rec.Version.Ref, problems: len(rec.Problems)}
	if err := checkRead(rec); err != nil {
		out.unread = err.Error()
		return out
	}
	v := &rec.Version
	out.version, out.url, out.day, out.language, out.words = string(v.ID), v.URL, v.Published.Day(), v.Language, len(strings.Fields(v.Text))
	return out
}

// A sink takes results in input order. flush is called when the next result is
// waited for: what a reader at the other end should have by then goes out.
type sink interface {
	put(result) error
	Flush() error
}

// A lineSink prints results.
type lineSink struct{ *bufio.Writer }

func (s lineSink) put(r result) error {
	_, err := s.Write(r.line)
	return err
}

// resultSchema is that of the results of read --arrow, doc/cli.md describes it.
var resultSchema = arrow.NewSchema([]arrow.Field{
	{Name: "ref", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "status", Type: arrow.BinaryTypes.String},
	{Name: "version_id", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "url", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "published_day", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
	{Name: "language", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "words", Type: arrow.PrimitiveTypes.Int64},
	{Name: "problems", Type: arrow.PrimitiveTypes.Int64},
	{Name: "problem", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "record", Type: arrow.BinaryTypes.String},
}, nil)

// digestSchema is resultSchema with --digest.
var digestSchema = arrow.NewSchema(append(resultSchema.Fields(), arrow.Field{Name: "digest", Type: arrow.BinaryTypes.String, Nullable: true}), nil)

// The values of the column status.
const (
	statusRead   = "read"
	statusUnread = "unread"
)

// mostPending is how many bytes of records a batch has before it goes out.
const mostPending = 8 << 20

// An arrowSink writes results as a stream of Apache Arrow.
type arrowSink struct {
	*export.Batches
	digest bool // a column of digests
}

func newArrowSink(w io.Writer, digest bool) *arrowSink {
	schema := resultSchema
	if digest {
		schema = digestSchema
	}
	return &arrowSink{export.NewBatches(w, schema, math.MaxInt, mostPending), digest}
}

func (s *arrowSink) put(r result) error {
	words := func(i int, text string) {
		if b := s.Field(i).(*array.StringBuilder); text == "" {
			b.AppendNull()
		} else {
			b.Append(text)
		}
	}
	status := statusRead
	if r.unread != "" {
		status = statusUnread
	}
	words(0, r.ref)
	words(1, status)
	words(2, r.version)
	words(3, r.url)
	day := s.Field(4).(*array.Date32Builder)
	if at, err := time.Parse(time.DateOnly, r.day); err == nil {
		day.Append(arrow.Date32FromTime(at))
	} else {
		day.AppendNull()
	}
	words(5, r.language)
	s.Field(6).(*array.Int64Builder).Append(int64(r.words))
	s.Field(7).(*array.Int64Builder).Append(int64(r.problems))
	words(8, r.unread)
	s.Field(9).(*array.StringBuilder).BinaryBuilder.Append(trimEnd(r.line))
	if s.digest {
		words(10, string(r.digest))
	}
	return s.Row(len(r.line) + len(r.digest))
}

// trimEnd returns a line without its end.
func trimEnd(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		return line[:n-1]
	}
	return line
}
