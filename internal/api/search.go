package api

import (
	"context"
	"fmt"
	"net/url"
	"sort"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Search is a question to the archive.
type Search struct {
	Q      string // words and fields, as readout search takes them
	Cursor string
	Limit  int
	All    bool // older versions too
	Newest bool // by the day of the story, the newest first, not by fit
}

// A Hit is one result: the sentence that answers and what opens it.
type Hit struct {
	Kind      store.ResultKind  `json:"kind" enum:"text,statement,event"`
	Story     readout.StoryID   `json:"story"`
	Version   readout.VersionID `json:"version"`
	N         int               `json:"n"`
	ID        string            `json:"id,omitempty" doc:"of the statement or event in the version's record"`
	Outlet    string            `json:"outlet"`
	Published string            `json:"published,omitempty"`
	Headline  string            `json:"headline"`
	Sentence  string            `json:"sentence"`
	Span      readout.Span      `json:"span" doc:"of the sentence, in code points of the version's text"`
	Speaker   string            `json:"speaker,omitempty"`
	Act       string            `json:"act,omitempty" doc:"act of a statement, type of an event"`
	Status    string            `json:"status,omitempty"`
	claim.Fields
	Parts  []Piece `json:"-"` // the sentence, the words of the row or the query marked
	Group  string  `json:"group,omitempty" doc:"copy group"`
	Copies int     `json:"copies" doc:"further stories with the same sentence"`
}

// Ref returns what "readout show" takes to open the hit.
func (h *Hit) Ref() string {
	if h.ID != "" {
		return fmt.Sprintf("%s:%s", h.Version, h.ID)
	}
	return fmt.Sprintf("%s:%d-%d", h.Version, h.Span.Start, h.Span.End)
}

// Found is one page of results.
type Found struct {
	Query string           `json:"query"`
	Kind  store.ResultKind `json:"kind" enum:"text,statement,event"`
	Items []Hit            `json:"items"`
	Next  string           `json:"next,omitempty" doc:"pass it back as cursor; missing on the last page"`
	// What all pages hold; on the first page only.
	Counts *Counts `json:"counts,omitempty" doc:"on the first page only"`
}

// Counts say how much a search finds.
type Counts struct {
	Results int           `json:"results" doc:"sentences, statements or events, those of copies too"`
	Stories int           `json:"stories"`
	Outlets int           `json:"outlets"`
	Lines   int           `json:"lines" doc:"copies of one text count once"`
	Capped  bool          `json:"capped" doc:"there are more; counting stopped"`
	Undated int           `json:"undated" doc:"stories that fit but for a publication date, which they lack"`
	Newest  bool          `json:"newest" doc:"by the day of the story, the newest first, as they are too many to rank"`
	Facets  []store.Facet `json:"facets" doc:"most frequent values among all results"`
}

// facetValues is how many values of a field are counted.
const facetValues = 8

// Search answers a question page by page.
func (s *Service) Search(ctx context.Context, in Search) (*Found, error) {
	q, err := store.ParseQuery(in.Q)
	if err != nil {
		return nil, bad("Correct the query; readout search --help lists the fields.", "query: %v", err)
	}
	q.All = in.All
	return s.find(ctx, q, in)
}

// find runs a parsed question.
func (s *Service) find(ctx context.Context, q *store.Query, in Search) (*Found, error) {
	c, err := parseCursor(fmt.Sprintf("search %v %v %s %s", in.All, in.Newest, in.Q, fieldsText(q)), in.Cursor)
	if err != nil {
		return nil, err
	}
	out := &Found{Query: in.Q, Kind: q.Kind, Items: []Hit{}}
	newest := in.Newest
	if in.Cursor == "" {
		if out.Counts, err = s.counts(ctx, q); err != nil {
			return nil, err
		}
		newest = newest || out.Counts.Newest
	} else if !newest {
		counts, err := s.counts(ctx, q)
		if err != nil {
			return nil, err
		}
		newest = counts.Newest
	}
	hits, next, err := s.Store.SearchPage(ctx, q, c.page(in.Limit), newest)
	if err != nil {
		return nil, err
	}
	for _, h := range hits {
		out.Items = append(out.Items, hitOf(h))
	}
	out.Next = c.after(next)
	return out, s.describe(ctx, q, hits, out.Items)
}

// Latest returns the newest results of a question, without counting all.
func (s *Service) Latest(ctx context.Context, text string, limit int) ([]Hit, error) {
	q, err := store.ParseQuery(text)
	if err != nil {
		return nil, bad("Correct the query; readout search --help lists the fields.", "query: %v", err)
	}
	return remembered(ctx, s, memoKey(fmt.Sprint("latest", limit), q), func() ([]Hit, error) {
		hits, _, err := s.Store.SearchPage(ctx, q, store.Page{Limit: limit}, true)
		if err != nil {
			return nil, err
		}
		out := []Hit{}
		for _, h := range hits {
			out = append(out, hitOf(h))
		}
		return out, s.describe(ctx, q, hits, out)
	})
}

func fieldsText(q *store.Query) string {
	var parts []string
	for name, values := range q.Fields {
		parts = append(parts, name+"="+strings.Join(values, ","))
	}
	sort.Strings(parts)
	return strings.Join(parts, " ")
}

func hitOf(h *store.Hit) Hit {
	return Hit{Kind: h.Kind, Story: h.Story, Version: h.ID, N: h.N, ID: h.Local, Outlet: h.Outlet, Published: h.Day, Headline: clip(h.Headline, maxLine),
		Sentence: clip(h.Sentence, maxSentence), Span: h.Points(), Speaker: h.Who, Act: h.Act, Status: h.Status, Group: h.Group, Copies: h.Copies}
}

// counts says how much a question finds. The answer is shared: nobody may
// change it.
func (s *Service) counts(ctx context.Context, q *store.Query) (*Counts, error) {
	return remembered(ctx, s, memoKey("counts", q), func() (*Counts, error) {
		res, err := s.Store.CountHits(ctx, q)
		if err != nil {
			return nil, err
		}
		out := &Counts{Results: res.Found, Stories: res.Stories, Outlets: res.Outlets, Lines: res.Lines, Capped: res.Capped, Undated: res.Undated, Newest: res.Newest}
		out.Facets, err = s.Store.Facets(ctx, q, facetValues)
		if out.Facets == nil {
			out.Facets = []store.Facet{}
		}
		return out, err
	})
}

// An Actor is somebody whom the archive's stories speak of.
type Actor struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	Country string `json:"country,omitempty"`
	Basis   string `json:"basis" doc:"list: a list knows it; story: stories alone do"`
	Public  bool   `json:"public" doc:"holds or held office, speaks for or leads a body"`
	Stories int    `json:"stories"`
}

