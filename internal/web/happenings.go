package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
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

// A reportLine is one text with its copies: its outlets, what it says, and the
// number of the line of reporting that it is of.
type reportLine struct {
	Outlets []string
	Copies  int
	Quotes  []quoteLine
	Line    int
	Again   bool // a text before it is of that line
}

// tellings is how many mentions of a happening are looked at for the sentence
// that a list shows: a happening may have thousands.
const tellings = 8

// A happeningLine is a happening in a list.
type happeningLine struct {
	Line   claimLine
	Quote  quoteLine
	Beside int    // further ones that the same reports tell
	Matter string // address of what happened before and after
	Bare   bool   // no sentence bears out who did it: the quote stands for itself
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

// line returns a happening as a row: who → the story's words → to whom, as the sentence
// that stands with it has them.
func (a *acrossReader) line(h *store.Happening) claimLine {
	l := claimLine{Layer: layerDid, Href: "/happening/" + h.ID, Status: finals[h.Final], Code: h.Type, Words: h.Type}
	if len(h.Mentions) > 0 {
		l.Words = thread.Best(h.Mentions).Text
	}
	if len(h.Modes) > 0 {
		l.Code += "/" + strings.Join(h.Modes, "+")
	}
	who, whom, others := ask.Parties(h)
	l.Who, l.Whom = partiesIn(h, who), partiesIn(h, whom)
	when := fact{Label: "when", Text: dayNotSaid}
	if days := daysText(h.When.From, h.When.To); h.When.Stated {
		when.Text = days
	} else if h.When.From != "" {
		when.More = "no later than its reports, of " + days
	}
	l.Facts = append(l.Facts, when)
	if h.Where != nil {
		place, exact := whereOf(h.Where)
		l.Facts = append(l.Facts, fact{Label: "where", Text: short(place, 120), More: exact})
	}
	if by := toldBy(h.Mentions); len(by) > 0 {
		l.Facts = append(l.Facts, fact{Label: "according to", By: by})
	}
	l.Facts = append(l.Facts, fact{Label: "reported", Text: reportedText(h), More: "in " + plural(h.Stories, "story", "stories")})
	if len(others) > 0 {
		l.Facts = append(l.Facts, fact{Label: otherReports, Text: names(partiesIn(h, others))})
	}
	return l
}

// maxParties is how many of who and whom a row of a happening names.
const maxParties = 4

// partiesIn returns those who have a part in a happening for a page.
func partiesIn(h *store.Happening, list []thread.Actor) (out []party) {
	for _, who := range list[:min(len(list), maxParties)] {
		p := party{Name: short(who.Name, 120)}
		if who.ID != "" && !h.Private[who.ID] {
			p.Href = "/actor/" + url.PathEscape(who.ID)
		}
		out = append(out, p)
	}
	return out
}

// toldBy returns who tells of a happening that no story tells of by itself, four at
// most: what somebody is accused of in one story stood in lists as his deed. Nobody is
// named where a list has read as many mentions as it reads, since others may tell of
// it at first hand.
func toldBy(mentions []thread.Told) (by []party) {
	if len(mentions) >= tellings {
		return nil
	}
	for _, name := range thread.Tellers(mentions, 4) {
		by = append(by, party{Name: short(name, 120)})
	}
	return by
}

// reportedText says on how many lines a happening stands.
func reportedText(h *store.Happening) string {
	if h.Lines == 0 {
		return "in a form of words that is used on many days"
	}
	return plural(h.Lines, "independent line", "independent lines")
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

// otherReports is what a row says of those whom only other reports name.
const otherReports = "by other reports it was"

// reported returns a happening with the sentence that bears out who did it; where none
// does, the sentence alone.
func (a *acrossReader) reported(ctx context.Context, r *ask.Reported) happeningLine {
	out := happeningLine{Line: a.line(r.Happening), Bare: r.Row == nil}
	l := &out.Line
	l.Code = "" // a row of a data set, which few readers know and a machine often gets wrong
	l.Facts = slices.DeleteFunc(l.Facts, func(f fact) bool { return f.Label == otherReports || out.Bare && f.Label != "reported" })
	marks := r.Marks
	if out.Bare {
		if r.Best.Mention != nil {
			marks = []readout.Span{r.Best.Trigger}
		}
		l.Who, l.Whom, l.Words = nil, nil, ""
	} else {
		l.Who, l.Whom, l.Words = parties(r.Row.Who), parties(r.Row.Whom), short(r.Row.Words, 160)
		if r.Row.Where != nil || r.Lines > 1 {
			l.where(r.Row.Where)
		}
	}
	if m := r.Best; m.Story != nil {
		out.Quote = a.quote(ctx, m.Story, m.Story.Sentences[m.Sentence].Span, marks)
	}
	return out
}

// where has a row say where it was as its own sentence does: places of joined reports may
// be of another matter.
func (l *claimLine) where(w *claim.Where) {
	at := slices.IndexFunc(l.Facts, func(f fact) bool { return f.Label == "where" })
	switch {
	case at < 0:
	case w == nil:
		l.Facts = slices.Delete(l.Facts, at, at+1)
	default:
		l.Facts[at].Text, l.Facts[at].More = claim.WhereText(&readout.Place{Text: w.Text, Name: w.Name, Precision: readout.PlacePrecision(w.Precision)})
	}
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

// maxSkip is how far into a list of what stories tell together a page may begin.
const maxSkip = 100_000

// acrossParams reads the question and the part of the list that an address names.
func acrossParams(r *http.Request) (q *store.Query, skip int, err error) {
	if skip, _ = strconv.Atoi(param(r, "skip")); skip > maxSkip { // that it is a number was looked at before
		return nil, 0, mistake(fmt.Sprintf("skip=%d: want %d at most", skip, maxSkip))
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
