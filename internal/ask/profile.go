package ask

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// maxAliases is how many other names a profile has.
const maxAliases = 12

// describe gathers what records say of an actor.
func (p *Profile) describe(ins []*store.ActorIn) {
	names, offices := tally[string, string]{}, tally[readout.Office, OfficeLine]{}
	for _, in := range ins {
		a := in.Actor
		for _, name := range append([]string{a.Name}, a.Aliases...) {
			if key := plainAlias(name); key != plainAlias(p.Name) {
				names.add(key, name)
			}
		}
		if a.Office != nil && (p.Basis != "list" || a.Basis == "list") { // what one story guesses is no office of whom a list knows
			offices.add(*a.Office, OfficeLine{Office: *a.Office, Version: in.Version.ID, Published: in.Day})
		}
		if p.Wikidata == "" {
			p.Wikidata = a.Wikidata
		}
		if p.CAMEO == "" {
			p.CAMEO = a.CAMEO
		}
		if len(p.Sectors) == 0 && len(a.Sectors) > 0 {
			p.Sectors = a.Sectors
		}
		if p.Why == "" {
			p.Why = a.Why
		}
	}
	p.Aliases = append(p.Aliases, names.often(len(ins), func(string) bool { return false })...)
	p.Aliases = p.Aliases[:min(len(p.Aliases), maxAliases)]
	p.Offices = append(p.Offices, offices.often(len(ins), func(o OfficeLine) bool { return o.From != "" || o.To != "" })...)
}

// plainAlias returns a name by which two spellings of it are the same.
func plainAlias(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), " "))
}

// A tally counts in how many stories something stands, and keeps how the newest has it.
type tally[K comparable, V any] struct {
	index map[K]int
	list  []tallied[V]
}

type tallied[V any] struct {
	value V
	n     int
}

func (t *tally[K, V]) add(key K, value V) {
	if t.index == nil {
		t.index = make(map[K]int)
	}
	i, ok := t.index[key]
	if !ok {
		i = len(t.list)
		t.index[key], t.list = i, append(t.list, tallied[V]{value: value})
	}
	t.list[i].n++
}

// fewStories is up to how many stories what one of them has is shown beside what several have.
const fewStories = 4

// often returns those that are sure or stand in two stories or more, where many stories
// were counted and there are such, and else all: the sure ones first, then those that
// most have. What one of many stories has may be a slip of its reading.
func (t *tally[K, V]) often(stories int, sure func(V) bool) (out []V) {
	known := func(c tallied[V]) bool { return c.n > 1 || sure(c.value) }
	list := t.list
	if stories > fewStories && slices.ContainsFunc(list, known) {
		list = slices.DeleteFunc(list, func(c tallied[V]) bool { return !known(c) })
	}
	first := func(c tallied[V]) int {
		if sure(c.value) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(list, func(a, b tallied[V]) int { return cmp.Or(first(a)-first(b), b.n-a.n) })
	for _, c := range list {
		out = append(out, c.value)
	}
	return out
}
