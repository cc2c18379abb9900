package store

import (
	"cmp"
	"errors"
	"maps"
	"slices"
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
	if a == nil || a.actor.Kind == readout.UnnamedActor {
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

// putActors gives the record's actors their ids in the archive and writes that
// the version speaks of them; keys are their own ones. named is what [Tx.actorsOf]
// returns then.
func (tx *Tx) putActors(ref *VersionRef, rec *readout.Record, keys []string) (_ map[readout.ActorID]*archived, named []naming, _ error) {
	actors := make(map[readout.ActorID]*archived, len(rec.Actors))
	local := make(map[naming]readout.ActorID)
	for i := range rec.Actors {
		a := &rec.Actors[i]
		own := keys[i]
		id, err := tx.actorOf(own, string(ref.Story))
		if err != nil {
			return nil, nil, err
		}
		actors[a.ID] = &archived{key: id, actor: a}
		if id == "" {
			continue
		}
		tx.later(`INSERT OR IGNORE INTO actor_versions (actor, vid, local, own, name, kind, country, basis, public) VALUES `, 9,
			id, ref.row, a.ID, own, a.Name, a.Kind, a.Country, a.Basis, a.Public)
		tx.says(id, a.Name, string(a.Kind), a.Country, string(a.Basis), a.Public)
		n := naming{id, own, a.Name, string(a.Kind)}
		if _, known := local[n]; !known {
			local[n] = a.ID
			named = append(named, n)
		}
	}
	slices.SortFunc(named, func(a, b naming) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(local[a], local[b])) })
	return actors, named, nil
}

// A naming is how a version's record names an actor: its id in the archive, its
// own key, its name and kind.
type naming struct{ id, own, name, kind string }

// actorsOf returns the actors that a version's record names.
func (tx *Tx) actorsOf(vid int64) ([]naming, error) {
	var list []naming
	err := tx.rows(func(scan func(...any) error) error {
		var n naming
		err := scan(&n.id, &n.own, &n.name, &n.kind)
		list = append(list, n)
		return err
	}, `SELECT actor, own, name, kind FROM actor_versions WHERE vid = ? ORDER BY actor, local`, vid)
	return list, err
}

// followActors makes the actors that a version named before or names now what
// the versions say of them. Names that are new, or gone, may be variants of others.
func (tx *Tx) followActors(before, now []naming, reason string) error {
	for _, n := range before {
		delete(tx.settled, n.plain())
	}
	for i, n := range append(slices.Clip(now), before...) {
		if key := n.plain(); !tx.settled[key] {
			tx.settled[key.held()] = true
			if err := tx.settleNames(n, i < len(now)); err != nil {
				return err
			}
		}
	}
	ids := make(map[string]bool)
	for _, n := range append(slices.Clip(now), before...) {
		if ids[n.id] {
			continue
		}
		ids[n.id] = true
		if len(before) == 0 && reason == "" {
			tx.follow[n.id] = true
			continue
		}
		tx.follow[n.id] = false
		if err := tx.followActor(n.id, reason); err != nil {
			return err
		}
	}
	return nil
}

// settleComing settles the names of a record's actors before their rows are written,
// so that these are right at once: who turns out to be a variant of somebody else
// would have all rows that name him made again.
func (tx *Tx) settleComing(rec *readout.Record, keys []string) error {
	tx.coming = make(map[string]bool)
	defer func() { tx.coming = nil }()
	for i := range rec.Actors {
		a := &rec.Actors[i]
		n := naming{own: keys[i], name: a.Name, kind: string(a.Kind)}
		if n.own == "" || tx.settled[n] {
			continue
		}
		known := 0
		if _, err := tx.row([]any{&known}, `SELECT EXISTS (SELECT 1 FROM actor_names WHERE own = ?)`, n.own); err != nil {
			return err
		}
		if known == 0 {
			tx.coming[n.own] = true
		}
		tx.settled[n.held()] = true
		if err := tx.settleNames(n, true); err != nil {
			return err
		}
	}
	return nil
}

// plain returns a naming without the id that stands for the key today.
func (n naming) plain() naming { return naming{own: n.own, name: n.name, kind: n.kind} }

// held returns the same naming in texts of its own: those of a record may stand in the
// row that it came in.
func (n naming) held() naming {
	return naming{strings.Clone(n.id), strings.Clone(n.own), strings.Clone(n.name), strings.Clone(n.kind)}
}

