package store

import (
	"math/bits"
	"regexp"
	"slices"
)

// This file lets a change write rows in bulk. A row that nothing reads before
// the commit waits, with others of its table, until a statement names the table
// or the change is committed: a statement costs more than most rows do, and an
// index of words that is written in between writes what it holds each time.

// A waiting table has rows that a change has still to write. They are packed: tens of
// thousands of them wait, each of which has texts of a record that would be held whole, and
// a collector of garbage would go through all of their values again and again.
type waiting struct {
	into    string // INSERT INTO … VALUES
	table   string
	width   int
	queries [6]string // of 1, 2, 4 … rows
	cells   []byte    // as appendCell has them
	rows    []int     // where each row begins
	n       int       // cells
}

// add puts cells at the end: of one row or several, or of a part of one.
func (w *waiting) add(cells ...any) {
	for _, cell := range cells {
		if w.n%w.width == 0 {
			w.rows = append(w.rows, len(w.cells))
		}
		w.cells = appendCell(w.cells, cell)
		w.n++
	}
}

// wordTables are the indexes of words. Their rows are written one by one: a
// statement of several rows has a savepoint, and at each savepoint all that an
// index has gathered goes to the disk.
var wordTables = []string{"texts", "said", "done"}

// lateTables are written as late as may be: the indexes of words, and tables to whose
// keys rows come in no order. The more of these rows are written together, in the
// order of their keys, the fewer pages are.
var lateTables = append([]string{"prints", "actor_versions", "place_versions"}, wordTables...)

// tableName finds the table of an INSERT.
var tableName = regexp.MustCompile(`INTO (\w+)`)

// words finds what may be the name of a table.
var words = regexp.MustCompile(`\w+`)

// later writes rows before a statement names their table, and at the latest
// before the change is committed. into ends with VALUES; cells holds rows of some
// width, one after the other. It begins with INSERT OR FAIL, or OR IGNORE: for a
// plain INSERT of several rows SQLite keeps what each page was, to take back those
// before one that fails, and here all of the change is taken back then.
func (tx *Tx) later(into string, width int, cells ...any) { tx.waiting(into, width).add(cells...) }

// waiting returns where rows wait that later writes.
func (tx *Tx) waiting(into string, width int) *waiting {
	for _, w := range tx.behind {
		if w.into == into {
			return w
		}
	}
	w := &waiting{into: into, table: tableName.FindStringSubmatch(into)[1], width: width}
	tx.behind = append(tx.behind, w)
	tx.waits = append(tx.waits, w.table)
	return w
}

// catchUp writes the rows that wait in the tables that a query names.
func (tx *Tx) catchUp(query string) error {
	if len(tx.waits) == 0 {
		return nil
	}
	named, ok := tx.s.named[query]
	if !ok {
		named = words.FindAllString(query, -1)
		tx.s.named[query] = named
	}
	for _, table := range tx.waits {
		if slices.Contains(named, table) {
			return tx.writeWaiting(named)
		}
	}
	return nil
}

// writeWaiting writes the rows that wait in tables, nil for all of them, in the
// order in which the first of each came to wait.
func (tx *Tx) writeWaiting(tables []string) error {
	all := tx.behind
	tx.behind, tx.waits = nil, nil
	var left []*waiting
	for _, w := range all {
		if tables != nil && !slices.Contains(tables, w.table) {
			left = append(left, w)
			continue
		}
		if err := tx.writeRows(w); err != nil {
			return err
		}
	}
	tx.behind = append(left, tx.behind...)
	for _, w := range tx.behind {
		tx.waits = append(tx.waits, w.table)
	}
	return nil
}

// WriteMost writes the rows that wait, but for those of [lateTables]: a change that
// brings very many versions calls it now and then, so that not all of them wait.
func (tx *Tx) WriteMost() error {
	var tables []string
	for _, w := range tx.behind {
		if !slices.Contains(lateTables, w.table) {
			tables = append(tables, w.table)
		}
	}
	if len(tables) == 0 {
		return nil
	}
	return tx.writeWaiting(tables)
}

// Waiting is how many bytes of rows wait to be written.
func (tx *Tx) Waiting() (n int) {
	for _, w := range tx.behind {
		n += len(w.cells) + 8*len(w.rows)
	}
	return n
}

// sort brings rows into the order of their first column, a text or a number.
func (w *waiting) sort() {
	slices.SortStableFunc(w.rows, func(a, b int) int {
		x, _ := cellAt(w.cells[a:])
		y, _ := cellAt(w.cells[b:])
		return compareCells(x, y)
	})
}

// writeRows writes the rows of one table.
func (tx *Tx) writeRows(w *waiting) error {
	most := mostRows
	switch {
	case slices.Contains(wordTables, w.table):
		most = 1
	case slices.Contains(lateTables, w.table):
		w.sort()
	}
	for rows := w.rows; len(rows) > 0; {
		log := bits.Len(uint(min(len(rows), most))) - 1
		if w.queries[log] == "" {
			w.queries[log] = rowsOf(w.into, w.width, 1<<log)
		}
		err := tx.direct(w.queries[log], func(d *direct) error {
			d.args = d.args[:0]
			for _, at := range rows[:1<<log] {
				d.bindCells(w.cells[at:], w.width)
			}
			_, err := d.exec()
			return err
		})
		if err != nil {
			return err
		}
		rows = rows[1<<log:]
	}
	return nil
}
