package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// binningOf returns how an address wants things counted over time: by the date
// that is usual on its page, unless it names the other one.
func binningOf(r *http.Request, published bool) ask.Binning {
	by := param(r, "by")
	return ask.Binning{Scale: store.Scale(param(r, "scale")), Published: by == "published" || by == "" && published}
}

// switches adds to a chart the ways to other scales and to the other date; own
// says what the date is that things have themselves, "" if they have none.
func (c *chart) switches(r *http.Request, scale store.Scale, published bool, own string) {
	for _, l := range []struct {
		scale store.Scale
		text  string
	}{{store.Days, "day"}, {store.Weeks, "week"}, {store.Months, "month"}} {
		c.Scales = append(c.Scales, navLink{Href: with(r, "scale", string(l.scale)), Text: l.text, Here: scale == l.scale})
	}
	if own != "" {
		c.Bases = []navLink{{Href: with(r, "by", "event"), Text: own, Here: !published}, {Href: with(r, "by", "published"), Text: "when it was published", Here: published}}
		c.dated(with(r, "by", "published"))
	}
}

// byDate says by which date things are counted.
func byDate(published bool) string {
	if published {
		return "by the day of publication"
	}
	return "by their own date"
}

// within returns a query for what lies in a time: "" where it names one already.
func within(q, from, to string, published bool) string {
	if !published {
		if strings.Contains(q, "date:") {
			return ""
		}
		return q + " date:" + from + ".." + to
	}
	if strings.Contains(q, "after:") || strings.Contains(q, "before:") {
		return ""
	}
	if from != "" {
		q += " after:" + from
	}
	if to != "" {
		q += " before:" + nextDay(to, 1)
	}
	return q
}

// searchChart draws what a search finds over time: by the day of publication,
// which all stories but a few have, or by the date of the statements and events
// themselves.
func (s *site) searchChart(r *http.Request, p *searchPage, q string) error {
	if param(r, "cursor") != "" || len(p.Found.Items) == 0 {
		return nil
	}
	by := binningOf(r, true)
	texts := p.Found.Kind == store.Texts
	by.Published = by.Published || texts
	t, err := s.Service.OverTime(r.Context(), ask.Search{Q: q, All: param(r, "all") == "1"}, by)
	if err != nil || len(t.Bins) == 0 {
		return err
	}
	what := map[store.ResultKind]string{store.Texts: "Stories", store.Statements: "Statements", store.Events: "Events"}[p.Found.Kind]
	p.Chart = chartOf(what+" a % "+byDate(by.Published), t, func(from, to string) string {
		narrow := within(q, from, to, by.Published)
		if narrow == "" {
			return ""
		}
		return withAll(r, "q", narrow, "scale", "")
	})
	if p.Chart.Plain = texts; texts {
		p.Chart.switches(r, t.Scale, true, "")
	} else {
		p.Chart.switches(r, t.Scale, by.Published, map[store.ResultKind]string{store.Statements: "when it was said", store.Events: "when it happened"}[p.Found.Kind])
	}
	return nil
}

// actorSearch returns the address of a part of what stories say about an actor
// within a time of publication.
func actorSearch(a *ask.Profile, part, from, to string) string {
	role := map[string]string{ask.PartDid: "actor", ask.PartDoneTo: "recipient"}[part]
	if role != "" {
		return address("/events", url.Values{role: {a.ID}, "by": {"published"}, "from": {from}, "to": {to}})
	}
	q := map[string]string{ask.PartSaid: "speaker:" + a.ID, ask.PartAbout: `about:"` + strings.ReplaceAll(a.Name, `"`, " ") + `"`, ask.PartUnnamed: "kind:unnamed-official country:" + a.Country}[part]
	return address("/search", url.Values{"q": {within(q, from, to, true)}})
}
