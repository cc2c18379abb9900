package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
)

// This file holds all that depends on the SQLite driver; the rest of the
// package speaks database/sql.

// Primary result codes of SQLite that callers must tell apart.
const (
	codeBusy    = 5
	codeIO      = 10
	codeCorrupt = 11
	codeFull    = 13
	codeNotADB  = 26
)

// pragmas of every connection. WAL lets readers go on while one writes;
// synchronous=FULL syncs each commit; secure_delete overwrites what forget
// takes out.
var pragmas = []string{
	"synchronous(FULL)", "secure_delete(ON)", "temp_store(FILE)",
	"cache_size(-16000)", "trusted_schema(OFF)", "journal_size_limit(67108864)",
}

// Connections that read: at once at most, and those that stay open between questions.
const (
	maxReaders  = 12
	idleReaders = 4
)

// openDB opens the file for one writing connection or, with readOnly, for a
// pool of connections that refuse to write.
func openDB(path string, readOnly bool) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	query := url.Values{"_pragma": append(pragmas[:len(pragmas):len(pragmas)], "busy_timeout(1000)"), "_txlock": {"immediate"}}
	if readOnly {
		query["_pragma"] = append(pragmas[:len(pragmas):len(pragmas)], "cache_size(-8000)", "query_only(ON)", "busy_timeout(10000)")
		query.Set("_txlock", "deferred")
		query.Set("mode", "rw") // a reader must not make the file
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: query.Encode()}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, err
	}
	if readOnly {
		db.SetMaxOpenConns(maxReaders) // so many that a few slow questions do not keep all others waiting
		db.SetMaxIdleConns(idleReaders)
		db.SetConnMaxIdleTime(time.Minute)
	} else {
		db.SetMaxOpenConns(1)
	}
	return db, nil
}

// explain turns errors of the driver into errors that say what happened to the
// archive at path and what to do. Other errors pass as they are.
func explain(path string, err error) error {
	var sqliteErr *sqlite.Error
	if !errors.As(err, &sqliteErr) {
		return err
	}
	switch sqliteErr.Code() & 0xff {
	case codeBusy:
		return &BusyError{Path: path}
	case codeFull:
		return fmt.Errorf("archive %s: the disk is full; what was accepted is safe: free space and run it again (%w)", path, err)
	case codeIO:
		return fmt.Errorf("archive %s: the disk did not write or read (%w); what was accepted is safe: see to the disk and run it again", path, err)
	case codeCorrupt, codeNotADB:
		return &DamageError{Path: path, Err: err}
	}
	return fmt.Errorf("archive %s: %w", path, err)
}

// copyPages copies the database page by page, whatever stands on the pages.
func copyPages(ctx context.Context, db *sql.DB, to string) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(driver any) error {
		backup, err := driver.(interface {
			NewBackup(string) (*sqlite.Backup, error)
		}).NewBackup(to)
		if err != nil {
			return err
		}
		for more := true; more; {
			if err = ctx.Err(); err == nil {
				more, err = backup.Step(1024)
			}
			if err != nil {
				return errors.Join(err, backup.Finish())
			}
		}
		return backup.Finish()
	})
}
