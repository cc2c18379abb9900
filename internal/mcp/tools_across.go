package mcp

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// HappeningsInput is what the tool happenings takes.
type HappeningsInput struct {
	Query  string `json:"query,omitempty" jsonschema:"words of what happened and fields of events; empty: everything"`
	Newest bool   `json:"newest,omitempty" jsonschema:"those that were reported last first"`
	Limit  int    `json:"limit,omitempty" jsonschema:"at most, 1 to 50; 10 if it is not given"`
}

// A Happening is what many stories tell of.
type Happening struct {
	ID         string   `json:"id" jsonschema:"the tool happening opens it"`
	Type       string   `json:"type" jsonschema:"PLOVER type"`
	Modes      []string `json:"modes,omitempty"`
	From       string   `json:"from,omitempty" jsonschema:"its day, or the first one"`
	To         string   `json:"to,omitempty"`
	Precision  string   `json:"precision,omitempty"`
	Place      string   `json:"place,omitempty"`
	Actors     []string `json:"actors,omitempty"`
	Recipients []string `json:"recipients,omitempty"`
	Final      string   `json:"final" jsonschema:"what has become of it: asserted, denied, disputed, planned, called-off, open"`
	Lines      int      `json:"lines" jsonschema:"independent lines of reporting: copies count once, and so do texts of one outlet"`
	Stories    int      `json:"stories"`
	Best       *Report  `json:"best,omitempty" jsonschema:"the sentence that tells of it best"`
}

// A Report is a sentence that tells of a happening.
type Report struct {
	Version  string   `json:"version" jsonschema:"the tool record opens it"`
	Outlet   string   `json:"outlet,omitempty"`
	Posted   string   `json:"posted,omitempty"`
	Line     string   `json:"line"`
	Status   string   `json:"status"`
	By       []string `json:"by,omitempty" jsonschema:"who says so in the story, the innermost first"`
	Sentence *Words   `json:"sentence,omitempty"`
}

// HappeningsAnswer are happenings that answer a query.
type HappeningsAnswer struct {
	Happenings []Happening `json:"happenings"`
	Total      int         `json:"total"`
}

// happenings finds what stories tell together.
func (t *tools) happenings(ctx context.Context, in HappeningsInput) (*HappeningsAnswer, error) {
	q, err := acrossQuery(in.Query)
	if err != nil {
		return nil, err
	}
	list, total, err := t.o.Store.FindHappenings(ctx, store.Happenings{Query: q, Newest: in.Newest, Limit: limited(in.Limit)})
	if err != nil {
		return nil, said(err)
	}
	r := t.across(ctx)
	out := &HappeningsAnswer{Happenings: []Happening{}, Total: total}
	for _, h := range list {
		out.Happenings = append(out.Happenings, r.happening(h))
	}
	return out, nil
}

// acrossQuery reads the words of a question about happenings; nil for all.
func acrossQuery(words string) (*store.Query, error) {
	if strings.TrimSpace(words) == "" {
		return nil, nil
	}
	q, err := store.ParseQuery(words)
	if err == nil && q.Kind == store.Statements {
		err = errors.New("fields of statements find no happenings: use words, or fields of events such as type:PROTEST")
	}
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	return q, nil
}

// limited returns how many an answer has at most.
func limited(n int) int {
	if n <= 0 {
		return 10
	}
	return min(n, maxHits)
}

// An acrossTeller puts what stories tell together into answers, with the words
// of their masked records.
type acrossTeller struct {
	t       *tools
	ctx     context.Context
	tellers map[string]*teller // by version; nil for one without a record
}

func (t *tools) across(ctx context.Context) *acrossTeller {
	return &acrossTeller{t: t, ctx: ctx, tellers: make(map[string]*teller)}
}

// of returns the teller of a version, nil where nothing tells who in it is private.
func (a *acrossTeller) of(version string) *teller {
	r, ok := a.tellers[version]
	if !ok {
		if rec, err := a.t.load(a.ctx, version); err == nil {
			r = a.t.tell(a.ctx, rec, false)
		}
		a.tellers[version] = r
	}
	return r
}

// words returns words about a version without names of its private persons;
// none where nothing tells who is one.
func (a *acrossTeller) words(version, words string) string {
	r := a.of(version)
	if r == nil {
		return ""
	}
	words, _ = short(r.hide(strings.Join(strings.Fields(words), " ")))
	return words
}

