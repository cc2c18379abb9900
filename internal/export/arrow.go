package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
)

// arrowMark begins a stream of Apache Arrow.
var arrowMark = []byte{0xff, 0xff, 0xff, 0xff}

// arrowBatch is how many rows, and arrowBytes how many bytes of words, stand in
// one batch of a stream; as much is in memory.
const (
	arrowBatch = 8192
	arrowBytes = 16 << 20
)

// An arrowEncoder writes rows as a stream of Apache Arrow.
type arrowEncoder struct{ *Batches }

func newArrow(w io.Writer, t *Table, o *Options) (encoder, error) {
	return &arrowEncoder{NewBatches(w, arrowSchema(t, o), arrowBatch, arrowBytes)}, nil
}

// arrowSchema returns the table's schema.
func arrowSchema(t *Table, o *Options) *arrow.Schema {
	var fields []arrow.Field
	for i := range t.Columns {
		c := &t.Columns[i]
		fields = append(fields, arrow.Field{Name: c.Name, Type: arrowType(c.Type), Nullable: !c.Required})
	}
	keys, values := []string{"readout.table", "readout.program"}, []string{t.Name, o.Program}
	if o.Unmask != "" { // a stream has no package that could say so
		keys, values = append(keys, "readout.unmasked"), append(values, o.Unmask)
	}
	meta := arrow.NewMetadata(keys, values)
	return arrow.NewSchema(fields, &meta)
}

// arrowType returns the type of a column. Codes and JSON are strings.
func arrowType(t Type) arrow.DataType {
	switch t {
	case Integer:
		return arrow.PrimitiveTypes.Int64
	case Number:
		return arrow.PrimitiveTypes.Float64
	case Boolean:
		return arrow.FixedWidthTypes.Boolean
	case Day:
		return arrow.FixedWidthTypes.Date32
	case Instant:
		return arrow.FixedWidthTypes.Timestamp_us
	}
	return arrow.BinaryTypes.String
}

func (e *arrowEncoder) write(row []Value) error {
	bytes := 0
	for i, v := range row {
		switch b := e.Field(i).(type) {
		case *array.StringBuilder:
			bytes += len(v.text)
			appendOr(b, v, v.text)
		case *array.Int64Builder:
			appendOr(b, v, int64(v.bits))
		case *array.Float64Builder:
			appendOr(b, v, math.Float64frombits(v.bits))
		case *array.BooleanBuilder:
			appendOr(b, v, v.bits != 0)
		case *array.Date32Builder:
			appendOr(b, v, arrow.Date32(int32(v.bits)))
		case *array.TimestampBuilder:
			appendOr(b, v, arrow.Timestamp(v.bits))
		}
	}
	return e.Row(bytes)
}

// appendOr appends a cell, or a missing one.
func appendOr[T any](b interface {
	Append(T)
	AppendNull()
}, v Value, cell T) {
	if v.Missing() {
		b.AppendNull()
		return
	}
	b.Append(cell)
}

func (e *arrowEncoder) close() error { return e.Close() }

// readArrow reads what an arrowEncoder wrote.
func readArrow(f readerAt, t *Table, _ *Options, row func([]Value) error) error {
	return eachArrowBatch(f, func(batch arrow.RecordBatch) error {
		for i := range t.Columns {
			if int(batch.NumCols()) != len(t.Columns) || batch.ColumnName(i) != t.Columns[i].Name {
				return fmt.Errorf("column %d is not %q", i+1, t.Columns[i].Name)
			}
		}
		cells := make([]Value, len(t.Columns))
		for n := range int(batch.NumRows()) {
			for i := range cells {
				cells[i] = arrowValue(batch.Column(i), n)
			}
			if err := row(cells); err != nil {
				return err
			}
		}
		return nil
	})
}

// arrowValue returns cell n of a column.
func arrowValue(col arrow.Array, n int) Value {
	if col.IsNull(n) {
		return Value{}
	}
	switch col := col.(type) {
	case *array.String:
		return Value{text: string([]byte(col.Value(n))), kind: isText}
	case *array.Int64:
		return Value{bits: uint64(col.Value(n)), kind: isInteger}
	case *array.Float64:
		return number(col.Value(n))
	case *array.Boolean:
		return boolean(col.Value(n))
	case *array.Date32:
		return Value{bits: uint64(int64(col.Value(n))), kind: isDay}
	case *array.Timestamp:
		return Value{bits: uint64(col.Value(n)), kind: isInstant}
	}
	return Value{}
}

// eachArrowBatch calls each for every batch of a stream; its cells may not be kept.
func eachArrowBatch(r io.Reader, each func(arrow.RecordBatch) error) error {
	in, err := ipc.NewReader(bufio.NewReaderSize(r, 1<<16))
	if err != nil {
		return err
	}
	defer in.Release()
	for in.Next() {
		if err := each(in.RecordBatch()); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// eachArrowStored reads the column record, and origin where there is one, of a
// stream: what readout read --arrow and readout export --as arrow write.
func eachArrowStored(name string, r io.Reader, skip int, each func(*RawStored) error) error {
	n := 0
	return eachArrowBatch(r, func(batch arrow.RecordBatch) error {
		var columns [3]arrow.Array
		for i, want := range []string{"record", "origin", "digest"} {
			if at := batch.Schema().FieldIndices(want); len(at) == 1 {
				columns[i] = batch.Column(at[0])
			}
		}
		if columns[0] == nil {
			return errors.New("this is no table of records: it has no column record, as readout read --arrow and readout export --with-text --as arrow write it")
		}
		for i := range int(batch.NumRows()) {
			if n++; n <= skip {
				continue
			}
			raw := &RawStored{N: n, Place: fmt.Sprintf("%s: row %d", name, n)}
			for k, cell := range []*[]byte{&raw.record, &raw.origin, &raw.digest} {
				var err error
				if *cell, err = arrowText(columns[k], i); err != nil {
					return err
				}
			}
			if err := each(raw); err != nil {
				return err
			}
		}
		return nil
	})
}

// arrowText returns a copy of a cell of words, nil for one that is missing.
func arrowText(col arrow.Array, i int) (text []byte, err error) {
	defer func() {
		if p := recover(); p != nil { // offsets that lead out of a column
			err = fmt.Errorf("a damaged stream (%v): make it again", p)
		}
	}()
	if col == nil || col.IsNull(i) {
		return nil, nil
	}
	switch col := col.(type) {
	case *array.String:
		return []byte(col.Value(i)), nil
	case *array.LargeString:
		return []byte(col.Value(i)), nil
	case *array.StringView:
		return []byte(col.Value(i)), nil
	}
	return nil, fmt.Errorf("the column of records has the type %s: want strings", col.DataType())
}
