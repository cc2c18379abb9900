package export

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/seed-f92ea4cf/readout"
)

// newGeoJSON writes events with places as GeoJSON (RFC 7946). Only a place
// that is as exact as a town has a point: the middle of a country is not
// where something happened.
func newGeoJSON(w io.Writer, o *Options) (output, error) {
	return newDocument(w, document{form: o.Format, name: "events", each: eachFeature, end: "\n]}\n", read: countFeatures,
		doc: "Events with a place. A place less exact than a town has no geometry; place_precision says how exact it is."},
		`{"type":"FeatureCollection","features":[`)
}

// eachFeature appends the events of an item.
func eachFeature(d *document, v *view) {
	_ = eachEvent(v, func(r *eventRow) error {
		if r.place == &nowhere {
			d.lose("events without a place")
			return nil
		}
		if d.entries++; d.entries > 1 {
			d.put(",")
		}
		d.put("\n"+`{"type":"Feature","id":%q,"geometry":`, r.id())
		if p := r.place; p.Lat != nil && p.Lon != nil && (p.Precision == readout.PlacePoint || p.Precision == readout.PlaceTown) {
			d.put(`{"type":"Point","coordinates":[%s,%s]}`, degrees(*p.Lon), degrees(*p.Lat))
		} else {
			d.put("null")
		}
		d.put(`,"properties":{`)
		for i, t := range featureColumns {
			if i > 0 {
				d.put(",")
			}
			d.put("%q:", t.Name)
			d.buf = appendJSON(d.buf, t.get(r))
		}
		d.put(`,"actor":`)
		d.buf = appendJSON(d.buf, text(names(r, r.e.Actor, "actor")))
		d.put(`,"recipient":`)
		d.buf = appendJSON(d.buf, text(names(r, r.e.Recipient, "recipient")))
		d.put("}}")
		return nil
	})
}

// featureColumns are the properties of an event on a map.
var featureColumns = []field[eventRow]{
	key("version_id", "", func(r *eventRow) string { return string(r.v.rec.Version.ID) }),
	key("line_id", "", func(r *eventRow) string { return r.v.line }),
	code("url", "", func(r *eventRow) string { return r.v.rec.Version.URL }),
	code("outlet", "", func(r *eventRow) string { return r.v.outlet() }),
	code("plover_event", "", func(r *eventRow) string { return string(r.e.Type) }),
	code("plover_mode", "", func(r *eventRow) string { return first(r.e.Modes) }),
	code("cameo", "", func(r *eventRow) string { return r.e.CAMEO }),
	code("status", "", func(r *eventRow) string { return string(r.e.Status) }),
	value("event_date", Day, "", func(r *eventRow) Value { return day(dateFrom(r.e.Date)) }),
	value("event_date_end", Day, "", func(r *eventRow) Value { return day(dateTo(r.e.Date)) }),
	code("date_precision", "", func(r *eventRow) string { return string(datePrecision(r.e.Date)) }),
	code("place_name", "", func(r *eventRow) string { return firstOf(r.place.Name, r.place.Text) }),
	code("place_text", "", func(r *eventRow) string { return r.v.quote(r.place.Text) }),
	code("place_country", "", func(r *eventRow) string { return r.place.Country }),
	code("place_precision", "", func(r *eventRow) string { return string(r.place.Precision) }),
	code("geonames", "", func(r *eventRow) string { return r.place.GeoNames }),
	code("words", "", func(r *eventRow) string { return r.v.quote(r.v.row(string(r.e.ID)).Words) }),
	measure("confidence", "", func(r *eventRow) float64 { return r.e.Confidence }),
	code("tlp", "", func(r *eventRow) string { return r.v.Label }),
}

// degrees writes a coordinate with five places: a metre.
func degrees(f float64) string {
	s := strconv.FormatFloat(f, 'f', 5, 64)
	for len(s) > 0 && s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return s
}

// countFeatures reads a GeoJSON file to its end.
func countFeatures(r io.Reader) (int, error) { return countJSON(r, "features") }

// countJSON counts the elements of the list that an object has under a name.
func countJSON(r io.Reader, name string) (int, error) {
	dec := json.NewDecoder(r)
	for {
		tok, err := dec.Token()
		if err != nil {
			return 0, err
		}
		if tok != name {
			continue
		}
		if _, err := dec.Token(); err != nil {
			return 0, err
		}
		break
	}
	n := 0
	for dec.More() {
		var element json.RawMessage
		if err := dec.Decode(&element); err != nil {
			return n, fmt.Errorf("element %d: %w", n+1, err)
		}
		n++
	}
	for {
		if _, err := dec.Token(); err == io.EOF {
			return n, nil
		} else if err != nil {
			return n, err
		}
	}
}
