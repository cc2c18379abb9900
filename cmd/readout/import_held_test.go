package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestAChangeHoldsNoRows takes rows in, in one change, that are far longer than what
// the archive keeps of them: texts of a record stand in the row that it came in, and one
// that is held keeps all of the row.
func TestAChangeHoldsNoRows(t *testing.T) {
	const rows, blanks = 120, 512 << 10
	source, file := many.Samples(), new(bytes.Buffer)
	for i := range rows {
		line, err := source.Record(i).AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		file.WriteByte('{')
		file.Write(bytes.Repeat([]byte(" "), blanks))
		file.Write(append(line[1:], '\n'))
	}
	name := filepath.Join(t.TempDir(), "records.jsonl")
	if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	file = nil
	s, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var before, within uint64
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		before = heap()
		err := export.EachRaw(name, nil, export.Skip{}, func(raw *export.RawStored) error {
			it := &imported{raw: raw}
			if it.prepare(); it.err != nil {
				return it.err
			}
			_, err := it.takeIn(tx)
			return err
		})
		within = heap()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if most := before + rows*blanks/4; within > most {
		t.Errorf("the heap went from %d to %d MiB within a change that took %d rows of %d MiB in", before>>20, within>>20, rows, rows*blanks>>20)
	}
}

// heap returns how many bytes are in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
