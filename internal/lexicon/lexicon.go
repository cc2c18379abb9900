// Package lexicon looks names and words up in the lists of data/, and in
// lists that users load beside them. Call Load once; a Lexicon is safe for use
// by several goroutines. The small lists are indexed by Load, those of words,
// people and cities when they are first asked for.
package lexicon

import (
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/data"
)

// A Country is a state or territory.
type Country struct {
	ISO3, Name, Adjective string
	Capitals              []string // its seats of government, the usual one first
}

// The kinds of entries.
const (
	KindCountry      = "country"
	KindCapital      = "capital"      // a seat of government
	KindGovernment   = "government"   // an office or organ of a state
	KindOrganization = "organization" // also international bodies (sector IGO)
	KindParty        = "party"
	KindGroup        = "group" // armed or political
	KindOutlet       = "outlet"
	KindArea         = "area" // no city: a region, a sea, a site
	KindPerson       = "person"
)

// Nation is the kind of people whom a country's name tells.
const Nation = "nation"

// An Entry is what the lists know of a name.
type Entry struct {
	Kind    string
	Key     string   // for ids: "USA", "NATO"
	Name    string   // its fullest name
	Country string   // ISO 3166-1 alpha-3, "" if it has none or several
	Sector  string   // PLOVER's sector, "" if none
	Members []string // countries of an international body
	Area    string   // what an area is: continent region natural admin facility
	Admin1  string   // GeoNames code of an area that is a first-order division
	User    bool     // from a list that the user loaded

	Wikidata string // item, where the user's list has it

	form   string // the name as the list writes it
	person int    // number of the person in a user's list, from 1
}

// A Role is what a head noun or a title tells.
type Role struct {
	Sector string
	Body   bool // a body rather than a person
	Gender byte // m, f or 0
}

// A Lexicon answers look-ups.
type Lexicon struct {
	*lists
	own []*List // users' lists, the last loaded first
}

// lists are the embedded lists.
type lists struct {
	countries map[string]Country
	entries   []Entry
	names     *index // of entries
	longest   map[uint64]int
	demonyms  map[string]string
	peoples   map[string]people
	titles    map[string]Role
	heads     map[string]Role
	orgWords  map[string]string

	wordsOnce    sync.Once
	words        map[string]counts
	personalOnce sync.Once
	personal     map[string]personalName
	peopleOnce   sync.Once
	persons      personList
	likeOnce     sync.Once
	like         *index // rows of persons, by pairs of words written alike
	citiesOnce   sync.Once
	cities       cityList
}

type people struct{ kind, country string }

// load makes the one Lexicon of the embedded lists.
var load = sync.OnceValue(func() *Lexicon {
	l := &lists{countries: map[string]Country{}, names: newIndex(16000), longest: map[uint64]int{}, demonyms: map[string]string{},
		peoples: map[string]people{}, titles: map[string]Role{}, heads: map[string]Role{}, orgWords: map[string]string{}}
	l.loadCountries()
	for _, list := range []string{"institutions", "bodies", "groups", "outlets", "parties"} {
		for _, r := range data.Rows(list) {
			e := Entry{Kind: r[2], Key: r[0], Name: r[0], Country: r[3], Sector: r[4]}
			if list == "outlets" {
				e.Kind = KindOutlet
			}
			if len(r) > 5 && r[5] != "" {
				e.Members = strings.Split(r[5], "|")
			}
			l.add(e, r[1])
		}
	}
	for _, r := range data.Rows("areas") {
		l.add(Entry{Kind: KindArea, Key: r[0], Name: r[0], Country: r[3], Area: r[2], Admin1: r[4]}, r[1])
	}
	for _, r := range data.Rows("peoples") {
		l.peoples[strings.ToLower(r[0])] = people{r[1], r[2]}
	}
	for _, r := range data.Rows("demonyms") {
		l.demonyms[strings.ToLower(r[0])] = r[2]
	}
	for _, r := range data.Rows("titles") {
		role := Role{Sector: r[1]}
		if r[2] != "" {
			role.Gender = r[2][0]
		}
		l.titles[r[0]] = role
	}
	for _, r := range data.Rows("heads") {
		l.heads[r[0]] = Role{Sector: r[1], Body: r[2] == "body"}
	}
	for _, r := range data.Rows("orgwords") {
		l.orgWords[r[0]] = r[1]
	}
	return &Lexicon{lists: l}
})

