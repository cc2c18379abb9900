package store

import (
	"reflect"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// serve makes a record as the machine made it the one that is shown and
// searched, with what people said of it; keys are those of its actors.
func (tx *Tx) serve(ref *VersionRef, pid int64, machine *readout.Record, keys []string) error {
	var before []naming
	if !tx.fresh[ref.row] && !tx.emptied {
		var err error
		if before, err = tx.actorsOf(ref.row); err != nil {
			return err
		}
		if err := tx.unindex(ref.row); err != nil {
			return err
		}
	}
	rec, err := tx.withPeoples(ref.row, machine)
	if err != nil {
		return err
	}
	if tx.fresh[ref.row] {
		tx.later(`INSERT OR FAIL INTO served (vid, pid) VALUES `, 2, ref.row, pid)
	} else if _, err := tx.exec(`INSERT OR REPLACE INTO served (vid, pid) VALUES (?, ?)`, ref.row, pid); err != nil {
		return err
	}
	if rec != machine {
		keys = ownKeys(rec)
	}
	if err := tx.settleComing(rec, keys); err != nil {
		return err
	}
	actors, now, err := tx.putActors(ref, rec, keys)
	if err != nil {
		return err
	}
	rows, err := tx.indexStatements(ref, rec, actors)
	if err != nil {
		return err
	}
	events, err := tx.indexEvents(ref, rec, actors)
	if err != nil {
		return err
	}
	tx.putWho(rec, actors, rows, events)
	if err := tx.putPlaces(ref.row, rec); err != nil {
		return err
	}
	return tx.followActors(before, now, "")
}

// withPeoples returns a version's record with what people said of it, and finds
// again where their notes stand in it.
func (tx *Tx) withPeoples(vid int64, machine *readout.Record) (*readout.Record, error) {
	if tx.alone[vid] {
		return machine, nil
	}
	rec, err := tx.reviewed(vid, machine)
	if err == nil {
		err = tx.fitNotes(vid, rec)
	}
	return rec, err
}

// unindex takes out what the index holds of a version's record.
func (tx *Tx) unindex(vid int64) error {
	for _, query := range []string{
		`DELETE FROM said WHERE rowid IN (SELECT rid FROM statements WHERE vid = ?)`,
		`DELETE FROM statements WHERE vid = ?`,
		`DELETE FROM done WHERE rowid IN (SELECT rid FROM events WHERE vid = ?)`,
		`DELETE FROM event_roles WHERE rid IN (SELECT rid FROM events WHERE vid = ?)`,
		`DELETE FROM event_by WHERE rid IN (SELECT rid FROM events WHERE vid = ?)`,
		`DELETE FROM events WHERE vid = ?`,
		`DELETE FROM actor_versions WHERE vid = ?`,
		`DELETE FROM review_fits WHERE vid = ?`,
		`DELETE FROM note_fits WHERE vid = ?`,
		`DELETE FROM served WHERE vid = ?`,
	} {
		if _, err := tx.exec(query, vid); err != nil {
			return err
		}
	}
	return tx.dropPlaces(vid)
}

// A saidRow is what the index holds of a statement.
type saidRow struct {
	Local, ID, Actor, Kind, Country, Act, Quoted, Status, From, To string
	Start, Stop                                                    int
	speaker, content                                               string // the words that are searched
}

// saidRowOf returns what the index is to hold of a statement.
func saidRowOf(ref *VersionRef, a *readout.Attribution, actors map[readout.ActorID]*archived) saidRow {
	speaker := actors[a.Speaker.Actor]
	from, to := dateRange(a.Date)
	at := cover(a.Speaker.Spans, a.Cue.Spans, a.Content.Spans)
	return saidRow{Local: string(a.ID), ID: ref.ID.StatementID(a),
		Actor: speaker.id(), Kind: string(a.Speaker.Kind), Country: speaker.country(), Act: string(a.Act), Quoted: string(a.Quoted), Status: string(a.Status),
		From: from, To: to, Start: at.Start, Stop: at.End, speaker: speaker.words(a.Speaker.Text), content: a.Content.Text}
}

const saidColumns = `local, id, actor, kind, country, act, quoted, status, d_from, d_to, start, stop`

// cells are the columns of the row, as values or as places to read into.
func (r *saidRow) cells() []any {
	return []any{&r.Local, &r.ID, &r.Actor, &r.Kind, &r.Country, &r.Act, &r.Quoted, &r.Status, &r.From, &r.To, &r.Start, &r.Stop}
}

// indexStatements makes a record's attributions searchable, and returns their rows.
func (tx *Tx) indexStatements(ref *VersionRef, rec *readout.Record, actors map[readout.ActorID]*archived) (map[readout.AttributionID]int64, error) {
	rows := make(map[readout.AttributionID]int64, len(rec.Attributions))
	if len(rec.Attributions) == 0 {
		return rows, nil
	}
	rid, err := tx.numberRows("statements", len(rec.Attributions))
	if err != nil {
		return nil, err
	}
	for i := range rec.Attributions {
		rows[rec.Attributions[i].ID] = rid + int64(i)
	}
	said := tx.waiting(`INSERT OR FAIL INTO statements (rid, vid, within, `+saidColumns+`) VALUES `, 15)
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		r := saidRowOf(ref, a, actors)
		said.add(rows[a.ID], ref.row, rows[a.Within])
		said.add(r.cells()...)
		tx.later(`INSERT INTO said (rowid, speaker, content) VALUES `, 3, rows[a.ID], r.speaker, r.content)
	}
	return rows, nil
}

