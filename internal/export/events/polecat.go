package events

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// polecatColumns are the 40 columns of POLECAT's files.
var polecatColumns = strings.Split("Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,"+
	"Actor Name,Actor Country,Actor COW,Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,"+
	"Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,"+
	"Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,"+
	"Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version", ",")

// polecat appends the events as rows of POLECAT's files, lists joined by bars
// and what is missing as the word None.
func (w *writer) polecat(b []byte, evs []*readout.Event) []byte {
	v := &w.rec.Version
	people, bodies, places := w.storyNames()
	for _, ev := range evs {
		modes := append([]string(nil), ev.Modes...)
		cells := []string{w.id(ev), w.day(ev), string(ev.Type), strings.Join(modes, "|"), fmt.Sprintf("%g", plover.Score(string(ev.Type), ev.Modes)),
			plover.QuadName(ev.Quad), strings.Join(ev.Contexts, "|")}
		cells = append(cells, w.polecatSide(ev.Actor)...)
		cells = append(cells, w.polecatSide(ev.Recipient)...)
		cells = append(cells, polecatPlace(w.place(ev))...)
		cells = append(cells, v.Outlet, v.Published.Day(), people, bodies, places, v.Language, w.rec.Pipeline)
		for i, c := range cells {
			if c == "" {
				cells[i] = "None"
			}
		}
		b = row(b, cells)
	}
	return b
}

// polecatSide returns the eight cells of the actors or the recipients.
func (w *writer) polecatSide(roles []readout.Role) []string {
	cells := make([]string, 8)
	add := func(i int, value string) {
		if value == "" {
			value = "None"
		}
		if cells[i] != "" {
			cells[i] += "|"
		}
		cells[i] += strings.ReplaceAll(value, "|", "/")
	}
	for _, s := range w.sides(roles) {
		cow, _ := plover.COW(s.country)
		name, primary, title, wikidata := s.name, "", "", ""
		if len(s.sectors) > 0 {
			primary = s.sectors[0]
		}
		if s.actor != nil {
			wikidata = s.actor.Wikidata
			if s.actor.Office != nil {
				title = s.actor.Office.Title
			}
			if s.actor.Kind == readout.GovernmentActor || s.actor.Kind == readout.CountryActor {
				name = cmp.Or(plover.CountryName(s.country), name)
			}
		}
		for i, value := range []string{name, s.country, cow, primary, strings.Join(s.sectors, ","), title, s.Text, wikidata} {
			add(i, value)
		}
	}
	for i, c := range cells {
		if strings.Trim(c, "|") == "" || strings.ReplaceAll(strings.ReplaceAll(c, "None", ""), "|", "") == "" {
			cells[i] = ""
		}
	}
	return cells
}

// polecatPlace returns the ten cells of a place.
func polecatPlace(p *readout.Place) []string {
	if p == nil {
		return make([]string, 10)
	}
	lat, lon := coordinates(p)
	city := ""
	if p.Precision == readout.PlaceTown || p.Precision == readout.PlacePoint {
		city = p.Name
	}
	return []string{cmp.Or(p.Name, p.Text), city, p.Admin2, p.Admin1, p.Country, lat, lon, p.GeoNames, p.Text, p.Feature}
}

// storyNames returns the people, bodies and places that the story names.
func (w *writer) storyNames() (people, bodies, places string) {
	var lists [3][]string
	for _, a := range w.rec.Actors {
		name := strings.ReplaceAll(a.Name, "|", "/")
		switch a.Kind {
		case readout.PersonActor:
			lists[0] = append(lists[0], name)
		case readout.OrganizationActor, readout.GovernmentActor:
			lists[1] = append(lists[1], name)
		}
	}
	seen := map[string]bool{}
	for _, p := range w.rec.Places {
		if name := strings.ReplaceAll(cmp.Or(p.Name, p.Text), "|", "/"); !seen[name] {
			seen[name] = true
			lists[2] = append(lists[2], name)
		}
	}
	return strings.Join(lists[0], "|"), strings.Join(lists[1], "|"), strings.Join(lists[2], "|")
}
