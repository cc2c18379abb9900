package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed" // the schema
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// applicationID marks a SQLite file as an archive of readout: "Rout" in ASCII.
const applicationID = 0x526f7574

// A migration brings an archive from one format to the next. Format n is what
// the first n migrations make. A migration that was released never changes.
type migration struct {
	sql string
	// fill does what SQL alone can't; nil if there is nothing.
	fill func(context.Context, *sql.Conn) error
	// tell does what needs the archive's own methods, after all steps; nil if
	// there is nothing.
	tell func(*Tx) error
}

//go:embed schema/001.sql
var schema1 string

//go:embed schema/002.sql
var schema2 string

//go:embed schema/003.sql
var schema3 string

//go:embed schema/004.sql
var schema4 string

//go:embed schema/005.sql
var schema5 string

//go:embed schema/006.sql
var schema6 string

//go:embed schema/007.sql
var schema7 string

//go:embed schema/008.sql
var schema8 string

//go:embed schema/009.sql
var schema9 string

// migrations in order.
var migrations = []migration{
	{sql: schema1, fill: nameArchive},
	{sql: schema2, fill: describeActors},
	{sql: schema3},
	{sql: schema4, tell: tellWho},
	{sql: schema5},
	{sql: schema6},
	{sql: schema7},
	{sql: schema8},
	{sql: schema9},
}

// NewestFormat is the format of the archives that this program makes. It
// brings those of all formats from 1 on to it.
func NewestFormat() int { return len(migrations) }

// queryRower is a connection or a pool.
type queryRower interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// formatOf returns the format of the file, and whether the file is an archive
// of readout. An empty file has format 0 and is none yet.
func formatOf(ctx context.Context, db queryRower) (format int, archive bool, err error) {
	var app int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return 0, false, err
	}
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&format); err != nil {
		return 0, false, err
	}
	if app != applicationID {
		return 0, false, nil
	}
	return format, true, nil
}

// ready connects to the file and reports whether it is an archive of the newest
// format. It refuses one that never will be, and stays connected to no other.
func ready(ctx context.Context, s *Store, steps []migration) (ok bool, err error) {
	if err := s.connect(ctx); err != nil {
		return false, err
	}
	defer func() {
		if !ok {
			err = errors.Join(err, s.disconnect())
		}
	}()
	format, archive, err := formatOf(ctx, s.wconn)
	if err != nil {
		return false, notArchive(s.path, err)
	}
	tables := 0
	if err := s.wconn.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return false, notArchive(s.path, err)
	}
	if !archive && tables > 0 || format > len(steps) {
		return false, &FormatError{Path: s.path, Format: format, Known: len(steps)}
	}
	return format == len(steps), nil
}

// migrate brings the archive to the newest format: a backup first unless the
// file is empty, then all steps in one transaction.
func migrate(ctx context.Context, s *Store, steps []migration) (err error) {
	if err := s.connect(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.disconnect()) }()
	format, _, err := formatOf(ctx, s.wconn)
	if err != nil {
		return notArchive(s.path, err)
	}
	if format == len(steps) { // another process was faster
		return nil
	}
	if _, err := s.wconn.ExecContext(ctx, "PRAGMA journal_mode=WAL"); err != nil {
		return err
	}
	if format > 0 {
		if err := s.backupBefore(ctx, format); err != nil {
			return err
		}
	}
	return s.apply(ctx, steps[format:], len(steps))
}

// backupBefore writes a copy beside the archive before its format changes.
func (s *Store) backupBefore(ctx context.Context, format int) error {
	copyPath := fmt.Sprintf("%s.format-%d", s.path, format)
	if err := os.Remove(copyPath); err != nil && !os.IsNotExist(err) {
		return err
	}
	if _, err := s.wconn.ExecContext(ctx, "VACUUM INTO ?", copyPath); err != nil {
		return fmt.Errorf("the backup before the change of format: %w", err)
	}
	return syncFile(copyPath)
}

// apply runs steps in one transaction and sets the format.
func (s *Store) apply(ctx context.Context, steps []migration, format int) error {
	if _, err := s.wconn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := func() error {
		for _, step := range steps {
			if _, err := s.wconn.ExecContext(ctx, step.sql); err != nil {
				return err
			}
			if step.fill != nil {
				if err := step.fill(ctx, s.wconn); err != nil {
					return err
				}
			}
		}
		for _, step := range steps {
			if step.tell != nil {
				tx := newTx(ctx, s)
				if err := step.tell(tx); err != nil {
					return err
				}
				if err := tx.writeWaiting(allTables); err != nil {
					return err
				}
			}
		}
		mark := fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=%d", applicationID, format)
		if _, err := s.wconn.ExecContext(ctx, mark); err != nil {
			return err
		}
		_, err := s.wconn.ExecContext(ctx, "COMMIT")
		return err
	}()
	if err != nil {
		_, _ = s.wconn.ExecContext(ctx, "ROLLBACK")
		return fmt.Errorf("bringing the archive to format %d (it is as it was): %w", format, err)
	}
	return nil
}