// sentence returns a sentence of a version.
func (a *acrossTeller) sentence(version string, at readout.Span) *Words {
	r := a.of(version)
	if r == nil || !at.Fits(r.rec.Version.Text) {
		return nil
	}
	return r.span(at)
}

// report returns a sentence that tells of a happening.
func (a *acrossTeller) report(m thread.Told) *Report {
	st := m.Story
	out := &Report{Version: st.Version, Outlet: st.Outlet, Posted: st.Posted, Line: st.Line, Status: string(m.Standing()), Sentence: a.sentence(st.Version, st.Sentences[m.Sentence].Span)}
	for _, by := range m.By {
		if name := a.words(st.Version, by); name != "" {
			out.By = append(out.By, name)
		}
	}
	return out
}

// happening returns a happening with its best sentence.
func (a *acrossTeller) happening(h *store.Happening) Happening {
	out := Happening{ID: h.ID, Type: h.Type, Modes: h.Modes, From: h.When.From, To: h.When.To, Precision: string(h.When.Precision), Final: string(h.Final), Lines: h.Lines, Stories: h.Stories,
		Actors: a.cast(h, h.Doers), Recipients: a.cast(h, h.Undergoers)}
	if h.Where != nil {
		out.Place = h.Where.Name
	}
	if len(h.Mentions) > 0 {
		out.Best = a.report(h.Best())
	}
	return out
}

// cast names those who have a part in a happening. One whom the archive does not
// know is named only by a version that does: nothing else tells whether it is a
// private person.
func (a *acrossTeller) cast(h *store.Happening, list []thread.Actor) (names []string) {
	for i := range list {
		who := &list[i]
		switch {
		case a.t.o.Unmask || who.ID != "" && !h.Private[who.ID]:
			names = append(names, who.Name)
		case who.ID != "":
			names = append(names, "[private person]")
		default:
			for _, m := range h.Mentions {
				if has(m.Args, who.Name) {
					names = append(names, a.words(m.Story.Version, who.Name))
					break
				}
			}
		}
	}
	return names
}

// has reports whether a mention has an argument of a name.
func has(args []thread.Argument, name string) bool {
	for i := range args {
		if args[i].Name == name {
			return true
		}
	}
	return false
}

// HappeningInput is what the tool happening takes.
type HappeningInput struct {
	ID string `json:"id" jsonschema:"ev_…"`
}

// A Turn is a change of what is said of a happening.
type Turn struct {
	Status string `json:"status"`
	Posted string `json:"posted,omitempty"`
	Story  string `json:"story"`
}

// A Point is something that may be told of a happening, with who tells it.
type Point struct {
	Slot    string   `json:"slot" jsonschema:"day, place, by whom, to whom, number or source"`
	What    string   `json:"what,omitempty" jsonschema:"of a number: what is counted"`
	Told    []Saying `json:"told"`
	LeftOut []string `json:"left_out,omitempty" jsonschema:"versions of stories that tell of the happening and not of this"`
}

// A Saying is what one story says of a point.
type Saying struct {
	Version   string `json:"version"`
	Outlet    string `json:"outlet,omitempty"`
	Value     string `json:"value"`
	First     bool   `json:"first,omitempty" jsonschema:"it had it first"`
	Otherwise bool   `json:"otherwise,omitempty" jsonschema:"most of those that tell it have another value"`
}

// A HappeningAnswer is a happening with all that is told of it.
type HappeningAnswer struct {
	Happening
	History   []Turn     `json:"history,omitempty"`
	Reports   []Report   `json:"reports"`
	Left      int        `json:"left,omitempty" jsonschema:"reports that are not in this answer"`
	Conflicts []Conflict `json:"conflicts,omitempty"`
	Points    []Point    `json:"points,omitempty" jsonschema:"who tells what, who left out what"`
}