// Private reports whether the actor is a private person, who has no profile.
func (a *Actor) Private() bool { return a.Kind == "person" && !a.Public }

// A Profile is an actor with what the stories say about it.
type Profile struct {
	Actor
	Aliases  []string      `json:"aliases" doc:"other names in the newest stories"`
	Wikidata string        `json:"wikidata,omitempty"`
	CAMEO    string        `json:"cameo,omitempty"`
	Sectors  []string      `json:"sectors"`
	Offices  []OfficeLine  `json:"offices"`
	Why      string        `json:"why,omitempty" doc:"what ties the newest story's words to this actor"`
	Does     []store.Pair  `json:"does" doc:"to whom it does something most"`
	Suffers  []store.Pair  `json:"suffers" doc:"who does something to it most"`
	Acts     []store.Facet `json:"acts" doc:"how often it says, denies, …; copies of one text count once"`
}

// An OfficeLine is an office with the story that states it.
type OfficeLine struct {
	readout.Office
	Version   readout.VersionID `json:"version"`
	Published string            `json:"published,omitempty"`
}

// Actors returns actors by words of their names.
func (s *Service) Actors(ctx context.Context, words string, limit int) ([]Actor, error) {
	infos, err := s.Store.ActorsLike(ctx, words, 3*limit)
	out := []Actor{}
	for _, a := range infos {
		if actor := actorOf(a); !actor.Private() && len(out) < limit {
			out = append(out, actor)
		}
	}
	return out, err
}

