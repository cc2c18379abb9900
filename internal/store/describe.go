package store

import "cmp"

// newest is how many of an actor's newest versions say what the archive says of it.
const newest = 40

// describe returns how the archive describes an actor, nil if no version names
// it: what most of the newest versions say, the newest where they say as
// often. A country must be that of more than half of those that give one. It is
// public if one version says so; of a name of one word, which may be many
// people's, most of the newest must.
func describe(rows func(func(scan func(...any) error) error, string, ...any) error, id string) (*ActorInfo, error) {
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
		return nil, err
	}
	a.Name, _ = commonest(names)
	a.Kind, _ = commonest(kinds)
	if a.Basis != "list" {
		var times int
		if a.Country, times = commonest(countries); 2*times <= len(countries) {
			a.Country = ""
		}
	}
	switch {
	case a.Basis != "list" && !two(a.Name):
		a.Public = 2*public > n
	case public > 0:
		a.Public = true
	case n == newest:
		err = rows(func(scan func(...any) error) error { return scan(&a.Public) }, `SELECT EXISTS (SELECT 1 FROM actor_versions WHERE actor = ? AND public = 1)`, id)
	}
	return a, err
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