// happening returns one happening.
func (t *tools) happening(ctx context.Context, in HappeningInput) (*HappeningAnswer, error) {
	h, err := t.o.Store.Happening(ctx, strings.TrimSpace(in.ID))
	if err != nil {
		return nil, said(err)
	}
	conflicts, err := t.o.Store.ConflictsOf(ctx, h)
	if err != nil {
		return nil, said(err)
	}
	a := t.across(ctx)
	out := &HappeningAnswer{Happening: a.happening(h), Reports: []Report{}, Left: max(len(h.Mentions)-maxItems, 0)}
	for _, turn := range h.History {
		out.History = append(out.History, Turn{string(turn.Status), turn.Posted, turn.Story})
	}
	lines := thread.Independent(h.Mentions)
	for _, m := range h.Mentions[:len(h.Mentions)-out.Left] {
		r := a.report(m)
		r.Line = lines[r.Line]
		out.Reports = append(out.Reports, *r)
	}
	for _, c := range conflicts[:min(len(conflicts), maxHits)] {
		out.Conflicts = append(out.Conflicts, a.conflict(c))
	}
	table := joined.Claims(&h.Happening, func(string) string { return "" })
	for i := range table.Points {
		out.Points = append(out.Points, a.point(&table, &table.Points[i]))
	}
	return out, nil
}

// point returns who tells a point.
func (a *acrossTeller) point(table *joined.Table, p *joined.Point) Point {
	out := Point{Slot: p.Slot, What: p.What, Told: []Saying{}}
	for i, c := range p.Cells {
		col := &table.Columns[i]
		if c.Value == "" {
			out.LeftOut = append(out.LeftOut, col.Version)
		} else if len(out.Told) < maxItems {
			out.Told = append(out.Told, Saying{Version: col.Version, Outlet: col.Outlet, Value: a.words(col.Version, c.Value), First: c.First, Otherwise: c.Otherwise})
		}
	}
	return out
}

// ConflictsInput is what the tool conflicts takes.
type ConflictsInput struct {
	Query   string `json:"query,omitempty" jsonschema:"words and fields of events that they are about; empty: any"`
	Updates bool   `json:"updates,omitempty" jsonschema:"also later states of the same thing, and other sums, days or places, which are no conflicts"`
	Newest  bool   `json:"newest,omitempty" jsonschema:"those that were found last first"`
	Limit   int    `json:"limit,omitempty" jsonschema:"at most, 1 to 50; 10 if it is not given"`
}

// A Conflict is two sentences that differ.
type Conflict struct {
	ID         string  `json:"id"`
	Kind       string  `json:"kind" jsonschema:"number, status, who, where, when or self; update and scope are no conflicts"`
	Happening  string  `json:"happening,omitempty" jsonschema:"what both are about"`
	What       string  `json:"what,omitempty"`
	Confidence float64 `json:"confidence"`
	A          Side    `json:"a" jsonschema:"the one posted first"`
	B          Side    `json:"b"`
}

// A Side is one sentence of a conflict.
type Side struct {
	Version  string `json:"version"`
	Outlet   string `json:"outlet,omitempty"`
	Posted   string `json:"posted,omitempty"`
	Value    string `json:"value,omitempty"`
	By       string `json:"by,omitempty"`
	Sentence *Words `json:"sentence,omitempty"`
}

// ConflictsAnswer are conflicts that answer a query.
type ConflictsAnswer struct {
	Conflicts []Conflict `json:"conflicts"`
	Total     int        `json:"total" jsonschema:"copies of a pair included"`
}

// conflicts finds what contradicts what.
func (t *tools) conflicts(ctx context.Context, in ConflictsInput) (*ConflictsAnswer, error) {
	q, err := acrossQuery(in.Query)
	if err != nil {
		return nil, err
	}
	list, total, err := t.o.Store.FindConflicts(ctx, store.Conflicts{Query: q, Updates: in.Updates, Newest: in.Newest, Limit: limited(in.Limit)})
	if err != nil {
		return nil, said(err)
	}
	a := t.across(ctx)
	out := &ConflictsAnswer{Conflicts: []Conflict{}, Total: total}
	for _, c := range list {
		out.Conflicts = append(out.Conflicts, a.conflict(c))
	}
	return out, nil
}

// conflict returns a conflict with the words of masked records.
func (a *acrossTeller) conflict(c *store.Conflict) Conflict {
	out := Conflict{ID: c.ID, Kind: string(c.Kind), Happening: c.Event, Confidence: c.Confidence, A: a.side(&c.A), B: a.side(&c.B)}
	if a.of(c.A.Story.Version) != nil { // both have to say who is private in it
		out.What = a.words(c.B.Story.Version, a.words(c.A.Story.Version, c.What))
	}
	return out
}

func (a *acrossTeller) side(s *thread.Side) Side {
	v := s.Story.Version
	return Side{Version: v, Outlet: s.Story.Outlet, Posted: s.Story.Posted, Value: a.words(v, s.Value), By: a.words(v, s.By), Sentence: a.sentence(v, s.Sentence)}
}
