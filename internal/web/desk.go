package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// The desk is the start page: what was done most lately, what changed, what is
// denied, what nobody with a name says, what contradicts what, and what is new, of
// all that the archive holds or of what one question finds.
type homePage struct {
	chrome
	Samples   []Sample
	About     string // the question that the desk is of, "" for all
	Problem   *api.Problem
	Saved     []savedSearch
	Keep      bool            // the question can be saved
	Since     string          // the day from which on Top is
	Top       []happeningLine // what was reported most since
	Lead      []claimLine     // those of it whose sentence bears out who did it
	TopAll    string          // address of all of them
	Changed   []changedLine
	Newest    ask.Newest // from which the days of this page count back
	Yesterday int        // versions that changed within the day before
	Arrived   int        // stories that came in then, deskArrived at most
	New       []ask.StoryLine
	Denied    []ask.Sight
	Unnamed   []ask.Sight     // what is known from sources without a name alone
	Doubted   map[string]bool // by part: there are others, which are not plain or not proven
	Pending   map[string]bool // by part: what is plain is looked for behind the page
	Against   []conflictLine  // where stories contradict each other, found last first
	Month     []didMost       // who did something to whom in most texts of the newest month that bear it out
	Most      []didMost       // and of a longer time, where that has too few
	MostSince string          // the day from which on Most is, "" for any
	Counted   bool            // Month and Most were waited for
	Places    []placeRow      // where most of it was
	Map       string          // address of all places
	Together  bool            // Places are those of what is reported most: no list has those of an event alone
	Events    int             // of which Located tell where
	Located   int
	Unlisted  int // of them those whose place was not found on the map
	See       map[string]string
}

// A changedLine is a changed version with what changed most.
type changedLine struct {
	ask.StoryLine
	What  []string
	Words []ask.Edit // the story's own words, old and new
	Read  bool       // both versions are read
}

// How many items each part of the desk shows.
const (
	deskRows    = 4
	deskStories = 8
	deskChanges = 6
	deskArrived = 1000 // stories that came in within a day are counted up to so many
)

// Questions of the desk, asked beside the one that the desk is of.
const (
	deskDenied   = "act:deny status:asserted"
	deskNobody   = "told:unnamed"
	deskOfficial = "kind:unnamed-official"
)

// home shows the desk, with the paste box and the samples.
func (s *site) home(w http.ResponseWriter, r *http.Request) error {
	p := &homePage{chrome: chrome{Title: "Desk"}, Samples: s.Samples, About: param(r, "about")}
	status := http.StatusOK
	if err := s.desk(r, p); err != nil {
		if p.Problem = api.Explain(err); p.Problem.Status != http.StatusBadRequest {
			return err
		}
		p.About, status = "", http.StatusBadRequest
		if err := s.desk(r, p); err != nil {
			return err
		}
	}
	if err := s.follow(r, p); err != nil {
		return err
	}
	s.show(w, r, status, "home", p)
	return nil
}

// both returns a question beside that of the desk.
func (p *homePage) both(q string) string { return strings.TrimSpace(p.About + " " + q) }

// desk fills in the parts of the desk.
func (s *site) desk(r *http.Request, p *homePage) (err error) {
	ctx := r.Context()
	if p.New, err = s.Service.NewOf(ctx, p.About, false, deskStories); err != nil || len(p.New) == 0 && p.About == "" {
		return err
	}
	if p.Newest, err = s.Service.Newest(ctx); err != nil {
		return err
	}
	if err := s.sinceYesterday(ctx, p); err != nil {
		return err
	}
	if err := s.claims(r, p); err != nil {
		return err
	}
	if err := s.told(r, p); err != nil {
		return err
	}
	p.See = map[string]string{"denied": address("/search", url.Values{"q": {p.both(deskDenied)}, "sort": {"newest"}}), "nobody": address("/search", url.Values{"q": {p.both(deskNobody)}, "sort": {"newest"}}),
		"officials": address("/search", url.Values{"q": {p.both(deskOfficial)}, "sort": {"newest"}}), "new": "/stories"}
	of := ask.EventFilter{Words: p.About, From: p.Newest.Month, Published: p.Newest.Month != "", Status: string(readout.Asserted)}
	p.See["pairs"] = eventsOf(&of)
	if p.About != "" {
		p.See["new"] = address("/search", url.Values{"q": {p.About}, "sort": {"newest"}})
	}
	return nil
}

