package store

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// serve makes a record the one that is shown and searched.
func (tx *Tx) serve(ref *VersionRef, pid int64, rec *readout.Record) error {
	before, err := tx.actorsOf(ref.row)
	if err != nil {
		return err
	}
	if err := tx.unindex(ref.row); err != nil {
		return err
	}
	if _, err := tx.exec(`INSERT OR REPLACE INTO served (vid, pid) VALUES (?, ?)`, ref.row, pid); err != nil {
		return err
	}
	actors, err := tx.putActors(ref, rec)
	if err != nil {
		return err
	}
	for i := range rec.Attributions {
		if err := tx.indexStatement(ref, rec, &rec.Attributions[i], actors); err != nil {
			return err
		}
	}
	for i := range rec.Events {
		if err := tx.indexEvent(ref, rec, &rec.Events[i], actors); err != nil {
			return err
		}
	}
	now, err := tx.actorsOf(ref.row)
	if err != nil {
		return err
	}
	for _, id := range append(now, before...) {
		if err := tx.followActor(id, ""); err != nil {
			return err
		}
	}
	return nil
}

// unindex takes out what the index holds of a version's record.
func (tx *Tx) unindex(vid int64) error {
	for _, query := range []string{
		`DELETE FROM said WHERE rowid IN (SELECT rid FROM statements WHERE vid = ?)`,
		`DELETE FROM statements WHERE vid = ?`,
		`DELETE FROM done WHERE rowid IN (SELECT rid FROM events WHERE vid = ?)`,
		`DELETE FROM event_roles WHERE rid IN (SELECT rid FROM events WHERE vid = ?)`,
		`DELETE FROM events WHERE vid = ?`,
		`DELETE FROM actor_versions WHERE vid = ?`,
		`DELETE FROM served WHERE vid = ?`,
	} {
		if _, err := tx.exec(query, vid); err != nil {
			return err
		}
	}
	return nil
}

// indexStatement makes one attribution searchable.
func (tx *Tx) indexStatement(ref *VersionRef, rec *readout.Record, a *readout.Attribution, actors map[readout.ActorID]*archived) error {
	speaker := actors[a.Speaker.Actor]
	id := mint("at_", string(ref.ID), spans(a.Speaker.Spans), spans(a.Cue.Spans), spans(a.Content.Spans))
	from, to := dateRange(a.Date)
	at := cover(a.Speaker.Spans, a.Cue.Spans, a.Content.Spans)
	rid, err := tx.insert(`INSERT INTO statements (vid, local, id, actor, kind, country, act, quoted, status, d_from, d_to, start, stop)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		ref.row, a.ID, id, speaker.id(), a.Speaker.Kind, speaker.country(), a.Act, a.Quoted, a.Status, from, to, at.Start, at.End)
	if err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO said (rowid, speaker, content) VALUES (?, ?, ?)`, rid, speaker.words(a.Speaker.Text), a.Content.Text)
	return err
}

// indexEvent makes one event searchable.
func (tx *Tx) indexEvent(ref *VersionRef, rec *readout.Record, e *readout.Event, actors map[readout.ActorID]*archived) error {
	id := mint("em_", string(ref.ID), e.Type, spans(e.Trigger.Spans))
	from, to := dateRange(e.Date)
	at := cover(e.Trigger.Spans, []readout.Span{e.Sentence})
	var place readout.Place
	if i := slices.IndexFunc(rec.Places, func(p readout.Place) bool { return p.ID == e.Place }); i >= 0 && e.Place != "" {
		place = rec.Places[i]
	}
	rid, err := tx.insert(`INSERT INTO events (vid, local, id, type, modes, cameo, quad, status, d_from, d_to, place, country, start, stop)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		ref.row, e.ID, id, e.Type, " "+strings.Join(e.Modes, " ")+" ", e.CAMEO, e.Quad, e.Status, from, to,
		firstOf(place.Name, place.Text), place.Country, at.Start, at.End)
	if err != nil {
		return err
	}
	actor, err := tx.indexRoles(rid, "actor", e.Actor, actors)
	if err != nil {
		return err
	}
	recipient, err := tx.indexRoles(rid, "recipient", e.Recipient, actors)
	if err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO done (rowid, actor, recipient, words) VALUES (?, ?, ?, ?)`, rid, actor, recipient, at.In(rec.Version.Text))
	return err
}

// indexRoles makes an event's actors or recipients searchable and returns
// their words.
func (tx *Tx) indexRoles(rid int64, role string, roles []readout.Role, actors map[readout.ActorID]*archived) (string, error) {
	var words []string
	for _, r := range roles {
		who := actors[r.Actor]
		words = append(words, who.words(r.Text))
		if _, err := tx.exec(`INSERT OR IGNORE INTO event_roles (rid, role, actor, country) VALUES (?, ?, ?, ?)`,
			rid, role, who.id(), firstOf(r.Country, who.country())); err != nil {
			return "", err
		}
	}
	return strings.Join(words, " / "), nil
}

// dateRange returns the days that a date of the text fixes, or "" and "".
func dateRange(d *readout.Date) (from, to string) {
	if d == nil {
		return "", ""
	}
	return d.From, firstOf(d.To, d.From)
}

// spans writes spans down, for ids.
func spans(list []readout.Span) string {
	var b strings.Builder
	for _, s := range list {
		fmt.Fprintf(&b, "%d-%d,", s.Start, s.End)
	}
	return b.String()
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
