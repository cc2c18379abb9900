package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// This file holds the lists that pages of one thing have, as files: what tells of a
// happening, and the stories of a storyline.

// A reportItem is a sentence that tells of a happening as files have it.
type reportItem struct {
	Outlet   string       `json:"outlet"`
	Posted   string       `json:"posted,omitempty"`
	Line     string       `json:"line"`
	Words    string       `json:"words"`
	Status   string       `json:"status"`
	By       string       `json:"according_to,omitempty"`
	Sentence string       `json:"sentence"`
	Span     readout.Span `json:"span"` // in code points
	Story    string       `json:"story"`
	Version  string       `json:"version"`
	Label    people.Label `json:"label"`
}

// happeningFile lists the sentences that tell of a happening, in the order of its page;
// a feed has those that were posted last.
func (s *site) happeningFile(r *http.Request, of share) (*listing, error) {
	h, err := s.Service.Store.Happening(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	skip, told := 0, h.Mentions
	if _, skip, err = acrossParams(r); err != nil {
		return nil, err
	}
	if of.feed {
		skip = max(0, len(told)-of.limit)
	}
	part := told[min(skip, len(told)):min(skip+of.limit, len(told))]
	ids := make([]string, len(part))
	for i := range part {
		ids[i] = part[i].Story.Version
	}
	labels, err := s.Service.Store.Labels(r.Context(), ids)
	if err != nil {
		return nil, err
	}
	body := &filePage[*reportItem]{Items: []*reportItem{}, Total: len(told)}
	l := &listing{Title: "reports of " + h.ID, Body: body, Head: []string{"outlet", "posted", "line", "words", "status", "according_to", "sentence", "story", "version", "label"}}
	a, m := s.across(), s.masks()
	for i := range part {
		it, err := a.reportItem(r, &part[i], m)
		if err != nil {
			return nil, err
		}
		it.Label = labels[it.Version]
		body.Items = append(body.Items, it)
		l.report(it)
	}
	body.Next = l.goOn(skip+len(part), len(told), len(part))
	return l, nil
}

// reportItem returns a sentence that tells of a happening.
func (a *acrossReader) reportItem(r *http.Request, t *thread.Told, m *masks) (*reportItem, error) {
	mask, err := m.of(r.Context(), readout.VersionID(t.Story.Version))
	if err != nil {
		return nil, err
	}
	it := &reportItem{Outlet: cmp.Or(t.Story.Outlet, t.Story.Ref), Posted: t.Story.Posted, Line: t.Story.Line, Words: mask(t.Text), Status: string(t.Standing()), By: mask(strings.Join(t.By, ", as told by ")), Story: t.Story.ID, Version: t.Story.Version}
	text := a.text(r.Context(), t.Story.Version)
	if at := t.Story.Sentences[t.Sentence].Span; at.Fits(text) {
		it.Sentence, it.Span = mask(oneLine(at.In(text))), readout.PointsOf(text).Span(at)
	}
	return it, nil
}

// report adds a report to a list.
func (l *listing) report(it *reportItem) {
	l.Rows = append(l.Rows, []string{it.Outlet, it.Posted, it.Line, it.Words, it.Status, it.By, it.Sentence, it.Story, it.Version, it.Label.String()})
	q := url.Values{"at": {fmt.Sprintf("%d-%d", it.Span.Start, it.Span.End)}}
	l.Entries = append([]atomEntry{{Title: it.Outlet + ": " + it.Words, ID: fmt.Sprintf("urn:readout:%s:%d-%d", it.Version, it.Span.Start, it.Span.End), Updated: stamp(day(it.Posted)),
		Link: atomLink{Href: address("/story/"+it.Version, q) + "#hit"}, Summary: it.Sentence, Label: shared(it.Label)}}, l.Entries...)
}

// storylineFile lists the stories of a storyline, in a feed the newest first.
func (s *site) storylineFile(r *http.Request, of share) (*listing, error) {
	line, err := s.Service.Storyline(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	m := s.masks()
	l := &listing{Title: "storyline " + line.ID, Body: line.Steps, Head: []string{"day", "outlet", "headline", "story", "version", "follows", "like", "copies", "label"}}
	for i := range line.Steps {
		st := &line.Steps[i]
		mask, err := m.of(r.Context(), st.Version)
		if err != nil {
			return nil, err
		}
		st.Headline = mask(st.Headline)
		l.Rows = append(l.Rows, []string{st.Day, st.Outlet, st.Headline, string(st.Story), string(st.Version), st.Follows, fmt.Sprintf("%.2f", st.Like), strings.Join(st.Copies, " "), st.Label})
		l.Entries = append([]atomEntry{{Title: orText(st.Headline, "(no headline)"), ID: "urn:readout:" + string(st.Version), Updated: stamp(st.Day), Link: atomLink{Href: "/story/" + string(st.Story)}, Summary: st.Outlet, Label: sharedAs(orText(st.Label, people.Clear.String()))}}, l.Entries...)
	}
	if of.feed {
		l.Entries = l.Entries[:min(len(l.Entries), of.limit)]
	}
	return l, nil
}
