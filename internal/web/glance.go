package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
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
	Done              bool // of an event, which may be of another day than its story
	Sole              *ask.Sole
}

// How much the head of the desk has of each.
const (
	glancePairs  = 3
	glanceWords  = 2
	glancePlaces = 5
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
	p.MostSince, p.Counted = deeds.Since, deeds.Counted
	p.Month, p.Most = mostOf(p, deeds.Month, p.Newest.Month), mostOf(p, deeds.Items, deeds.Since)
	return s.mostPlaces(r, p, ask.EventFilter{Words: p.About, From: p.Since, Published: p.Since != ""})
}

// mostOf returns who did something to whom since a day as rows.
func mostOf(p *homePage, deeds []ask.Deed, since string) (out []didMost) {
	for _, d := range deeds {
		of := ask.EventFilter{Words: p.About, From: since, Published: since != ""}
		of.Actor, of.Recipient, of.Status = d.Actor, d.Recipient, string(readout.Asserted)
		out = append(out, didMost{Did: did(d.Plain), Best: proofOf(&d.Plain[0]),
			Cell: matrixCell{Who: calledAs(d.ActorName, d.Actor, d.Plain[0].Who), Whom: calledAs(d.RecipientName, d.Recipient, d.Plain[0].Whom), Lines: d.Lines, Href: eventsOf(&of)}})
	}
	return out
}

// calledAs returns somebody of a pair as the archive calls him, and as the sentence that
// stands with it does, where that says it otherwise.
func calledAs(name, id string, in []claim.Named) party {
	p := party{Name: short(name, 60), Href: "/actor/" + id}
	for i := range in {
		if in[i].Actor == id {
			of := &claim.Named{Text: in[i].Text, Name: name, Actor: id}
			if shown, said := of.Shown(); of.PartOfGovernment() {
				p.Name = short(shown, 120)
			} else if !shareWord(name, said) {
				p.Said = short(said, 60)
			}
		}
	}
	return p
}

// wordStart is how many letters of a word of two names are compared: "Russian" is of Russia.
const wordStart = 5

// shareWord reports whether two names of somebody have a word in common, as "President
// Obama" and "Barack Obama" have.
func shareWord(a, b string) bool {
	starts := func(name string) (out []string) {
		for _, w := range strings.Fields(strings.ToLower(name)) {
			if r := []rune(strings.Trim(w, ".,()“”\"")); len(r) >= wordStart-1 {
				out = append(out, string(r[:min(len(r), wordStart)]))
			}
		}
		return out
	}
	in := starts(b)
	return slices.ContainsFunc(starts(a), func(w string) bool { return slices.Contains(in, w) })
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

// proofOf returns the sentence of a row, on which day it was or by which its story was
// published, and who tells it.
func proofOf(h *ask.Hit) proof {
	line := hitLine(*h)
	before := closeBefore
	if h.Tells == store.Statements {
		before = closeSaid
	}
	out := proof{Parts: closeUp(h.Parts, before), Href: hitHref(*h), Outlet: h.Outlet, Published: h.Published, Done: h.Tells == store.Events}
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

// proofOfSight is [proofOf] of what is plain to see.
func proofOfSight(found ask.Sight) proof {
	out := proofOf(&found.Hit)
	out.Sole = found.Sole
	return out
}

// deskLine returns a hit as a row of the desk: without the code, which is for who knows a
// data set, and which a machine gets wrong more often than who said what.
func deskLine(h ask.Hit) *claimLine {
	l := hitLine(h)
	if l != nil {
		l.Code = ""
	}
	return l
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

// How many characters of a sentence stand between two marked words on the desk, and behind
// them; and how many before the first. Those of a deed are in sight on a phone, which has
// two lines for a sentence; what is said may stand before who says it.
const (
	closeAround = 90
	closeBefore = 40
	closeSaid   = 160
)

// closeUp returns a sentence's marked words with what stands beside them, so many
// characters before the first.
func closeUp(parts []ask.Piece, before int) []ask.Piece {
	var out []ask.Piece
	for i, p := range parts {
		all := []rune(p.Text)
		switch last := i == len(parts)-1; {
		case p.Mark || i == 0 && len(all) <= before || i > 0 && len(all) <= closeAround:
		case i == 0:
			p.Text = "… " + fromWord(string(all[len(all)-before:]))
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
