package store

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// This file keeps what statements and events have to do with each other and
// with places: who says that something happened, and where it was.

// putWho writes who says that events happened.
// rows are the statements' rows by their ids in the record, events the events'.
func (tx *Tx) putWho(rec *readout.Record, actors map[readout.ActorID]*archived, rows map[readout.AttributionID]int64, events []int64) {
	speaker := make(map[readout.AttributionID]string, len(rec.Attributions))
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		speaker[a.ID] = actors[a.Speaker.Actor].id()
	}
	for i := range rec.Events {
		for step, id := range rec.Events[i].By {
			tx.later(`INSERT OR FAIL INTO event_by (rid, step, said, actor) VALUES `, 4, events[i], step+1, rows[id], speaker[id])
		}
	}
}

// putWithin writes whose statement holds which, in an archive that did not know it.
func (tx *Tx) putWithin(rec *readout.Record, rows map[readout.AttributionID]int64) error {
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		if a.Within == "" {
			continue
		}
		if _, err := tx.exec(`UPDATE statements SET within = ? WHERE rid = ?`, rows[a.Within], rows[a.ID]); err != nil {
			return err
		}
	}
	return nil
}

// putPlaces writes which entries of the gazetteer a version names.
func (tx *Tx) putPlaces(vid int64, rec *readout.Record) error {
	var named []string
	for i := range rec.Places {
		p := &rec.Places[i]
		if p.Place == "" || slices.Contains(named, p.Place) {
			continue
		}
		named = append(named, p.Place)
		tx.later(`INSERT OR IGNORE INTO place_versions (place, vid) VALUES `, 2, p.Place, vid)
		if tx.placed[p.Place] {
			continue
		}
		tx.placed[strings.Clone(p.Place)] = true
		if _, err := tx.exec(`INSERT OR IGNORE INTO places (id, name, feature, admin1, admin2, country, lat, lon) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			p.Place, firstOf(p.Name, p.Text), p.Feature, p.Admin1, p.Admin2, p.Country, degrees(p.Lat), degrees(p.Lon)); err != nil {
			return err
		}
	}
	return nil
}

// degrees returns a coordinate, or NULL.
func degrees(d *float64) any {
	if d == nil {
		return nil
	}
	return *d
}

// dropPlaces takes out which places a version names, and places that no version
// names any more.
func (tx *Tx) dropPlaces(vid int64) error {
	var ids []string
	err := tx.rows(func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT place FROM place_versions WHERE vid = ?`, vid)
	if err != nil || len(ids) == 0 {
		return err
	}
	clear(tx.placed)
	if _, err := tx.exec(`DELETE FROM place_versions WHERE vid = ?`, vid); err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := tx.exec(`DELETE FROM places WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM place_versions WHERE place = ?1)`, id); err != nil {
			return err
		}
	}
	return nil
}

// retell gives the actors of a version's record today's ids, wherever the index
// holds them, and returns them. The index of words holds the story's words and
// stays as it is.
func (tx *Tx) retell(vid int64) ([]naming, error) {
	ref, rec, err := tx.servedRecord(vid)
	if rec == nil || err != nil {
		return nil, err
	}
	if _, err := tx.exec(`DELETE FROM actor_versions WHERE vid = ?`, vid); err != nil {
		return nil, err
	}
	actors, _, err := tx.putActors(ref, rec, ownKeys(rec))
	if err != nil {
		return nil, err
	}
	said, err := tx.numbers(`SELECT rid FROM statements WHERE vid = ? ORDER BY rid`, vid)
	if err != nil {
		return nil, err
	}
	events, err := tx.numbers(`SELECT rid FROM events WHERE vid = ? ORDER BY rid`, vid)
	if err != nil {
		return nil, err
	}
	if len(said) != len(rec.Attributions) || len(events) != len(rec.Events) {
		return nil, &DamageError{Path: tx.s.path, Err: fmt.Errorf("the index of %s is not that of its record: %s", ref.ID, repairIndex)}
	}
	rows := make(map[readout.AttributionID]int64, len(said))
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		rows[a.ID] = said[i]
		if _, err := tx.exec(`UPDATE statements SET actor = ? WHERE rid = ?`, actors[a.Speaker.Actor].id(), said[i]); err != nil {
			return nil, err
		}
	}
	for i := range rec.Events {
		for _, query := range []string{`DELETE FROM event_roles WHERE rid = ?`, `DELETE FROM event_by WHERE rid = ?`} {
			if _, err := tx.exec(query, events[i]); err != nil {
				return nil, err
			}
		}
		r := doneRowOf(ref, rec, &rec.Events[i], actors)
		tx.putRoles(events[i], r.roles)
		if _, err := tx.exec(`UPDATE events SET place_id = ? WHERE rid = ?`, r.PlaceID, events[i]); err != nil {
			return nil, err
		}
	}
	tx.putWho(rec, actors, rows, events)
	if err := tx.putWithin(rec, rows); err != nil {
		return nil, err
	}
	if err := tx.renamed(vid); err != nil {
		return nil, err
	}
	return tx.actorsOf(vid)
}

// servedRecord returns the record that is shown of a version, nil if there is none.
func (tx *Tx) servedRecord(vid int64) (*VersionRef, *readout.Record, error) {
	ref, rec, err := tx.unreviewed(vid)
	if err != nil || rec == nil {
		return ref, rec, err
	}
	rec, _, err = reviewed(tx.rows, vid, rec)
	return ref, rec, err
}

// unreviewed is servedRecord without what people said of it.
func (tx *Tx) unreviewed(vid int64) (*VersionRef, *readout.Record, error) {
	st := new(Stored)
	var data, text []byte
	ok, err := tx.row(append(st.dest(), &data, &text), `SELECT `+versionRefColumns+`, r.body, v.body FROM versions v JOIN stories s USING (sid)
		JOIN served USING (vid) JOIN records r ON r.vid = v.vid AND r.pid = served.pid WHERE v.vid = ?`, vid)
	if err != nil || !ok {
		return nil, nil, err
	}
	rec, err := unpackRecord(data)
	if err != nil {
		return nil, nil, &DamageError{Path: tx.s.path, Err: fmt.Errorf("record of %s: %w", st.ID, err)}
	}
	if err := st.fill(tx.s.path, text); err != nil {
		return nil, nil, err
	}
	rec.Version = *st.Version
	return &st.VersionRef, rec, nil
}
