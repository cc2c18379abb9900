package web

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestAMapShowsHowExactlyAPlaceIsKnown has towns, a region, a country and a
// continent: each is drawn as what it is, or named beside the map.
func TestAMapShowsHowExactlyAPlaceIsKnown(t *testing.T) {
	at := func(id, name, feature, country string, lat, lon float64, n int) store.PlaceCount {
		p := store.PlaceCount{ID: id, Name: name, Feature: feature, Country: country, Count: n, Asserted: n - 1}
		if lat != 0 {
			p.Lat, p.Lon = &lat, &lon
		}
		return p
	}
	m := mapOf(&store.Places{Total: 70, Unknown: 2, Nowhere: 9, Items: []store.PlaceCount{at("pl_DNK", "Denmark", "PCLI", "DNK", 0, 0, 16), at("pl_1", "Oslo", "PPLC", "NOR", 59.91, 10.75, 9), at("pl_SWE", "Sweden", "PCLI", "SWE", 0, 0, 4),
		at("pl_2", "Bergen", "PPLA", "NOR", 60.39, 5.33, 1), at("pl_3", "Telemark", "ADM1", "NOR", 59.4, 8.5, 1), at("pl_europe", "Europe", "", "", 0, 0, 3)}}, func(id string) string { return "/" + id })
	var lands, spots []string
	for _, l := range m.Lands {
		if l.Href != "" {
			lands = append(lands, l.Href+" "+l.Class+" "+l.Title)
		}
	}
	for _, s := range m.Spots {
		spots = append(spots, s.Href+" "+s.Class)
	}
	if got := fmt.Sprint(lands); got != "[/pl_SWE land s3 Sweden, somewhere in it: 4 events /pl_DNK land s5 Denmark, somewhere in it: 16 events]" {
		t.Error("countries: ", got)
	}
	if got := fmt.Sprint(spots); got != "[/pl_3 spot wide /pl_1 spot /pl_2 spot]" {
		t.Error("places with a point, the largest first: ", got)
	}
	if len(m.Off) != 1 || m.Off[0].Name != "Europe" || len(m.Rows) != 6 || m.Rows[4].Exact != "region" || m.Left != 10 || m.Label != "Map of 31 events, in 3 towns and sites, and somewhere in 2 countries" {
		t.Errorf("%q, off the map: %+v, rows: %+v", m.Label, m.Off, m.Rows)
	}
	if a, b := m.Spots[1].R, m.Spots[2].R; a*a < 4*b*b {
		t.Errorf("radius %v for 9 events, %v for one", a, b)
	}
	for i, n := range m.Names {
		for _, o := range m.Names[:i] {
			if n.box().meets(o.box()) {
				t.Errorf("%q stands over %q", n.Text, o.Text)
			}
		}
	}
	if len(m.Names) < 6 || m.Names[0].Text != "Denmark 16" || m.Names[0].Class != "area" || !slices.ContainsFunc(m.Names, func(n mapName) bool { return n.Text == "Norway" && n.Class == "quiet" }) {
		t.Errorf("%+v", m.Names)
	}
	if m := mapOf(&store.Places{Total: 1, Items: []store.PlaceCount{at("pl_europe", "Europe", "", "", 0, 0, 3)}}, func(string) string { return "" }); m.Lands != nil || len(m.Rows) != 1 {
		t.Error("a map of a continent alone")
	}
}

// TestThePlacesOfEventsLeadToThem follows a place of the map to its events.
func TestThePlacesOfEventsLeadToThem(t *testing.T) {
	b := newBench(t)
	lat, lon := 58.1, 7.9
	rec := recordOf(version("https://courier.example/1", storyText))
	rec.Places[0].Place, rec.Places[0].Feature, rec.Places[0].Lat, rec.Places[0].Lon = "pl_7", "PPL", &lat, &lon
	b.add(t.Context(), "courier.example", 1, rec)
	page := html.UnescapeString(b.shows("/events", `aria-label="Map of 1 event, in 1 town or site: picture; the table below says the same"`, "Holm (town): 1 event</title>", "For 1 event no place is said"))
	if strings.Count(page, `href="/events?place=%3Dpl_7"`) != 3 {
		t.Error("the map, the line above and the table do not lead to the place")
	}
	page = b.shows("/events?place=%3Dpl_7", `<input type="hidden" name="place" value="=pl_7">Place <b><bdi>Holm, as far as no more exact place is told</bdi></b>`)
	if strings.Count(page, `<li class="hit">`) != 1 {
		t.Error(page)
	}
	if got := b.get("/api/v1/places?country=NOR").Body.String(); !strings.Contains(got, `"id":"pl_7","name":"Holm","feature":"PPL","country":"NOR","lat":58.1,"lon":7.9,"count":1,"asserted":1`) {
		t.Error(got)
	}
	if w := b.get("/events?place=%3Dpl_8"); w.Code == 200 || strings.Contains(w.Body.String(), "fault in readout") {
		t.Errorf("a place that is none gives %d", w.Code)
	}
}
