package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed" // the schema
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"

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
}

//go:embed schema/001.sql
var schema1 string

//go:embed schema/002.sql
var schema2 string

// migrations in order.
var migrations = []migration{
	{sql: schema1, fill: nameArchive},
	{sql: schema2, fill: describeActors},
}

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

// migrate brings the archive to the newest format: a backup first unless the
// file is empty, then all steps in one transaction.
func migrate(ctx context.Context, s *Store, steps []migration) error {
	format, archive, err := formatOf(ctx, s.wconn)
	if err != nil {
		return notArchive(s.path, err)
	}
	tables := 0
	if err := s.wconn.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return notArchive(s.path, err)
	}
	if !archive && tables > 0 || format > len(steps) {
		return &FormatError{Path: s.path, Format: format, Known: len(steps)}
	}
	if _, err := s.wconn.ExecContext(ctx, "PRAGMA journal_mode=WAL"); err != nil {
		return err
	}
	if format == len(steps) {
		return nil
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

// followVersions makes all actors follow what the versions say of them.
func followVersions(ctx context.Context, conn *sql.Conn) error {
	const newest = `(SELECT rowid FROM described d WHERE d.actor = actors.id ORDER BY vid DESC, local LIMIT 1)`
	for _, query := range []string{
		`CREATE TEMP TABLE described AS SELECT * FROM actor_versions WHERE name <> ''`,
		`CREATE INDEX temp.described_actor ON described (actor, vid)`,
		`CREATE TEMP TABLE followed AS SELECT id, d.name, d.kind, d.country, d.basis, (SELECT max(public) FROM described p WHERE p.actor = id) AS public
			FROM actors JOIN described d ON d.rowid = ` + newest,
		`DELETE FROM temp.followed WHERE EXISTS (SELECT 1 FROM actors a WHERE a.id = followed.id AND (a.name, a.kind, a.country, a.basis, a.public)
			= (followed.name, followed.kind, followed.country, followed.basis, followed.public))`,
		`UPDATE actors SET name = f.name, kind = f.kind, country = f.country, basis = f.basis, public = f.public FROM temp.followed f WHERE f.id = actors.id`,
		`INSERT INTO changes (at, tbl, id, op, reason) SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'actors', id, 'update', 'format 2' FROM temp.followed ORDER BY id`,
		`INSERT INTO changes (at, tbl, id, op, reason) SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'actors', id, 'delete', 'no record names it'
			FROM actors WHERE NOT EXISTS (SELECT 1 FROM actor_versions av WHERE av.actor = actors.id) ORDER BY id`,
		`DELETE FROM actors WHERE NOT EXISTS (SELECT 1 FROM actor_versions av WHERE av.actor = actors.id)`,
		`DROP TABLE temp.described`, `DROP TABLE temp.followed`,
	} {
		if _, err := conn.ExecContext(ctx, query); err != nil {
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
