package store

import (
	"cmp"
	"strings"
)

// newest is how many of an actor's newest versions say what the archive says of it.
const newest = 40

// describe returns how the archive describes an actor, nil if no version names
// it: what most of the newest versions say, the newest where they say as
// often. A country must be that of more than half of those that give one. It is
// public if one version says so; of a name of one word, which may be many
// people's, most of the newest must.
func describe(rows func(func(scan func(...any) error) error, string, ...any) error, id string) (*ActorInfo, error) {
	a, _, err := describeNewest(rows, id)
	return a, err
}

// describeNewest is describe, and returns how many of the newest versions give a country.
func describeNewest(rows func(func(scan func(...any) error) error, string, ...any) error, id string) (*ActorInfo, int, error) {
	a := &ActorInfo{}
	var names, kinds, countries []string
	n, public := 0, 0
	err := rows(func(scan func(...any) error) error {
		var name, kind, country, basis string
		var yes bool
		if err := scan(&name, &kind, &country, &basis, &yes); err != nil {
			return err
		}
		if n++; n == 1 {
			a.Country, a.Basis = country, basis
		}
		if basis == "list" {
			a.Basis = basis
		}
		names, kinds = append(names, name), append(kinds, kind)
		if country != "" {
			countries = append(countries, country)
		}
		if yes {
			public++
		}
		return nil
	}, `SELECT name, kind, country, basis, public FROM actor_versions WHERE actor = ? ORDER BY vid DESC, local LIMIT ?`, id, newest)
	if err != nil || n == 0 {
		return nil, 0, err
	}
	a.Name, _ = commonest(names)
	a.Kind, _ = commonest(kinds)
	if a.Basis != "list" {
		var times int
		if a.Country, times = commonest(countries); 2*times <= len(countries) {
			a.Country = ""
		}
	}
	a.Public, err = isPublic(rows, id, a, n, public)
	return a, len(countries), err
}

// isPublic reports whether an actor is public of whom some of the newest versions say so.
func isPublic(rows func(func(scan func(...any) error) error, string, ...any) error, id string, a *ActorInfo, n, public int) (yes bool, err error) {
	switch {
	case a.Basis != "list" && !two(a.Name):
		return 2*public > n, nil
	case public > 0 || n < newest:
		return public > 0, nil
	}
	err = rows(func(scan func(...any) error) error { return scan(&yes) }, `SELECT EXISTS (SELECT 1 FROM actor_versions WHERE actor = ? AND public = 1)`, id)
	return yes, err
}

// newSayings are what the new versions of a change say of an actor.
type newSayings struct {
	ActorInfo
	differ bool // they say several things
}

// says notes what a new version says of an actor. Its words may stand in the row that
// the version came in, which is not to be held for that.
func (tx *Tx) says(id, name, kind, country, basis string, public bool) {
	now := newSayings{ActorInfo: ActorInfo{ID: id, Name: name, Kind: kind, Country: country, Basis: basis, Public: public}}
	was, ok := tx.said[id]
	switch {
	case !ok:
		for _, text := range []*string{&now.ID, &now.Name, &now.Kind, &now.Country, &now.Basis} {
			*text = strings.Clone(*text)
		}
		tx.said[now.ID] = now
	case was != now && !was.differ:
		was.differ = true
		tx.said[was.ID] = was
	}
}

// followSayings makes the row of an actor what the new versions of this change say of
// it, where that can be told without a look at older ones, and reports whether it can:
// all of them say one thing, and none was there before, or the archive says the same.
// What most of the newest say, more of them say now; of a country that is known if one
// is given, or if none of the newest give one.
func (tx *Tx) followSayings(id string) (bool, error) {
	now, ok := tx.said[id]
	if !ok || now.differ {
		return false, nil
	}
	have := ActorInfo{ID: id}
	there, err := tx.row([]any{&have.Name, &have.Kind, &have.Country, &have.Basis, &have.Public}, `SELECT name, kind, country, basis, public FROM actors WHERE id = ?`, id)
	switch none := now.Country == ""; {
	case err != nil:
		return false, err
	case !there:
		tx.s.staysNowhere(id, none)
		return true, tx.putActor(id, &now.ActorInfo, "")
	default:
		return have == now.ActorInfo && (!none || now.Basis == "list" || tx.s.nowhere[id]), nil
	}
}

// mostNowhere is how many actors are remembered whose newest versions give no country.
const mostNowhere = 100_000

// staysNowhere remembers whether the newest versions of an actor give no country.
func (s *Store) staysNowhere(id string, none bool) {
	switch {
	case !none:
		delete(s.nowhere, id)
	case len(s.nowhere) < mostNowhere:
		s.nowhere[id] = true
	}
}

// commonest returns the most frequent of some words, the first of those that
// are as frequent, and how often it is there.
func commonest(list []string) (best string, times int) {
	count := make(map[string]int)
	for _, w := range list {
		count[w]++
	}
	for _, w := range list {
		if cmp.Compare(count[w], times) > 0 {
			best, times = w, count[w]
		}
	}
	return best, times
}
