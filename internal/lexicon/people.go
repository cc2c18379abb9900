package lexicon

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/data"
)

// A Person holds or held a public office.
type Person struct {
	Name, Wikidata string
	Gender         byte // m, f or 0
	Terms          []Term
}

// A Term is one holding of an office.
type Term struct {
	Title, Country string
	From, To       string // ISO dates or parts of them; an empty To is open
	Until          string // an open term is known to hold up to this day
}

// Rank tells how far an office makes its holder known by the family name
// alone: 4 heads of state and government, 3 ministers of foreign affairs,
// defence and the like of big posts, 2 ministers and heads of bodies,
// 1 the others.
func (t Term) Rank() int {
	low := strings.ToLower(t.Title)
	ranks := officeRanks()
	if rank := ranks.whole[low]; rank > 0 {
		return rank
	}
	for _, word := range ranks.parts {
		if strings.Contains(low, word) && !strings.HasPrefix(low, ranks.less) {
			return 2
		}
	}
	return 1
}

// ranks are the offices of the list of ranks.
type ranks struct {
	whole map[string]int // by the whole title
	parts []string       // words of titles of rank 2
	less  string         // what a title of a lower rank begins with
}

// officeRanks reads the list of ranks.
var officeRanks = sync.OnceValue(func() ranks {
	out := ranks{whole: map[string]int{}}
	for _, r := range data.Rows("ranks") {
		switch r[1] {
		case "whole":
			out.whole[r[0]], _ = strconv.Atoi(r[2])
		case "part":
			out.parts = append(out.parts, r[0])
		case "less":
			out.less = r[0]
		}
	}
	return out
})

// Holds reports whether the term covers a day (an ISO date or a part of one).
func (t Term) Holds(day string) bool {
	if t.From > day && !strings.HasPrefix(t.From, day) {
		return false
	}
	switch {
	case t.To != "":
		return day <= t.To || strings.HasPrefix(day, t.To)
	case t.Until != "":
		return day <= t.Until
	}
	return false
}

// A personList is the list of offices, a row of text a person.
type personList struct {
	text   string
	names  *index // start of the row, by full name
	family *index // start of the row, by family name
}

// loadPeople indexes the list of offices.
func (l *lists) loadPeople() {
	text := data.Text("offices")
	n := strings.Count(text, "\n")
	list := personList{text: text, names: newIndex(2 * n), family: newIndex(2 * n)}
	for at, line := range list.rows() {
		eachName(line, func(name string) { list.enter(name, at) })
	}
	l.persons = list
}

// enter indexes a person under one name.
func (p *personList) enter(name string, row int32) {
	p.names.add(hashOf(name), row)
	parts := FamilyName(name)
	if parts == name {
		return
	}
	p.family.add(hashOf(parts), row)
	if i := strings.LastIndexAny(parts, " -"); i >= 0 && particle(parts[:i]) {
		p.family.add(hashOf(parts[i+1:]), row)
	}
	first, _, _ := strings.Cut(name, " ")
	if len(first) <= 6 { // the family name comes first in Chinese, Korean, Vietnamese names
		p.family.add(hashOf(first), row)
	}
}

// particles stand before family names and belong to them.
var particles = sync.OnceValue(func() map[string]bool { return nameWords("particle", "telling") })

// telling are the particles that tell a name from another.
var telling = sync.OnceValue(func() map[string]bool { return nameWords("telling") })

// generations tell a son from his father.
var generations = sync.OnceValue(func() map[string]bool { return nameWords("generation") })

// nameWords returns the words of some kinds in the list of words inside names.
func nameWords(kinds ...string) map[string]bool {
	out := map[string]bool{}
	for _, r := range data.Rows("namewords") {
		if slices.Contains(kinds, r[1]) {
			out[r[0]] = true
		}
	}
	return out
}

// Generation reports whether a word tells a son from his father: "Jr.", "III".
func Generation(word string) bool { return generations()[strings.TrimRight(word, ".")] }

// particle reports whether words are all particles.
func particle(words string) bool {
	for w := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == ' ' || r == '-' }) {
		if !particles()[strings.ToLower(w)] {
			return false
		}
	}
	return words != ""
}

// FamilyName returns the last part of a person's name with the particles
// before it, "Jr." and the like left off; the name itself if it has one part.
func FamilyName(name string) string {
	name = strings.TrimSpace(name)
	for {
		i := strings.LastIndexByte(name, ' ')
		if i < 0 {
			return name
		}
		if Generation(name[i+1:]) {
			name = strings.TrimRight(name[:i], " ,")
			continue
		}
		start := i + 1
		for {
			k := strings.LastIndexByte(name[:start-1], ' ')
			word := name[k+1 : start-1]
			if k < 0 || !particles()[strings.ToLower(word)] {
				return name[start:]
			}
			start = k + 1
		}
	}
}

// person reads the row that starts at.
func (p *personList) person(at int32) Person {
	line := p.text[at:]
	if end := strings.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	cells := strings.Split(line, "\t")
	person := Person{Name: cells[0], Wikidata: cells[3]}
	if cells[2] != "" {
		person.Gender = cells[2][0]
	}
	person.Terms = termsOf(cells[4])
	return person
}

// termsOf reads terms of office, parted by "|", and sorts them by their start.
func termsOf(cell string) []Term {
	var terms []Term
	for span := range strings.SplitSeq(cell, "|") {
		part := strings.SplitN(span, " ", 4)
		if len(part) < 4 {
			continue
		}
		t := Term{Country: part[0], Title: part[3], From: strings.Trim(part[1], "-")}
		if until, open := strings.CutPrefix(part[2], ">"); open {
			t.Until = until
		} else {
			t.To = strings.Trim(part[2], "-")
		}
		terms = append(terms, t)
	}
	slices.SortStableFunc(terms, func(a, b Term) int { return cmp.Compare(a.From, b.From) })
	return terms
}

// PeopleNamed returns the holders of offices of a full name.
func (l *Lexicon) PeopleNamed(name string) []Person {
	l.peopleOnce.Do(l.loadPeople)
	return l.persons.find(l.persons.names, name)
}

// PeopleOfFamily returns the holders of offices of a family name.
func (l *Lexicon) PeopleOfFamily(name string) []Person {
	l.peopleOnce.Do(l.loadPeople)
	return l.persons.find(l.persons.family, name)
}

func (p *personList) find(x *index, name string) []Person {
	var out []Person
	x.each(hashOf(name), func(at int32) bool {
		out = append(out, p.person(at))
		return true
	})
	return out
}
