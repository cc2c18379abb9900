package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

type happeningPage struct {
	chrome
	Line      claimLine
	Lead      quoteLine // the sentence that tells of it best
	ID, Why   string
	History   []turnLine
	Days      []dayReports
	Reports   int // how many there are; Days has From to To of them
	From, To  int
	Next      string
	Lanes     *lanes
	Conflicts []conflictLine
	Updates   []conflictLine
	Storyline string // id of the one that its first report is part of
	Told      joined.Table
	Left      int // stories that the table has no room for
	May       []mayLine
	Credible  *ask.Credibility
	MayGrade  bool
	AskWho    bool
}

// A turnLine is a change of a happening's status.
type turnLine struct{ Status, By, Posted, Href string }

// A mayLine is a happening that may be the same, and what speaks for that.
type mayLine struct {
	Line claimLine
	Why  string
}

// dayReports are the lines of reporting of one day.
type dayReports struct {
	Day   string
	Lines []*reportLine
}

// How much of a happening its page shows: columns of the table of who tells what,
// and reports.
const (
	maxColumns  = 8
	pageReports = 40
)

// happening shows one happening: its reports by day and line, its history, its
// conflicts, and who tells what.
func (s *site) happening(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	h, err := s.Service.Store.Happening(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	if h.ID != r.PathValue("id") {
		http.Redirect(w, r, "/happening/"+h.ID, http.StatusMovedPermanently)
		return nil
	}
	_, skip, err := acrossParams(r)
	if err != nil {
		return err
	}
	a := s.across()
	first := a.happening(ctx, h)
	p := &happeningPage{chrome: chrome{Files: files(r)}, ID: h.ID, Why: h.Why, Line: first.Line, Lead: first.Quote, MayGrade: mayWrite(r), AskWho: people.Of(ctx) == nil, Lanes: reportLanes(h)}
	p.Title = short(names(p.Line.Who)+" → "+p.Line.Words+" → "+names(p.Line.Whom), 100)
	if p.Credible, err = s.Service.Credible(ctx, h); err != nil {
		return err
	}
	for _, t := range h.History {
		p.History = append(p.History, turnLine{Status: cmp.Or(claim.StatusText(t.Status, false), string(t.Status)), By: t.By, Posted: t.Posted[:min(10, len(t.Posted))], Href: "/story/" + t.Story})
	}
	if len(h.Mentions) > 0 {
		p.Storyline = ask.StorylineID(readout.StoryID(h.Mentions[0].Story.ID))
	}
	if err := a.reports(r, h, p, skip); err != nil {
		return err
	}
	if err := a.beside(ctx, h, p); err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "happening", p)
	return nil
}

// beside fills in what stands beside the reports of a happening: what contradicts
// what, who tells what, and what may be the same.
func (a *acrossReader) beside(ctx context.Context, h *store.Happening, p *happeningPage) error {
	conflicts, err := a.s.Service.Store.ConflictsOf(ctx, h)
	if err != nil {
		return err
	}
	for _, c := range conflicts {
		if line := a.conflict(ctx, c); c.Kind == thread.Update || c.Kind == thread.Scope {
			p.Updates = append(p.Updates, line)
		} else {
			p.Conflicts = append(p.Conflicts, line)
		}
	}
	p.Told = joined.Claims(&h.Happening, func(string) string { return "" }) // the page shows no places in texts
	if n := len(p.Told.Columns); n > maxColumns {
		p.Left = n - maxColumns
		p.Told.Columns = p.Told.Columns[:maxColumns]
		for i := range p.Told.Points {
			p.Told.Points[i].Cells = p.Told.Points[i].Cells[:maxColumns]
		}
	}
	for _, m := range h.May {
		other, err := a.s.Service.Store.HappeningBrief(ctx, string(m.Key), tellings)
		if errors.Is(err, store.ErrNotFound) { // it went, or not all may see it
			continue
		}
		if err != nil {
			return err
		}
		p.May = append(p.May, mayLine{Line: a.line(other), Why: m.Why})
	}
	return nil
}

