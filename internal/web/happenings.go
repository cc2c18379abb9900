package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A quoteLine is a sentence with where it stands.
type quoteLine struct {
	Parts                       []ask.Piece
	Href                        string
	Outlet, Posted, Says, Value string // who says so inside the story, and what the words come to
	Status                      string
	Notice                      string // "corrected", "withdrawn"
}

// A reportLine is one line of reporting: its outlets and what it says.
type reportLine struct {
	Outlets []string
	Copies  int
	Quotes  []quoteLine
}

// tellings is how many mentions of a happening are looked at for the sentence
// that a list shows: a happening may have thousands.
const tellings = 8

// A happeningLine is a happening in a list.
type happeningLine struct {
	Line  claimLine
	Quote quoteLine
}

// finals say what has become of a happening.
var finals = map[thread.Final]string{thread.FinalDenied: "✕ denied", thread.FinalDisputed: "⚠ told and denied", thread.FinalPlanned: "◔ planned", thread.FinalCalledOff: "✕ called off", thread.FinalOpen: "? open"}

// A reader of pages across stories reads each text once.
type acrossReader struct {
	s     *site
	texts map[string]string
}

func (s *site) across() *acrossReader { return &acrossReader{s, make(map[string]string)} }

func (a *acrossReader) text(ctx context.Context, version string) string {
	text, ok := a.texts[version]
	if !ok {
		text = a.s.Service.Text(ctx, version)
		a.texts[version] = text
	}
	return text
}

// quote returns a sentence of a story with some of its words marked.
func (a *acrossReader) quote(ctx context.Context, st *thread.Story, at readout.Span, marks []readout.Span) quoteLine {
	text := a.text(ctx, st.Version)
	q := quoteLine{Parts: ask.Pieces(text, at, marks), Outlet: cmp.Or(st.Outlet, st.Ref), Posted: st.Posted[:min(10, len(st.Posted))]}
	if at.Fits(text) {
		in := readout.PointsOf(text).Span(at)
		q.Href = address("/story/"+st.Version, url.Values{"at": {fmt.Sprintf("%d-%d", in.Start, in.End)}}) + "#hit"
	}
	return q
}

// line returns a happening as a row: who → the story's words → to whom.
func (a *acrossReader) line(h *store.Happening) claimLine {
	l := claimLine{Layer: layerDid, Href: "/happening/" + h.ID, Status: finals[h.Final], Code: h.Type, Words: h.Type}
	if len(h.Mentions) > 0 {
		l.Words = thread.Best(h.Mentions).Text
	}
	if len(h.Modes) > 0 {
		l.Code += "/" + strings.Join(h.Modes, "+")
	}
	for _, part := range []struct {
		list []thread.Actor
		to   *[]party
	}{{h.Doers, &l.Who}, {h.Undergoers, &l.Whom}} {
		for i, who := range part.list {
			if i == 4 {
				break
			}
			p := party{Name: short(who.Name, 120)}
			if who.ID != "" && !h.Private[who.ID] {
				p.Href = "/actor/" + url.PathEscape(who.ID)
			}
			*part.to = append(*part.to, p)
		}
	}
	when := "not said"
	if h.When.From != "" {
		when = daysText(h.When.From, h.When.To)
		if !h.When.Stated {
			when = "by " + when
		}
	}
	l.Facts = append(l.Facts, fact{Label: "when", Text: when})
	if h.Where != nil {
		place, exact := whereOf(h.Where)
		l.Facts = append(l.Facts, fact{Label: "where", Text: short(place, 120), More: exact})
	}
	l.Facts = append(l.Facts, fact{Label: "reported", Text: plural(h.Lines, "independent line", "independent lines"), More: "in " + plural(h.Stories, "story", "stories")})
	return l
}

// whereOf returns a place in words, and how exactly it is known.
func whereOf(p *thread.Place) (place, exact string) {
	at := readout.Place{Text: p.Name, Name: p.Name, Precision: readout.PlacePrecision(p.Precision)}
	if p.ID == "" {
		at.Name = ""
	}
	return claim.WhereText(&at)
}

// happening returns a happening with the sentence that tells of it best.
func (a *acrossReader) happening(ctx context.Context, h *store.Happening) happeningLine {
	out := happeningLine{Line: a.line(h)}
	if len(h.Mentions) > 0 {
		m := thread.Best(h.Mentions)
		out.Quote = a.quote(ctx, m.Story, m.Story.Sentences[m.Sentence].Span, []readout.Span{m.Trigger})
	}
	return out
}

type happeningsPage struct {
	chrome
	Q      string
	Items  []happeningLine
	Total  int
	Sorts  []navLink
	Next   string
	Reason *api.Problem
}

// happenings lists what stories tell together.
func (s *site) happenings(w http.ResponseWriter, r *http.Request) error {
	p := &happeningsPage{chrome: chrome{Title: "Happenings", Files: files(r)}, Q: param(r, "q")}
	newest := param(r, "sort") == "newest"
	p.Sorts = []navLink{{Href: with(r, "sort", ""), Text: "on most lines first", Here: !newest}, {Href: with(r, "sort", "newest"), Text: "reported last first", Here: newest}}
	status := http.StatusOK
	query, skip, err := acrossParams(r)
	var list []*store.Happening
	if err == nil {
		list, p.Total, err = s.Service.Store.FindHappenings(r.Context(), store.Happenings{Query: query, Newest: newest, Skip: skip, Limit: pageSize, Told: tellings})
	}
	if err != nil {
		if p.Reason = api.Explain(err); p.Reason.Status != http.StatusBadRequest {
			return err
		}
		status = http.StatusBadRequest
	}
	a := s.across()
	for _, h := range list {
		p.Items = append(p.Items, a.happening(r.Context(), h))
	}
	if skip += len(list); skip < p.Total && len(list) == pageSize {
		p.Next = with(r, "skip", fmt.Sprint(skip))
	}
	s.show(w, r, status, "happenings", p)
	return nil
}

