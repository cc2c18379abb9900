package export

import "github.com/seed-f92ea4cf/readout"

// An eventRow is one event with what its row needs.
type eventRow struct {
	v     *view
	n     int
	e     *readout.Event
	place *readout.Place // never nil
}

// nowhere stands for a place that is not known.
var nowhere readout.Place

// id returns the event's id.
func (r *eventRow) id() string { return r.v.eventID[r.n] }

// each calls emit for every event of a version.
func eachEvent(v *view, emit func(*eventRow) error) error {
	for _, i := range v.events {
		r := &eventRow{v: v, n: i, e: &v.rec.Events[i], place: &nowhere}
		if p := v.Place(r.e.Place); p != nil {
			r.place = p
		}
		if err := emit(r); err != nil {
			return err
		}
	}
	return nil
}

// events has a row for each thing that is done.
var events = newTable(Table{Name: "events", Primary: []string{"event_id"}, Foreign: []Key{ofVersion},
	Doc: "Who does what, coded in PLOVER and CAMEO. roles has who, numbers how many, links according to whom, dyads one row a pair."},
	eachEvent,
	key("event_id", "id of the event mention, a hash of the version, the type and the words", (*eventRow).id),
	key("version_id", "the version that tells it", func(r *eventRow) string { return string(r.v.rec.Version.ID) }),
	key("local_id", "id inside the version: readout show VERSION:LOCAL opens it", func(r *eventRow) string { return string(r.e.ID) }),
	key("plover_event", "PLOVER type", func(r *eventRow) string { return firstOf(string(r.e.Type), "none") }),
	code("plover_mode", "PLOVER mode, the first; labels has all", func(r *eventRow) string { return first(r.e.Modes) }),
	code("plover_context", "PLOVER context, the first; labels has all", func(r *eventRow) string { return first(r.e.Contexts) }),
	code("cameo", "CAMEO code; leading zeros count", func(r *eventRow) string { return r.e.CAMEO }),
	value("quad_code", Integer, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", func(r *eventRow) Value { return known(r.e.Quad) }),
	measure("goldstein", "Goldstein scale, -10 conflict to 10 cooperation", func(r *eventRow) float64 { return r.e.Goldstein }),
	oneOf("status", "how far it is said to be so", readout.AllStatuses[:], func(r *eventRow) readout.Status { return r.e.Status }),
	code("status_cue", "the words that say so", func(r *eventRow) string { return r.v.quote(wordsOf(r.e.StatusCue)) }),
	code("words", "the words that name it", func(r *eventRow) string { return r.v.quote(r.e.Trigger.Text) }),
	value("start", Integer, "offset of the first of these words", func(r *eventRow) Value { return r.v.start(r.e.Trigger.Cover()) }),
	value("end", Integer, "offset after the last of these words", func(r *eventRow) Value { return r.v.end(r.e.Trigger.Cover()) }),
	code("sentence", "its sentence, cut where it is longer than a quotation may be", func(r *eventRow) string { return r.v.stretch(r.e.Sentence) }),
	value("sentence_start", Integer, "offset of its sentence", func(r *eventRow) Value { return r.v.start(r.e.Sentence) }),
	value("sentence_end", Integer, "offset after its sentence", func(r *eventRow) Value { return r.v.end(r.e.Sentence) }),
	value("event_date", Day, "day on which it happens, the first if there are several", func(r *eventRow) Value { return day(dateFrom(r.e.Date)) }),
	value("event_date_end", Day, "the last day", func(r *eventRow) Value { return day(dateTo(r.e.Date)) }),
	value("event_time", Text, "time of day, if it is stated", func(r *eventRow) Value { return clockOf(dateFrom(r.e.Date)) }),
	oneOf("date_precision", "how exact the date is", readout.AllPrecisions[:], func(r *eventRow) readout.Precision { return datePrecision(r.e.Date) }),
	oneOf("date_basis", "what fixes the date", readout.AllDateBases[:], func(r *eventRow) readout.DateBasis { return dateBasis(r.e.Date) }),
	code("date_text", "the date in the story's words", func(r *eventRow) string { return dateText(r.e.Date) }),
	code("place_id", "the place", func(r *eventRow) string { return string(r.e.Place) }),
	code("place_name", "its name", func(r *eventRow) string { return firstOf(r.place.Name, r.place.Text) }),
	code("place_country", "its country, ISO 3166-1 alpha-3", func(r *eventRow) string { return r.place.Country }),
	oneOf("place_precision", "how exact the place is", placeGrains, func(r *eventRow) string { return string(r.place.Precision) }),
	count("n_actors", "actors", func(r *eventRow) int { return len(r.e.Actor) }),
	count("n_recipients", "recipients", func(r *eventRow) int { return len(r.e.Recipient) }),
	count("n_further_mentions", "times that the story names it again", func(r *eventRow) int { return len(r.e.Mentions) }),
	count("n_steps", "steps of the chain of who says so; 0 if the outlet says so itself", func(r *eventRow) int { return len(r.e.By) }),
	code("said_in_id", "the innermost statement that tells it", func(r *eventRow) string { return r.innermost() }),
	measure("confidence", "how sure the program is, 0 to 1", func(r *eventRow) float64 { return r.e.Confidence }),
	code("why", "the reason, one sentence that a reader can check", func(r *eventRow) string { return r.v.quote(r.e.Why) }),
)

// innermost returns the statement whose content tells the event.
func (r *eventRow) innermost() string {
	if len(r.e.By) == 0 {
		return ""
	}
	return r.v.statementID[r.e.By[0]]
}

// A roleRow is somebody who takes part in an event.
type roleRow struct {
	*eventRow
	role  string
	n     int
	who   *readout.Role
	actor *readout.Actor // never nil
}

// newRole fills in a role.
func newRole(r *eventRow, role string, n int, who *readout.Role) *roleRow {
	a := r.v.Actor(who.Actor)
	if a == nil || who.Actor == "" {
		a = &nobody
	}
	return &roleRow{r, role, n, who, a}
}

func (r *roleRow) country() string { return firstOf(r.who.Country, r.actor.Country) }
func (r *roleRow) name() string    { return firstOf(r.actor.Name, r.v.quote(r.who.Text)) }
func (r *roleRow) sector() string {
	return firstOf(first(r.who.Sectors), first(r.actor.Sectors))
}
func (r *roleRow) span() readout.Span {
	if m := r.v.Mention(r.who.Mention); m != nil && r.who.Mention != "" {
		return m.Span
	}
	return readout.Span{}
}

// roles has a row for each one who takes part in an event.
var roles = newTable(Table{Name: "roles", Primary: []string{"event_id", "role", "n"}, Foreign: []Key{ofEvent, ofVersion, actorOf("actor_id")},
	Doc: "Who takes part in an event."},
	func(v *view, emit func(*roleRow) error) error {
		return eachEvent(v, func(r *eventRow) error {
			for i := range r.e.Actor {
				if err := emit(newRole(r, "actor", i+1, &r.e.Actor[i])); err != nil {
					return err
				}
			}
			for i := range r.e.Recipient {
				if err := emit(newRole(r, "recipient", i+1, &r.e.Recipient[i])); err != nil {
					return err
				}
			}
			return nil
		})
	},
	key("event_id", "the event", func(r *roleRow) string { return r.id() }),
	key("version_id", "the version", func(r *roleRow) string { return string(r.v.rec.Version.ID) }),
	key("role", "actor does it, recipient has it done to them", func(r *roleRow) string { return r.role }).codes([]string{"actor", "recipient"}),
	count("n", "number in this role", func(r *roleRow) int { return r.n }),
	code("words", "the story's words", func(r *roleRow) string { return r.v.quote(r.who.Text) }),
	value("start", Integer, "offset of the mention's first code point", func(r *roleRow) Value { return r.v.start(r.span()) }),
	value("end", Integer, "offset after the mention's last code point", func(r *roleRow) Value { return r.v.end(r.span()) }),
	code("actor_id", "who that is", func(r *roleRow) string { return r.v.actorID(r.who.Actor) }),
	code("name", "name of the actor, else the words", (*roleRow).name),
	oneOf("kind", "kind of actor", actorKinds, func(r *roleRow) string { return string(r.actor.Kind) }),
	code("country", "ISO 3166-1 alpha-3", (*roleRow).country),
	code("sector", "PLOVER sector, the primary one", (*roleRow).sector),
	code("cameo", "CAMEO actor code", func(r *roleRow) string { return r.actor.CAMEO }),
)

// numbers has a row for each count that the text gives of an event.
var numbers = newTable(Table{Name: "numbers", Primary: []string{"event_id", "n"}, Foreign: []Key{ofEvent, ofVersion},
	Doc: "How many were killed, injured, arrested, attended, according to the text; a range."},
	func(v *view, emit func(*numberRow) error) error {
		return eachEvent(v, func(r *eventRow) error {
			for i := range r.e.Numbers {
				if err := emit(&numberRow{r, i + 1, &r.e.Numbers[i]}); err != nil {
					return err
				}
			}
			return nil
		})
	},
	key("event_id", "the event", func(r *numberRow) string { return r.id() }),
	key("version_id", "the version", func(r *numberRow) string { return string(r.v.rec.Version.ID) }),
	count("n", "number in the event", func(r *numberRow) int { return r.n }),
	code("what", "killed injured arrested attended …", func(r *numberRow) string { return r.num.What }),
	count("low", "least, in persons or things", func(r *numberRow) int { return r.num.Low }),
	count("high", "most, in persons or things", func(r *numberRow) int { return r.num.High }),
	value("start", Integer, "offset of the first code point", func(r *numberRow) Value { return r.v.start(r.num.Span) }),
	value("end", Integer, "offset after the last code point", func(r *numberRow) Value { return r.v.end(r.num.Span) }),
)

type numberRow struct {
	*eventRow
	n   int
	num *readout.Number
}
