package store

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// tellWho brings an archive to format 4: actors get keys without a guessed
// country, what people decided of the old keys holds for the new ones, and who
// says what and where is written into its tables. A record that can't be read
// is left to readout check.
func tellWho(tx *Tx) error {
	moved, err := tx.movedKeys()
	if err != nil {
		return err
	}
	if err := tx.moveDecisions(moved); err != nil {
		return err
	}
	vids, err := tx.numbers(`SELECT vid FROM served ORDER BY vid`)
	if err != nil {
		return err
	}
	for _, vid := range vids {
		_, rec, err := tx.servedRecord(vid)
		var damage *DamageError
		if errors.As(err, &damage) || err == nil && (rec == nil || rec.Check() != nil) {
			continue
		}
		if err == nil {
			err = tx.putPlaces(vid, rec)
		}
		if err == nil {
			_, err = tx.retell(vid)
		}
		if err != nil && !errors.As(err, &damage) {
			return err
		}
	}
	if err := tx.moveActors(moved); err != nil {
		return err
	}
	return tx.followAll()
}

// moveActors lets the old ids of actors resolve to the new ones, as they may
// stand in notes and addresses, and makes names be found.
func (tx *Tx) moveActors(moved map[string]string) error {
	for _, old := range slices.Sorted(maps.Keys(moved)) {
		into, err := tx.actorOf(moved[old], "")
		if err != nil {
			return err
		}
		has := 0
		if _, err := tx.row([]any{&has}, `SELECT EXISTS (SELECT 1 FROM actor_versions WHERE actor = ?)`, into); err != nil {
			return err
		}
		if into == old || has == 0 {
			continue
		}
		if err := tx.bury(old, into, "actors", "merge", "one name, one actor"); err != nil {
			return err
		}
	}
	names, err := tx.texts(`SELECT name FROM actors GROUP BY name`)
	for _, name := range names {
		if err == nil {
			_, err = tx.exec(`UPDATE actors SET folded = ? WHERE name = ?`, plainName(name), name)
		}
	}
	return err
}

// movedKeys returns the keys of format 4 by those of before, of all actors that
// no list knows.
func (tx *Tx) movedKeys() (map[string]string, error) {
	moved := make(map[string]string)
	return moved, tx.rows(func(scan func(...any) error) error {
		var a readout.Actor
		if err := scan(&a.Name, &a.Kind, &a.Country); err != nil {
			return err
		}
		if old, now := mint("ac_", fold(a.Name), a.Country, string(a.Kind)), ownKey(&a); now != "" && now != old {
			moved[old] = now
		}
		return nil
	}, `SELECT DISTINCT name, kind, country FROM actor_versions WHERE basis <> 'list'`)
}

// moveDecisions makes what people decided of old keys hold for the new ones:
// a decision stays as it is, and one of the new keys stands beside it.
func (tx *Tx) moveDecisions(moved map[string]string) error {
	type decision struct {
		seq                     int64
		kind, id, other, reason string
	}
	var list []decision
	err := tx.rows(func(scan func(...any) error) error {
		var d decision
		err := scan(&d.seq, &d.kind, &d.id, &d.other, &d.reason)
		list = append(list, d)
		return err
	}, `SELECT seq, kind, id, other, reason FROM held WHERE kind IN ('join-actors', 'part-actor') ORDER BY seq`)
	if err != nil {
		return err
	}
	parts := make(map[string]string) // ids of actors of one story
	for _, d := range list {
		if d.kind == "part-actor" {
			parts[mint("ac_", d.id, d.other)] = mint("ac_", cmp.Or(moved[d.id], d.id), d.other)
		}
	}
	now := func(id string) string { return cmp.Or(moved[id], parts[id], id) }
	for _, d := range list {
		id, other := now(d.id), now(d.other)
		if id == d.id && other == d.other {
			continue
		}
		if _, err := tx.exec(`INSERT INTO decisions (at, kind, id, other, reason) VALUES (?, 'undo', ?, ?, 'format 4')`, tx.at, d.id, strconv.FormatInt(d.seq, 10)); err != nil {
			return err
		}
		if id == other { // what a person joined is one by its name now
			continue
		}
		if _, err := tx.exec(`INSERT INTO decisions (at, kind, id, other, reason) VALUES (?, ?, ?, ?, ?)`, tx.at, d.kind, id, other, strings.TrimSpace(d.reason)); err != nil {
			return err
		}
	}
	return nil
}