// acrossParams reads the question and the part of the list that an address names.
func acrossParams(r *http.Request) (q *store.Query, skip int, err error) {
	fmt.Sscanf(param(r, "skip"), "%d", &skip)
	if skip < 0 || skip > 100_000 {
		skip = 0
	}
	if text := param(r, "q"); text != "" {
		if q, err = store.ParseQuery(text); err != nil {
			return nil, 0, api.NewProblem(http.StatusBadRequest, "query: "+err.Error(), "Correct the query.")
		}
		if q.Kind == store.Statements {
			return nil, 0, api.NewProblem(http.StatusBadRequest, "Fields of statements find no happenings.", "Use words, or fields of events such as type:, actor: or place:.")
		}
	}
	return q, skip, nil
}

type happeningPage struct {
	chrome
	Line      claimLine
	ID, Why   string
	History   []turnLine
	Days      []dayReports
	Lanes     *lanes
	Conflicts []conflictLine
	Updates   []conflictLine
	Told      joined.Table
	Left      int // stories that the table has no room for
	May       []navLink
	Credible  *ask.Credibility
	MayGrade  bool
	AskWho    bool
}

// A turnLine is a change of a happening's status.
type turnLine struct{ Status, By, Posted, Href string }

// dayReports are the lines of reporting of one day.
type dayReports struct {
	Day   string
	Lines []*reportLine
}

// maxColumns is how many stories the table of who tells what shows.
const maxColumns = 8

// happening shows one happening: its reports by day and line, its history, its
// conflicts, and who tells what.
func (s *site) happening(w http.ResponseWriter, r *http.Request) error {
	full, h, err := s.Service.HappeningTold(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if h.ID != r.PathValue("id") {
		http.Redirect(w, r, "/happening/"+h.ID, http.StatusMovedPermanently)
		return nil
	}
	a := s.across()
	p := &happeningPage{ID: h.ID, Why: h.Why, Line: a.line(h), Told: full.Told, Credible: full.Credible, MayGrade: mayWrite(r), AskWho: people.Of(r.Context()) == nil}
	p.Title = short(names(p.Line.Who)+" → "+p.Line.Words+" → "+names(p.Line.Whom), 100)
	for _, t := range h.History {
		p.History = append(p.History, turnLine{Status: cmp.Or(claim.StatusText(t.Status, false), string(t.Status)), By: t.By, Posted: t.Posted[:min(10, len(t.Posted))], Href: "/story/" + t.Story})
	}
	p.Lanes = reportLanes(h)
	if p.Days, err = a.reports(r, h); err != nil {
		return err
	}
	conflicts, err := s.Service.Store.ConflictsOf(r.Context(), h)
	if err != nil {
		return err
	}
	for _, c := range conflicts {
		if line := a.conflict(r.Context(), c); c.Kind == thread.Update || c.Kind == thread.Scope {
			p.Updates = append(p.Updates, line)
		} else {
			p.Conflicts = append(p.Conflicts, line)
		}
	}
	if n := len(p.Told.Columns); n > maxColumns {
		p.Left = n - maxColumns
		p.Told.Columns = p.Told.Columns[:maxColumns]
		for i := range p.Told.Points {
			p.Told.Points[i].Cells = p.Told.Points[i].Cells[:maxColumns]
		}
	}
	for _, m := range h.May {
		p.May = append(p.May, navLink{Href: "/happening/" + string(m.Key), Text: m.Why})
	}
	s.show(w, r, http.StatusOK, "happening", p)
	return nil
}

// reports returns what tells of a happening, by day and line of reporting: of
// copies the first, of versions the last that says it.
func (a *acrossReader) reports(r *http.Request, h *store.Happening) ([]dayReports, error) {
	last := make(map[string]string) // version of a story that was posted last
	for _, m := range h.Mentions {
		last[m.Story.ID] = m.Story.Version
	}
	var days []dayReports
	lines := make(map[string]*reportLine)
	first := make(map[string]string) // story of each line whose words are shown
	for _, m := range h.Mentions {
		if last[m.Story.ID] != m.Story.Version {
			continue
		}
		line := lines[m.Story.Line]
		if line == nil {
			line = &reportLine{}
			lines[m.Story.Line], first[m.Story.Line] = line, m.Story.ID
			day := m.Story.Posted[:min(10, len(m.Story.Posted))]
			if len(days) == 0 || days[len(days)-1].Day != day {
				days = append(days, dayReports{Day: day})
			}
			days[len(days)-1].Lines = append(days[len(days)-1].Lines, line)
		}
		if outlet := cmp.Or(m.Story.Outlet, m.Story.Ref); !slices.Contains(line.Outlets, outlet) {
			line.Outlets = append(line.Outlets, outlet)
		}
		if first[m.Story.Line] != m.Story.ID || len(line.Quotes) == 3 {
			continue
		}
		q := a.quote(r.Context(), m.Story, m.Story.Sentences[m.Sentence].Span, []readout.Span{m.Trigger})
		q.Status = claim.StatusText(m.Status, false)
		if m.Status == thread.CalledOff {
			q.Status = finals[thread.FinalCalledOff]
		}
		q.Says = strings.Join(m.By, ", as told by ")
		var err error
		if q.Notice, err = a.noticeText(r, readout.StoryID(m.Story.ID)); err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(line.Quotes, func(o quoteLine) bool { return o.Href == q.Href }) {
			line.Quotes = append(line.Quotes, q)
		}
	}
	for _, line := range lines {
		line.Copies = len(line.Outlets) - 1
	}
	return days, nil
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
