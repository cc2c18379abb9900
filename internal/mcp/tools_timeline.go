package mcp

import (
	"context"
	"errors"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/timeline"
)

// TimelineInput is what the tool timeline takes.
type TimelineInput struct {
	Query string `json:"query,omitempty" jsonschema:"words of what happened and fields of events, or tl_… of a timeline that a person made; empty: everything"`
	Most  int    `json:"most,omitempty" jsonschema:"entries at most, 1 to 50; 20 if it is not given"`
}

// A TimelineEntry is one happening of a timeline.
type TimelineEntry struct {
	From      string `json:"from,omitempty" jsonschema:"its day, or the first one"`
	To        string `json:"to,omitempty"`
	Precision string `json:"precision,omitempty"`
	ID        string `json:"id,omitempty" jsonschema:"of the happening"`
	Sentence  *Words `json:"sentence,omitempty"`
	Version   string `json:"version,omitempty" jsonschema:"the tool record opens it"`
	Outlet    string `json:"outlet,omitempty"`
	URL       string `json:"url,omitempty"`
	Posted    string `json:"posted,omitempty"`
	Status    string `json:"status,omitempty" jsonschema:"what has become of it: asserted, denied, disputed, planned, called-off, open"`
	Lines     int    `json:"lines,omitempty" jsonschema:"independent lines of reporting"`
	Against   int    `json:"contradictions,omitempty" jsonschema:"pairs of sentences about it that contradict each other"`
	Headline  string `json:"headline,omitempty" jsonschema:"a person's"`
	Note      string `json:"note,omitempty" jsonschema:"a person's"`

	Warnings []string `json:"warnings,omitempty"`
}

// A TimelineAnswer is a timeline.
type TimelineAnswer struct {
	ID      string          `json:"id,omitempty"`
	Title   string          `json:"title"`
	Note    string          `json:"note,omitempty" jsonschema:"a person's"`
	Entries []TimelineEntry `json:"entries"`
	Left    int             `json:"left,omitempty" jsonschema:"entries that are not in this answer, the last ones"`
}

// timeline returns a timeline: one that a person made, or what answers a query.
func (t *tools) timeline(ctx context.Context, in TimelineInput) (*TimelineAnswer, error) {
	if in.Most <= 0 {
		in.Most = timeline.Usual
	}
	in.Most = min(in.Most, maxHits)
	var tl *timeline.Timeline
	var err error
	if id := strings.TrimSpace(in.Query); strings.HasPrefix(id, "tl_") {
		var m *ask.Made
		if m, err = t.ask.Made(ctx, id); err == nil {
			tl = m.Timeline
		}
	} else {
		tl, _, err = t.ask.Chronology(ctx, in.Query, in.Most)
	}
	var problem *ask.Error
	if errors.As(err, &problem) {
		return nil, errors.New(problem.Detail + ". " + problem.Do)
	}
	if err != nil {
		return nil, said(err)
	}
	out := &TimelineAnswer{ID: tl.ID, Title: tl.Title, Note: tl.Note, Entries: []TimelineEntry{}, Left: max(len(tl.Entries)-in.Most, 0)}
	for i := range tl.Entries[:len(tl.Entries)-out.Left] {
		out.Entries = append(out.Entries, t.entry(ctx, &tl.Entries[i]))
	}
	return out, nil
}

// entry returns an entry with the words of its masked record: none where the
// version has no record, as nothing tells then who in it is private.
func (t *tools) entry(ctx context.Context, e *timeline.Entry) TimelineEntry {
	out := TimelineEntry{ID: e.Event, Version: e.Version, Outlet: e.Outlet, URL: e.Link(), Posted: e.Posted, Status: string(e.Status), Lines: e.Lines, Against: len(e.Conflicts),
		Headline: e.Title, Note: e.Note, Warnings: e.Warnings}
	if e.Day != nil {
		out.From, out.To, out.Precision = e.Day.From, e.Day.To, string(e.Day.Precision)
	}
	if e.Text == "" {
		return out
	}
	if rec, err := t.load(ctx, e.Version); err == nil {
		r := t.tell(ctx, rec, false)
		out.Sentence = r.span(bytesOf(rec.Version.Text, e.Sentence)) // masks keep the bytes of a text
	}
	return out
}

// bytesOf returns a span of code points as one of bytes, an empty one if it
// does not fit.
func bytesOf(text string, at [2]int) readout.Span {
	var s readout.Span
	n := 0
	for i := range text + "." {
		if n == at[0] {
			s.Start = i
		}
		if n == at[1] {
			s.End = i
			break
		}
		n++
	}
	if s.End <= s.Start || s.End > len(text) {
		return readout.Span{}
	}
	return s
}
