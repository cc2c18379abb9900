package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"golang.org/x/sync/errgroup"
)

// A spanRow is a text whose words that tell of events are given.
type spanRow struct {
	Ref       string   `json:"ref"`
	Text      string   `json:"text"`
	Outlet    string   `json:"outlet"`
	URL       string   `json:"url"`
	Published string   `json:"published"`
	Spans     [][2]int `json:"spans"` // in code points
}

// A spanChain is words that tell of one happening.
type spanChain struct {
	ID       string        `json:"id"`
	Mentions []spanMention `json:"mentions"`
}

// A spanMention is one of them.
type spanMention struct {
	Ref  string `json:"ref"`
	Span [2]int `json:"span"`
}

// joinSpans joins the given words of the rows of --from.
func (f *acrossFlags) joinSpans(ctx context.Context) error {
	reader, err := f.lists.open(f.model)
	if err != nil {
		return err
	}
	j, err := thread.New(language.English())
	if err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	rows, err := f.spanRows()
	if err != nil {
		return err
	}
	items := make([]joined.Item, len(rows))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(min(max(f.jobs, 1), runtime.NumCPU()))
	for i := range rows {
		work.Go(func() (err error) {
			items[i].Record, items[i].Digest, err = reader.ReadDigest(ctx, rows[i].version(), rows[i].bytes())
			return err
		})
	}
	if err := work.Wait(); err != nil {
		return err
	}
	return writeRows(chainsOf(joined.Join(j, items, nil), rows, items))
}

// spanRows reads the rows and refuses what does not fit its text.
func (f *acrossFlags) spanRows() ([]spanRow, error) {
	var out []spanRow
	known := map[string]bool{}
	for _, name := range f.from {
		var in io.Reader = os.Stdin
		if name != "-" {
			file, err := os.Open(name)
			if err != nil {
				return nil, err
			}
			defer file.Close()
			in = file
		}
		dec := json.NewDecoder(bufio.NewReaderSize(in, 1<<20))
		for {
			var row spanRow
			if err := dec.Decode(&row); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, fmt.Errorf("%s, row %d: %w", name, len(out)+1, err)
			}
			if known[row.Ref] {
				return nil, fmt.Errorf("%s, row %d: the ref %q stands twice; each text needs one of its own", name, len(out)+1, row.Ref)
			}
			known[row.Ref] = true
			n := readout.PointsOf(row.Text).Len()
			for _, s := range row.Spans {
				if s[0] < 0 || s[0] >= s[1] || s[1] > n {
					return nil, fmt.Errorf("%s, row %d: the span [%d,%d] does not fit a text of %d code points", name, len(out)+1, s[0], s[1], n)
				}
			}
			out = append(out, row)
		}
	}
	return out, nil
}

// version returns the row's text as a version. The ref is its address where it
// has none: two rows with one text are two.
func (r *spanRow) version() *readout.Version {
	v := &readout.Version{Ref: r.Ref, URL: r.URL, Outlet: r.Outlet, Language: "en", Text: r.Text}
	if v.URL == "" {
		v.URL = "ref:" + r.Ref
	}
	if r.Published != "" {
		v.Published = &readout.Time{Text: r.Published, Value: r.Published, Basis: readout.TimeFromFeed}
	}
	v.Seal()
	return v
}

// bytes returns the row's spans in bytes of its text, those that begin alike once.
func (r *spanRow) bytes() []readout.Span {
	pts := readout.PointsOf(r.Text)
	out := []readout.Span{}
	begins := map[int]bool{}
	for _, s := range r.Spans {
		if at, _ := pts.Bytes(readout.Span{Start: s[0], End: s[1]}); !begins[at.Start] {
			begins[at.Start] = true
			out = append(out, at)
		}
	}
	return out
}

// chainsOf returns the happenings as chains of the given words, each in one.
func chainsOf(d *joined.Set, rows []spanRow, items []joined.Item) []spanChain {
	given := map[thread.MentionID][]spanMention{} // words that begin alike are of one chain
	for i := range rows {
		pts := readout.PointsOf(rows[i].Text)
		for _, s := range rows[i].Spans {
			at, _ := pts.Bytes(readout.Span{Start: s[0], End: s[1]})
			id := thread.IDOf(string(items[i].Record.Version.ID), at.Start)
			given[id] = append(given[id], spanMention{rows[i].Ref, s})
		}
	}
	var out []spanChain
	for i := range d.Happenings {
		h := &d.Happenings[i]
		c := spanChain{ID: joined.EventID(h.Key)}
		for _, t := range h.Mentions {
			c.Mentions = append(c.Mentions, given[t.ID()]...)
		}
		if len(c.Mentions) > 0 {
			out = append(out, c)
		}
	}
	return out
}
