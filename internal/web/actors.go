package web

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

type actorsPage struct {
	chrome
	ask.Naming
	About, Next string
	Kinds       []choice
	Actors      []ask.Actor
	Problem     *api.Problem
}

// namingOf returns which actors an address asks for.
func namingOf(r *http.Request) ask.Naming {
	return ask.Naming{Words: short(param(r, "name"), 200), Kind: short(param(r, "kind"), 40)}
}

// actorsSize is how many actors a page shows.
const actorsSize = 100

// actors lists actors by name.
func (s *site) actors(w http.ResponseWriter, r *http.Request) error {
	p := &actorsPage{chrome: chrome{Title: "Actors", Files: files(r)}, Naming: namingOf(r)}
	for _, kind := range ask.Kinds() {
		p.Kinds = append(p.Kinds, choice{Value: kind, Text: kind})
	}
	status := http.StatusOK
	list, err := s.Service.Actors(r.Context(), p.Naming, param(r, "cursor"), actorsSize)
	if err != nil {
		if p.Problem = api.Explain(err); p.Problem.Status != http.StatusBadRequest || param(r, "cursor") != "" {
			return err
		}
		status, list = http.StatusBadRequest, new(ask.ActorList)
	}
	p.Actors, p.Next = list.Items, nextPage(r, list.Next)
	if n := len(list.Items); n > 0 {
		p.About = plural(list.Total, "actor", "actors") + ", those of most stories first"
		if n < list.Total {
			p.About += fmt.Sprintf(": %s to %s", thousands(list.Skip+1), thousands(list.Skip+n))
		}
	}
	s.show(w, r, status, "actors", p)
	return nil
}

type actorPage struct {
	chrome
	P     *ask.Profile
	Acts  []store.Facet
	Part  string
	Tabs  []navLink
	Chart *chart
	Does  []counterpart // to whom it does something most
	Gets  []counterpart // who does something to it most
	Found *ask.Found
	Next  string
	Parts bool // who looks may part what was joined
}

// A counterpart is somebody with whom an actor deals.
type counterpart struct {
	party
	Lines  int
	Events string // address of what is done
}

// counterparts returns those with whom an actor deals.
func counterparts(pairs []store.Pair, self string) []counterpart {
	var out []counterpart
	for _, p := range pairs {
		c := counterpart{party: party{Name: short(p.RecipientName, 60), Href: "/actor/" + p.Recipient}, Lines: p.Lines, Events: address("/events", url.Values{"actor": {p.Actor}, "recipient": {p.Recipient}})}
		if p.Recipient == self {
			c.party = party{Name: short(p.ActorName, 60), Href: "/actor/" + p.Actor}
		}
		out = append(out, c)
	}
	return out
}

// actorWords name what is counted on an actor's page.
var actorWords = map[string]string{ask.PartSaid: "Its statements", ask.PartDid: "What it did", ask.PartDoneTo: "What was done to it", ask.PartAbout: "What others say of it", ask.PartUnnamed: "What unnamed officials said"}

// actor shows what stories say about an actor.
func (s *site) actor(w http.ResponseWriter, r *http.Request) error {
	profile, err := s.Service.Actor(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	p := &actorPage{chrome: chrome{Title: profile.Name, Files: files(r)}, P: profile, Part: orText(param(r, "part"), ask.PartSaid), Parts: mayWrite(r)}
	if p.Found, err = s.Service.ActorPart(r.Context(), profile.ID, p.Part, param(r, "cursor"), pageSize); err != nil {
		return err
	}
	p.Next = nextPage(r, p.Found.Next)
	for _, tab := range []navLink{{ask.PartSaid, "Said", false}, {ask.PartDid, "Did", false}, {ask.PartDoneTo, "Done to it", false}, {ask.PartAbout, "Others say of it", false}, {ask.PartUnnamed, "Unnamed officials of " + profile.Country, false}} {
		if tab.Href == ask.PartUnnamed && profile.Country == "" {
			continue
		}
		p.Tabs = append(p.Tabs, navLink{Href: with(r, "part", tab.Href), Text: tab.Text, Here: p.Part == tab.Href})
	}
	if p.Part == ask.PartSaid {
		p.Acts = profile.Acts
	}
	p.Does, p.Gets = counterparts(profile.Does, profile.ID), counterparts(profile.Suffers, profile.ID)
	if param(r, "cursor") == "" {
		t, err := s.Service.ActorOverTime(r.Context(), profile.ID, p.Part, ask.Binning{Published: true})
		if err != nil {
			return err
		}
		if len(t.Bins) > 1 {
			p.Chart = sparkline(actorWords[p.Part]+" a % by the day of publication", t, func(from, to string) string { return actorSearch(profile, p.Part, from, to) })
		}
	}
	s.show(w, r, http.StatusOK, "actor", p)
	return nil
}

// partActor says that one of those that an actor was made of is somebody else, or
// takes back that a person joined it.
func (s *site) partActor(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	d := &ask.Deciding{Do: "part", ID: r.PathValue("id"), Other: field(r, "other"), Why: field(r, "why")}
	if field(r, "decided") == "1" {
		d = &ask.Deciding{Do: "undo", ID: d.Other, Why: d.Why}
	}
	if _, err := s.Service.Decide(r.Context(), d); err != nil {
		return err
	}
	http.Redirect(w, r, "/actor/"+url.PathEscape(r.PathValue("id")), http.StatusSeeOther)
	return nil
}
