package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// An archived actor is an actor of one record with its id in the archive.
type archived struct {
	key   string // ac_…, "" for one that is nobody outside its story
	actor *readout.Actor
}

// id, country and words of an actor that may not be there.
func (a *archived) id() string {
	if a == nil {
		return ""
	}
	return a.key
}

func (a *archived) country() string {
	if a == nil {
		return ""
	}
	return a.actor.Country
}

// words returns the words by which the actor is searched: as the sentence has
// it, and its names in the story.
func (a *archived) words(text string) string {
	if a == nil || a.actor.Kind == "unnamed" {
		return text
	}
	words := []string{text}
	for _, name := range append([]string{a.actor.Name}, a.actor.Aliases...) {
		if name != text {
			words = append(words, name)
		}
	}
	return strings.Join(words, " / ")
}

// putActors gives the record's actors their ids in the archive.
func (tx *Tx) putActors(ref *VersionRef, rec *readout.Record) (map[readout.ActorID]*archived, error) {
	actors := make(map[readout.ActorID]*archived, len(rec.Actors))
	for i := range rec.Actors {
		a := &rec.Actors[i]
		id, err := tx.actorID(ref, a)
		if err != nil {
			return nil, err
		}
		actors[a.ID] = &archived{key: id, actor: a}
		if id == "" {
			continue
		}
		if err := tx.putActor(ref, id, a); err != nil {
			return nil, err
		}
	}
	return actors, nil
}

// putActor writes that the version speaks of an actor, and how.
func (tx *Tx) putActor(ref *VersionRef, id string, a *readout.Actor) error {
	_, err := tx.exec(`INSERT OR IGNORE INTO actor_versions (actor, vid, local, name, kind, country, basis, public) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		id, ref.row, a.ID, a.Name, a.Kind, a.Country, a.Basis, a.Public)
	return err
}

// actorsOf returns the actors that a version's record names.
func (tx *Tx) actorsOf(vid int64) ([]string, error) {
	var ids []string
	err := tx.rows(func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT DISTINCT actor FROM actor_versions WHERE vid = ? ORDER BY actor`, vid)
	return ids, err
}

// description is how the archive describes an actor: as the newest version
// does, and public if one of them says so. One word alone may name many people:
// of such a name most of the newest forty versions must say so.
const description = `SELECT name, kind, country, basis,
	CASE WHEN basis = 'list' OR instr(trim(name), ' ') > 0
	THEN EXISTS (SELECT 1 FROM actor_versions p WHERE p.actor = av.actor AND p.public = 1)
	ELSE (SELECT 2 * sum(public) > count(*) FROM (SELECT public FROM actor_versions p WHERE p.actor = av.actor ORDER BY vid DESC LIMIT 40)) END
	FROM actor_versions av WHERE actor = ? ORDER BY vid DESC, local LIMIT 1`

const updateActor = `UPDATE actors SET name = ?2, kind = ?3, country = ?4, basis = ?5, public = ?6
	WHERE id = ?1 AND (name, kind, country, basis, public) <> (?2, ?3, ?4, ?5, ?6)`

// followActor makes the row of an actor what the versions say of it. An actor
// that no version names any more goes.
func (tx *Tx) followActor(id, reason string) error {
	var a ActorInfo
	ok, err := tx.row([]any{&a.Name, &a.Kind, &a.Country, &a.Basis, &a.Public}, description, id)
	if err != nil {
		return err
	}
	if !ok {
		return tx.dropActor(id, reason)
	}
	n, err := tx.exec(`INSERT OR IGNORE INTO actors (id, name, kind, country, basis, public) VALUES (?, ?, ?, ?, ?, ?)`, id, a.Name, a.Kind, a.Country, a.Basis, a.Public)
	if err != nil {
		return err
	}
	if n > 0 {
		return tx.change("actors", id, "insert", "")
	}
	n, err = tx.exec(updateActor, id, a.Name, a.Kind, a.Country, a.Basis, a.Public)
	if err != nil || n == 0 {
		return err
	}
	return tx.change("actors", id, "update", reason)
}

// dropActor takes out an actor that no version names. One that was merged into
// another has its line in the change feed already.
func (tx *Tx) dropActor(id, reason string) error {
	n, err := tx.exec(`DELETE FROM actors WHERE id = ?`, id)
	if err != nil || n == 0 {
		return err
	}
	merged := 0
	if _, err := tx.row([]any{&merged}, `SELECT count(*) FROM tombstones WHERE id = ?`, id); err != nil || merged > 0 {
		return err
	}
	return tx.change("actors", id, "delete", firstOf(reason, "no record names it"))
}

