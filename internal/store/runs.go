package store

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
)

// This file keeps rows that wait until the end of a large change in a file, sorted run by
// run, and brings the runs together when they are written: of tables to which rows come in
// no order, each page changes once for all rows of a change, however many these are.

// A runFile holds the runs of one change. It is no part of the archive.
type runFile struct {
	file *os.File
	size int64
}

// A run is rows of one table in the order of its keys.
type run struct{ begin, end int64 }

// What runs are read and written by at a time, in bytes.
const runBuffer = 64 << 10

// openRuns makes the file beside the archive; nil if that can't be.
func openRuns(archive string) *runFile {
	f := openBeside(archive, ".runs")
	if f == nil {
		return nil
	}
	return &runFile{file: f}
}

// close gives the file back.
func (f *runFile) close() {
	if f != nil {
		closeBeside(f.file)
	}
}

// empty makes room for the runs of the next change.
func (f *runFile) empty() {
	if f != nil {
		f.size = 0
		_ = f.file.Truncate(0)
	}
}

// add writes rows as a run.
func (f *runFile) add(w *waiting) (run, error) {
	out := bufio.NewWriterSize(io.NewOffsetWriter(f.file, f.size), runBuffer)
	n := 0
	for _, at := range w.rows {
		row := w.cells[at : at+rowSize(w.cells[at:], w.width)]
		var size [binary.MaxVarintLen64]byte
		head := binary.AppendUvarint(size[:0], uint64(len(row)))
		if _, err := out.Write(head); err != nil {
			return run{}, err
		}
		if _, err := out.Write(row); err != nil {
			return run{}, err
		}
		n += len(head) + len(row)
	}
	if err := out.Flush(); err != nil {
		return run{}, err
	}
	r := run{f.size, f.size + int64(n)}
	f.size = r.end
	return r, nil
}

// rowSize returns how many bytes a row takes.
func rowSize(packed []byte, width int) (n int) {
	for range width {
		_, size := cellAt(packed[n:])
		n += size
	}
	return n
}

// spill writes the rows that wait in a table as a run; false if they stay where they are.
func (tx *Tx) spill(w *waiting) bool {
	if tx.s.runs == nil {
		tx.s.runs = openRuns(tx.s.path)
	}
	if tx.s.runs == nil {
		return false
	}
	w.order()
	r, err := tx.s.runs.add(w)
	if err != nil { // the disk is full, perhaps: they are written where they belong
		return false
	}
	w.runs = append(w.runs, r)
	w.drop()
	return true
}

// A runReader reads the rows of a run, or those that wait in memory, row by row.
type runReader struct {
	from *bufio.Reader // nil: rows wait in memory
	rows []int         // that are still to come
	row  []byte
	key  cell
}

// next goes to the next row; it returns [io.EOF] after the last.
func (r *runReader) next(w *waiting) error {
	if r.from == nil {
		if len(r.rows) == 0 {
			return io.EOF
		}
		at := r.rows[0]
		r.row, r.rows = w.cells[at:at+rowSize(w.cells[at:], w.width)], r.rows[1:]
		r.key, _ = cellAt(r.row)
		return nil
	}
	size, err := binary.ReadUvarint(r.from)
	if err != nil {
		return err
	}
	r.row = slices.Grow(r.row[:0], int(size))[:size]
	if _, err := io.ReadFull(r.from, r.row); err != nil {
		return errors.Join(io.ErrUnexpectedEOF, err)
	}
	r.key, _ = cellAt(r.row)
	return nil
}

// merged calls each for the rows of a table's runs and those in memory, in the order of
// their keys; of rows with one key those that came first come first.
func (f *runFile) merged(w *waiting, each func(row []byte) error) error {
	var readers []*runReader
	for _, r := range w.runs {
		readers = append(readers, &runReader{from: bufio.NewReaderSize(io.NewSectionReader(f.file, r.begin, r.end-r.begin), runBuffer)})
	}
	readers = append(readers, &runReader{rows: w.rows})
	var failed error
	over := func(r *runReader) bool {
		err := r.next(w)
		if err != nil && err != io.EOF {
			failed = err
		}
		return err != nil
	}
	readers = slices.DeleteFunc(readers, over)
	for len(readers) > 0 && failed == nil {
		first := 0
		for i := 1; i < len(readers); i++ {
			if compareCells(readers[i].key, readers[first].key) < 0 {
				first = i
			}
		}
		if failed = each(readers[first].row); failed == nil && over(readers[first]) {
			readers = slices.Delete(readers, first, first+1)
		}
	}
	return failed
}
