package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

type eventsPage struct {
	chrome
	F         ask.EventFilter
	Statuses  []string
	Types     []choice
	Countries []choice
	List      *ask.EventList
	Chart     *chart
	Matrix    *matrix
	Graph     *graph
	Drawn     []navLink // as matrix or as graph
	Left      int       // pairs that the picture has no room for
	Own       int       // pairs of somebody with his own country, government or body, which are left out
	Pairs     navLink   // to the pairs as a file
	Map       *worldMap
	Place     chosenOne // of the filter, if it is one of the gazetteer alone
	Who, Whom chosenOne // of the filter
	Problem   *api.Problem
	Next      string
}

// A chosenOne is somebody or a place of a filter: by words, or by an id, which a form
// shows as its name and hands on as it is.
type chosenOne struct {
	Param, Value string
	Name         string // "" for words
	Without      string // the page without it
}

// chosenOf returns somebody whom a value of the address names, with the name of an id.
func chosenOf(r *http.Request, param, value, name string) chosenOne {
	one := chosenOne{Param: param, Value: value}
	if name != value && name != "" {
		one.Name, one.Without = name, withAll(r, param, "")
	}
	return one
}

// statuses are the statuses of events.
var statuses = []string{"asserted", "denied", "probable", "possible", "planned", "demanded", "hypothetical", "open", "generic"}

// maxPairs is how many pairs a matrix is made of.
const maxPairs = 60

// events lists events with pictures of when, and of who did it to whom.
func (s *site) events(w http.ResponseWriter, r *http.Request) error {
	p := &eventsPage{chrome: chrome{Title: "Events", Files: files(r)}, Statuses: statuses, F: filterOf(r)}
	p.F.Type, p.F.Country = strings.ToUpper(p.F.Type), strings.ToUpper(p.F.Country)
	p.Types = withChoice(listChoices("type"), p.F.Type)
	countries, err := s.countries(r)
	if err != nil {
		return err
	}
	p.Countries = withChoice(countries, p.F.Country)
	status := http.StatusOK
	list, err := s.Service.Events(r.Context(), p.F, binningOf(r, false), param(r, "cursor"), pageSize)
	if err != nil {
		if p.Problem = api.Explain(err); p.Problem.Status != http.StatusBadRequest {
			return err
		}
		status = http.StatusBadRequest
	}
	if p.List = list; list != nil {
		p.Next = nextPage(r, list.Next)
	}
	p.Place = chosenOf(r, "place", p.F.Place, s.placeNamed(r.Context(), p.F.Place))
	p.Who, p.Whom = chosenOf(r, "actor", p.F.Actor, s.named(r.Context(), p.F.Actor)), chosenOf(r, "recipient", p.F.Recipient, s.named(r.Context(), p.F.Recipient))
	if list != nil && param(r, "cursor") == "" {
		if err := s.pictures(r, p); err != nil {
			return err
		}
	}
	s.show(w, r, status, "events", p)
	return nil
}

// filterOf returns the filter that stands in an address.
func filterOf(r *http.Request) ask.EventFilter {
	return ask.EventFilter{Type: param(r, "type"), Status: param(r, "status"), Country: param(r, "country"), Place: param(r, "place"),
		Actor: param(r, "actor"), Recipient: param(r, "recipient"), From: param(r, "from"), To: param(r, "to"), Published: param(r, "by") == "published", Words: param(r, "q")}
}

// eventsOf returns the address of the events of a filter.
func eventsOf(f *ask.EventFilter) string {
	q := f.Values()
	if q.Del("published"); f.Published {
		q.Set("by", "published")
	}
	return address("/events", q)
}

// named returns the name of an actor whom a filter names by id.
func (s *site) named(ctx context.Context, id string) string {
	if info, err := s.Service.Store.Actor(ctx, id); err == nil && id != "" {
		return info.Name
	}
	return id
}

// placeNamed returns the name of a place that a filter names by its id, with or
// without what lies in it; "" for words.
func (s *site) placeNamed(ctx context.Context, value string) string {
	id, alone := strings.CutPrefix(value, "=")
	name, err := s.Service.Store.PlaceName(ctx, id)
	if err != nil || name == "" {
		return ""
	}
	if alone {
		return name + ", as far as no more exact place is told"
	}
	return name
}

// pictures draws when the events were, and who did them to whom.
func (s *site) pictures(r *http.Request, p *eventsPage) error {
	list := p.List
	t := &store.Timeline{Scale: list.Scale, Bins: list.Bins, Earlier: list.Earlier, Later: list.Later, Coarse: list.Coarse, Undated: list.Undated}
	if p.Chart = chartOf("Events a % "+byDate(p.F.Published), t, func(from, to string) string { return withAll(r, "from", from, "to", to, "scale", "") }); p.Chart != nil {
		p.Chart.switches(r, t.Scale, p.F.Published, "when it happened")
	}
	if err := s.placesMap(r, p); err != nil {
		return err
	}
	if actorID(p.F.Actor) && actorID(p.F.Recipient) {
		return nil // a picture of one pair: its events are what was asked for
	}
	pairs, err := s.Service.Pairs(r.Context(), p.F, maxPairs)
	if err != nil {
		return err
	}
	href := func(actor, recipient string) string { return withAll(r, "actor", actor, "recipient", recipient) }
	two, own := between(pairs.Items)
	p.Own = own
	p.Matrix = matrixOf(two, href)
	if p.Matrix == nil {
		return nil
	}
	drawn := param(r, "pairs") == "graph"
	p.Left = pairs.Total - len(pairs.Items)
	if drawn {
		p.Graph = graphOf(two, href)
		p.Left += p.Graph.Left
	} else {
		p.Left += p.Matrix.Left
	}
	p.Pairs = allPairs(&p.F, pairs.Total)
	p.Drawn = []navLink{{Href: with(r, "pairs", ""), Text: "matrix", Here: !drawn}, {Href: with(r, "pairs", "graph"), Text: "graph", Here: drawn}}
	return nil
}

// actorID reports whether a filter names one actor, not those of a name.
func actorID(value string) bool { return strings.HasPrefix(value, "ac_") }

// allPairs leads to as many of the pairs of a filter as one answer has.
func allPairs(f *ask.EventFilter, total int) navLink {
	query := f.Values()
	query.Set("limit", strconv.Itoa(ask.MaxPairs))
	link := navLink{Href: address("/api/v1/pairs", query), Text: "all as JSON"}
	if total > ask.MaxPairs {
		link.Text = fmt.Sprintf("the first %d as JSON", ask.MaxPairs)
	}
	return link
}
