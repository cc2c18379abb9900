package input

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"github.com/seed-f92ea4cf/readout/internal/article"
)

// maxBatch is how many bytes the columns of one batch of Arrow rows may have.
const maxBatch = 512 << 20

// arrowFile begins a file of Arrow; what follows the eight bytes is a stream.
var arrowFile = []byte("ARROW1\x00\x00")

// readArrow reads rows as a stream or file of Apache Arrow brings them: the
// keys of [ParseRow] as columns, text as strings, pages as strings or bytes. A
// user has to name the kind: the library believes the lengths that the head of a
// stream announces, so that one made to do harm could ask for all memory.
func readArrow(place string, r *bufio.Reader, sink Sink) error {
	if head, _ := r.Peek(len(arrowFile)); bytes.Equal(head, arrowFile) {
		_, _ = r.Discard(len(arrowFile))
	}
	number := 0
	broken := func(err error) error {
		return sink.bad(place, fmt.Errorf("broken off behind row %d (%w): send it again", number, err))
	}
	src := &endReader{r: r}
	in, err := ipc.NewReader(src, ipc.WithAllocator(&boundedMemory{memory.DefaultAllocator}))
	if err != nil {
		return broken(err)
	}
	defer in.Release()
	columns, err := arrowColumns(in.Schema())
	if err != nil {
		return sink.bad(place, err)
	}
	for in.Next() {
		batch := in.RecordBatch()
		for i := range int(batch.NumRows()) {
			number++
			if stop := arrowRow(place, number, batch, columns, i, sink); stop != nil {
				return stop
			}
		}
	}
	switch err := in.Err(); {
	case err != nil && !errors.Is(err, io.EOF):
		return broken(err)
	case src.last != arrowEnd:
		return broken(errors.New("the stream has no end mark"))
	}
	return nil
}

// arrowEnd is how a stream ends. One that ends without was cut between two batches.
var arrowEnd = [8]byte{0xff, 0xff, 0xff, 0xff}

// An endReader remembers the last bytes that were read.
type endReader struct {
	r    io.Reader
	last [8]byte
}

// Read reads bytes.
func (e *endReader) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	tail := append(e.last[:], p[max(0, n-len(e.last)):n]...)
	copy(e.last[:], tail[len(tail)-len(e.last):])
	return n, err
}

// arrowColumns returns the names of the columns, if stories can be in them.
func arrowColumns(schema *arrow.Schema) ([]string, error) {
	var names []string
	for _, f := range schema.Fields() {
		names = append(names, f.Name)
	}
	if !slices.Contains(names, "text") && !slices.Contains(names, "html") {
		return nil, fmt.Errorf("the Arrow columns %s have no story: name one text or html", strings.Join(names, ", "))
	}
	return names, nil
}

// arrowRow sends row i of a batch. Its place is told by its own id where it has
// one: the number depends on how a table was parted.
func arrowRow(place string, number int, batch arrow.RecordBatch, columns []string, i int, sink Sink) error {
	var in article.Input
	known := stringKeys(&in)
	known["captured"], known["content_type"] = &in.Captured, &in.ContentType // of pages that readout rows took out of an archive
	var bad error
	for c, name := range columns {
		col := batch.Column(c)
		if col.IsNull(i) {
			continue
		}
		err := arrowCell(&in, known[name], name, col, i)
		if err != nil && bad == nil {
			bad = fmt.Errorf("column %q of the row: %w", name, err)
		}
	}
	if bad == nil {
		bad = checkRow(&in)
	}
	if name := cmp.Or(in.Ref, in.URL); name != "" {
		place = fmt.Sprintf("%s: row %q", place, name)
	} else {
		place = fmt.Sprintf("%s:%d", place, number)
	}
	if bad != nil {
		sink.Bad(&Error{Place: place, Err: bad, Row: true, Ref: in.Ref})
		return nil
	}
	row := Row{Input: in, Place: place}
	row.Seen, _ = time.Parse(time.RFC3339, in.Captured)
	return sink.row(row)
}

// arrowCell puts a cell where it belongs. A damaged column, whose offsets lead
// out of it, is an error.
func arrowCell(in *article.Input, field *string, name string, col arrow.Array, i int) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("damaged (%v): send it again", p)
		}
	}()
	switch {
	case name == "html":
		in.HTML, err = arrowBytes(col, i)
	case field != nil:
		*field, err = arrowString(col, i)
	default:
		if in.Extra == nil {
			in.Extra = make(map[string]json.RawMessage)
		}
		in.Extra[name], err = arrowJSON(col, i)
	}
	return err
}

// arrowBytes returns a cell of bytes or words.
func arrowBytes(col arrow.Array, i int) ([]byte, error) {
	switch col := col.(type) {
	case *array.Binary:
		return bytes.Clone(col.Value(i)), nil
	case *array.LargeBinary:
		return bytes.Clone(col.Value(i)), nil
	case *array.BinaryView:
		return bytes.Clone(col.Value(i)), nil
	}
	s, err := arrowString(col, i)
	return []byte(s), err
}

// arrowString returns a cell as the string that a row of JSON Lines would have.
// The words are copied: a batch may be used again.
func arrowString(col arrow.Array, i int) (string, error) {
	switch col := col.(type) {
	case *array.String:
		return strings.Clone(col.Value(i)), nil
	case *array.LargeString:
		return strings.Clone(col.Value(i)), nil
	case *array.StringView:
		return strings.Clone(col.Value(i)), nil
	case *array.Dictionary:
		return arrowString(col.Dictionary(), col.GetValueIndex(i))
	case *array.Timestamp:
		kind := col.DataType().(*arrow.TimestampType)
		at := col.Value(i).ToTime(kind.Unit)
		if kind.TimeZone == "" {
			return at.Format("2006-01-02T15:04:05"), nil
		}
		return at.UTC().Format(time.RFC3339), nil
	case *array.Int8, *array.Int16, *array.Int32, *array.Int64, *array.Uint8, *array.Uint16, *array.Uint32, *array.Uint64, *array.Date32:
		return col.ValueStr(i), nil
	}
	return "", fmt.Errorf("want a string, not %s", col.DataType())
}

// arrowJSON returns a cell as JSON.
func arrowJSON(col arrow.Array, i int) (json.RawMessage, error) {
	value := col.GetOneForMarshal(i)
	if isWords(col) {
		var err error
		if value, err = arrowString(col, i); err != nil {
			return nil, err
		}
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return nil, fmt.Errorf("a value of type %s has no JSON: %w", col.DataType(), err)
	}
	return bytes.TrimSpace(buf.Bytes()), nil
}

// isWords reports columns whose cells JSON shows in quotation marks.
func isWords(col arrow.Array) bool {
	switch col.DataType().ID() {
	case arrow.STRING, arrow.LARGE_STRING, arrow.STRING_VIEW, arrow.TIMESTAMP, arrow.DATE32:
		return true
	}
	return false
}

// boundedMemory refuses what no batch of stories needs. The library turns its
// panic into an error of the stream.
type boundedMemory struct{ memory.Allocator }

func (m *boundedMemory) check(size int) {
	if size > maxBatch {
		panic(fmt.Sprintf("a batch of more than %d MiB: send smaller ones", maxBatch>>20))
	}
}

// Allocate returns size bytes.
func (m *boundedMemory) Allocate(size int) []byte {
	m.check(size)
	return m.Allocator.Allocate(size)
}

// Reallocate gives b another size.
func (m *boundedMemory) Reallocate(size int, b []byte) []byte {
	m.check(size)
	return m.Allocator.Reallocate(size, b)
}
