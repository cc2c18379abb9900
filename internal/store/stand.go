package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/question"
)

// MaxStands is how many stories one question is asked of, the newest first.
const MaxStands = 400

// Stands are the claims of the stories that may answer a question.
type Stands struct {
	Told  []question.Told
	Found int // stories that have its words
	Asked int // of them, the newest
}

// FindStands returns the claims of the current versions that have a word of
// each group, the newest stories first; without groups of the newest stories.
func (s *Store) FindStands(ctx context.Context, groups [][]string) (*Stands, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	hits, err := s.standHits(ctx, matchAll(groups))
	if err != nil {
		return nil, err
	}
	out := &Stands{Found: len(hits)}
	err = s.rows(ctx, func(scan func(...any) error) error {
		var t question.Told
		var body []byte
		if err := scan(&t.Story, &t.Version, &t.Ref, &t.Outlet, &t.Posted, &t.Line, &body); err != nil {
			return err
		}
		out.Asked++
		raw, err := unpack(body)
		var of struct{ Stand *question.Stand }
		if err == nil {
			err = decodeHeld(raw, &of)
		}
		if err != nil {
			return &DamageError{Path: s.path, Err: fmt.Errorf("the digest of %s can't be read: %s", t.Version, repairIndex)}
		}
		if of.Stand == nil {
			return nil // read by an older program
		}
		t.Pool = of.Stand.Pool
		for i := range of.Stand.Claims {
			t.Claim = &of.Stand.Claims[i]
			out.Told = append(out.Told, t)
		}
		return nil
	}, `SELECT s.id, v.id, t.ref, s.outlet, t.posted,
		coalesce((SELECT g.id FROM versions o JOIN copy_members m USING (vid) JOIN copy_groups g USING (gid) WHERE o.sid = s.sid ORDER BY g.gid LIMIT 1), s.id), d.body
		FROM json_each(?) h CROSS JOIN versions v ON v.vid = h.value JOIN stories s USING (sid) JOIN told t USING (vid) JOIN digests d USING (did) ORDER BY h.key`, jsonOf(hits[:min(len(hits), MaxStands)]))
	if err != nil {
		return nil, err
	}
	question.Unify(out.Told)
	return out, nil
}

// standHits returns the current versions that have a digest and words, the newest first.
func (s *Store) standHits(ctx context.Context, match string) ([]int64, error) {
	cols, err := s.held(ctx)
	if err != nil {
		return nil, err
	}
	if cols != nil {
		shelf, err := s.shelved(ctx)
		if err != nil {
			return nil, err
		} else if shelf != nil {
			return s.heldStands(ctx, match, cols, shelf)
		}
	}
	from, args := `versions v`, []any{}
	if match != "" {
		from, args = `texts JOIN versions v ON v.vid = texts.rowid AND texts MATCH ?`, []any{match}
	}
	var list []int64
	err = s.rows(ctx, func(scan func(...any) error) error {
		var vid int64
		err := scan(&vid)
		list = append(list, vid)
		return err
	}, `SELECT v.vid FROM `+from+` JOIN stories s ON s.current = v.vid JOIN told t ON t.vid = v.vid ORDER BY v.day DESC, v.vid DESC LIMIT ?`, append(args, maxCounted)...)
	return list, err
}

// heldStands is standHits by columns.
func (s *Store) heldStands(ctx context.Context, match string, cols *columns, shelf *shelved) (list []int64, err error) {
	var words rowSet
	if match != "" {
		if words, err = s.matched(ctx, "texts", match, cols.state); err != nil {
			return nil, err
		}
	}
	for _, vid := range cols.newest {
		row := int64(vid)
		if cols.current.has(row) && shelf.told.has(row) && (match == "" || words.has(row)) && len(list) < maxCounted {
			list = append(list, row)
		}
	}
	return list, nil
}

// matchAll returns the expression of full-text search for texts that have a
// word of each group.
func matchAll(groups [][]string) string {
	var all []string
	for _, g := range groups {
		var any []string
		for _, w := range g {
			any = append(any, `"`+strings.ReplaceAll(w, `"`, `""`)+`"`)
		}
		if len(any) > 0 {
			all = append(all, `(`+strings.Join(any, " OR ")+`)`)
		}
	}
	return strings.Join(all, " AND ")
}