// values returns what pointers point to.
func values(cells []any) []any {
	out := make([]any, len(cells))
	for i, c := range cells {
		out[i] = reflect.ValueOf(c).Elem().Interface()
	}
	return out
}

// A doneRow is what the index holds of an event.
type doneRow struct {
	Local, ID, Type, Modes, CAMEO    string
	Quad                             int
	Status, From, To, Place, Country string
	Start, Stop                      int
	PlaceID                          string
	roles                            []roleRow
	actor, recipient, words          string // the words that are searched
}

// A roleRow is what the index holds of who does it, or to whom it is done.
type roleRow struct{ Role, Actor, Country string }

// doneRowOf returns what the index is to hold of an event.
func doneRowOf(ref *VersionRef, rec *readout.Record, e *readout.Event, actors map[readout.ActorID]*archived) doneRow {
	from, to := dateRange(e.Date)
	at := cover(e.Trigger.Spans, []readout.Span{e.Sentence})
	var place readout.Place
	if i := slices.IndexFunc(rec.Places, func(p readout.Place) bool { return p.ID == e.Place }); i >= 0 && e.Place != "" {
		place = rec.Places[i]
	}
	r := doneRow{Local: string(e.ID), ID: ref.ID.EventID(e), Type: string(e.Type), Modes: " " + strings.Join(e.Modes, " ") + " ",
		CAMEO: e.CAMEO, Quad: e.Quad, Status: string(e.Status), From: from, To: to, Place: firstOf(place.Name, place.Text), Country: place.Country,
		Start: at.Start, Stop: at.End, PlaceID: place.Place, words: at.In(rec.Version.Text)}
	r.actor = r.role("actor", e.Actor, actors)
	r.recipient = r.role("recipient", e.Recipient, actors)
	return r
}

// role adds an event's actors or recipients and returns their words.
func (r *doneRow) role(role string, roles []readout.Role, actors map[readout.ActorID]*archived) string {
	var words []string
	for _, who := range roles {
		a := actors[who.Actor]
		words = append(words, a.words(who.Text))
		if row := (roleRow{role, a.id(), firstOf(who.Country, a.country())}); !slices.Contains(r.roles, row) {
			r.roles = append(r.roles, row)
		}
	}
	return strings.Join(words, " / ")
}

const doneColumns = `local, id, type, modes, cameo, quad, status, d_from, d_to, place, country, start, stop, place_id`

// cells are the columns of the row, as values or as places to read into.
func (r *doneRow) cells() []any {
	return []any{&r.Local, &r.ID, &r.Type, &r.Modes, &r.CAMEO, &r.Quad, &r.Status, &r.From, &r.To, &r.Place, &r.Country, &r.Start, &r.Stop, &r.PlaceID}
}

// indexEvents makes a record's events searchable, and returns their rows.
func (tx *Tx) indexEvents(ref *VersionRef, rec *readout.Record, actors map[readout.ActorID]*archived) ([]int64, error) {
	events := make([]int64, len(rec.Events))
	if len(events) == 0 {
		return events, nil
	}
	rid, err := tx.numberRows("events", len(events))
	if err != nil {
		return nil, err
	}
	done := tx.waiting(`INSERT OR FAIL INTO events (rid, vid, `+doneColumns+`) VALUES `, 16)
	for i := range rec.Events {
		r := doneRowOf(ref, rec, &rec.Events[i], actors)
		done.add(rid, ref.row)
		done.add(r.cells()...)
		tx.later(`INSERT INTO done (rowid, actor, recipient, words) VALUES `, 4, rid, r.actor, r.recipient, r.words)
		tx.putRoles(rid, r.roles)
		events[i] = rid
		rid++
	}
	return events, nil
}

// putRoles writes who does an event and to whom it is done.
func (tx *Tx) putRoles(rid int64, roles []roleRow) {
	for _, role := range roles {
		tx.later(`INSERT OR FAIL INTO event_roles (rid, role, actor, country) VALUES `, 4, rid, role.Role, role.Actor, role.Country)
	}
}

// dateRange returns the days that a date of the text fixes, or "" and "".
func dateRange(d *readout.Date) (from, to string) {
	if d == nil {
		return "", ""
	}
	return d.From, firstOf(d.To, d.From)
}

// cover returns the smallest span that holds all of the lists' spans.
func cover(lists ...[]readout.Span) readout.Span {
	var out readout.Span
	for _, list := range lists {
		for _, s := range list {
			switch {
			case s.Empty():
			case out.Empty():
				out = s
			default:
				out = readout.Span{Start: min(out.Start, s.Start), End: max(out.End, s.End)}
			}
		}
	}
	return out
}

// firstOf returns the first of texts that is not empty.
func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
