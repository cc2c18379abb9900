package export

import (
	"fmt"
	"io"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/plural"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// A tableFile is the file of one table in the making.
type tableFile struct {
	table *Table
	form  *Format
	o     *Options
	enc   encoder
	tally *tally
}

// tableOf returns the table as the options want it: without the whole text
// unless it was asked for, and with some columns only.
func (o *Options) tableOf(t *Table) *Table {
	out := t.pick(func(c *Column) bool {
		return (o.Text || !c.Whole) && (len(o.Columns) == 0 || slices.Contains(o.Columns, c.Name))
	})
	if len(o.Columns) > 0 { // in the order that was asked for
		sorting.StableFunc(out.Columns, func(a, b Column) int {
			return slices.Index(o.Columns, a.Name) - slices.Index(o.Columns, b.Name)
		})
		at := make([]int, len(out.Columns))
		for i := range out.Columns {
			at[i] = t.column(out.Columns[i].Name)
		}
		out.from(t, at)
		out.Primary, out.Foreign = nil, nil
	}
	return out
}

// newTableFile begins the file of a table.
func newTableFile(w io.Writer, t *Table, o *Options) (output, error) {
	enc, err := o.Format.encode(w, t, o)
	if err != nil {
		return nil, err
	}
	return &tableFile{table: t, form: o.Format, o: o, enc: enc, tally: newTally()}, nil
}

func (f *tableFile) add(v *view) error {
	return f.table.rows(v, func(row []Value) error {
		f.tally.add(row)
		return f.enc.write(row)
	})
}

func (f *tableFile) close() error { return f.enc.close() }

// check reads the file again and compares counts and cells.
func (f *tableFile) check(r readerAt) error {
	got := newTally()
	err := f.form.decode(r, f.table, f.o, func(row []Value) error {
		got.add(row)
		return nil
	})
	if err == nil && !got.same(f.tally) {
		err = fmt.Errorf("%s written and %d read back, or they differ", plural.Of(f.tally.rows, "row was", "rows were"), got.rows)
	}
	return err
}

func (f *tableFile) resources() []resource {
	return []resource{tableResource(f.table, f.form, f.tally.rows)}
}
