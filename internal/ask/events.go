package ask

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// An EventFilter says which events are listed: From and To are of the event's
// own date, or of the day on which its story was published. Empty fields say
// nothing.
type EventFilter struct {
	Type, Status, Country, Place, Actor, Recipient, From, To, Words string
	Published                                                       bool
}

// query returns the filter as a question to the archive.
func (f *EventFilter) query() (*store.Query, error) {
	parts := []string{}
	for _, end := range [][2]string{{"from", strings.TrimSpace(f.From)}, {"to", strings.TrimSpace(f.To)}} {
		if err := store.CheckDate(end[1]); end[1] != "" && err != nil {
			return nil, mistaken("Correct the filter.", "events: %s is %.60q: %v", end[0], end[1], err)
		}
	}
	for _, p := range []struct{ field, value string }{{"type", f.Type}, {"status", f.Status}, {"country", f.Country}, {"place", f.Place}, {"actor", f.Actor}, {"recipient", f.Recipient}, {"date", f.dates()}, {"after", f.after()}, {"before", f.before()}} {
		v := strings.TrimSpace(strings.ReplaceAll(p.value, `"`, " "))
		switch {
		case v != "":
			parts = append(parts, p.field+`:"`+v+`"`)
		case strings.TrimSpace(p.value) != "": // all events are not what was asked for
			return nil, mistaken("Give a value, or leave it out.", "events: %s has quotation marks with nothing in them", p.field)
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
		return nil, mistaken("Correct the filter.", "events: %v", err)
	}
	if err := q.As(store.Events); err != nil {
		return nil, mistaken("Leave the field out, or search for it.", "events: %v", err)
	}
	return q, nil
}

// after returns the first day of publication that fits, "" for any.
func (f *EventFilter) after() string {
	if !f.Published {
		return ""
	}
	return f.From
}

// before returns the day, month or year behind the last one of publication that
// fits, "" for none. What is no date stays as it is, so that the query says so.
func (f *EventFilter) before() string {
	to := strings.TrimSpace(f.To)
	if !f.Published {
		return ""
	}
	for layout, more := range map[string][3]int{time.DateOnly: {0, 0, 1}, "2006-01": {0, 1, 0}, "2006": {1, 0, 0}} {
		if t, err := time.Parse(layout, to); err == nil {
			return t.AddDate(more[0], more[1], more[2]).Format(layout)
		}
	}
	return to
}

// dates returns the time of the filter as a query has it, if it is that of the
// events themselves.
func (f *EventFilter) dates() string {
	if f.Published || f.From == "" && f.To == "" {
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
		return nil, mistaken("Correct the query; readout search --help lists the fields.", "query: %v", err)
	}
	q.All = in.All
	return s.overTime(ctx, q, by)
}

// overTime counts what a question finds over time; all scales share one count.
func (s *Service) overTime(ctx context.Context, q *store.Query, by Binning) (*store.Timeline, error) {
	switch by.Scale {
	case "", store.Days, store.Weeks, store.Months:
	default:
		return nil, mistaken("Use day, week or month, or leave it out.", "there is no scale %.20q", by.Scale)
	}
	spread, ok, err := later(s.waiting(ctx, q), s, memoKey(fmt.Sprint("time", by.Published), q), func(ctx context.Context) (*store.Spread, error) {
		return s.Store.SpreadOf(ctx, q, by.Published)
	})
	if err != nil {
		return nil, err
	}
	if !ok {
		return &store.Timeline{Scale: store.Months, Bins: []store.Bin{}}, nil
	}
	if by.Scale != "" {
		return spread.At(by.Scale), nil
	}
	return spread.At(scaleOf(spread.At(store.Months))), nil
}

// scaleOf returns the scale at which a time is looked at, by how long it is.
func scaleOf(t *store.Timeline) store.Scale {
	if len(t.Bins) == 0 {
		return store.Months
	}
	from, errFrom := time.Parse("2006-01", t.Bins[0].When)
	to, errTo := time.Parse("2006-01", t.Bins[len(t.Bins)-1].When)
	if errFrom != nil || errTo != nil {
		return store.Months
	}
	switch days := int(to.AddDate(0, 1, 0).Sub(from).Hours()) / 24; {
	case days <= maxDays:
		return store.Days
	case days <= maxWeeks:
		return store.Weeks
	}
	return store.Months
}

// Values returns the filter as it stands in an address.
func (f *EventFilter) Values() url.Values {
	v := url.Values{}
	for key, value := range map[string]string{"type": f.Type, "status": f.Status, "country": f.Country, "place": f.Place, "actor": f.Actor, "recipient": f.Recipient, "from": f.From, "to": f.To, "q": f.Words} {
		if value != "" {
			v.Set(key, value)
		}
	}
	if f.Published {
		v.Set("published", "true")
	}
	return v
}

// MaxPlaces is how many places an answer has at most.
const MaxPlaces = 500

// Places counts the events that fit by where they were.
func (s *Service) Places(ctx context.Context, f EventFilter) (*store.Places, error) {
	q, err := f.query()
	if err != nil {
		return nil, err
	}
	places, ok, err := later(s.waiting(ctx, q), s, memoKey("places", q), func(ctx context.Context) (*store.Places, error) { return s.Store.Places(ctx, q, MaxPlaces) })
	if err == nil && !ok {
		places = &store.Places{Items: []store.PlaceCount{}}
	}
	return places, err
}
