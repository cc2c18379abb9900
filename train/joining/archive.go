package main

import (
	"encoding/json"
	"io"

	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// leastLink is the probability from which on a pair of an archive is written: well
// below what joins, so that those are seen too that another model would join.
const leastLink = 0.1

// An archiveRow is a pair of mentions of an archive that the joiner takes for one
// happening or nearly does, for a reader who says whether they are one.
type archiveRow struct {
	A, B     toldRow
	P        float64
	Joined   bool // they are of one happening
	OneLine  bool // of one line of reporting
	Features []float32
}

// A toldRow is a mention with what a reader needs to know it.
type toldRow struct {
	ID                              thread.MentionID
	Outlet, Posted, Headline        string
	Before, Sentence, Trigger, Type string
	Event                           bool // it is an event of its record
}

// archive writes the pairs of mentions of stories that were read that may be one
// happening, compared as an archive compares them.
func archive(file string, w io.Writer) error {
	j, set, err := archiveOf(file)
	if err != nil {
		return err
	}
	of := map[string]*thread.Story{}
	for _, s := range set.Stories {
		of[s.Version] = s
	}
	enc := json.NewEncoder(w)
	done := map[[2]string]bool{}
	for _, l := range set.Links {
		pair := [2]string{l.A.Version(), l.B.Version()}
		if done[pair] {
			continue
		}
		done[pair] = true
		if err := linked(j, set, of[pair[0]], of[pair[1]], enc); err != nil {
			return err
		}
	}
	return nil
}

// archiveOf returns stories that were read, joined as an archive joins them.
func archiveOf(file string) (*thread.Joiner, *joined.Set, error) {
	rows, err := read[itemRow](file)
	if err != nil {
		return nil, nil, err
	}
	j, err := joiner()
	if err != nil {
		return nil, nil, err
	}
	return j, joined.JoinAsArchive(j, itemsOf(rows), nil), nil
}

// linked writes the pairs of two stories.
func linked(j *thread.Joiner, set *joined.Set, a, b *thread.Story, enc *json.Encoder) error {
	for _, c := range j.Features(a, b) {
		p := j.Probability(&c)
		if p < leastLink || thread.UnitOf(c.A) == thread.UnitOf(c.B) {
			continue
		}
		h := set.Happening(c.A.ID())
		row := archiveRow{A: tellingOf(set, c.A), B: tellingOf(set, c.B), P: p, Joined: h != nil && h == set.Happening(c.B.ID()), OneLine: a.Line == b.Line, Features: c.Features[:]}
		if err := enc.Encode(&row); err != nil {
			return err
		}
	}
	return nil
}

// tellingOf returns a mention's row.
func tellingOf(set *joined.Set, t thread.Told) toldRow {
	v := set.Version(t.Story.Version)
	out := toldRow{ID: t.ID(), Outlet: t.Story.Outlet, Posted: v.Published.Day(), Headline: t.Story.Headline, Trigger: t.Trigger.In(v.Text), Type: t.Type, Event: t.Event != ""}
	out.Sentence = v.Text[t.Story.Sentences[t.Sentence].Span.Start:t.Trigger.Start] + "[[" + out.Trigger + "]]" + v.Text[t.Trigger.End:t.Story.Sentences[t.Sentence].Span.End]
	if t.Sentence > 0 {
		out.Before = t.Story.Sentences[t.Sentence-1].Span.In(v.Text)
	}
	return out
}

// happenings writes the happenings that stories which were read tell of, compared
// as an archive compares them: their lines and the mentions of each, for a reader.
func happenings(file string, w io.Writer) error {
	_, set, err := archiveOf(file)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	for i := range set.Happenings {
		h := &set.Happenings[i]
		row := struct {
			Key            thread.MentionID
			Type           string
			Lines, Stories int
			Mentions       []toldRow
		}{Key: h.Key, Type: h.Type, Lines: h.Lines, Stories: h.Stories}
		for _, t := range h.Mentions {
			row.Mentions = append(row.Mentions, tellingOf(set, t))
		}
		if err := enc.Encode(&row); err != nil {
			return err
		}
	}
	return nil
}
