package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
)

// A Tx is a change to the archive that happens wholly or not at all. It is
// used inside the function given to [Store.Update] only.
type Tx struct {
	ctx       context.Context // of the change: once it ends, no statement is begun
	s         *Store
	at        string  // the time of all that this change writes
	due       due     // what is to be joined before the change is committed
	joinLater bool    // but for stories that this change brings
	told      tidings // what is new for alerts

	emptied     bool       // the index was emptied by this change: nothing is to be taken out of it
	unforgotten bool       // nothing was forgotten when this change looked
	behind      []*waiting // rows that are still to be written
	waits       uint64     // bits of their tables

	fresh   map[int64]bool        // versions that this change made and that have no record yet: nothing is to be taken out for them
	alone   map[int64]bool        // those of them that are their story's first: nobody has said anything of it
	pids    map[string]int64      // rows of pipelines, by name
	follow  map[string]bool       // actors that were followed once, and by more versions since: they are again before the change is committed
	said    map[string]newSayings // what new versions say of actors, by their ids in the archive
	settled map[naming]bool       // names of actors that this change has settled
	coming  map[string]bool       // keys of actors that no version names yet, while the names of the first are settled
	stand   map[string]string     // what keys of actors stand for, as far as it was looked up
	prints  map[int64][]int64     // fingerprints of versions that this change made
	newText string                // hash of the text that no version had when it was looked up last
	lone    firstOfText           // the version that came with it
	placed  map[string]bool       // places that this change has written
	last    map[string]int64      // the last row number of tables whose rows are numbered here
}

// newTx returns a change that begins.
func newTx(ctx context.Context, s *Store) *Tx {
	return &Tx{ctx: ctx, s: s, at: stamp(s.now()), fresh: make(map[int64]bool), alone: make(map[int64]bool), pids: make(map[string]int64), follow: make(map[string]bool), settled: make(map[naming]bool), said: make(map[string]newSayings),
		last: make(map[string]int64), prints: make(map[int64][]int64), placed: make(map[string]bool)}
}

// usualPatience is how many seconds a write waits unless it is told otherwise.
const usualPatience = 10

// longWait is how many seconds a change waits for other processes before it is in haste
// itself: a load of very many stories commits what it has then. It is less than a third of
// the usual patience, as that commit takes its time. Changed by tests.
var longWait = 3

// write runs a statement that needs the database's lock, and waits for it.
func (s *Store) write(ctx context.Context, query string) error {
	release := func() {}
	defer func() { release() }()
	for seconds := 1; ; seconds++ {
		if seconds == longWait+1 {
			_, release = s.Haste(ctx)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		_, err := s.wconn.ExecContext(ctx, query) // waits a second by itself
		err = explain(s.path, err)
		var busy *BusyError
		if errors.As(err, &busy) && s.patience.Busy(seconds) {
			continue
		}
		if seconds > 1 && s.patience.Free != nil {
			s.patience.Free()
		}
		return err
	}
}

// lookAround forgets what was looked up before another process wrote.
func (s *Store) lookAround(ctx context.Context) error {
	var seen int64
	if err := s.wconn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&seen); err != nil {
		return explain(s.path, err)
	}
	if seen != s.seen {
		s.seen, s.names = seen, nil
		s.forgetCaches()
	}
	return nil
}

// forgetCaches empties what is held of rows, whose numbers may be given again.
func (s *Store) forgetCaches() {
	s.joins.forget()
	s.texts.forget()
	clear(s.common)
	clear(s.nowhere)
}

// exec runs a statement and returns the number of rows that it changed.
func (tx *Tx) exec(query string, args ...any) (n int64, err error) {
	err = tx.run(query, args, func(res driver.Result) (err error) {
		n, err = res.RowsAffected()
		return err
	})
	return n, err
}

// insert runs an INSERT and returns the new row's number.
func (tx *Tx) insert(query string, args ...any) (row int64, err error) {
	err = tx.run(query, args, func(res driver.Result) (err error) {
		row, err = res.LastInsertId()
		return err
	})
	return row, err
}

// insertNew runs an INSERT OR IGNORE of one row, and returns its number and whether it
// was written.
func (tx *Tx) insertNew(query string, args ...any) (row int64, fresh bool, err error) {
	err = tx.run(query, args, func(res driver.Result) error {
		n, err := res.RowsAffected()
		if fresh = n > 0; fresh && err == nil {
			row, err = res.LastInsertId()
		}
		return err
	})
	return row, fresh, err
}

// run runs a statement without rows, once those are written that wait in its tables.
func (tx *Tx) run(query string, args []any, done func(driver.Result) error) error {
	if err := tx.catchUp(query); err != nil {
		return err
	}
	return tx.direct(query, func(d *direct) error {
		if err := d.bind(args); err != nil {
			return err
		}
		res, err := d.exec()
		if err != nil {
			return err
		}
		return done(res)
	})
}

// mostRows is how many rows one INSERT writes at most.
const mostRows = 32

// insertAll writes rows of some width, of which cells holds the values one after
// the other: a statement for each costs more than most rows do. into ends with
// VALUES.
func (tx *Tx) insertAll(into string, width int, cells []any) error {
	for len(cells) > 0 {
		n := mostRows // a power of two, so that few statements are prepared
		for n*width > len(cells) {
			n /= 2
		}
		if _, err := tx.exec(rowsOf(into, width, n), cells[:n*width]...); err != nil {
			return err
		}
		cells = cells[n*width:]
	}
	return nil
}

// rowsOf returns an INSERT of n rows of some width.
func rowsOf(into string, width, n int) string {
	row := "(?" + strings.Repeat(", ?", width-1) + ")"
	return into + row + strings.Repeat(", "+row, n-1)
}

// numberRows returns the first of n new row numbers of a table, one after the other.
func (tx *Tx) numberRows(table string, n int) (int64, error) {
	last, ok := tx.last[table]
	if !ok {
		if _, err := tx.row([]any{&last}, `SELECT coalesce(max(rid), 0) FROM `+table); err != nil {
			return 0, err
		}
	}
	tx.last[table] = last + int64(n)
	return last + 1, nil
}

// row reads the columns of the first row into dest; it returns false if there
// is none.
func (tx *Tx) row(dest []any, query string, args ...any) (bool, error) {
	if err := tx.catchUp(query); err != nil {
		return false, err
	}
	return tx.firstDirect(dest, query, args)
}

// rows calls each for every row; each reads its columns with scan.
func (tx *Tx) rows(each func(scan func(...any) error) error, query string, args ...any) error {
	if err := tx.catchUp(query); err != nil {
		return err
	}
	return tx.eachDirect(query, args, each)
}

// numbers returns the first column of all rows.
func (tx *Tx) numbers(query string, args ...any) ([]int64, error) {
	var list []int64
	err := tx.rows(func(scan func(...any) error) error {
		var n int64
		err := scan(&n)
		list = append(list, n)
		return err
	}, query, args...)
	return list, err
}

// found turns "no rows" into false.
func found(err error) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// eachRow calls each for every row and closes rows.
func eachRow(rows *sql.Rows, err error, each func(scan func(...any) error) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// change writes a line of the change feed.
func (tx *Tx) change(table, id, op, reason string) error {
	tx.later(`INSERT OR FAIL INTO changes (at, tbl, id, op, reason) VALUES `, 5, tx.at, table, id, op, reason)
	return nil
}
