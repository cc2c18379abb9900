package web

import (
	"net/http"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
)

// The head of the desk answers in one line each who did what to whom most, who denies
// what, what nobody with a name tells, what changed, and where it was.

// A didMost is who did something to whom, with what it was.
type didMost struct {
	Cell matrixCell
	Did  []navLink // the words of some of it
	Best proof     // of it what is plainest
}

// A proof is a sentence that tells of a row, and where it stands.
type proof struct {
	Parts             []ask.Piece
	When, Href        string
	Outlet, Published string
	By                []party
}

// How much the head of the desk has of each.
const (
	glancePairs  = 3
	glanceWords  = 2
	glancePlaces = 5
	glanceClaims = 2
)

// most fills in who did something to whom most, and where most was.
func (s *site) most(r *http.Request, p *homePage) error {
	deeds, err := s.Service.Deeds(r.Context(), p.About, glancePairs)
	if misfit(err) {
		return nil
	}
	if err != nil {
		return err
	}
	p.MostSince = deeds.Since
	for _, d := range deeds.Items {
		of := ask.EventFilter{Words: p.About, From: deeds.Since, Published: deeds.Since != ""}
		of.Actor, of.Recipient, of.Status = d.Actor, d.Recipient, string(readout.Asserted)
		p.Most = append(p.Most, didMost{Did: did(d.Plain), Best: proofOf(&d.Plain[0]),
			Cell: matrixCell{Who: party{Name: short(d.ActorName, 60), Href: "/actor/" + d.Actor}, Whom: party{Name: short(d.RecipientName, 60), Href: "/actor/" + d.Recipient}, Lines: d.Lines, Href: eventsOf(&of)}})
	}
	return s.mostPlaces(r, p, ask.EventFilter{Words: p.About, From: p.Since, Published: p.Since != ""})
}

// did returns the words of some acts, each with the sentence it stands in.
func did(acts []ask.Hit) (words []navLink) {
	said := make(map[string]bool)
	for _, h := range acts {
		text := short(h.Words, 60)
		first, _, _ := strings.Cut(strings.ToLower(text), " ")
		if len(words) < glanceWords && text != "" && !said[first] { // "war on" and "war in" are one act
			words = append(words, navLink{Href: hitHref(h), Text: text})
		}
		said[first] = true
	}
	return words
}

// proofOf returns the sentence of an act, on which day it was or by which its story was
// published, and who tells it.
func proofOf(h *ask.Hit) proof {
	line := hitLine(*h)
	out := proof{Parts: closeUp(h.Parts), Href: hitHref(*h), Outlet: h.Outlet, Published: h.Published}
	for _, f := range line.Facts {
		switch {
		case f.Label == "when" && h.When != nil && h.When.From != "":
			out.When = f.Text
		case len(f.By) > 0:
			out.By = f.By
		}
	}
	return out
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

// How many characters of a sentence stand between two marked words on the desk, and on
// either side of them.
const closeAround = 90

// closeUp returns a sentence's marked words with what stands beside them.
func closeUp(parts []ask.Piece) []ask.Piece {
	var out []ask.Piece
	for i, p := range parts {
		all := []rune(p.Text)
		switch last := i == len(parts)-1; {
		case p.Mark || len(all) <= closeAround:
		case i == 0:
			p.Text = "… " + fromWord(string(all[len(all)-closeAround:]))
		case last:
			p.Text = toWord(string(all[:closeAround])) + " …"
		case len(all) > 2*closeAround:
			p.Text = toWord(string(all[:closeAround])) + " … " + fromWord(string(all[len(all)-closeAround:]))
		}
		out = append(out, p)
	}
	return out
}

// fromWord returns a text from the beginning of its first whole word on.
func fromWord(text string) string {
	if i := strings.IndexByte(text, ' '); i >= 0 {
		return text[i+1:]
	}
	return text
}

// toWord returns a text up to the end of its last whole word.
func toWord(text string) string {
	if i := strings.LastIndexByte(text, ' '); i > 0 {
		return text[:i]
	}
	return text
}
