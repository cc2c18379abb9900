package export

import "github.com/seed-f92ea4cf/readout"

// A dyadRow is an actor and a recipient of one event.
type dyadRow struct {
	*eventRow
	n        int
	from, to *roleRow
}

// maxDyads is how many pairs of one event are rows: more are a list of
// names, not a dyad, and would fill the table.
const maxDyads = 2500

// dyads has a row for each pair of an event, with all that a time series needs.
var dyads = newTable(Table{Name: "dyads", Primary: []string{"event_id", "n"}, Foreign: []Key{ofEvent, ofVersion},
	Doc: "One row for each pair of an event's actor and recipient, with what a time series needs. An event with one side only has one row. Count lines (line_id), not rows: copies of one report are one line. At most 2500 pairs an event."},
	func(v *view, emit func(*dyadRow) error) error {
		return eachEvent(v, func(r *eventRow) error { return eachDyad(r, emit) })
	},
	key("event_id", "the event", func(r *dyadRow) string { return r.id() }),
	count("n", "number of the pair in the event", func(r *dyadRow) int { return r.n }),
	key("version_id", "the version that tells it", func(r *dyadRow) string { return string(r.v.rec.Version.ID) }),
	key("story_id", "the story", func(r *dyadRow) string { return r.v.story }),
	key("line_id", "text: the group of versions with the same words, else the story; texts of one outlet are one line of reporting", func(r *dyadRow) string { return r.v.line }),
	code("outlet", "who published it", func(r *dyadRow) string { return r.v.outlet() }),
	value("published_day", Day, "day of publication as the story states it", func(r *dyadRow) Value { return day(r.v.rec.Version.Published.Day()) }),
	value("event_date", Day, "day on which it happens, the first if there are several", func(r *dyadRow) Value { return day(dateFrom(r.e.Date)) }),
	value("event_date_end", Day, "the last day", func(r *dyadRow) Value { return day(dateTo(r.e.Date)) }),
	oneOf("date_precision", "how exact the date is", readout.AllPrecisions[:], func(r *dyadRow) readout.Precision { return datePrecision(r.e.Date) }),
	oneOf("date_basis", "what fixes the date", readout.AllDateBases[:], func(r *dyadRow) readout.DateBasis { return dateBasis(r.e.Date) }),
	key("plover_event", "PLOVER type", func(r *dyadRow) string { return firstOf(string(r.e.Type), "none") }),
	code("plover_mode", "PLOVER mode, the first", func(r *dyadRow) string { return first(r.e.Modes) }),
	code("cameo", "CAMEO code; leading zeros count", func(r *dyadRow) string { return r.e.CAMEO }),
	value("quad_code", Integer, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", func(r *dyadRow) Value { return known(r.e.Quad) }),
	measure("goldstein", "Goldstein scale, -10 conflict to 10 cooperation", func(r *dyadRow) float64 { return r.e.Goldstein }),
	oneOf("status", "how far it is said to be so", readout.AllStatuses[:], func(r *dyadRow) readout.Status { return r.e.Status }),
	code("actor_id", "who does it", func(r *dyadRow) string { return r.side(r.from, (*roleRow).id2) }),
	code("actor_name", "name", func(r *dyadRow) string { return r.side(r.from, (*roleRow).name) }),
	code("actor_country", "ISO 3166-1 alpha-3", func(r *dyadRow) string { return r.side(r.from, (*roleRow).country) }),
	code("actor_sector", "PLOVER sector, the primary one", func(r *dyadRow) string { return r.side(r.from, (*roleRow).sector) }),
	code("recipient_id", "to whom", func(r *dyadRow) string { return r.side(r.to, (*roleRow).id2) }),
	code("recipient_name", "name", func(r *dyadRow) string { return r.side(r.to, (*roleRow).name) }),
	code("recipient_country", "ISO 3166-1 alpha-3", func(r *dyadRow) string { return r.side(r.to, (*roleRow).country) }),
	code("recipient_sector", "PLOVER sector, the primary one", func(r *dyadRow) string { return r.side(r.to, (*roleRow).sector) }),
	code("place_country", "country of the place, ISO 3166-1 alpha-3", func(r *dyadRow) string { return r.place.Country }),
	code("said_in_id", "the innermost statement that tells it; nothing if the outlet says so itself", func(r *dyadRow) string { return r.innermost() }),
	measure("confidence", "how sure the program is, 0 to 1", func(r *dyadRow) float64 { return r.e.Confidence }),
)

// id2 returns the id of the role's actor.
func (r *roleRow) id2() string { return r.v.actorID(r.who.Actor) }

// side returns something of one side of the pair, if there is one.
func (r *dyadRow) side(who *roleRow, get func(*roleRow) string) string {
	if who == nil {
		return ""
	}
	return get(who)
}

// eachDyad calls emit for every pair of an event.
func eachDyad(r *eventRow, emit func(*dyadRow) error) error {
	var from, to []*roleRow
	for i := range r.e.Actor {
		from = append(from, newRole(r, "actor", i+1, &r.e.Actor[i]))
	}
	for i := range r.e.Recipient {
		to = append(to, newRole(r, "recipient", i+1, &r.e.Recipient[i]))
	}
	if len(from) == 0 {
		from = []*roleRow{nil}
	}
	if len(to) == 0 {
		to = []*roleRow{nil}
	}
	n := 0
	for _, a := range from {
		for _, b := range to {
			if n++; n > maxDyads {
				return nil
			}
			if err := emit(&dyadRow{r, n, a, b}); err != nil {
				return err
			}
		}
	}
	return nil
}
