package store

import (
	"context"
	"encoding/json"
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
	from, args := `versions v`, []any{}
	if match := matchAll(groups); match != "" {
		from, args = `texts JOIN versions v ON v.vid = texts.rowid AND texts MATCH ?`, []any{match}
	}
	from += ` JOIN stories s ON s.current = v.vid JOIN told t ON t.vid = v.vid`
	out := &Stands{}
	err := s.rows(ctx, func(scan func(...any) error) error {
		var t question.Told
		var body []byte
		if err := scan(&out.Found, &t.Story, &t.Version, &t.Ref, &t.Outlet, &t.Posted, &t.Line, &body); err != nil {
			return err
		}
		out.Asked++
		raw, err := unpack(body)
		var of struct{ Stand *question.Stand }
		if err == nil {
			err = json.Unmarshal(raw, &of)
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
	}, `WITH hits(hit, at) AS MATERIALIZED (SELECT v.vid, v.day FROM `+from+` LIMIT ?)
		SELECT (SELECT count(*) FROM hits), s.id, v.id, t.ref, s.outlet, t.posted,
		coalesce((SELECT g.id FROM versions o JOIN copy_members m USING (vid) JOIN copy_groups g USING (gid) WHERE o.sid = s.sid ORDER BY g.gid LIMIT 1), s.id), d.body
		FROM (SELECT hit FROM hits ORDER BY at DESC, hit DESC LIMIT ?) JOIN versions v ON v.vid = hit JOIN stories s USING (sid) JOIN told t USING (vid) JOIN digests d USING (did)`,
		append(args, maxCounted, MaxStands)...)
	if err != nil {
		return nil, err
	}
	question.Unify(out.Told)
	return out, nil
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
