package main

import (
	"bufio"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/seed-f92ea4cf/readout/train/reading"
	"golang.org/x/sync/errgroup"
)

// A sentence is a row of the corpus as it was read.
type sentence struct {
	Record   readout.Record
	Tokens   [][]readout.Token // of the record's sentences
	Triggers []scores.Trigger
	P, Q     readout.Span
	Class    int
	Held     bool // of the part that chooses
}

// readAll reads the rows of files and writes them.
func readAll(model, out string, every bool, files []string) error {
	r, err := pipeline.Open(models.FS(), model)
	if err != nil {
		return err
	}
	var rows []row
	for _, f := range files {
		more, err := rowsOf(f, every)
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	file, err := os.Create(out)
	if err != nil {
		return err
	}
	buf := bufio.NewWriterSize(file, 1<<20)
	enc := gob.NewEncoder(buf)
	const batch = 64
	for at := 0; at < len(rows); at += batch {
		part := rows[at:min(at+batch, len(rows))]
		done := make([]sentence, len(part))
		var work errgroup.Group
		work.SetLimit(2)
		for i := range part {
			work.Go(func() (err error) {
				done[i], err = part[i].read(r)
				return err
			})
		}
		if err := work.Wait(); err != nil {
			return err
		}
		for i := range done {
			if err := enc.Encode(&done[i]); err != nil {
				return err
			}
		}
	}
	return errors.Join(buf.Flush(), file.Close())
}

// read reads the row's sentence.
func (row *row) read(r *pipeline.Reader) (sentence, error) {
	text, spans, err := row.Text()
	if err != nil {
		return sentence{}, err
	}
	in, err := r.PairInput(context.Background(), text)
	if err != nil {
		return sentence{}, err
	}
	s := sentence{Record: *in.Record, Triggers: in.Triggers, P: spans[0], Q: spans[1], Class: row.Class, Held: row.held}
	for i := range in.Record.Sentences {
		s.Tokens = append(s.Tokens, in.Record.Sentences[i].Tokens)
	}
	for i := range s.Triggers {
		s.Triggers[i].Sides = nil
	}
	return s, nil
}

// A row is a row of the corpus.
type row struct {
	pipeline.Pair
	Class int  `json:"class"`
	held  bool // every tenth of the corpus, which chooses
}

// rowsOf returns the rows of a file. Unless every one is wanted, two of three
// that are not held out and take no side are left out.
func rowsOf(file string, every bool) (out []row, err error) {
	in, err := reading.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	neutral := 0
	dec := json.NewDecoder(in)
	for n := 0; ; n++ {
		next := row{held: n%10 == 9}
		if err := dec.Decode(&next); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		if !every && !next.held && next.Class == 0 {
			if neutral++; neutral%3 != 0 {
				continue
			}
		}
		out = append(out, next)
	}
}
