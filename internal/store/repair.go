package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
)

// Repaired counts what [Store.Repair] made again.
type Repaired struct {
	Texts, Records int // that are in the index now
	Unread         int // versions whose record can't be read: they are in the queue again
	Lost           int // versions whose text can't be read
}

// wordIndexes finds the indexes of words in the schema.
var wordIndexes = regexp.MustCompile(`CREATE VIRTUAL TABLE (\w+) USING fts5 [^;]*;`)

// Repair makes all that searches read again from the stored texts and records:
// the indexes of words, statements, events, actors, happenings and conflicts, fingerprints and copies that are lost,
// and which record is shown. No text is read again. It happens wholly or not at all; progress may be nil.
func (s *Store) Repair(ctx context.Context, progress func(done, of int)) (done Repaired, err error) {
	err = s.Update(ctx, func(tx *Tx) error {
		if err := tx.emptyIndex(); err != nil {
			return err
		}
		vids, err := tx.numbers(`SELECT vid FROM versions ORDER BY vid`)
		if err != nil {
			return err
		}
		for i, vid := range vids {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := tx.repairVersion(vid, &done); err != nil {
				return err
			}
			if tx.Waiting() > mostWaiting {
				if err := tx.writeWaiting(allTables); err != nil {
					return err
				}
			}
			if progress != nil && i%64 == 0 {
				progress(i, len(vids))
			}
		}
		if err := tx.followAll(); err != nil {
			return err
		}
		if err := tx.repairCopies(); err != nil {
			return err
		}
		return tx.rejoinAll()
	})
	return done, err
}

// mostWaiting is how many bytes of rows wait in a change that makes all of them again.
const mostWaiting = 32 << 20

// emptyIndex takes out what is made again.
func (tx *Tx) emptyIndex() error {
	tx.emptied = true
	for _, index := range wordIndexes.FindAllStringSubmatch(schema1, -1) {
		for _, query := range []string{`DROP TABLE IF EXISTS ` + index[1], index[0]} {
			if _, err := tx.s.wconn.ExecContext(tx.ctx, query); err != nil {
				return fmt.Errorf("the index %s can't be made again: readout restore brings a backup back (%w)", index[1], err)
			}
		}
	}
	for _, query := range []string{
		`DELETE FROM statements`, `DELETE FROM events`, `DELETE FROM event_roles`, `DELETE FROM event_by`, `DELETE FROM actor_versions`, `DELETE FROM review_fits`, `DELETE FROM note_fits`,
		`DELETE FROM places`, `DELETE FROM place_versions`,
		`DELETE FROM served WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.vid = served.vid AND r.pid = served.pid)`,
		`INSERT OR IGNORE INTO served (vid, pid) SELECT vid, max(pid) FROM records GROUP BY vid`,
		`DELETE FROM served WHERE vid NOT IN (SELECT vid FROM versions)`,
	} {
		if _, err := tx.exec(query); err != nil {
			return err
		}
	}
	return nil
}

// repairVersion makes the index of one version.
func (tx *Tx) repairVersion(vid int64, done *Repaired) error {
	var st Stored
	var data, packed []byte
	var pid sql.NullInt64
	ok, err := tx.row(append(st.dest(), &data, &pid, &packed), `SELECT `+versionRefColumns+`, v.body, served.pid, coalesce(r.body, x'') FROM versions v JOIN stories s USING (sid)
		LEFT JOIN served ON served.vid = v.vid LEFT JOIN records r ON r.vid = v.vid AND r.pid = served.pid WHERE v.vid = ?`, vid)
	if err != nil || !ok {
		return err
	}
	if err := st.fill(tx.s.path, data); err != nil { // it stays as it is: readout check says what can be done
		done.Lost++
		return tx.dropServed(vid, pid)
	}
	tx.later(`INSERT INTO texts (rowid, headline, body) VALUES `, 3, vid, st.Version.Headline, st.Version.Text)
	done.Texts++
	if err := tx.repairPrints(&st); err != nil || !pid.Valid {
		return err
	}
	rec, err := unpackRecord(packed)
	if err == nil {
		rec.Version = *st.Version
		err = rec.Check()
	}
	if err != nil {
		done.Unread++
		return tx.dropServed(vid, pid)
	}
	done.Records++
	return tx.serve(&st.VersionRef, pid.Int64, rec, ownKeys(rec))
}

// dropServed takes a record out that can't be shown, so that it is made again.
func (tx *Tx) dropServed(vid int64, pid sql.NullInt64) error {
	if !pid.Valid {
		return nil
	}
	_, one := tx.exec(`DELETE FROM served WHERE vid = ?`, vid)
	_, two := tx.exec(`DELETE FROM records WHERE vid = ? AND pid = ?`, vid, pid.Int64)
	return errors.Join(one, two)
}

// repairPrints makes the fingerprints of a text that has lost them.
func (tx *Tx) repairPrints(st *Stored) error {
	if tx.s.prints == nil {
		return nil
	}
	prints := tx.s.prints(st.Version)
	if lost, err := lostPrints(tx.row, st.row, sample(prints)); err != nil || !lost {
		return err
	}
	return tx.AddPrints(&st.VersionRef, prints)
}

// followAll makes all actors what the versions say of them, and joins those
// whose names are variants of one.
func (tx *Tx) followAll() error {
	tx.stand = nil
	if _, err := tx.exec(`DELETE FROM actor_names`); err != nil {
		return err
	}
	err := tx.eachName(func(n naming) error {
		_, err := tx.exec(putName, n.own, plainName(n.name), likeness(n.name, n.kind))
		return err
	})
	if err != nil {
		return err
	}
	likes, err := tx.texts(`SELECT DISTINCT likeness FROM actor_names WHERE likeness <> '' ORDER BY 1`)
	for _, like := range likes {
		if err == nil {
			err = tx.settleVariants(like)
		}
	}
	if err != nil {
		return err
	}
	if _, err := tx.exec(`DELETE FROM actor_variants WHERE own NOT IN (SELECT own FROM actor_names)`); err != nil {
		return err
	}
	ids, err := tx.texts(`SELECT id FROM actors UNION SELECT actor FROM actor_versions ORDER BY 1`)
	for _, id := range ids {
		if err == nil {
			err = tx.followActor(id, "repair")
		}
	}
	return err
}

// eachName calls do for every name of an actor in the versions.
func (tx *Tx) eachName(do func(naming) error) error {
	var list []naming
	err := tx.rows(func(scan func(...any) error) error {
		var n naming
		err := scan(&n.own, &n.name, &n.kind)
		list = append(list, n)
		return err
	}, `SELECT DISTINCT own, name, kind FROM actor_versions WHERE own <> ''`)
	for _, n := range list {
		if err == nil {
			err = do(n)
		}
	}
	return err
}

// texts returns the first column of all rows.
func (tx *Tx) texts(query string, args ...any) ([]string, error) {
	var list []string
	err := tx.rows(func(scan func(...any) error) error {
		var text string
		err := scan(&text)
		list = append(list, text)
		return err
	}, query, args...)
	return list, err
}

// Rejoin makes all that stories tell together again: happenings and conflicts, which
// keep their ids. It happens wholly or not at all.
func (s *Store) Rejoin(ctx context.Context) error {
	return s.Update(ctx, (*Tx).rejoinAll)
}