// nameArchive gives a new archive its id and its salt.
func nameArchive(ctx context.Context, conn *sql.Conn) error {
	var random [48]byte
	if _, err := rand.Read(random[:]); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES ('archive', ?), ('salt', ?)`,
		hex.EncodeToString(random[:16]), hex.EncodeToString(random[16:]))
	return err
}

// describeActors writes into actor_versions what the records that are shown say
// of their actors, and makes the actors follow. A record that can't be read is
// left to readout check.
func describeActors(ctx context.Context, conn *sql.Conn) error {
	var served []int64
	rows, err := conn.QueryContext(ctx, `SELECT vid FROM served ORDER BY vid`)
	err = eachRow(rows, err, func(scan func(...any) error) error {
		var vid int64
		err := scan(&vid)
		served = append(served, vid)
		return err
	})
	if err != nil {
		return err
	}
	load, err := conn.PrepareContext(ctx, `SELECT r.body FROM served JOIN records r USING (vid, pid) WHERE served.vid = ?`)
	if err != nil {
		return err
	}
	defer load.Close()
	describe, err := conn.PrepareContext(ctx, `UPDATE actor_versions SET name = ?, kind = ?, country = ?, basis = ?, public = ? WHERE vid = ? AND local = ?`)
	if err != nil {
		return err
	}
	defer describe.Close()
	for _, vid := range served {
		var data []byte
		var rec struct{ Actors []readout.Actor } // the other lists are passed over
		ok, err := found(load.QueryRowContext(ctx, vid).Scan(&data))
		if err != nil {
			return err
		}
		if raw, err := unpack(data); !ok || err != nil || json.Unmarshal(raw, &rec) != nil {
			continue
		}
		for i := range rec.Actors {
			a := &rec.Actors[i]
			if _, err := describe.ExecContext(ctx, a.Name, a.Kind, a.Country, a.Basis, a.Public, vid, a.ID); err != nil {
				return err
			}
		}
	}
	return followVersions(ctx, conn)
}

// description is how format 2 describes an actor: as the newest version does, and
// public if one of them says so, or most of the newest if the name is one word.
const description = `SELECT name, kind, country, basis,
	CASE WHEN basis = 'list' OR instr(trim(name), ' ') > 0
	THEN EXISTS (SELECT 1 FROM actor_versions p WHERE p.actor = av.actor AND p.public = 1)
	ELSE (SELECT 2 * sum(public) > count(*) FROM (SELECT public FROM actor_versions p WHERE p.actor = av.actor ORDER BY vid DESC LIMIT 40)) END
	FROM actor_versions av WHERE actor = ? ORDER BY vid DESC, local LIMIT 1`

// updateActor makes the row of an actor what format 2 says of it.
const updateActor = `UPDATE actors SET name = ?2, kind = ?3, country = ?4, basis = ?5, public = ?6
	WHERE id = ?1 AND (name, kind, country, basis, public) <> (?2, ?3, ?4, ?5, ?6)`

// followVersions makes all actors follow what the versions say of them.
func followVersions(ctx context.Context, conn *sql.Conn) error {
	var ids []string
	rows, err := conn.QueryContext(ctx, `SELECT id FROM actors ORDER BY id`)
	err = eachRow(rows, err, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return err
	}
	now := stamp(time.Now())
	change := func(id, op, reason string) error {
		_, err := conn.ExecContext(ctx, `INSERT INTO changes (at, tbl, id, op, reason) VALUES (?, 'actors', ?, ?, ?)`, now, id, op, reason)
		return err
	}
	for _, id := range ids {
		var a ActorInfo
		ok, err := found(conn.QueryRowContext(ctx, description, id).Scan(&a.Name, &a.Kind, &a.Country, &a.Basis, &a.Public))
		switch {
		case err != nil:
			return err
		case !ok:
			if _, err := conn.ExecContext(ctx, `DELETE FROM actors WHERE id = ?`, id); err != nil {
				return err
			}
			err = change(id, "delete", "no record names it")
		case a.Name != "": // a record that can't be read describes nobody
			var res sql.Result
			res, err = conn.ExecContext(ctx, updateActor, id, a.Name, a.Kind, a.Country, a.Basis, a.Public)
			if err != nil {
				return err
			}
			if n, _ := res.RowsAffected(); n > 0 {
				err = change(id, "update", "format 2")
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// syncFile makes a file that another writer closed survive a power cut.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