// sinceYesterday fills in what changed last, and how much changed and came in within the
// day before the newest version.
func (s *site) sinceYesterday(ctx context.Context, p *homePage) error {
	changed, err := s.Service.NewOf(ctx, p.About, true, deskChanges)
	if err != nil {
		return err
	}
	what, err := s.Service.LastChanges(ctx, changed)
	if err != nil {
		return err
	}
	for i := range changed {
		c := changedLine{StoryLine: changed[i], Read: what[i].Read, Words: what[i].Words}
		for _, text := range what[i].What {
			c.What = append(c.What, short(text, 160))
		}
		p.Changed = append(p.Changed, c)
	}
	yesterday := p.Newest.Arrived.Add(-24 * time.Hour)
	if p.Yesterday, err = s.Service.Store.ChangedSince(ctx, yesterday); err != nil {
		return err
	}
	p.Arrived, err = s.Service.Store.NewSince(ctx, yesterday, deskArrived+1)
	return err
}

// claims fills in what is denied, and what is known from sources without a name alone:
// what is plain to see. What is doubtful, or was not looked into, stands behind a link.
func (s *site) claims(r *http.Request, p *homePage) error {
	p.Doubted, p.Pending = make(map[string]bool), make(map[string]bool)
	take := func(part string, newest func(context.Context, string, int) (*ask.Sights, error), q string, have []ask.Sight) ([]ask.Sight, error) {
		found, err := newest(r.Context(), p.both(q), deskRows)
		if misfit(err) { // the fields of the desk's own question find something else
			return have, nil
		}
		if err != nil {
			return nil, err
		}
		p.Doubted[part] = p.Doubted[part] || found.Other
		p.Pending[part] = p.Pending[part] || found.Pending
		out := slices.Clone(have)
		for _, item := range found.Items {
			same := func(o ask.Sight) bool { return o.Version == item.Version && o.ID == item.ID }
			if len(out) < deskRows && !slices.ContainsFunc(out, same) {
				out = append(out, item)
			}
		}
		return out, nil
	}
	var err error
	if p.Denied, err = take("denied", s.Service.Denials, deskDenied, nil); err != nil {
		return err
	}
	if p.Unnamed, err = take("unnamed", s.Service.Unnamed, deskNobody, nil); err != nil {
		return err
	}
	p.Unnamed, err = take("unnamed", s.Service.Unnamed, deskOfficial, p.Unnamed)
	return err
}

// misfit reports a question whose fields do not go together.
func misfit(err error) bool {
	var wrong *ask.Error
	return errors.As(err, &wrong) && wrong.Fault == ask.Mistaken
}

// told fills in what stories tell together: what is reported most lately, what
// contradicts what, who did something to whom in most lines.
func (s *site) told(r *http.Request, p *homePage) (err error) {
	ctx := r.Context()
	var q *store.Query
	if p.About != "" {
		if q, err = store.ParseQuery(p.About); err != nil || q.Kind == store.Statements {
			return nil // it was read before; happenings have no fields of statements
		}
	}
	p.Since = p.Newest.Since
	top, err := s.Service.Reported(ctx, store.Happenings{Query: q, Since: p.Since, Limit: deskRows, Told: tellings})
	if err != nil {
		return err
	}
	a := s.across()
	for _, h := range top {
		line := a.reported(ctx, &h)
		if !line.Bare {
			p.Lead = append(p.Lead, line.Line)
		}
		if line.Beside = h.Beside; h.Beside > 0 {
			line.Matter = "/storyline/" + ask.StorylineID(readout.StoryID(h.Mentions[0].Story.ID))
		}
		p.Top = append(p.Top, line)
	}
	p.TopAll = "/happenings"
	if p.About != "" {
		p.TopAll = address("/happenings", url.Values{"q": {p.About}})
	}
	conflicts, err := s.Service.Contradicted(ctx, store.Conflicts{Query: q, Newest: true, Between: true, Least: thread.Shown, Limit: deskRows})
	if err != nil {
		return err
	}
	p.Against = a.conflicts(ctx, conflicts)
	return s.most(r, p)
}