// Load returns the lexicon of the embedded lists.
func Load() *Lexicon { return load() }

// Preload loads the lists that the first look-ups would wait for.
func (l *Lexicon) Preload() {
	l.peopleOnce.Do(l.loadPeople)
	l.citiesOnce.Do(l.loadCities)
}

// loadCountries enters the countries, their adjectives and their seats of
// government. A country comes before a capital of the same name.
func (l *lists) loadCountries() {
	rows := data.Rows("countries")
	for _, r := range rows {
		c := Country{ISO3: r[0], Name: r[1], Adjective: r[4]}
		if r[3] != "" {
			c.Capitals = strings.Split(r[3], "|")
		}
		l.countries[c.ISO3] = c
		l.add(Entry{Kind: KindCountry, Key: r[0], Name: r[1], Country: r[0], Sector: ""}, r[2])
	}
	for _, r := range rows {
		for i, name := range l.countries[r[0]].Capitals {
			key := r[0] + "-capital"
			if i > 0 {
				key += string(rune('1' + i))
			}
			l.add(Entry{Kind: KindCapital, Key: key, Name: name, Country: r[0]}, "")
		}
	}
}

// add enters an entry under its name and its other names, parted by "|".
func (l *lists) add(e Entry, others string) {
	l.addName(e, e.Name)
	for other := range strings.SplitSeq(others, "|") {
		l.addName(e, other)
	}
}

func (l *lists) addName(e Entry, name string) {
	if name = strings.TrimSpace(name); name == "" {
		return
	}
	e.form = withoutThe(name)
	l.names.add(hashOf(name), int32(len(l.entries)))
	l.entries = append(l.entries, e)
	noteLength(l.longest, name)
}

// noteLength remembers under the first word of a name how many words it has,
// as texts are cut into words: a hyphen is one.
func noteLength(longest map[uint64]int, name string) {
	name = withoutThe(name)
	n := 1
	first := len(name)
	for i, r := range name {
		if f := fold(r); f == ' ' || r == '\'' || r == '’' {
			first = min(first, i)
			n++
			if r != ' ' {
				n++
			}
		}
	}
	h := Hash{}.Add(name[:first]).sum
	longest[h] = max(longest[h], n)
}

// Longest returns how many words the longest name has that starts with a
// word, 0 if none does.
func (l *Lexicon) Longest(word string) int {
	h := Hash{}.Add(word).sum
	n := l.longest[h]
	for _, list := range l.own {
		n = max(n, list.longest[h])
	}
	return n
}

// Entries returns what the lists know of a name, users' lists first, then
// countries, seats of government, institutions, bodies, groups, outlets,
// parties and areas.
func (l *Lexicon) Entries(name string) []Entry {
	return l.EntriesOf(Hash{}.Add(withoutThe(strings.TrimSpace(name))), name)
}

// EntriesOf is Entries for a name whose hash is known. The name is needed
// since the case of acronyms counts.
func (l *Lexicon) EntriesOf(h Hash, name string) []Entry {
	var out []Entry
	collect := func(entries []Entry) func(int32) bool {
		return func(i int32) bool {
			if e := entries[i]; !acronymDiffers(e.form, name) {
				out = append(out, e)
			}
			return true
		}
	}
	for _, list := range l.own {
		list.names.each(h.sum, collect(list.entries))
	}
	l.names.each(h.sum, collect(l.entries))
	return out
}

// Entry returns the first of a name's entries.
func (l *Lexicon) Entry(name string) (Entry, bool) {
	name = closedUp(name)
	return l.EntryOf(Hash{}.Add(withoutThe(strings.TrimSpace(name))), name)
}

