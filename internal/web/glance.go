package web

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/ask"
)

// The head of the desk answers in one line each who did what to whom most, who denies
// what, what nobody with a name tells, what changed, and where it was.

// A didMost is who did something to whom, with what it was.
type didMost struct {
	Cell matrixCell
	Did  []navLink // the words of some of it
}

// How much the head of the desk has of each.
const (
	glancePairs  = 3
	glanceWords  = 2
	glancePlaces = 5
)

// most fills in who did something to whom most, and where most was.
func (s *site) most(r *http.Request, p *homePage) error {
	f := ask.EventFilter{Words: p.About, From: p.Since, Published: p.Since != ""}
	pairs, err := s.Service.Pairs(r.Context(), f, glancePairs)
	if misfit(err) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, pair := range pairs.Items {
		of := f
		of.Actor, of.Recipient = pair.Actor, pair.Recipient
		m := didMost{Cell: matrixCell{Who: party{Name: short(pair.ActorName, 40), Href: "/actor/" + pair.Actor}, Whom: party{Name: short(pair.RecipientName, 40), Href: "/actor/" + pair.Recipient}, Lines: pair.Lines, Href: eventsOf(&of)}}
		if m.Did, err = s.did(r, p, &of); err != nil {
			return err
		}
		p.Most = append(p.Most, m)
	}
	return s.mostPlaces(r, p, f)
}

// mostPlaces fills in where most was; where no list has the places, those of what is
// reported most.
func (s *site) mostPlaces(r *http.Request, p *homePage, f ask.EventFilter) error {
	places, err := s.Service.Places(r.Context(), f)
	if err != nil {
		return err
	}
	p.Map, p.Located, p.Unlisted = eventsOf(&f)+"#where", places.Unknown, places.Unknown
	for i := range places.Items {
		p.Located += places.Items[i].Count
	}
	p.Events = p.Located + places.Nowhere
	for i := range places.Items[:min(len(places.Items), glancePlaces)] {
		at := &places.Items[i]
		of := f
		of.Place = "=" + at.ID
		p.Places = append(p.Places, placeRow{Name: at.Name, Exact: exactness(at), Href: eventsOf(&of), Count: at.Count})
	}
	if len(p.Places) > 0 {
		return nil
	}
	for _, h := range p.Top {
		for _, known := range h.Line.Facts {
			if known.Label == "where" {
				p.Together = true
				p.Places = append(p.Places, placeRow{Name: known.Text, Exact: known.More, Href: h.Line.Href})
			}
		}
	}
	return nil
}

// did returns words of what one did to another, each with the sentence it stands in.
func (s *site) did(r *http.Request, p *homePage, f *ask.EventFilter) (words []navLink, err error) {
	q := fmt.Sprintf("status:asserted actor:%q recipient:%q", f.Actor, f.Recipient)
	if p.Since != "" {
		q += " after:" + p.Since
	}
	hits, err := latest(r, s.Service.Likely, p.both(q))
	for _, h := range hits {
		text := short(h.Words, 60)
		if len(words) < glanceWords && text != "" && !slices.ContainsFunc(words, func(l navLink) bool { return l.Text == text }) {
			words = append(words, navLink{Href: hitHref(h), Text: text})
		}
	}
	return words, err
}