// followAgain follows the actors that new versions of this change name: once for
// all of them, as in a load of many stories the same few are named by most.
func (tx *Tx) followAgain() error {
	for _, id := range slices.Sorted(maps.Keys(tx.follow)) {
		if !tx.follow[id] {
			continue
		}
		done, err := tx.followSayings(id)
		if err == nil && !done {
			err = tx.followActor(id, "")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// followActor makes the row of an actor what the versions say of it. An actor
// that no version names any more goes.
func (tx *Tx) followActor(id, reason string) error {
	a, countries, err := describeNewest(tx.rows, id)
	if err != nil {
		return err
	}
	tx.s.staysNowhere(id, a != nil && countries == 0)
	if a == nil {
		return tx.dropActor(id, reason)
	}
	return tx.putActor(id, a, reason)
}

// putActor makes the row of an actor what is said of it.
func (tx *Tx) putActor(id string, a *ActorInfo, reason string) error {
	n, err := tx.exec(`INSERT OR IGNORE INTO actors (id, name, kind, country, basis, public, folded) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		id, a.Name, a.Kind, a.Country, a.Basis, a.Public, plainName(a.Name))
	if err != nil {
		return err
	}
	if n > 0 {
		if _, err := tx.exec(`DELETE FROM tombstones WHERE id = ?`, id); err != nil { // it was gone and is named again
			return err
		}
		return tx.change("actors", id, "insert", "")
	}
	n, err = tx.exec(`UPDATE actors SET name = ?2, kind = ?3, country = ?4, basis = ?5, public = ?6, folded = ?7
		WHERE id = ?1 AND (name, kind, country, basis, public) <> (?2, ?3, ?4, ?5, ?6)`,
		id, a.Name, a.Kind, a.Country, a.Basis, a.Public, plainName(a.Name))
	if err != nil || n == 0 {
		return err
	}
	return tx.change("actors", id, "update", reason)
}

// dropActor takes out an actor that no version names and leaves a tombstone. One
// that was joined with another has its line in the change feed already.
func (tx *Tx) dropActor(id, reason string) error {
	n, err := tx.exec(`DELETE FROM actors WHERE id = ?`, id)
	if err != nil || n == 0 {
		return err
	}
	merged := 0
	if _, err := tx.row([]any{&merged}, `SELECT count(*) FROM tombstones WHERE id = ?`, id); err != nil || merged > 0 {
		return err
	}
	return tx.bury(id, "", "actors", "delete", firstOf(reason, noRecord))
}

// noRecord is why an actor or a happening is gone that was not forgotten.
const noRecord = "no record names it any more"

// ownKey returns an actor's key as its record has it. One that a list knows has
// its id already. A person of two names or more is the same wherever the name
// is; countries are guessed too often to part people by. One name alone, or the
// name of a body, is the same where the country is. Who has no name is nobody
// outside the story: "".
func ownKey(a *readout.Actor) string {
	switch {
	case strings.HasPrefix(string(a.ID), "ac_"):
		return strings.Clone(string(a.ID)) // the row that the record came in is not to be held for it
	case anonymous(a):
		return ""
	case a.Kind == readout.PersonActor && strings.Contains(fold(a.Name), " "):
		return mint("ac_", fold(a.Name), string(a.Kind))
	}
	return mint("ac_", fold(a.Name), a.Country, string(a.Kind))
}

// ownKeys returns the keys of a record's actors.
func ownKeys(rec *readout.Record) []string {
	keys := make([]string, len(rec.Actors))
	for i := range rec.Actors {
		keys[i] = ownKey(&rec.Actors[i])
	}
	return keys
}

// anonymous reports whether an actor is nobody outside its story.
func anonymous(a *readout.Actor) bool {
	return !strings.HasPrefix(string(a.ID), "ac_") && (a.Kind == readout.UnnamedActor || a.Kind == readout.RoleActor || strings.TrimSpace(a.Name) == "")
}

// folder takes case off.
var folder = cases.Fold()

// fold makes names that differ in case, composition or white space one.
func fold(name string) string {
	return strings.Join(strings.Fields(folder.String(norm.NFKC.String(name))), " ")
}

// maxSteps bounds how often an id stands for another: decisions make no circle
// that a person sees, a damaged file could.
const maxSteps = 100

// actorOf returns the archive's id of the actor whom a story calls by a key: the
// key that it is a variant of, or that a person joined it with, unless a person
// said that in this story it is somebody else.
func (tx *Tx) actorOf(own, story string) (string, error) {
	if own == "" {
		return "", nil
	}
	if tx.stand == nil { // what a person decided may hold for one story alone
		decided := 0
		if _, err := tx.row([]any{&decided}, `SELECT EXISTS (SELECT 1 FROM decisions WHERE kind IN ('part-actor', 'join-actors'))`); err != nil {
			return "", err
		}
		if decided > 0 {
			return standsFor(tx.row, own, story)
		}
		tx.stand = make(map[string]string)
	}
	id, known := tx.stand[own]
	if known {
		return id, nil
	}
	id, next := own, ""
	for range maxSteps {
		ok, err := tx.row([]any{&next}, `SELECT actor FROM actor_variants WHERE own = ?`, id)
		if err != nil {
			return "", err
		}
		if !ok {
			tx.stand[own] = id
			return id, nil
		}
		id = next
	}
	return "", errCircle
}

// errCircle is the error for actors each of whom stands for the next.
var errCircle = errors.New("actors are joined in a circle: readout undo takes one of the decisions back")

// standsFor is actorOf for whoever reads.
func standsFor(row func([]any, string, ...any) (bool, error), own, story string) (string, error) {
	id := own
	for range maxSteps {
		if id == "" {
			return "", nil
		}
		parted := 0
		if _, err := row([]any{&parted}, `SELECT count(*) FROM held WHERE kind = 'part-actor' AND id = ? AND other = ?`, id, story); err != nil {
			return "", err
		}
		if parted > 0 { // joined with others afterwards, perhaps
			id, story = mint("ac_", id, story), ""
			continue
		}
		next := ""
		ok, err := row([]any{&next}, `SELECT actor FROM actor_variants WHERE own = ?`, id)
		if err == nil && !ok {
			ok, err = row([]any{&next}, `SELECT id FROM held WHERE kind = 'join-actors' AND other = ? ORDER BY seq DESC LIMIT 1`, id)
		}
		if err != nil || !ok {
			return id, err
		}
		id = next
	}
	return "", errCircle
}
