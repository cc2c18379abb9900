package store

import (
	"context"
	"database/sql"
	"os"
)

// This file brings what a load of very many stories committed from the log into the archive
// beside the change that comes next: the disk takes as long for it as for the log.

// How long the log of such a load is, in bytes, when that begins, and when the next change
// waits until all of it is there, so that the log begins anew. Changed by tests.
var (
	logBegins int64 = 160 << 20
	logWaits  int64 = 1 << 30
)

// A carrier brings the log of one archive into it.
type carrier struct {
	db    *sql.DB    // nil: SQLite does it when it commits
	going chan error // gives once it is over; nil: nothing is going on
}

// openCarrier has the log brought in beside changes, from now on.
func (s *Store) openCarrier(ctx context.Context) (err error) {
	if s.carrier.db, err = openDB(s.path, false); err == nil {
		_, err = s.wconn.ExecContext(ctx, "PRAGMA wal_autocheckpoint = 0")
	}
	return err
}

// carry is called when something was committed. What fails here is done when the archive
// is closed, or by who opens it next: the log has it.
func (s *Store) carry(ctx context.Context) {
	c := &s.carrier
	if c.db == nil {
		return
	}
	info, err := os.Stat(s.path + "-wal")
	if err != nil || info.Size() < logBegins {
		return
	}
	if c.going != nil {
		select {
		case <-c.going:
			c.going = nil
		default:
		}
	}
	if info.Size() >= logWaits {
		c.wait()
		_ = c.run(ctx) // what came meanwhile
		return
	}
	if c.going == nil {
		c.going = make(chan error, 1)
		go func(done chan<- error) { done <- c.run(ctx) }(c.going)
	}
}

// run brings in what is committed.
func (c *carrier) run(ctx context.Context) error {
	_, err := c.db.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
	return err
}

// wait waits until nothing is going on.
func (c *carrier) wait() {
	if c.going != nil {
		<-c.going
		c.going = nil
	}
}

// close ends it.
func (c *carrier) close() error {
	c.wait()
	if c.db == nil {
		return nil
	}
	return c.db.Close()
}
