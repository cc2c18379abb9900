package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
)

// This file says which months of an archive changed, for a lake that follows it.

// monthOf is the month of versions v: of publication, else of arrival.
const monthOf = `substr(coalesce(nullif(v.day, ''), v.added_at), 1, 7)`

// A Month is what an archive shows of a month.
type Month struct {
	Versions int
	Sum      string // of the versions' ids: other versions have another
}

// Months returns the months of an archive that have versions with a record, by
// their names, YYYY-MM; all counts older versions of stories too.
func (s *Store) Months(ctx context.Context, all bool) (map[string]Month, error) {
	where := `s.current = v.vid`
	if all {
		where = `1`
	}
	out, sums := make(map[string]Month), make(map[string]hash.Hash)
	err := s.rows(ctx, func(scan func(...any) error) error {
		var month, id string
		if err := scan(&month, &id); err != nil {
			return err
		}
		m := out[month]
		if m.Versions++; sums[month] == nil {
			sums[month] = sha256.New()
		}
		sums[month].Write([]byte(id))
		out[month] = m
		return nil
	}, `SELECT `+monthOf+`, v.id FROM versions v JOIN stories s USING (sid) JOIN served d ON d.vid = v.vid WHERE `+where+` ORDER BY v.vid`)
	for month, m := range out {
		m.Sum = hex.EncodeToString(sums[month].Sum(nil)[:8])
		out[month] = m
	}
	return out, err
}

// changedVersions are the rows of versions that say something else than at a
// change: those that came or were read since, that are of such a story or a copy
// of it, and that name an actor who is another since.
const changedVersions = `WITH some (vid) AS (
	SELECT v.vid FROM changes c JOIN versions v ON v.id = c.id WHERE c.seq > ?1 AND c.tbl IN ('versions', 'records')
	UNION SELECT r.vid FROM changes c JOIN reviews r ON r.id = c.id WHERE c.seq > ?1 AND c.tbl = 'reviews'
	UNION SELECT m.vid FROM changes c JOIN copy_groups g ON g.id = c.id JOIN copy_members m USING (gid) WHERE c.seq > ?1 AND c.tbl = 'groups'
	UNION SELECT v.vid FROM changes c JOIN stories s ON s.id = coalesce(nullif((SELECT into_id FROM tombstones WHERE id = c.id), ''), c.id) JOIN versions v USING (sid) WHERE c.seq > ?1 AND c.tbl = 'stories'
	UNION SELECT a.vid FROM changes c JOIN actor_versions a ON a.actor = coalesce(nullif((SELECT into_id FROM tombstones WHERE id = c.id), ''), c.id) WHERE c.seq > ?1 AND c.tbl = 'actors' AND c.op <> 'insert'),
	told (vid) AS (SELECT vid FROM some UNION SELECT o.vid FROM some JOIN copy_members m USING (vid) JOIN copy_members o ON o.gid = m.gid)
	SELECT DISTINCT ` + monthOf + ` FROM told JOIN versions o ON o.vid = told.vid JOIN versions v ON v.sid = o.sid`

// MonthsSince returns the months in which a version says something else than it
// did at a change. Versions that are gone are not told of: [Store.Months] has
// other sums then.
func (s *Store) MonthsSince(ctx context.Context, seq int64) (map[string]bool, error) {
	out := make(map[string]bool)
	return out, s.rows(ctx, func(scan func(...any) error) error {
		var month string
		err := scan(&month)
		out[month] = true
		return err
	}, changedVersions, seq)
}
