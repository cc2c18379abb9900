package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// ActorsLike returns the actors but private persons with words in their names, of
// one kind if one is given, those of most versions first, at most limit of them
// after some that are skipped, and how many there are in all.
func (s *Store) ActorsLike(ctx context.Context, words, kind string, skip, limit int) (list []*ActorInfo, total int, err error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	where, args := hasProfile, []any{}
	if words = strings.TrimSpace(words); words != "" {
		where, args = where+` AND instr(a.folded, ?) > 0`, append(args, plainName(words))
	}
	if kind != "" {
		where, args = where+` AND a.kind = ?`, append(args, kind)
	}
	if _, err := s.first(ctx, []any{&total}, `SELECT count(*) FROM actors a WHERE `+where, args...); err != nil {
		return nil, 0, err
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		a := new(ActorInfo)
		list = append(list, a)
		return scan(&a.ID, &a.Name, &a.Kind, &a.Country, &a.Basis, &a.Public, &a.Stories)
	}, `SELECT a.id, a.name, a.kind, a.country, a.basis, a.public, (SELECT count(*) FROM actor_versions av WHERE av.actor = a.id) AS n
		FROM actors a WHERE `+where+` ORDER BY n DESC, a.id LIMIT ? OFFSET ?`, append(args, limit, skip)...)
	return list, total, err
}

// ActorIn is an actor as the record of one version describes it.
type ActorIn struct {
	Version VersionRef
	Day     string
	Actor   readout.Actor
}

// ActorRecords returns how the newest versions that speak of an actor describe
// it, at most limit of them.
func (s *Store) ActorRecords(ctx context.Context, id string, limit int) ([]*ActorIn, error) {
	type row struct {
		in    *ActorIn
		local string
		rec   *readout.Record
	}
	var rows []row
	err := s.rows(ctx, func(scan func(...any) error) error {
		r := row{in: new(ActorIn)}
		var data []byte
		err := scan(append(r.in.Version.dest(), &r.in.Day, &r.local, &data)...)
		if err != nil {
			return err
		}
		if r.rec, err = unpackActors(data); err != nil {
			return &DamageError{Path: s.path, Err: fmt.Errorf("record of %s: %w", r.in.Version.ID, err)}
		}
		rows = append(rows, r)
		return nil
	}, `SELECT `+versionRefColumns+`, v.day, av.local, r.body FROM actor_versions av JOIN versions v USING (vid) JOIN stories s USING (sid)
		JOIN served USING (vid) JOIN records r ON r.vid = v.vid AND r.pid = served.pid WHERE av.actor = ? ORDER BY av.vid DESC LIMIT ?`, id, limit)
	if err != nil {
		return nil, err
	}
	var list []*ActorIn
	for _, r := range rows { // asking within the rows would take a second connection while one is held: readers at once would wait for each other
		rec, err := s.reviewedActors(ctx, r.in, r.rec)
		if err != nil {
			return nil, err
		}
		for _, a := range rec.Actors {
			if string(a.ID) == r.local {
				in := *r.in
				in.Actor = a
				list = append(list, &in)
			}
		}
	}
	return list, nil
}

// actorsIn are the actors of a version: their ids in the record and in the
// archive, and whether the archive knows them in a public role.
const actorsIn = `SELECT av.local, av.actor, a.public FROM actor_versions av JOIN actors a ON a.id = av.actor WHERE av.vid = ? ORDER BY av.actor`

// namesOf reads what actorsIn asks for.
func namesOf(rows func(each func(scan func(...any) error) error) error) (ids map[readout.ActorID]string, public map[readout.ActorID]bool, _ error) {
	ids, public = make(map[readout.ActorID]string), make(map[readout.ActorID]bool)
	return ids, public, rows(func(scan func(...any) error) error {
		var local readout.ActorID
		var id string
		var known bool
		err := scan(&local, &id, &known)
		if ids[local] = id; known {
			public[local] = true
		}
		return err
	})
}

// ActorIDs returns the archive's ids of a version's actors by their ids in its
// record, and those of them whom the archive knows in a public role. Actors that
// are nobody outside their story have no id.
func (s *Store) ActorIDs(ctx context.Context, ref *VersionRef) (ids map[readout.ActorID]string, public map[readout.ActorID]bool, err error) {
	return namesOf(func(each func(scan func(...any) error) error) error { return s.rows(ctx, each, actorsIn, ref.row) })
}
