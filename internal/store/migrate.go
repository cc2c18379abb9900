package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed" // the schema
	"encoding/hex"
	"fmt"
	"os"
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

// migrations in order.
var migrations = []migration{
	{sql: schema1, fill: nameArchive},
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

// syncFile makes a file that another writer closed survive a power cut.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
