package store

import (
	"context"
	"time"
)

// A ChangeRow is one line of the change feed.
type ChangeRow struct {
	Seq    int64
	At     time.Time
	Table  string // stories, versions, records, actors, groups, decisions, reviews
	ID     string
	Op     string // insert, update, delete, merge
	Reason string
}

// Changes returns at most limit changes after a sequence number, deletions
// included, in the order in which they were accepted. The last one's Seq is
// what to ask for next.
func (s *Store) Changes(ctx context.Context, after int64, limit int) ([]ChangeRow, error) {
	var list []ChangeRow
	err := s.rows(ctx, func(scan func(...any) error) error {
		var c ChangeRow
		var at string
		err := scan(&c.Seq, &at, &c.Table, &c.ID, &c.Op, &c.Reason)
		c.At = parseStamp(at)
		list = append(list, c)
		return err
	}, `SELECT seq, at, tbl, id, op, reason FROM changes WHERE seq > ? ORDER BY seq LIMIT ?`, after, limit)
	return list, err
}

// LastChange returns the number of the archive's last change, 0 before the first,
// whether it is seen or not: answers that are remembered hold as long as it stays.
func (s *Store) LastChange(ctx context.Context) (int64, error) {
	var seq int64
	_, err := s.first(ctx, []any{&seq}, `SELECT coalesce(max(seq), 0) FROM main.changes`)
	return seq, err
}
