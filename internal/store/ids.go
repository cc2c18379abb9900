package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// mint returns an id: a prefix and a hash of what the thing was first known
// by. The same facts in the same order give the same ids, in any archive.
func mint(prefix string, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return prefix + hex.EncodeToString(sum[:10])
}

// free returns the first of the ids that mint makes of parts, which no row
// has and no tombstone had.
func (tx *Tx) free(table, prefix string, parts ...string) (string, error) {
	for {
		id := mint(prefix, parts...)
		used := 0
		_, err := tx.row([]any{&used}, `SELECT (SELECT count(*) FROM tombstones WHERE id = ?) + (SELECT count(*) FROM `+table+` WHERE id = ?)`, id, id)
		if err != nil || used == 0 {
			return id, err
		}
		parts = append(parts, "again")
	}
}

// Resolve returns the id that stands for id today: id itself, or what it was
// merged into. It returns a [ForgottenError] for one that was taken out, and a
// [GoneError] for one that no record gives a meaning any more.
func (s *Store) Resolve(ctx context.Context, id string) (string, error) {
	return resolve(func(dest []any, query string, args ...any) (bool, error) { return s.row(ctx, dest, query, args...) }, id)
}

// resolve is [Store.Resolve] for whoever reads.
func resolve(row func([]any, string, ...any) (bool, error), id string) (string, error) {
	for range maxSteps { // merges make no circle; a damaged file could
		var into, reason string
		ok, err := row([]any{&into, &reason}, `SELECT into_id, reason FROM tombstones WHERE id = ?`, id)
		switch {
		case err != nil:
			return "", err
		case !ok:
			return id, nil
		case into == "" && reason == noRecord:
			return "", &GoneError{ID: id, Reason: reason}
		case into == "":
			return "", &ForgottenError{ID: id}
		}
		id = into
	}
	return "", ErrNotFound
}