func actorOf(a *store.ActorInfo) Actor {
	return Actor{ID: a.ID, Name: a.Name, Kind: a.Kind, Country: a.Country, Basis: a.Basis, Public: a.Public, Stories: a.Stories}
}

// actorRecords is how many of the newest stories make an actor's profile.
const actorRecords = 40

// Actor returns an actor's profile. A private person has none.
func (s *Service) Actor(ctx context.Context, id string) (*Profile, error) {
	info, err := s.Store.Actor(id)
	if err != nil {
		return nil, err
	}
	p := &Profile{Actor: actorOf(info), Aliases: []string{}, Sectors: []string{}, Offices: []OfficeLine{}, Acts: []store.Facet{}, Does: []store.Pair{}, Suffers: []store.Pair{}}
	if p.Private() {
		return nil, NewProblem(403, "This is a private person: there is no profile across stories.", "Open the story itself; it shows what it says.")
	}
	ins, err := s.Store.ActorRecords(ctx, info.ID, actorRecords)
	if err != nil {
		return nil, err
	}
	p.describe(ins)
	acts, err := remembered(ctx, s, "acts|"+info.ID, func() ([]store.Facet, error) { return s.Store.ActsOf(ctx, info.ID) })
	if err != nil {
		return nil, err
	}
	p.Acts = append(p.Acts, acts...)
	return p, s.counterparts(ctx, p)
}

// maxCounterparts is how many of those to whom an actor does something, and of
// those who do something to it, its profile names.
const maxCounterparts = 8

// counterparts fills in with whom an actor deals most.
func (s *Service) counterparts(ctx context.Context, p *Profile) error {
	for field, list := range map[string]*[]store.Pair{"actor": &p.Does, "recipient": &p.Suffers} {
		pairs, err := s.pairs(ctx, &store.Query{Kind: store.Events, Fields: map[string][]string{field: {p.ID}}}, 2*maxCounterparts)
		if err != nil {
			return err
		}
		for _, pair := range pairs { // an event of several has pairs of others too
			if (field == "actor" && pair.Actor == p.ID || field == "recipient" && pair.Recipient == p.ID) && len(*list) < maxCounterparts {
				*list = append(*list, pair)
			}
		}
	}
	return nil
}

// ActorOverTime counts a part of what stories say about an actor over time.
func (s *Service) ActorOverTime(ctx context.Context, id, part string, by Binning) (*store.Timeline, error) {
	info, err := s.Store.Actor(id)
	if err != nil {
		return nil, err
	}
	q, err := partQuery(info, part)
	if err != nil || q == nil {
		return &store.Timeline{}, err
	}
	return s.overTime(ctx, q, by)
}

// describe gathers what records say of an actor.
func (p *Profile) describe(ins []*store.ActorIn) {
	names, offices := map[string]bool{p.Name: true}, map[readout.Office]bool{}
	for _, in := range ins {
		a := in.Actor
		for _, name := range append([]string{a.Name}, a.Aliases...) {
			if !names[name] && len(p.Aliases) < 20 {
				names[name] = true
				p.Aliases = append(p.Aliases, name)
			}
		}
		if a.Office != nil && !offices[*a.Office] {
			offices[*a.Office] = true
			p.Offices = append(p.Offices, OfficeLine{Office: *a.Office, Version: in.Version.ID, Published: in.Day})
		}
		if p.Wikidata == "" {
			p.Wikidata = a.Wikidata
		}
		if p.CAMEO == "" {
			p.CAMEO = a.CAMEO
		}
		if len(p.Sectors) == 0 && len(a.Sectors) > 0 {
			p.Sectors = a.Sectors
		}
		if p.Why == "" {
			p.Why = a.Why
		}
	}
}

func bySpeaker(id string) *store.Query {
	return &store.Query{Kind: store.Statements, Fields: map[string][]string{"speaker": {id}}}
}

// The parts of an actor's page.
const (
	PartSaid     = "said"    // what it said
	PartDid      = "did"     // what it did
	PartDoneTo   = "done-to" // what was done to it
	PartAbout    = "about"   // what others say with its name in it
	PartUnnamed  = "unnamed" // what unnamed officials of its country said; never its own words
	actorPartDoc = "said, did, done-to, about or unnamed"
)

