package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// A watcher holds one connection by which the database says whether anything was
// committed since it was asked last, by whichever process.
type watcher struct {
	mu    sync.Mutex
	db    *sql.DB
	conn  *sql.Conn
	ask   *sql.Stmt // of conn
	epoch int64     // of the connection: what it says is compared with its own words alone
}

// State returns a number that is another one whenever something was written since
// it was asked for: what was made of the archive before is then perhaps not what
// would be made of it now.
func (s *Store) State(ctx context.Context) (int64, error) {
	if s.whole != nil {
		return s.whole.State(ctx)
	}
	w := &s.watcher
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		var err error
		if w.db, err = openDB(s.path, true); err != nil {
			return 0, err
		}
		if w.conn, err = w.db.Conn(ctx); err != nil {
			return 0, explain(s.path, errors.Join(err, w.close()))
		}
		if w.ask, err = w.conn.PrepareContext(ctx, `PRAGMA data_version`); err != nil {
			return 0, explain(s.path, errors.Join(err, w.close()))
		}
		w.epoch++
	}
	var version int64
	if err := w.ask.QueryRowContext(ctx).Scan(&version); err != nil {
		return 0, explain(s.path, errors.Join(err, w.close()))
	}
	return w.epoch<<40 | version, nil
}

// close closes the connection; the next question opens another.
func (w *watcher) close() (err error) {
	if w.ask != nil {
		err = w.ask.Close()
	}
	if w.conn != nil {
		err = errors.Join(err, w.conn.Close())
	}
	if w.db != nil {
		err = errors.Join(err, w.db.Close())
	}
	w.db, w.conn, w.ask = nil, nil, nil
	return err
}

// TakenOutSince reports whether, since a change, something was forgotten, got
// another label or went into something else: what was made of the archive before
// may show what nobody, or not everybody, is to see any more.
func (s *Store) TakenOutSince(ctx context.Context, seq int64) (gone bool, err error) {
	_, err = s.first(ctx, []any{&gone}, `SELECT EXISTS (SELECT 1 FROM main.changes WHERE seq > ? AND (reason = 'label' OR op <> 'insert' AND tbl IN ('versions', 'timelines', 'notes', 'decisions') OR op IN ('delete', 'merge') AND tbl = 'stories'))`, seq)
	return gone, err
}
