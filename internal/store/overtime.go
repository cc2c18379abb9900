package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// A Scale is the length of the bins of a [Timeline].
type Scale string

// The scales of timelines.
const (
	Days   Scale = "day"
	Weeks  Scale = "week" // from Monday
	Months Scale = "month"
)

// A Bin is a day, a week or a month with what it has.
type Bin struct {
	When     string `json:"when" doc:"2024-03-12, the Monday of a week, or 2024-03"`
	Count    int    `json:"count"`
	Asserted int    `json:"asserted" doc:"of these, what is said to be so; the others are denied, planned, in doubt, …"`
}

// A Timeline is how many results a query has over time.
type Timeline struct {
	Scale   Scale  `json:"scale" enum:"day,week,month"`
	Bins    []Bin  `json:"bins" doc:"within the time that is looked at, the oldest first; those without a result are missing"`
	From    string `json:"from,omitempty" doc:"the time that is looked at"`
	To      string `json:"to,omitempty"`
	Earlier int    `json:"earlier" doc:"results before that time"`
	Later   int    `json:"later" doc:"results after that time"`
	Coarse  int    `json:"coarse" doc:"results of which no more is known than a longer time, such as a year"`
	Undated int    `json:"undated" doc:"results whose date no text fixes"`
}

// bin returns the bin that a date, a month or a year falls into; what is longer
// than a bin stays as it is, or a month for weeks.
func (s Scale) bin(date string) string {
	day := date[:min(10, len(date))]
	if s == Days {
		return day
	}
	if t, err := time.Parse(time.DateOnly, day); err == nil && s == Weeks {
		return t.AddDate(0, 0, -(int(t.Weekday())+6)%7).Format(time.DateOnly)
	}
	return day[:min(7, len(day))]
}

// length is how many characters the name of a bin has.
func (s Scale) length() int {
	if s == Months {
		return 7
	}
	return 10
}

// A Spread is all results of a query by their days, for timelines of any scale.
type Spread struct {
	days     []dayCount
	from, to string // the time that is looked at
	asked    bool   // for just this time
}

// A dayCount is how many results have a date, which may be longer than a day.
type dayCount struct {
	from, to        string
	count, asserted int
}

// OverTime counts all results of a query as [Store.SpreadOf] does, at one scale.
func (s *Store) OverTime(ctx context.Context, q *Query, scale Scale, published bool) (*Timeline, error) {
	spread, err := s.SpreadOf(ctx, q, published)
	if err != nil {
		return nil, err
	}
	return spread.At(scale), nil
}

// SpreadOf counts all results of a query by their own date, or by the day on
// which their stories were published. The time that is looked at is that of the
// query's date: or after: and before:, else that in which the stories were
// published: what they tell of other times is counted and not spread out.
func (s *Store) SpreadOf(ctx context.Context, q *Query, published bool) (*Spread, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	b, err := s.builder(ctx, q)
	if err != nil {
		return nil, err
	}
	from, to, asserted := `v.day`, `v.day`, `1` // a text is there or not
	if b.kind != Texts {
		asserted = `x.status = 'asserted'`
		if !published {
			from, to = `x.d_from`, `x.d_to`
		}
	}
	if f, err := s.sifter(ctx, b); err != nil {
		return nil, err
	} else if f != nil {
		out, err := f.spread(ctx, published)
		if err == nil {
			out.ask(q, published)
		}
		return out, err
	}
	out := &Spread{}
	err = s.rows(ctx, func(scan func(...any) error) error {
		var d dayCount
		var first, last string
		err := scan(&d.from, &d.to, &d.count, &d.asserted, &first, &last)
		if first != "" && (out.from == "" || first < out.from) {
			out.from = first
		}
		out.to = max(out.to, last)
		out.days = append(out.days, d)
		return err
	}, `SELECT `+from+`, `+to+`, count(*), sum(`+asserted+`), coalesce(min(nullif(v.day, '')), ''), coalesce(max(v.day), '') `+b.from+` WHERE `+b.where()+` GROUP BY 1, 2`, b.args()...)
	out.ask(q, published)
	return out, err
}

// ask notes for which time a query asks.
func (sp *Spread) ask(q *Query, published bool) {
	sp.asked = len(q.Fields["after"])+len(q.Fields["before"]) > 0
	if asked := q.Fields["date"]; len(asked) == 1 && !published {
		sp.asked = true
		var two bool
		if sp.from, sp.to, two = strings.Cut(asked[0], ".."); !two {
			sp.to = sp.from
		}
	}
}

// At returns the results at one scale.
func (sp *Spread) At(scale Scale) *Timeline {
	bins := make(map[string]*Bin)
	for _, d := range sp.days {
		when := ""
		if d.from != "" {
			if when = scale.bin(d.from); when != scale.bin(d.to) {
				when = "-"
			}
		}
		if bins[when] == nil {
			bins[when] = &Bin{When: when}
		}
		bins[when].Count, bins[when].Asserted = bins[when].Count+d.count, bins[when].Asserted+d.asserted
	}
	all := make([]Bin, 0, len(bins))
	for _, when := range slices.Sorted(maps.Keys(bins)) {
		all = append(all, *bins[when])
	}
	t := &Timeline{Scale: scale, Bins: []Bin{}, From: sp.from, To: sp.to}
	if t.spread(all); !sp.asked {
		t.clip()
	}
	return t
}

// outliers is the most that may lie apart from the rest at either end of the
// time that is looked at, as a part of all: one wrong year of a story would
// stretch a picture until nothing is to be seen in it.
const outliers = 0.02