// ActorPart returns a part of what stories say about an actor, the newest first.
func (s *Service) ActorPart(ctx context.Context, id, part, cur string, limit int) (*Found, error) {
	info, err := s.Store.Actor(id)
	if err != nil {
		return nil, err
	}
	if a := actorOf(info); a.Private() {
		return nil, NewProblem(403, "This is a private person: there is no profile across stories.", "Open the story itself; it shows what it says.")
	}
	q, err := partQuery(info, part)
	if err != nil {
		return nil, err
	}
	if q == nil {
		return &Found{Kind: store.Statements, Items: []Hit{}}, nil
	}
	return s.find(ctx, q, Search{Q: part + " " + info.ID, Cursor: cur, Limit: limit, Newest: true})
}

// partQuery returns the question of a part of an actor's page, nil for a part
// that can have nothing.
func partQuery(info *store.ActorInfo, part string) (*store.Query, error) {
	switch part {
	case PartSaid:
		return bySpeaker(info.ID), nil
	case PartDid:
		return &store.Query{Kind: store.Events, Fields: map[string][]string{"actor": {info.ID}}}, nil
	case PartDoneTo:
		return &store.Query{Kind: store.Events, Fields: map[string][]string{"recipient": {info.ID}}}, nil
	case PartAbout:
		return &store.Query{Kind: store.Statements, Fields: map[string][]string{"about": {info.Name}}}, nil
	case PartUnnamed:
		if info.Country == "" {
			return nil, nil
		}
		return &store.Query{Kind: store.Statements, Fields: map[string][]string{"kind": {"unnamed-official"}, "country": {info.Country}}}, nil
	}
	return nil, bad("Ask for "+actorPartDoc+".", "an actor has no part %.40q", part)
}

// An EventFilter says which events are listed: From and To are of the event's
// own date. Empty fields say nothing.
type EventFilter struct {
	Type, Status, Country, Place, Actor, Recipient, From, To, Words string
}

// query returns the filter as a question to the archive.
func (f *EventFilter) query() (*store.Query, error) {
	parts := []string{}
	for _, p := range []struct{ field, value string }{{"type", f.Type}, {"status", f.Status}, {"country", f.Country}, {"place", f.Place}, {"actor", f.Actor}, {"recipient", f.Recipient}, {"date", f.dates()}} {
		if v := strings.TrimSpace(strings.ReplaceAll(p.value, `"`, " ")); v != "" {
			parts = append(parts, p.field+`:"`+v+`"`)
		}
	}
	if strings.TrimSpace(f.Words) != "" {
		parts = append(parts, f.Words)
	}
	if len(parts) == 0 {
		return &store.Query{Kind: store.Events, Fields: map[string][]string{}}, nil
	}
	q, err := store.ParseQuery(strings.Join(parts, " "))
	if err != nil {
		return nil, bad("Correct the filter.", "events: %v", err)
	}
	q.Kind = store.Events
	return q, nil
}

// dates returns the time of the filter as a query has it.
func (f *EventFilter) dates() string {
	if f.From == "" && f.To == "" {
		return ""
	}
	return strings.TrimSpace(f.From) + ".." + strings.TrimSpace(f.To)
}

// EventList is one page of events.
type EventList struct {
	Found
	Scale   store.Scale `json:"scale,omitempty" enum:"day,week,month" doc:"of bins"`
	Bins    []store.Bin `json:"bins,omitempty" doc:"all events over time, on the first page only: within from and to, else within the time in which the stories were published"`
	Earlier int         `json:"earlier" doc:"events before that time"`
	Later   int         `json:"later" doc:"events after that time"`
	Coarse  int         `json:"coarse" doc:"events of which no more is known than a longer time, such as a year"`
	Undated int         `json:"undated" doc:"events whose date no text fixes"`
}

// A Binning says how events are counted over time.
type Binning struct {
	Scale     store.Scale // "": by how long the time is
	Published bool        // by the day on which their stories were published, not by their own date
}

