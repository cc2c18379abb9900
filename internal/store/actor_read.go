package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// An ActorInfo is an actor of the archive.
type ActorInfo struct {
	ID, Name, Kind, Country, Basis string
	Public                         bool
	Stories                        int // in how many stories it appears
}

// Actor returns the actor that id names, today's id or one that was merged.
func (s *Store) Actor(ctx context.Context, id string) (*ActorInfo, error) {
	id, err := s.Resolve(ctx, id)
	if err != nil {
		return nil, err
	}
	list, err := s.actorsWhere(ctx, `a.id = ?`, id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// ActorsNamed returns the actors that stories call by a name, whatever its case
// and signs, those of most stories first.
func (s *Store) ActorsNamed(ctx context.Context, name string) ([]*ActorInfo, error) {
	return s.actorsWhere(ctx, `a.id IN (`+idsNamed+`)`, plainName(name))
}

func (s *Store) actorsWhere(ctx context.Context, where string, arg any) ([]*ActorInfo, error) {
	var list []*ActorInfo
	err := s.rows(ctx, func(scan func(...any) error) error {
		a := new(ActorInfo)
		list = append(list, a)
		return scan(&a.ID, &a.Name, &a.Kind, &a.Country, &a.Basis, &a.Public)
	}, `SELECT a.id, a.name, a.kind, a.country, a.basis, a.public FROM actors a WHERE `+where, arg)
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		if a.Stories, err = s.storiesNaming(ctx, a.ID); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(list, func(a, b *ActorInfo) int { return cmp.Or(b.Stories-a.Stories, strings.Compare(a.ID, b.ID)) })
	return list, nil
}

// storiesNaming counts the stories that name an actor.
func (s *Store) storiesNaming(ctx context.Context, id string) (n int, err error) {
	cols, err := s.held(ctx)
	if err != nil {
		return 0, err
	}
	if cols == nil {
		_, err = s.row(ctx, []any{&n}, `SELECT count(DISTINCT sid) FROM actor_versions av JOIN versions v USING (vid) WHERE av.actor = ?`, id)
		return n, err
	}
	var list string
	if _, err := s.row(ctx, []any{&list}, `SELECT coalesce(group_concat(vid), '') FROM actor_versions WHERE actor = ?`, id); err != nil {
		return 0, err
	}
	vids, _ := rowSetOf(list)
	var stories rowSet
	for vid, sid := range cols.story {
		if sid != 0 && vids.has(int64(vid)) && !stories.has(int64(sid)) {
			stories.add(int64(sid))
			n++
		}
	}
	return n, nil
}

// A JoinedKey is one of those that an actor was made of: stories name it by a key
// of its own, and a rule or a person says that it is the same.
type JoinedKey struct {
	Own      string `json:"id" doc:"what parts it again"`
	Name     string `json:"name" doc:"in the newest version that names it so"`
	Versions int    `json:"versions" doc:"that name it so"`
	Why      string `json:"why" doc:"the rule, or the reason that a person gave"`
	Decided  bool   `json:"decided" doc:"a person joined it, not a rule"`
}

// JoinedFrom returns those that an actor was made of, itself left out, those that
// most versions name first, at most limit.
func (s *Store) JoinedFrom(ctx context.Context, id string, limit int) ([]JoinedKey, error) {
	list := []JoinedKey{}
	err := s.rows(ctx, func(scan func(...any) error) error {
		var k JoinedKey
		var last int64
		var rule, person string
		err := scan(&k.Own, &k.Name, &k.Versions, &last, &rule, &person)
		k.Why, k.Decided = firstOf(person, rule), person != ""
		list = append(list, k)
		return err
	}, `SELECT own, name, count(DISTINCT vid) AS n, max(vid), coalesce((SELECT x.why FROM actor_variants x WHERE x.own = av.own), ''),
		coalesce((SELECT d.reason FROM held d WHERE d.kind = 'join-actors' AND d.other = av.own ORDER BY d.seq DESC LIMIT 1), '')
		FROM actor_versions av WHERE actor = ?1 AND own <> ?1 AND own <> '' GROUP BY own ORDER BY n DESC, own LIMIT ?2`, id, limit)
	return list, err
}
