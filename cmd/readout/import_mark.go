package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// An importMark is how far an import came in a file. It stands in the archive and
// is written by the change that takes the rows in, so that the two can't differ.
type importMark struct {
	File string `json:"file"`          // as it was named, for readout doctor
	Rows int    `json:"rows"`          // of the file, that were dealt with
	End  int64  `json:"end,omitempty"` // where the last of them ends, in a file of lines
}

// importMarks is how the keys of marks begin in the archive's notes.
const importMarks = "import "

// lookUpMarks reads how far imports came that did not end.
func (in *importer) lookUpMarks(ctx context.Context) (err error) {
	in.marks, err = marksOf(ctx, in.store)
	return archiveError(err)
}

// marksOf returns how far imports came that did not end, by key.
func marksOf(ctx context.Context, s *store.Store) (map[string]*importMark, error) {
	list, err := s.Metas(ctx, importMarks)
	if err != nil {
		return nil, err
	}
	marks := make(map[string]*importMark)
	for key, value := range list {
		m := new(importMark)
		if json.Unmarshal([]byte(value), m) == nil {
			marks[key] = m
		}
	}
	return marks, nil
}

// begin makes a file the one that is read, and returns which of its rows an import
// before this one had dealt with.
func (in *importer) begin(name string) (skip export.Skip, err error) {
	in.mark, in.key = nil, ""
	if name == "-" {
		return skip, nil
	}
	sum, err := fileSum(name)
	if err != nil {
		return skip, err
	}
	in.key = importMarks + sum
	if in.mark = in.marks[in.key]; in.mark == nil {
		in.mark = new(importMark)
		in.marks[in.key] = in.mark
	}
	if abs, err := filepath.Abs(name); err == nil {
		name = abs
	}
	in.mark.File = name
	return export.Skip{Rows: in.mark.Rows, End: in.mark.End}, nil
}

// putMark notes that a row and those before it were dealt with.
func (in *importer) putMark(tx *store.Tx, row *imported) error {
	if in.mark == nil {
		return nil
	}
	in.mark.Rows, in.mark.End = row.n, row.end
	value, err := json.Marshal(in.mark)
	if err != nil {
		return err
	}
	return tx.SetMeta(in.key, string(value))
}

// dropMarks takes the marks of this import out: it is at its end.
func (in *importer) dropMarks(ctx context.Context) error {
	err := in.store.Update(ctx, func(tx *store.Tx) error {
		for key := range in.marks {
			if err := tx.DropMeta(key); err != nil {
				return err
			}
		}
		return nil
	})
	return archiveError(err)
}

// markEnds is how much of each end of a file is looked at to know it again.
const markEnds = 64 << 10

// fileSum returns what a file is known by when an import goes on with it, wherever
// it lies by then: a hash of its length and of both its ends.
func fileSum(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintln(h, info.Size())
	for _, from := range []int64{0, max(0, info.Size()-markEnds)} {
		if _, err := io.Copy(h, io.NewSectionReader(f, from, markEnds)); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:12]), nil
}
