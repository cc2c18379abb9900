package store

import (
	"cmp"
	"regexp"
	"slices"
)

// This file lets a change write rows in bulk. A row that nothing reads before
// the commit waits, with others of its table, until a statement names the table
// or the change is committed: a statement costs more than most rows do, and an
// index of words that is written in between writes what it holds each time.

// A waiting table has rows that a change has still to write.
type waiting struct {
	into  string // INSERT INTO … VALUES
	table string
	width int
	cells []any
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
func (tx *Tx) later(into string, width int, cells ...any) {
	for _, w := range tx.behind {
		if w.into == into {
			w.cells = append(w.cells, cells...)
			return
		}
	}
	tx.behind = append(tx.behind, &waiting{into: into, table: tableName.FindStringSubmatch(into)[1], width: width, cells: cells})
	tx.waits = tx.waits[:0]
	for _, w := range tx.behind {
		tx.waits = append(tx.waits, w.table)
	}
}

// catchUp writes the rows that wait in the tables that a query names.
func (tx *Tx) catchUp(query string) error {
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

// sortRows brings rows into the order of their first column, a text or a number.
func sortRows(width int, cells []any) []any {
	rows := slices.Collect(slices.Chunk(cells, width))
	slices.SortStableFunc(rows, func(a, b []any) int {
		if x, ok := a[0].(int64); ok {
			return cmp.Compare(x, b[0].(int64))
		}
		return cmp.Compare(a[0].(string), b[0].(string))
	})
	return slices.Concat(rows...)
}

// writeRows writes the rows of one table.
func (tx *Tx) writeRows(w *waiting) error {
	if !slices.Contains(wordTables, w.table) {
		if slices.Contains(lateTables, w.table) {
			w.cells = sortRows(w.width, w.cells)
		}
		return tx.insertAll(w.into, w.width, w.cells)
	}
	for row := range slices.Chunk(w.cells, w.width) {
		if err := tx.insertAll(w.into, w.width, row); err != nil {
			return err
		}
	}
	return nil
}
