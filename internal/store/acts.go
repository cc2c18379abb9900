package store

import (
	"context"
	"errors"
	"strings"
)

// ActsOf returns how often an actor says, denies, … in the current versions of
// stories, the most frequent act first. Copies of one text count once: of a copy
// group each act counts as often as in the member that has it most.
func (s *Store) ActsOf(ctx context.Context, actor string) ([]Facet, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	if !strings.HasPrefix(actor, "ac_") { // a name
		return nil, nil
	}
	b, err := s.builder(ctx, &Query{Kind: Statements, Fields: map[string][]string{"speaker": {actor}}})
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	if f, err := s.sifter(ctx, b); err != nil {
		return nil, err
	} else if f != nil {
		return f.acts(), nil
	}
	var list []Facet
	err = s.rows(ctx, func(scan func(...any) error) error {
		f := Facet{Field: "act"}
		err := scan(&f.Value, &f.Count)
		list = append(list, f)
		return err
	}, `SELECT act, sum(n) AS total FROM (
			SELECT act, max(n) AS n FROM (
				SELECT x.act, coalesce(m.gid, -v.sid) AS line, count(*) AS n FROM statements x JOIN versions v USING (vid) JOIN stories s USING (sid) LEFT JOIN copy_members m ON m.vid = v.vid
				WHERE x.actor = ? AND x.actor <> '' AND x.act <> '' AND s.current = v.vid GROUP BY x.act, line, v.vid)
			GROUP BY act, line)
		GROUP BY act ORDER BY total DESC, act`, actor)
	return list, err
}
