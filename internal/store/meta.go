package store

import (
	"context"
)

// This file holds what an archive knows of itself: its settings, and how its
// records stand.

// Meta returns a value of the archive's own notes, such as backup_at, "" if
// there is none.
func (s *Store) Meta(ctx context.Context, key string) (string, error) {
	value := ""
	_, err := s.row(ctx, []any{&value}, `SELECT value FROM meta WHERE key = ?`, key)
	return value, err
}

// SetMeta writes one of the archive's own notes.
func (tx *Tx) SetMeta(key, value string) error {
	_, err := tx.exec(`INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}

// Metas returns the archive's own notes whose keys begin with a prefix, by key.
func (s *Store) Metas(ctx context.Context, prefix string) (map[string]string, error) {
	out := make(map[string]string)
	return out, s.rows(ctx, func(scan func(...any) error) error {
		var key, value string
		err := scan(&key, &value)
		out[key] = value
		return err
	}, `SELECT key, value FROM meta WHERE substr(key, 1, length(?1)) = ?1`, prefix)
}

// DropMeta takes one of the archive's own notes out.
func (tx *Tx) DropMeta(key string) error {
	_, err := tx.exec(`DELETE FROM meta WHERE key = ?`, key)
	return err
}

// Unjoined returns how many versions have a record and no digest: a program that
// did not join stories made their records, and they are told with no others until
// they are read again.
func (s *Store) Unjoined(ctx context.Context) (n int, err error) {
	_, err = s.row(ctx, []any{&n}, `SELECT count(*) FROM served WHERE vid NOT IN (SELECT vid FROM told)`)
	return n, err
}

// RecordsBy returns how many versions are shown with a record of each pipeline.
func (s *Store) RecordsBy(ctx context.Context) ([]Facet, error) {
	var list []Facet
	err := s.rows(ctx, func(scan func(...any) error) error {
		f := Facet{Field: "pipeline"}
		err := scan(&f.Value, &f.Count)
		list = append(list, f)
		return err
	}, `SELECT p.name, count(*) FROM served JOIN pipelines p USING (pid) GROUP BY p.pid ORDER BY p.pid DESC`)
	return list, err
}
