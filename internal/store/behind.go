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
	bit     uint64 // of the table
	width   int
	queries [6]string // of 1, 2, 4 … rows
	cells   []byte    // as appendCell has them
	rows    []int     // where each row begins
	n       int       // cells
	runs    []run     // rows that came before these, in a file
}

// keptCells is how many bytes a table that waits keeps for the rows that come next.
const keptCells = 4 << 20

// empty takes all rows out.
func (w *waiting) empty() {
	w.drop()
	w.runs = nil
}

// drop takes out the rows that are in memory.
func (w *waiting) drop() {
	w.cells, w.rows, w.n = w.cells[:0], w.rows[:0], 0
	if cap(w.cells) > keptCells {
		w.cells, w.rows = nil, nil
	}
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

// lateTables are written as late as may be, one after the other: the indexes of words, and
// tables to whose keys, or to whose indexes, rows come in no order. The more of these rows
// are written together, in the order of their keys, the fewer pages are, and the fewer
// have to be in memory at a time.
var lateTables = append([]string{"prints", "actor_versions", "place_versions", "statements", "events", "event_roles", "event_by"}, wordTables...)

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
			tx.waits |= w.bit
			return w
		}
	}
	w := &waiting{into: into, table: tableName.FindStringSubmatch(into)[1], width: width}
	w.bit = tx.s.tableBit(w.table)
	tx.behind = append(tx.behind, w)
	tx.waits |= w.bit
	return w
}

// tableBit returns the bit that stands for a table in which rows wait. The last one
// stands for all that come when there are no more bits.
func (s *Store) tableBit(table string) uint64 {
	bit, known := s.tables[table]
	if !known {
		bit = 1 << min(len(s.tables), 63)
		s.tables[table] = bit
		clear(s.named) // queries may name it
	}
	return bit
}

// tablesNamed returns the bits of the tables that a query names.
func (s *Store) tablesNamed(query string) uint64 {
	named, known := s.named[query]
	if !known {
		for _, word := range words.FindAllString(query, -1) {
			named |= s.tables[word]
		}
		s.named[query] = named
	}
	return named
}

// catchUp writes the rows that wait in the tables that a query names.
func (tx *Tx) catchUp(query string) error {
	if tx.waits == 0 {
		return nil
	}
	if named := tx.s.tablesNamed(query); named&tx.waits != 0 {
		return tx.writeWaiting(named)
	}
	return nil
}

// allTables are the bits of all tables.
const allTables = ^uint64(0)

// writeWaiting writes the rows that wait in tables, in the order in which the first
// of each came to wait.
func (tx *Tx) writeWaiting(tables uint64) error {
	for _, w := range tx.behind {
		if w.bit&tables == 0 || len(w.rows)+len(w.runs) == 0 {
			continue
		}
		if err := tx.writeRows(w); err != nil {
			return err
		}
		w.empty()
	}
	tx.waits &^= tables
	return nil
}

// WriteMost writes the rows that wait, but for those of [lateTables]: a change that
// brings very many versions calls it now and then, so that not all of them wait. Of the
// late ones it puts most into a file where they are too many for the memory.
func (tx *Tx) WriteMost() error {
	tables := allTables
	for _, late := range lateTables {
		tables &^= tx.s.tableBit(late)
	}
	if err := tx.writeWaiting(tables); err != nil || tx.held() < lateBytes {
		return err
	}
	for _, w := range tx.behind {
		if len(w.rows) > 0 && len(w.cells) >= lateBytes/64 && !tx.spill(w) {
			return tx.writeWaiting(allTables)
		}
	}
	return nil
}

// lateBytes is how many bytes of rows wait in memory at most, where [Tx.WriteMost] is
// called: those of some 6,000 stories of 90 words. Changed by tests.
var lateBytes = 24 << 20

// Waiting is how many bytes of rows wait to be written.
func (tx *Tx) Waiting() int {
	n := tx.held()
	for _, w := range tx.behind {
		for _, r := range w.runs {
			n += int(r.end - r.begin)
		}
	}
	return n
}

// held is how many of them wait in memory.
func (tx *Tx) held() (n int) {
	for _, w := range tx.behind {
		n += len(w.cells) + 8*len(w.rows)
	}
	return n
}

// order brings the rows of a late table into the order of their first column, a text or a
// number. Those of indexes of words have it.
func (w *waiting) order() {
	if !slices.Contains(lateTables, w.table) || slices.Contains(wordTables, w.table) {
		return
	}
	slices.SortStableFunc(w.rows, func(a, b int) int {
		x, _ := cellAt(w.cells[a:])
		y, _ := cellAt(w.cells[b:])
		return compareCells(x, y)
	})
}

// writeRows writes the rows of one table.
func (tx *Tx) writeRows(w *waiting) error {
	w.order()
	if len(w.runs) == 0 {
		return tx.writeSome(w, w.cells, w.rows)
	}
	var cells []byte
	var rows []int
	some := func() error {
		err := tx.writeSome(w, cells, rows)
		cells, rows = cells[:0], rows[:0]
		return err
	}
	err := tx.s.runs.merged(w, func(row []byte) error {
		rows, cells = append(rows, len(cells)), append(cells, row...)
		if len(rows) < mostRows {
			return nil
		}
		return some()
	})
	if err != nil {
		return err
	}
	return some()
}

// writeSome writes packed rows, each of which begins somewhere in cells.
func (tx *Tx) writeSome(w *waiting, cells []byte, rows []int) error {
	most := mostRows
	if slices.Contains(wordTables, w.table) {
		most = 1
	}
	for len(rows) > 0 {
		log := bits.Len(uint(min(len(rows), most))) - 1
		if w.queries[log] == "" {
			w.queries[log] = rowsOf(w.into, w.width, 1<<log)
		}
		err := tx.direct(w.queries[log], func(d *direct) error {
			d.args = d.args[:0]
			for _, at := range rows[:1<<log] {
				d.bindCells(cells[at:], w.width)
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