// reports fills in what tells of a happening, by day and text, those behind the first
// so many: of copies the first, of versions the last that says it. Lines of reporting
// have numbers.
func (a *acrossReader) reports(r *http.Request, h *store.Happening, p *happeningPage, skip int) error {
	last := make(map[string]string) // version of a story that was posted last
	for _, m := range h.Mentions {
		last[m.Story.ID] = m.Story.Version
	}
	lines := make(map[string]*reportLine)
	first := make(map[string]string) // story of each line whose words are shown
	of, numbers := thread.Independent(h.Mentions), make(map[string]int)
	p.From, p.To = skip+1, skip
	for _, m := range h.Mentions {
		if last[m.Story.ID] != m.Story.Version {
			continue
		}
		line := lines[m.Story.Line]
		if line == nil {
			own := of[m.Story.Line]
			again := numbers[own] > 0
			if !again {
				numbers[own] = len(numbers) + 1
			}
			line = &reportLine{Line: numbers[own], Again: again}
			lines[m.Story.Line] = line
			if p.Reports++; p.Reports > skip && p.Reports <= skip+pageReports {
				first[m.Story.Line], p.To = m.Story.ID, p.Reports
				p.Days = onDay(p.Days, m.Story.Posted[:min(10, len(m.Story.Posted))], line)
			}
		}
		if outlet := cmp.Or(m.Story.Outlet, m.Story.Ref); !slices.Contains(line.Outlets, outlet) {
			line.Outlets = append(line.Outlets, outlet)
		}
		if first[m.Story.Line] != m.Story.ID || len(line.Quotes) == 3 {
			continue
		}
		if err := a.report(r, m, line); err != nil {
			return err
		}
	}
	for _, line := range lines {
		line.Copies = len(line.Outlets) - 1
	}
	if p.To < p.Reports && p.To > skip {
		p.Next = with(r, "skip", fmt.Sprint(p.To))
	}
	return nil
}

// onDay adds a line of reporting of a day that is the last one, or behind it.
func onDay(days []dayReports, day string, line *reportLine) []dayReports {
	if len(days) == 0 || days[len(days)-1].Day != day {
		days = append(days, dayReports{Day: day})
	}
	days[len(days)-1].Lines = append(days[len(days)-1].Lines, line)
	return days
}

// report adds a sentence that tells of a happening to a line of reporting.
func (a *acrossReader) report(r *http.Request, m thread.Told, line *reportLine) error {
	q := a.quote(r.Context(), m.Story, m.Story.Sentences[m.Sentence].Span, []readout.Span{m.Trigger})
	q.Status = claim.StatusText(m.Standing(), false)
	if m.Status == thread.CalledOff {
		q.Status = finals[thread.FinalCalledOff]
	}
	q.Says = strings.Join(m.By, ", as told by ")
	var err error
	if q.Notice, err = a.noticeText(r, readout.StoryID(m.Story.ID)); err != nil {
		return err
	}
	if !slices.ContainsFunc(line.Quotes, func(o quoteLine) bool { return o.Href == q.Href }) {
		line.Quotes = append(line.Quotes, q)
	}
	return nil
}

// noticeWords say what was done to a story.
var noticeWords = map[thread.NoticeKind]string{thread.Correction: "corrected since", thread.Retraction: "taken back by its outlet", thread.Kill: "its agency asked all to take it back", thread.Editorial: "has an editor's note"}

// noticeText says whether a story was corrected or taken back.
func (a *acrossReader) noticeText(r *http.Request, story readout.StoryID) (string, error) {
	list, err := a.s.Service.Store.NoticesOf(r.Context(), story)
	if err != nil || len(list) == 0 {
		return "", err
	}
	return noticeWords[list[0].Kind], nil
}

// notices returns the corrections and withdrawals of a story for its page.
func (s *site) notices(r *http.Request, story readout.StoryID) ([]quoteLine, error) {
	list, err := s.Service.Store.NoticesOf(r.Context(), story)
	a := s.across()
	var out []quoteLine
	for _, n := range list {
		q := a.quote(r.Context(), &thread.Story{Version: string(n.Version), Outlet: n.Outlet, Posted: n.Posted}, n.Span, nil)
		q.Notice = noticeWords[n.Kind]
		out = append(out, q)
	}
	return out, err
}