// Longest times, in days, that are counted by the day and by the week where
// nothing else is asked for.
const (
	maxDays  = 70
	maxWeeks = 500
)

// Events returns events, the newest first, and how many there are over time.
func (s *Service) Events(ctx context.Context, f EventFilter, by Binning, cur string, limit int) (*EventList, error) {
	q, err := f.query()
	if err != nil {
		return nil, err
	}
	found, err := s.find(ctx, q, Search{Q: "events", Cursor: cur, Limit: limit, Newest: true})
	if err != nil {
		return nil, err
	}
	out := &EventList{Found: *found}
	if cur != "" {
		return out, nil
	}
	t, err := s.overTime(ctx, q, by)
	if err != nil {
		return nil, err
	}
	out.Scale, out.Bins, out.Earlier, out.Later, out.Coarse, out.Undated = t.Scale, t.Bins, t.Earlier, t.Later, t.Coarse, t.Undated
	return out, nil
}

// OverTime counts all results of a search over time.
func (s *Service) OverTime(ctx context.Context, in Search, by Binning) (*store.Timeline, error) {
	q, err := store.ParseQuery(in.Q)
	if err != nil {
		return nil, bad("Correct the query; readout search --help lists the fields.", "query: %v", err)
	}
	q.All = in.All
	return s.overTime(ctx, q, by)
}

// overTime counts what a question finds over time.
func (s *Service) overTime(ctx context.Context, q *store.Query, by Binning) (*store.Timeline, error) {
	switch by.Scale {
	case store.Days, store.Weeks, store.Months:
		return s.binned(ctx, q, by.Scale, by.Published)
	case "":
	default:
		return nil, bad("Use day, week or month, or leave it out.", "there is no scale %.20q", by.Scale)
	}
	t, err := s.binned(ctx, q, store.Months, by.Published)
	if err != nil || len(t.Bins) == 0 {
		return t, err
	}
	from, errFrom := time.Parse("2006-01", t.Bins[0].When)
	to, errTo := time.Parse("2006-01", t.Bins[len(t.Bins)-1].When)
	if errFrom != nil || errTo != nil {
		return t, nil
	}
	switch days := int(to.AddDate(0, 1, 0).Sub(from).Hours()) / 24; {
	case days <= maxDays:
		return s.binned(ctx, q, store.Days, by.Published)
	case days <= maxWeeks:
		return s.binned(ctx, q, store.Weeks, by.Published)
	}
	return t, nil
}

// A PairList is who did what to whom, counted.
type PairList struct {
	Items []store.Pair `json:"items" doc:"those of most lines of reporting first"`
}

// pairs returns who did what to whom, shared as [Service.counts] is.
func (s *Service) pairs(ctx context.Context, q *store.Query, limit int) ([]store.Pair, error) {
	return remembered(ctx, s, memoKey(fmt.Sprint("pairs", limit), q), func() ([]store.Pair, error) { return s.Store.Pairs(ctx, q, limit) })
}

// binned counts what a question finds at one scale, shared as [Service.counts] is.
func (s *Service) binned(ctx context.Context, q *store.Query, scale store.Scale, published bool) (*store.Timeline, error) {
	return remembered(ctx, s, memoKey(fmt.Sprint("time", scale, published), q), func() (*store.Timeline, error) { return s.Store.OverTime(ctx, q, scale, published) })
}

// Pairs returns who did what to whom most in the events that fit.
func (s *Service) Pairs(ctx context.Context, f EventFilter, limit int) (*PairList, error) {
	q, err := f.query()
	if err != nil {
		return nil, err
	}
	list, err := s.pairs(ctx, q, limit)
	if list == nil {
		list = []store.Pair{}
	}
	return &PairList{Items: list}, err
}

// Values returns the filter as it stands in an address.
func (f *EventFilter) Values() url.Values {
	v := url.Values{}
	for key, value := range map[string]string{"type": f.Type, "status": f.Status, "country": f.Country, "place": f.Place, "actor": f.Actor, "recipient": f.Recipient, "from": f.From, "to": f.To, "q": f.Words} {
		if value != "" {
			v.Set(key, value)
		}
	}
	return v
}