// actorID returns the archive's id of an actor. One that a list knows has its
// id already. Others are the same when name, country and kind are the same,
// unless a person parted or joined them. Who has no name is nobody outside
// the story.
func (tx *Tx) actorID(ref *VersionRef, a *readout.Actor) (string, error) {
	id := string(a.ID)
	if !strings.HasPrefix(id, "ac_") {
		if anonymous(a) {
			return "", nil
		}
		id = mint("ac_", fold(a.Name), a.Country, a.Kind)
	}
	parted := 0
	if _, err := tx.row([]any{&parted}, `SELECT count(*) FROM decisions WHERE kind = 'part-actor' AND id = ? AND other = ?`, id, ref.Story); err != nil {
		return "", err
	}
	if parted > 0 {
		id = mint("ac_", id, string(ref.Story))
	}
	for range 100 { // merges make no circle; a damaged file could
		var into string
		ok, err := tx.row([]any{&into}, `SELECT into_id FROM tombstones WHERE id = ?`, id)
		if err != nil || !ok || into == "" {
			return id, err
		}
		id = into
	}
	return "", errors.New("actors are merged in a circle")
}

// anonymous reports whether an actor is nobody outside its story.
func anonymous(a *readout.Actor) bool {
	return !strings.HasPrefix(string(a.ID), "ac_") && (a.Kind == "unnamed" || a.Kind == "role" || strings.TrimSpace(a.Name) == "")
}

// folder takes case off.
var folder = cases.Fold()

// fold makes names that differ in case, composition or white space one.
func fold(name string) string {
	return strings.Join(strings.Fields(folder.String(norm.NFKC.String(name))), " ")
}

// PartActor says that in one story an actor is somebody else. The story's
// index follows at once, and later readings obey.
func (tx *Tx) PartActor(actor string, story *StoryRef, reason string) error {
	if err := tx.decide("part-actor", actor, string(story.ID), reason); err != nil {
		return err
	}
	return tx.reindex(`v.sid = ?`, story.row)
}

// JoinActors says that two actors are one: other's id resolves to actor from
// then on.
func (tx *Tx) JoinActors(actor, other, reason string) error {
	if actor == other {
		return nil
	}
	if err := tx.decide("join-actors", actor, other, reason); err != nil {
		return err
	}
	if err := tx.bury(other, actor, "actors", "merge", reason); err != nil {
		return err
	}
	if err := tx.reindex(`v.vid IN (SELECT vid FROM actor_versions WHERE actor = ?)`, other); err != nil {
		return err
	}
	return tx.followActor(other, "")
}

// decide keeps what a person decided.
func (tx *Tx) decide(kind, id, other, reason string) error {
	if _, err := tx.exec(`INSERT INTO decisions (at, kind, id, other, reason) VALUES (?, ?, ?, ?, ?)`, tx.at, kind, id, other, reason); err != nil {
		return err
	}
	return tx.change("decisions", id, "insert", kind)
}

// reindex makes the index of the versions that where names again, from their
// stored records.
func (tx *Tx) reindex(where string, arg any) error {
	type item struct {
		ref  VersionRef
		pid  int64
		data []byte
		text []byte
	}
	var items []*item
	err := tx.rows(func(scan func(...any) error) error {
		it := new(item)
		items = append(items, it)
		return scan(append(it.ref.dest(), &it.pid, &it.data, &it.text)...)
	}, `SELECT `+versionRefColumns+`, r.pid, r.body, v.body FROM versions v JOIN stories s USING (sid)
		JOIN served USING (vid) JOIN records r ON r.vid = v.vid AND r.pid = served.pid WHERE `+where, arg)
	if err != nil {
		return err
	}
	for _, it := range items {
		rec, err := unpackRecord(it.data)
		if err != nil {
			return &DamageError{Path: tx.s.path, Err: fmt.Errorf("record of %s: %w", it.ref.ID, err)}
		}
		stored := Stored{VersionRef: it.ref}
		if err := stored.fill(tx.s.path, it.text); err != nil {
			return err
		}
		rec.Version = *stored.Version
		if err := tx.serve(&it.ref, it.pid, rec); err != nil {
			return err
		}
	}
	return nil
}

// An ActorInfo is an actor of the archive.
type ActorInfo struct {
	ID, Name, Kind, Country, Basis string
	Public                         bool
	Stories                        int // in how many stories it appears
}

// Actor returns the actor that id names, today's id or one that was merged.
func (s *Store) Actor(id string) (*ActorInfo, error) {
	id, err := s.Resolve(id)
	if err != nil {
		return nil, err
	}
	list, err := s.actorsWhere(`a.id = ?`, id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// ActorsNamed returns the actors with a name, those of most stories first.
func (s *Store) ActorsNamed(name string) ([]*ActorInfo, error) {
	return s.actorsWhere(`lower(a.name) = lower(?)`, name)
}

func (s *Store) actorsWhere(where string, arg any) ([]*ActorInfo, error) {
	var list []*ActorInfo
	err := s.rows(context.Background(), func(scan func(...any) error) error {
		a := new(ActorInfo)
		list = append(list, a)
		return scan(&a.ID, &a.Name, &a.Kind, &a.Country, &a.Basis, &a.Public, &a.Stories)
	}, `SELECT a.id, a.name, a.kind, a.country, a.basis, a.public,
		(SELECT count(DISTINCT sid) FROM actor_versions av JOIN versions v USING (vid) WHERE av.actor = a.id) AS stories
		FROM actors a WHERE `+where+` ORDER BY stories DESC, a.id`, arg)
	return list, err
}
