package events

import (
	"encoding/json"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// A ploverEvent is a line of PLOVER's JSON. aux, by, date_precision and the
// counts of joined reports are additions of this project; all other keys are PLOVER's.
type ploverEvent struct {
	ID        string          `json:"id"`
	Date      string          `json:"date,omitempty"`
	EndDate   string          `json:"enddate,omitempty"`
	Precision string          `json:"date_precision,omitempty"`
	Actor     []ploverEntity  `json:"actor"`
	Recipient []ploverEntity  `json:"recipient,omitempty"`
	Event     []string        `json:"event"`
	EventLoc  *ploverPlace    `json:"event_loc,omitempty"`
	EventText []string        `json:"event_text"`
	Quad      int             `json:"quad_code"`
	Scale     float64         `json:"event_scale"`
	Mode      []string        `json:"mode,omitempty"`
	Context   []string        `json:"context,omitempty"`
	Size      map[string]int  `json:"size,omitempty"`
	Text      string          `json:"text"`
	TextInfo  ploverTextInfo  `json:"text_info"`
	CiteInfo  *ploverCiteInfo `json:"cite_info,omitempty"`
	Coder     string          `json:"coder"`
	Aux       string          `json:"aux,omitempty"`
	By        []string        `json:"by,omitempty"`
	Lines     int             `json:"lines,omitempty"` // of reporting, of a happening
	Stories   int             `json:"stories,omitempty"`
	HasEvent  bool            `json:"has_event"`
}

// A ploverEntity is an actor or a recipient.
type ploverEntity struct {
	Code       string `json:"code,omitempty"`
	Sector     string `json:"sector,omitempty"`
	Text       string `json:"entity_text"`
	Identifier string `json:"identifier_id,omitempty"`
	Name       string `json:"identifier_text,omitempty"`
	Office     string `json:"office,omitempty"`
}

// A ploverPlace is where an event was.
type ploverPlace struct {
	Extracted  string   `json:"extracted_place"`
	Resolved   string   `json:"resolved_place,omitempty"`
	GeoNames   string   `json:"geonameid,omitempty"`
	Lat        *float64 `json:"lat,omitempty"`
	Lon        *float64 `json:"lon,omitempty"`
	City       string   `json:"city,omitempty"`
	District   string   `json:"district,omitempty"`
	Province   string   `json:"province,omitempty"`
	Country    string   `json:"country,omitempty"`
	Code       string   `json:"country_code,omitempty"`
	Feature    string   `json:"feature_code,omitempty"`
	Resolution int      `json:"resolution,omitempty"`
}

// A ploverTextInfo says where the text stands in the story, in code points.
type ploverTextInfo struct {
	Sequence int `json:"sequence"`
	Start    int `json:"start"`
	End      int `json:"end"`
}

// A ploverCiteInfo says which story it is.
type ploverCiteInfo struct {
	URL         string `json:"url,omitempty"`
	Title       string `json:"title,omitempty"`
	Language    string `json:"language,omitempty"`
	Publication string `json:"publication,omitempty"`
}

// resolution is PLOVER's number for how exact a place is.
var resolution = map[string]int{"country": 1, "region": 2, "district": 3, "town": 4, "point": 5}

// plover appends the events as JSON, one a line.
func (w *writer) plover(b []byte, evs []*readout.Event) []byte {
	for _, ev := range evs {
		line, err := marshal(w.ploverEvent(ev))
		if err != nil {
			continue // numbers and strings can always be written
		}
		b = append(b, line...)
	}
	return b
}

// ploverEvent makes the line of an event.
func (w *writer) ploverEvent(ev *readout.Event) *ploverEvent {
	v := &w.rec.Version
	e := &ploverEvent{ID: w.id(ev), Date: w.day(ev), Actor: []ploverEntity{}, Event: []string{string(ev.Type)}, Mode: ev.Modes, Context: ev.Contexts,
		Quad: ev.Quad, Scale: plover.Score(string(ev.Type), ev.Modes), Text: ev.Sentence.In(v.Text), Coder: w.rec.Pipeline, HasEvent: true}
	for _, r := range ev.Actor {
		e.Actor = append(e.Actor, w.entity(r))
	}
	for _, r := range ev.Recipient {
		e.Recipient = append(e.Recipient, w.entity(r))
	}
	for _, sp := range ev.Trigger.Spans {
		e.EventText = append(e.EventText, sp.In(v.Text))
	}
	if ev.Date != nil {
		e.Precision = string(ev.Date.Precision)
		if end := ev.Date.To; len(end) >= 10 && end[:10] != e.Date {
			e.EndDate = end[:10]
		}
	}
	if p := w.place(ev); p != nil {
		e.EventLoc = &ploverPlace{Extracted: p.Text, Resolved: p.Name, GeoNames: p.GeoNames, Lat: p.Lat, Lon: p.Lon, District: p.Admin2,
			Province: p.Admin1, Country: plover.CountryName(p.Country), Code: p.Country, Feature: p.Feature, Resolution: resolution[string(p.Precision)]}
		if p.Precision == readout.PlaceTown || p.Precision == readout.PlacePoint {
			e.EventLoc.City = p.Name
		}
	}
	if j := w.o.Joined[ev.ID]; j != nil {
		e.Lines, e.Stories = j.Lines, j.Stories
	}
	e.Size = size(ev.Numbers)
	at := v.Points().Span(ev.Sentence)
	e.TextInfo = ploverTextInfo{w.sentence(ev), at.Start, at.End}
	e.CiteInfo = &ploverCiteInfo{v.URL, v.Headline, v.Language, v.Outlet}
	if ev.Status != readout.Asserted {
		e.Aux = string(ev.Status)
	}
	for _, id := range ev.By {
		for i := range w.rec.Attributions {
			if a := &w.rec.Attributions[i]; a.ID == id {
				e.By = append(e.By, a.Speaker.Text)
			}
		}
	}
	return e
}

// size returns the numbers that PLOVER has keys for, the low end of a range.
func size(numbers []readout.Number) map[string]int {
	keys := map[string]string{"killed": "dead", "injured": "injured", "arrested": "arrested"}
	var out map[string]int
	for _, n := range numbers {
		if key := keys[n.What]; key != "" {
			if out == nil {
				out = map[string]int{}
			}
			out[key] = n.Low
		}
	}
	return out
}

// entity makes PLOVER's entity of a role.
func (w *writer) entity(r readout.Role) ploverEntity {
	s := w.side(r)
	e := ploverEntity{Code: s.country, Text: r.Text}
	if len(s.sectors) > 0 {
		e.Sector = s.sectors[0]
	}
	if s.actor != nil {
		e.Identifier, e.Name = s.actor.Wikidata, s.name
		if s.actor.Office != nil {
			e.Office = s.actor.Office.Title
		}
	}
	return e
}

// marshal writes a value as one line of JSON without escapes for HTML.
func marshal(v any) ([]byte, error) {
	var buf lineBuffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return buf, err
}

// A lineBuffer gathers what is written.
type lineBuffer []byte

// Write appends p.
func (b *lineBuffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}
