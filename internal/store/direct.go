package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
)

// This file runs the statements of a change on the driver's own, past database/sql: its
// locks, contexts and conversions of each value take as long as SQLite does with a row,
// and the connection that writes has one user at a time.

// A direct statement is one of the connection that writes.
type direct struct {
	stmt driver.Stmt
	args []driver.NamedValue // of the last run, to be used again
}

// direct calls do with the statement of a query, prepared once.
func (tx *Tx) direct(query string, do func(*direct) error) error {
	if err := tx.ctx.Err(); err != nil {
		return err
	}
	return tx.s.wconn.Raw(func(conn any) error {
		d := tx.s.stmts[query]
		if d == nil {
			stmt, err := conn.(driver.Conn).Prepare(query)
			if err != nil {
				return err
			}
			d = &direct{stmt: stmt}
			tx.s.stmts[query] = d
		}
		return do(d)
	})
}

// closeDirect closes what direct prepared.
func (s *Store) closeDirect() error {
	var errs []error
	for _, d := range s.stmts {
		errs = append(errs, d.stmt.Close())
	}
	clear(s.stmts)
	return errors.Join(errs...)
}

// bind makes values those of the next run.
func (d *direct) bind(args []any) error {
	d.args = d.args[:0]
	for i, arg := range args {
		value, err := valueOf(arg)
		if err != nil {
			return err
		}
		d.args = append(d.args, driver.NamedValue{Ordinal: i + 1, Value: value})
	}
	return nil
}

// exec runs a statement without rows. SQLite has copies of the values when it is over.
func (d *direct) exec() (driver.Result, error) {
	defer clear(d.args)
	return d.stmt.(driver.StmtExecContext).ExecContext(context.Background(), d.args)
}

// query runs a statement with rows.
func (d *direct) query() (driver.Rows, error) {
	defer clear(d.args)
	return d.stmt.(driver.StmtQueryContext).QueryContext(context.Background(), d.args)
}

// valueOf returns what the driver takes for a value.
func valueOf(arg any) (driver.Value, error) {
	switch v := arg.(type) {
	case nil, int64, string, []byte, bool, float64:
		return v, nil
	case int:
		return int64(v), nil
	}
	return driver.DefaultParameterConverter.ConvertValue(arg)
}

// firstDirect reads the first row of a query; it returns false if there is none.
func (tx *Tx) firstDirect(dest []any, query string, args []any) (ok bool, err error) {
	err = tx.direct(query, func(d *direct) (err error) {
		if err := d.bind(args); err != nil {
			return err
		}
		rows, err := d.query()
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, rows.Close()) }()
		cells := make([]driver.Value, len(dest))
		if n := len(rows.Columns()); n != len(dest) {
			return fmt.Errorf("%d columns are read as %d", n, len(dest))
		}
		switch err := rows.Next(cells); err {
		case nil:
			ok = true
			return scanInto(dest, cells)
		case io.EOF:
			return nil
		default:
			return err
		}
	})
	return ok && err == nil, err
}

// rowsAtOnce is how many rows are read before they are looked at: what looks at them may
// run other statements, and the connection is not held meanwhile.
const rowsAtOnce = 64

// eachDirect calls each for every row of a query.
func (tx *Tx) eachDirect(query string, args []any, each func(scan func(...any) error) error) (err error) {
	var rows driver.Rows
	err = tx.direct(query, func(d *direct) error {
		err := d.bind(args)
		if err == nil {
			rows, err = d.query()
		}
		return err
	})
	if err != nil {
		return err
	}
	closed := false
	defer func() {
		if !closed {
			err = errors.Join(err, tx.s.wconn.Raw(func(any) error { return rows.Close() }))
		}
	}()
	width := len(rows.Columns())
	var cells []driver.Value
	for !closed {
		err := tx.s.wconn.Raw(func(any) (err error) {
			if cells, err = readRows(rows, cells[:0], width, rowsAtOnce); err == io.EOF {
				closed, err = true, rows.Close()
			}
			return err
		})
		if err != nil {
			return err
		}
		for row := range slices.Chunk(cells, width) {
			if err := each(func(dest ...any) error { return scanInto(dest, row) }); err != nil {
				return err
			}
		}
	}
	return nil
}

// readRows reads some rows, and returns [io.EOF] with the last ones.
func readRows(rows driver.Rows, cells []driver.Value, width, most int) ([]driver.Value, error) {
	for range most {
		n := len(cells)
		for range width {
			cells = append(cells, nil)
		}
		if err := rows.Next(cells[n:]); err != nil {
			return cells[:n], err
		}
	}
	return cells, nil
}

// scanInto puts the cells of a row where they are wanted.
func scanInto(dest []any, cells []driver.Value) error {
	if len(dest) != len(cells) {
		return fmt.Errorf("%d columns are read as %d", len(cells), len(dest))
	}
	for i := range dest {
		if err := scanCell(dest[i], cells[i]); err != nil {
			return fmt.Errorf("column %d: %w", i, err)
		}
	}
	return nil
}

// scanCell puts a cell where it is wanted.
func scanCell(dest any, cell driver.Value) error {
	switch v := cell.(type) {
	case int64:
		switch d := dest.(type) {
		case *int64:
			*d = v
			return nil
		case *int:
			*d = int(v)
			return nil
		case *bool:
			*d = v != 0
			return nil
		}
	case string:
		if d, ok := dest.(*string); ok {
			*d = v
			return nil
		}
	case []byte:
		if d, ok := dest.(*[]byte); ok {
			*d = v
			return nil
		}
	}
	return scanKind(dest, cell)
}

// scanKind is scanCell for all other types.
func scanKind(dest any, cell driver.Value) error {
	if s, ok := dest.(interface{ Scan(any) error }); ok {
		return s.Scan(cell)
	}
	to := reflect.ValueOf(dest)
	if to.Kind() != reflect.Pointer || to.IsNil() {
		return fmt.Errorf("%T is no place to read into", dest)
	}
	if to = to.Elem(); to.Kind() == reflect.Interface && cell != nil {
		to.Set(reflect.ValueOf(cell))
		return nil
	}
	if to.Kind() == reflect.Pointer && cell != nil {
		to.Set(reflect.New(to.Type().Elem()))
		to = to.Elem()
	}
	ok := false
	switch v := cell.(type) {
	case nil:
		if ok = slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Interface}, to.Kind()); ok {
			to.SetZero()
		}
	case int64:
		ok = setNumber(to, v)
	case float64:
		if ok = to.CanFloat(); ok {
			to.SetFloat(v)
		}
	case string:
		ok = setText(to, v)
	case []byte:
		ok = setText(to, string(v))
	}
	if !ok {
		return fmt.Errorf("%T can't be read as %v", cell, to.Type())
	}
	return nil
}

// setNumber sets a number, or whether something is so.
func setNumber(to reflect.Value, n int64) bool {
	switch {
	case to.CanInt() && !to.OverflowInt(n):
		to.SetInt(n)
	case to.CanFloat():
		to.SetFloat(float64(n))
	case to.Kind() == reflect.Bool && (n == 0 || n == 1):
		to.SetBool(n == 1)
	default:
		return false
	}
	return true
}

// setText sets a text or bytes.
func setText(to reflect.Value, text string) bool {
	switch {
	case to.Kind() == reflect.String:
		to.SetString(text)
	case to.Kind() == reflect.Slice && to.Type().Elem().Kind() == reflect.Uint8:
		to.SetBytes([]byte(text))
	default:
		return false
	}
	return true
}