// closedUp returns a name that is initials alone, which some outlets set apart
// ("U. S."), as the lists write it; any other name as it is.
func closedUp(name string) string {
	if !strings.Contains(name, ". ") || len(name) > len("U. S. S. R.") {
		return name
	}
	var letters []byte
	for part := range strings.FieldsSeq(name) {
		if part = strings.TrimSuffix(part, "."); len(part) != 1 || part[0] < 'A' || part[0] > 'Z' {
			return name
		}
		letters = append(letters, part[0])
	}
	return string(letters)
}

// EntryOf is Entry for a name whose hash is known.
func (l *Lexicon) EntryOf(h Hash, name string) (e Entry, ok bool) {
	first := func(entries []Entry) func(int32) bool {
		return func(i int32) bool {
			ok = !acronymDiffers(entries[i].form, name)
			if ok {
				e = entries[i]
			}
			return !ok
		}
	}
	for _, list := range l.own {
		if list.names.each(h.sum, first(list.entries)); ok {
			return e, true
		}
	}
	l.names.each(h.sum, first(l.entries))
	return e, ok
}

// acronymDiffers reports whether form is an acronym that name writes in other
// cases: "LeT" is a group, "Let" and "US" in "let us" are not.
func acronymDiffers(form, name string) bool {
	if len(form) > 6 || len(form) < 2 {
		return false
	}
	capitals := 0
	for i := 0; i < len(form); i++ {
		switch c := form[i]; {
		case 'A' <= c && c <= 'Z':
			capitals++
		case c == ' ':
			return false
		}
	}
	if capitals < 2 {
		return false
	}
	k := 0
	name = withoutThe(strings.TrimSpace(name))
	for i := 0; i < len(form); i++ {
		if form[i] == '.' || form[i] == '-' {
			continue
		}
		for k < len(name) && (name[k] == '.' || name[k] == '-') {
			k++
		}
		if k >= len(name) || name[k] != form[i] {
			return true
		}
		k++
	}
	return false
}

// Country returns a country by its code.
func (l *Lexicon) Country(iso3 string) (Country, bool) {
	c, ok := l.countries[iso3]
	return c, ok
}

// Demonym returns the country that a word such as "Iranian" or "Iraqis" names, or "".
func (l *Lexicon) Demonym(word string) string {
	low := strings.ToLower(word)
	if code := l.demonyms[low]; code != "" {
		return code
	}
	return l.peoples[low].country
}

// People reports whether a word names a nation, a people, a religion or a
// political camp: its kind (nation, ethnic, religion, region, politics) and
// the country that news means by it, if any.
func (l *Lexicon) People(word string) (kind, country string) {
	low := strings.ToLower(word)
	if p, ok := l.peoples[low]; ok {
		return p.kind, p.country
	}
	if code := l.demonyms[low]; code != "" {
		return Nation, code
	}
	return "", ""
}

// Title reports whether a word, in lower case, stands before a person's name,
// and what it tells of the person.
func (l *Lexicon) Title(word string) (Role, bool) {
	role, ok := l.titles[word]
	return role, ok
}

// Head reports whether a word, in lower case and singular or plural, is the
// head noun of people or a body, and what it tells.
func (l *Lexicon) Head(word string) (Role, bool) {
	role, ok := l.heads[word]
	if !ok {
		if one := singular(word); one != word {
			role, ok = l.heads[one]
		}
	}
	return role, ok
}

// plurals are those that no ending shows.
var plurals = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, r := range data.Rows("plurals") {
		out[r[0]] = r[1]
	}
	return out
})

// singular returns a noun without the plural's ending.
func singular(word string) string {
	switch {
	case strings.HasSuffix(word, "men"):
		return word[:len(word)-3] + "man"
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		return word[:len(word)-3] + "y"
	case strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"), strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "xes"):
		return word[:len(word)-2]
	case plurals()[word] != "":
		return plurals()[word]
	case strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && len(word) > 3:
		return word[:len(word)-1]
	}
	return word
}

// OrgWord reports whether a word, in lower case, makes a capitalised run the
// name of a body, and the body's sector.
func (l *Lexicon) OrgWord(word string) (sector string, ok bool) {
	sector, ok = l.orgWords[word]
	return sector, ok
}
