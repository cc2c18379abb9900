package export

import "github.com/seed-f92ea4cf/readout"

type actorRow struct {
	v *view
	a *readout.Actor
}

// office returns the actor's office; an empty one if there is none.
func (r *actorRow) office() *readout.Office {
	if r.a.Office == nil {
		return &readout.Office{}
	}
	return r.a.Office
}

// actors has a row for each actor of a version.
var actors = newTable(Table{Name: "actors", Primary: []string{"version_id", "actor_id"}, Foreign: []Key{ofVersion},
	Doc: "Whom a version speaks of, as things stood on its date. Ids that begin with ac_ mean the same in all versions, others mean something inside their version only."},
	func(v *view, emit func(*actorRow) error) error {
		for i := range v.rec.Actors {
			if !v.oneActor[i] {
				continue
			}
			if err := emit(&actorRow{v, &v.rec.Actors[i]}); err != nil {
				return err
			}
		}
		return nil
	},
	key("version_id", "the version", func(r *actorRow) string { return string(r.v.rec.Version.ID) }),
	key("actor_id", "id of the actor", func(r *actorRow) string { return r.v.actorID(r.a.ID) }),
	code("name", "name, the fullest in the version", func(r *actorRow) string { return r.a.Name }),
	oneOf("kind", "kind of actor", actorKinds, func(r *actorRow) string { return string(r.a.Kind) }),
	code("country", "ISO 3166-1 alpha-3", func(r *actorRow) string { return r.a.Country }),
	code("sector", "PLOVER sector, the primary one; labels has all", func(r *actorRow) string { return first(r.a.Sectors) }),
	code("cameo", "CAMEO actor code", func(r *actorRow) string { return r.a.CAMEO }),
	code("office", "office held on the story's date", func(r *actorRow) string { return r.office().Title }),
	code("office_of", "country or body of the office", func(r *actorRow) string { return r.office().Of }),
	code("office_from", "since, an ISO date or a part of it", func(r *actorRow) string { return r.office().From }),
	code("office_to", "until, an ISO date or a part of it", func(r *actorRow) string { return r.office().To }),
	code("wikidata", "Wikidata item", func(r *actorRow) string { return r.a.Wikidata }),
	flag("public", "holds or held office, speaks for or leads a body", func(r *actorRow) bool { return r.a.Public }),
	flag("masked", "a private person whose name is left out", func(r *actorRow) bool { return r.v.private(r.a.ID) }),
	oneOf("basis", "where it is known from", []string{"list", "story"}, func(r *actorRow) string { return string(r.a.Basis) }),
	code("why", "the reason, one sentence that a reader can check", func(r *actorRow) string { return r.v.quote(r.a.Why) }),
)

type dateRow struct {
	v *view
	d *readout.TimeExpr
}

// dates has a row for each time expression.
var dates = newTable(Table{Name: "dates", Primary: []string{"version_id", "date_id"}, Foreign: []Key{ofVersion},
	Doc: "Time expressions of the text, as TIMEX3 describes them. A date that the story does not fix has no days."},
	func(v *view, emit func(*dateRow) error) error {
		for i := range v.rec.Dates {
			if err := emit(&dateRow{v, &v.rec.Dates[i]}); err != nil {
				return err
			}
		}
		return nil
	},
	key("version_id", "the version", func(r *dateRow) string { return string(r.v.rec.Version.ID) }),
	key("date_id", "id inside the version", func(r *dateRow) string { return string(r.d.ID) }),
	value("start", Integer, "offset of the first code point", func(r *dateRow) Value { return r.v.start(r.d.Span) }),
	value("end", Integer, "offset after the last code point", func(r *dateRow) Value { return r.v.end(r.d.Span) }),
	code("text", "the words", func(r *dateRow) string { return r.v.quote(r.d.Text) }),
	oneOf("type", "TIMEX3 type", readout.AllTimeTypes[:], func(r *dateRow) readout.TimeType { return r.d.Type }),
	code("value", "TIMEX3 value", func(r *dateRow) string { return r.d.Value }),
	value("date_from", Day, "first day", func(r *dateRow) Value { return day(r.d.From) }),
	value("date_to", Day, "last day", func(r *dateRow) Value { return day(firstOf(r.d.To, r.d.From)) }),
	value("time_from", Text, "time of day on the first day", func(r *dateRow) Value { return clockOf(r.d.From) }),
	value("time_to", Text, "time of day on the last day", func(r *dateRow) Value { return clockOf(r.d.To) }),
	oneOf("precision", "how exact it is", readout.AllPrecisions[:], func(r *dateRow) readout.Precision { return r.d.Precision }),
	oneOf("basis", "what fixes it", readout.AllDateBases[:], func(r *dateRow) readout.DateBasis { return r.d.Basis }),
	code("why", "the reason", func(r *dateRow) string { return r.v.quote(r.d.Why) }),
)

type placeRow struct {
	v *view
	p *readout.Place
}

// places has a row for each place name.
var places = newTable(Table{Name: "places", Primary: []string{"version_id", "place_id"}, Foreign: []Key{ofVersion},
	Doc: "Place names of the text, tied to a gazetteer where one fits. Mind the precision: the coordinates of a region are not where something happened."},
	func(v *view, emit func(*placeRow) error) error {
		for i := range v.rec.Places {
			if err := emit(&placeRow{v, &v.rec.Places[i]}); err != nil {
				return err
			}
		}
		return nil
	},
	key("version_id", "the version", func(r *placeRow) string { return string(r.v.rec.Version.ID) }),
	key("place_id", "id inside the version", func(r *placeRow) string { return string(r.p.ID) }),
	value("start", Integer, "offset of the first code point", func(r *placeRow) Value { return r.v.start(r.p.Span) }),
	value("end", Integer, "offset after the last code point", func(r *placeRow) Value { return r.v.end(r.p.Span) }),
	code("text", "the words", func(r *placeRow) string { return r.v.quote(r.p.Text) }),
	code("name", "name in the gazetteer", func(r *placeRow) string { return r.p.Name }),
	code("gazetteer_id", "key in the gazetteer", func(r *placeRow) string { return r.p.Place }),
	code("geonames", "GeoNames id", func(r *placeRow) string { return r.p.GeoNames }),
	code("feature", "GeoNames feature code", func(r *placeRow) string { return r.p.Feature }),
	code("admin1", "first-order division", func(r *placeRow) string { return r.p.Admin1 }),
	code("admin2", "second-order division", func(r *placeRow) string { return r.p.Admin2 }),
	code("country", "ISO 3166-1 alpha-3", func(r *placeRow) string { return r.p.Country }),
	value("lat", Number, "latitude in degrees, WGS 84; never given for a country", func(r *placeRow) Value { return optional(r.p.Lat) }),
	value("lon", Number, "longitude in degrees, WGS 84; never given for a country", func(r *placeRow) Value { return optional(r.p.Lon) }),
	oneOf("precision", "how exact the place is", placeGrains, func(r *placeRow) string { return string(r.p.Precision) }),
	measure("confidence", "how sure the program is, 0 to 1", func(r *placeRow) float64 { return r.p.Confidence }),
	code("why", "the reason", func(r *placeRow) string { return r.v.quote(r.p.Why) }),
)