// clip takes from the time that is looked at what lies apart at its ends: few
// results behind a gap that is longer than all the rest.
func (t *Timeline) clip() {
	if len(t.Bins) == 0 {
		return
	}
	total := 0
	for _, b := range t.Bins {
		total += b.Count
	}
	most := int(outliers * float64(total))
	first, last := 0, len(t.Bins)
	for i, n := 0, t.Bins[0].Count; n <= most; n += t.Bins[i].Count {
		if i++; daysApart(t.Bins[i-1], t.Bins[i]) > daysApart(t.Bins[i], t.Bins[last-1]) {
			first = i
		}
	}
	for i, n := last-1, t.Bins[last-1].Count; n <= most; n += t.Bins[i].Count {
		if i--; daysApart(t.Bins[i], t.Bins[i+1]) > daysApart(t.Bins[first], t.Bins[i]) {
			last = i + 1
		}
	}
	for i, b := range t.Bins {
		if i < first {
			t.Earlier += b.Count
		} else if i >= last {
			t.Later += b.Count
		}
	}
	if first > 0 {
		t.From = t.Bins[first].When
	}
	if last < len(t.Bins) {
		t.To = t.Bins[last-1].When
	}
	t.Bins = t.Bins[first:last]
}

// daysApart returns how many days lie between the beginnings of two bins.
func daysApart(a, b Bin) int {
	day := func(when string) time.Time {
		t, _ := time.Parse(time.DateOnly, (when + "-01")[:10])
		return t
	}
	return int(day(b.When).Sub(day(a.When)).Hours() / 24)
}

// spread parts bins into those that are looked at and those before and after.
func (t *Timeline) spread(all []Bin) {
	from, size := t.From, t.Scale.length()
	if day, err := time.Parse(time.DateOnly, from); err == nil && t.Scale == Weeks { // its week began before
		from = day.AddDate(0, 0, -(int(day.Weekday())+6)%7).Format(time.DateOnly)
	}
	for _, bin := range all {
		n := min(len(bin.When), len(from), size)
		m := min(len(bin.When), len(t.To), size)
		switch {
		case bin.When == "-":
			t.Coarse += bin.Count
		case bin.When == "":
			t.Undated += bin.Count
		case len(bin.When) < size: // a year of a month's bins
			t.Coarse += bin.Count
		case from != "" && bin.When[:n] < from[:n]:
			t.Earlier += bin.Count
		case t.To != "" && bin.When[:m] > t.To[:m]:
			t.Later += bin.Count
		default:
			t.Bins = append(t.Bins, bin)
		}
	}
}

// A Pair is who did something to whom, in how many texts: copies of one count once.
type Pair struct {
	Actor         string `json:"actor" doc:"id"`
	ActorName     string `json:"actor_name"`
	Recipient     string `json:"recipient" doc:"id"`
	RecipientName string `json:"recipient_name"`
	Lines         int    `json:"lines" doc:"texts: copies count once"`
	Asserted      int    `json:"asserted" doc:"of these, texts in which it is said to have happened"`
	Conflict      int    `json:"conflict" doc:"of these, texts in which its code is one of conflict (quad class 3 or 4)"`
	Events        int    `json:"events" doc:"in all stories"`
	Own           bool   `json:"own,omitempty" doc:"one is the country, the government or the body that the other is of: mostly misread, and behind the others"`
	ActorIs       Kin    `json:"-"`
	RecipientIs   Kin    `json:"-"`
}

// A Kin is what kind of actor somebody is, and of which country.
type Kin struct{ Kind, Country string }

// Pairs returns who did what to whom in the events that a query finds, those of
// most texts first, and how many pairs there are in all. Private
// persons are left out.
func (s *Store) Pairs(ctx context.Context, q *Query, limit int) (list []Pair, total int, err error) {
	if q.Kind != Events {
		return nil, 0, fmt.Errorf("pairs are of events, not of %ss", q.Kind)
	}
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	b, err := s.builder(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	if f, err := s.sifter(ctx, b); err != nil {
		return nil, 0, err
	} else if f != nil && s.whole == nil { // who is a private person may differ for whom sees a part
		return f.pairs(ctx, limit)
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		var p Pair
		err := scan(&p.Actor, &p.ActorName, &p.ActorIs.Kind, &p.ActorIs.Country, &p.Recipient, &p.RecipientName, &p.RecipientIs.Kind, &p.RecipientIs.Country, &p.Lines, &p.Asserted, &p.Conflict, &p.Events, &total)
		list = append(list, p)
		return err
	}, `WITH hits AS MATERIALIZED (SELECT x.rid, x.status, x.quad, coalesce(m.gid, -v.sid) AS line `+b.from+` LEFT JOIN copy_members m ON m.vid = v.vid WHERE `+b.where()+` LIMIT ?),
		pairs AS (SELECT a.actor AS who, r.actor AS whom, count(DISTINCT h.line) AS lines, count(DISTINCT CASE h.status WHEN 'asserted' THEN h.line END) AS sure, count(DISTINCT CASE WHEN h.quad >= 3 THEN h.line END) AS hostile, count(DISTINCT h.rid) AS n
			FROM hits h CROSS JOIN event_roles a ON a.rid = h.rid AND a.role = 'actor' AND a.actor <> '' CROSS JOIN event_roles r ON r.rid = h.rid AND r.role = 'recipient' AND r.actor <> '' AND r.actor <> a.actor
			GROUP BY who, whom)
		SELECT who, a.name, a.kind, a.country, whom, r.name, r.kind, r.country, lines, sure, hostile, n, count(*) OVER () FROM pairs JOIN actors a ON a.id = who JOIN actors r ON r.id = whom
		WHERE (a.kind <> 'person' OR a.public) AND (r.kind <> 'person' OR r.public) ORDER BY lines DESC, n DESC, who, whom LIMIT ?`, append(b.args(), maxCounted, limit)...)
	return list, total, err
}
