package export

import (
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// rowGroup is how many rows of Parquet stand together; as many are in memory.
const rowGroup = 100_000

// A parquetEncoder writes rows as Parquet.
type parquetEncoder struct {
	w     *parquet.GenericWriter[any]
	level []int // definition level of a cell that is there
	batch []parquet.Row
	n     int
}

func newParquet(w io.Writer, t *Table, o *Options) (encoder, error) {
	e := &parquetEncoder{batch: make([]parquet.Row, 256)}
	for i := range t.Columns {
		e.level = append(e.level, 1-btoi(t.Columns[i].Required))
	}
	for i := range e.batch {
		e.batch[i] = make(parquet.Row, len(t.Columns))
	}
	e.w = parquet.NewGenericWriter[any](w, schemaOf(t), parquet.MaxRowsPerRowGroup(rowGroup), parquet.CreatedBy("readout", "1", ""),
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}), parquet.PageBufferSize(1<<16), parquet.DataPageStatistics(false))
	e.w.SetKeyValueMetadata("readout.table", t.Name)
	e.w.SetKeyValueMetadata("readout.program", o.Program)
	return e, nil
}

// schemaOf returns the table's schema. A struct type keeps the order of the
// columns, which a parquet.Group would not.
func schemaOf(t *Table) *parquet.Schema {
	fields := make([]reflect.StructField, len(t.Columns))
	for i := range t.Columns {
		c := &t.Columns[i]
		tag := c.Name
		if !c.Required {
			tag += ",optional"
		}
		var typ reflect.Type
		switch c.Type {
		case Integer:
			typ = reflect.TypeFor[int64]()
		case Number:
			typ = reflect.TypeFor[float64]()
		case Boolean:
			typ = reflect.TypeFor[bool]()
		case Day:
			typ, tag = reflect.TypeFor[int32](), tag+",date"
		case Instant:
			typ, tag = reflect.TypeFor[int64](), tag+",timestamp(microsecond:utc)"
		case Object:
			typ, tag = reflect.TypeFor[string](), tag+",json"
		default:
			typ = reflect.TypeFor[string]()
			if len(c.Codes) > 0 {
				tag += ",dict"
			}
		}
		fields[i] = reflect.StructField{Name: fmt.Sprintf("F%d", i), Type: typ, Tag: reflect.StructTag(`parquet:"` + tag + `"`)}
	}
	return parquet.NewSchema(t.Name, parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()))
}

func (e *parquetEncoder) write(row []Value) error {
	out := e.batch[e.n]
	for i := range row {
		v, level := cellOf(row[i]), e.level[i]
		if row[i].Missing() {
			level = 0
		}
		out[i] = v.Level(0, level, i)
	}
	if e.n++; e.n == len(e.batch) {
		return e.flush()
	}
	return nil
}

// cellOf returns a cell as the library has it.
func cellOf(v Value) parquet.Value {
	switch v.kind {
	case isText:
		return parquet.ByteArrayValue([]byte(v.text))
	case isInteger, isInstant:
		return parquet.Int64Value(int64(v.bits))
	case isNumber:
		return parquet.DoubleValue(math.Float64frombits(v.bits))
	case isBoolean:
		return parquet.BooleanValue(v.bits != 0)
	case isDay:
		return parquet.Int32Value(int32(v.bits))
	}
	return parquet.Value{}
}

func (e *parquetEncoder) flush() error {
	_, err := e.w.WriteRows(e.batch[:e.n])
	e.n = 0
	return err
}

func (e *parquetEncoder) close() error {
	if err := e.flush(); err != nil {
		return err
	}
	return e.w.Close()
}

// readParquet reads what a parquetEncoder wrote.
func readParquet(f readerAt, t *Table, _ *Options, row func([]Value) error) error {
	file, err := parquet.OpenFile(f, f.Size(), parquet.SkipBloomFilters(true))
	if err != nil {
		return err
	}
	if err := sameColumns(file, t); err != nil {
		return err
	}
	cells := make([]Value, len(t.Columns))
	return eachParquetRow(file, 0, func(r parquet.Row) error {
		for _, c := range r {
			cells[c.Column()] = valueOf(t.Columns[c.Column()].Type, c)
		}
		return row(cells)
	})
}

// eachParquetRow calls each for every row but the first skip; its cells may not be kept.
func eachParquetRow(file *parquet.File, skip int, each func(parquet.Row) error) error {
	buf := make([]parquet.Row, 256)
	for _, group := range file.RowGroups() {
		if int64(skip) >= group.NumRows() {
			skip -= int(group.NumRows())
			continue
		}
		rows := group.Rows()
		err := func() error {
			if skip > 0 {
				if err := rows.SeekToRow(int64(skip)); err != nil {
					return err
				}
				skip = 0
			}
			for {
				n, err := rows.ReadRows(buf)
				for _, r := range buf[:n] {
					if err := each(r); err != nil {
						return err
					}
				}
				if err == io.EOF {
					return nil
				}
				if err != nil {
					return err
				}
			}
		}()
		if err := errors.Join(err, rows.Close()); err != nil {
			return err
		}
	}
	return nil
}

// sameColumns reports a file whose columns are not the table's.
func sameColumns(file *parquet.File, t *Table) error {
	fields := file.Schema().Fields()
	if len(fields) != len(t.Columns) {
		return fmt.Errorf("%d columns, want %d", len(fields), len(t.Columns))
	}
	for i, f := range fields {
		if f.Name() != t.Columns[i].Name {
			return fmt.Errorf("column %d is %q, want %q", i+1, f.Name(), t.Columns[i].Name)
		}
	}
	return nil
}

// valueOf returns a cell of the library as a cell of a type. Its bytes are
// copied: the library uses them again.
func valueOf(t Type, c parquet.Value) Value {
	if c.IsNull() {
		return Value{}
	}
	switch t {
	case Integer:
		return Value{bits: uint64(c.Int64()), kind: isInteger}
	case Number:
		return number(c.Double())
	case Boolean:
		return boolean(c.Boolean())
	case Day:
		return Value{bits: uint64(int64(c.Int32())), kind: isDay}
	case Instant:
		return Value{bits: uint64(c.Int64()), kind: isInstant}
	}
	return Value{text: string(c.ByteArray()), kind: isText}
}
