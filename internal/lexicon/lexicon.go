// Package lexicon looks names and words up in the lists of data/. Load it
// once; a Lexicon is safe for use by several goroutines. The small lists are
// indexed by Load, the list of offices when it is first asked for.
package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/data"
)

// A Country is a state or territory.
type Country struct {
	ISO3, Name, Capital string
}

// An Entry is what the lists know of a name.
type Entry struct {
	Kind    string // country capital body group outlet
	Key     string // for ids: "USA", "NATO"
	Name    string // its fullest name
	Country string // ISO 3166-1 alpha-3, "" if it has none or several

	form string // the name as the list writes it
}

// A Term is one holding of an office.
type Term struct {
	Person, Title, Country, Wikidata string
	Gender                           byte   // m, f or 0
	From, To                         string // ISO dates or parts of them; an empty To is open or unknown
}

// A Lexicon answers look-ups.
type Lexicon struct {
	countries map[string]Country
	entries   map[string]Entry // by name in lower case, "the" left off
	demonyms  map[string]string
	titles    map[string]string
	heads     map[string]string

	offices sync.Once
	terms   map[string][]Term // by person in lower case
	given   map[string]byte   // given names with their usual gender, 0 if both
}

// load makes the one Lexicon of the embedded lists.
var load = sync.OnceValue(func() *Lexicon {
	l := &Lexicon{countries: map[string]Country{}, entries: map[string]Entry{}, demonyms: map[string]string{}, titles: map[string]string{}, heads: map[string]string{}}
	for _, r := range data.Rows("outlets") {
		l.add(r[0], Entry{Kind: "outlet", Key: r[0], Name: r[0]})
	}
	for _, r := range data.Rows("groups") {
		country := ""
		if !strings.Contains(r[2], " ") {
			country = r[2]
		}
		for _, name := range append(strings.Split(r[1], "|"), r[0]) {
			l.add(name, Entry{Kind: "group", Key: r[0], Name: r[0], Country: country})
		}
	}
	for _, r := range data.Rows("bodies") {
		l.add(r[0], Entry{Kind: "body", Key: r[0], Name: r[1]})
		l.add(r[1], Entry{Kind: "body", Key: r[0], Name: r[1]})
	}
	for _, r := range data.Rows("countries") {
		c := Country{ISO3: r[0], Name: r[1], Capital: r[3]}
		l.countries[c.ISO3] = c
		l.add(c.Capital, Entry{Kind: "capital", Key: c.ISO3 + "-capital", Name: c.Capital, Country: c.ISO3})
	}
	for _, r := range data.Rows("countries") {
		for _, name := range append(strings.Split(r[2], "|"), r[1]) {
			l.add(name, Entry{Kind: "country", Key: r[0], Name: r[1], Country: r[0]})
		}
	}
	for _, name := range []string{"U.S.", "U.S", "US", "America", "the States"} {
		l.add(name, Entry{Kind: "country", Key: "USA", Name: "United States", Country: "USA"})
	}
	for _, name := range []string{"U.K.", "UK", "Britain"} {
		l.add(name, Entry{Kind: "country", Key: "GBR", Name: "United Kingdom", Country: "GBR"})
	}
	for _, name := range []string{"U.N.", "UN"} {
		l.add(name, Entry{Kind: "body", Key: "UN", Name: "United Nations"})
	}
	for _, r := range data.Rows("demonyms") {
		l.demonyms[strings.ToLower(r[0])] = r[2]
	}
	l.demonyms["american"], l.demonyms["americans"] = "USA", "USA"
	for _, r := range data.Rows("titles") {
		l.titles[r[0]] = r[1]
	}
	for _, r := range data.Rows("heads") {
		l.heads[r[0]] = r[1]
	}
	return l
})

// Load returns the lexicon of the embedded lists.
func Load() *Lexicon { return load() }

// add enters a name, if it has one.
func (l *Lexicon) add(name string, e Entry) {
	if key := Key(name); key != "" {
		e.form = strings.TrimSpace(name)
		l.entries[key] = e
	}
}

// Key returns the form in which a name is looked up: lower case, without "the".
func Key(name string) string {
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "the ")
}

// Entry looks a name up. Case counts for names of up to four bytes, which are
// acronyms: "LeT" is a group, "Let" and "US" in "let us" are not.
func (l *Lexicon) Entry(name string) (Entry, bool) {
	key := Key(name)
	e, ok := l.entries[key]
	if ok && len(key) <= 4 && len(e.form) > 1 && e.form[1:] != strings.ToLower(e.form[1:]) && !strings.HasSuffix(strings.TrimSpace(name), e.form) {
		return Entry{}, false
	}
	return e, ok
}

// Country returns a country by its code.
func (l *Lexicon) Country(iso3 string) (Country, bool) {
	c, ok := l.countries[iso3]
	return c, ok
}

// Demonym returns the country that a word such as "Iranian" or "Iraqis" names, or "".
func (l *Lexicon) Demonym(word string) string { return l.demonyms[strings.ToLower(word)] }

// Title reports whether a word, in lower case, stands before a person's name,
// and the sector that it puts the person in.
func (l *Lexicon) Title(word string) (sector string, ok bool) {
	sector, ok = l.titles[word]
	return sector, ok
}

// Head reports whether a word, in lower case, is the head noun of a person or
// a body, and its sector.
func (l *Lexicon) Head(word string) (sector string, ok bool) {
	sector, ok = l.heads[word]
	return sector, ok
}

// loadOffices indexes the list of offices.
func (l *Lexicon) loadOffices() {
	l.terms, l.given = map[string][]Term{}, map[string]byte{}
	count := map[string]map[byte]int{}
	for _, r := range data.Rows("offices") {
		t := Term{Person: r[0], Title: r[1], Country: r[2], From: r[3], To: r[4], Wikidata: r[5]}
		if r[6] != "" {
			t.Gender = r[6][0]
		}
		key := strings.ToLower(t.Person)
		if len(l.terms[key]) == 0 {
			first, _, ok := strings.Cut(t.Person, " ")
			if ok && len(first) > 2 {
				if count[first] == nil {
					count[first] = map[byte]int{}
				}
				count[first][t.Gender]++
			}
		}
		l.terms[key] = append(l.terms[key], t)
	}
	for name, by := range count {
		if by['m']+by['f']+by[0] < 2 {
			continue
		}
		switch {
		case by['m'] > 4*by['f'] && by['m'] > 0:
			l.given[name] = 'm'
		case by['f'] > 4*by['m'] && by['f'] > 0:
			l.given[name] = 'f'
		default:
			l.given[name] = 0
		}
	}
}

// Terms returns the offices of a person of this name, the earliest first.
func (l *Lexicon) Terms(person string) []Term {
	l.offices.Do(l.loadOffices)
	terms := slices.Clone(l.terms[strings.ToLower(person)])
	slices.SortStableFunc(terms, func(a, b Term) int { return cmp.Compare(a.From, b.From) })
	return terms
}

// GivenName reports whether a word is a given name of office holders, with its
// usual gender (m, f, or 0 if it is both or unknown).
func (l *Lexicon) GivenName(word string) (gender byte, ok bool) {
	l.offices.Do(l.loadOffices)
	gender, ok = l.given[word]
	return gender, ok
}
