package lexicon

import (
	"cmp"
	"slices"
	"strings"

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
	switch low {
	case "president", "prime minister", "chancellor", "king", "queen", "emir", "sultan", "supreme leader", "leader", "premier", "pope", "general secretary",
		"head of state", "paramount leader", "military leader", "taoiseach", "secretary-general of the united nations", "state counsellor", "crown prince":
		return 4
	case "secretary of state", "secretary of defense", "vice president", "minister of foreign affairs", "foreign minister", "minister for foreign affairs":
		return 3
	}
	for _, word := range []string{"minister", "secretary of", "senator", "governor", "president of the", "secretary general", "director-general", "director general", "managing director", "high representative"} {
		if strings.Contains(low, word) && !strings.HasPrefix(low, "deputy") {
			return 2
		}
	}
	return 1
}

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
var particles = map[string]bool{"al": true, "el": true, "as": true, "ash": true, "ad": true, "an": true, "ar": true, "bin": true, "ibn": true, "ben": true, "bint": true,
	"de": true, "del": true, "della": true, "di": true, "da": true, "dos": true, "das": true, "du": true, "des": true, "la": true, "le": true, "van": true, "von": true,
	"der": true, "den": true, "ter": true, "ten": true, "zu": true, "zur": true, "st": true, "st.": true, "san": true, "abu": true, "abd": true, "ould": true, "mac": true, "o": true}

// particle reports whether words are all particles.
func particle(words string) bool {
	for w := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == ' ' || r == '-' }) {
		if !particles[strings.ToLower(w)] {
			return false
		}
	}
	return words != ""
}

// Particle reports whether a word stands before family names and belongs to them.
func Particle(word string) bool { return particles[strings.ToLower(word)] }

// FamilyName returns the last part of a person's name with the particles
// before it, "Jr." and the like left off; the name itself if it has one part.
func FamilyName(name string) string {
	name = strings.TrimSpace(name)
	for {
		i := strings.LastIndexByte(name, ' ')
		if i < 0 {
			return name
		}
		switch strings.TrimRight(name[i+1:], ".") {
		case "Jr", "Sr", "II", "III", "IV":
			name = strings.TrimRight(name[:i], " ,")
			continue
		}
		start := i + 1
		for {
			k := strings.LastIndexByte(name[:start-1], ' ')
			word := name[k+1 : start-1]
			if k < 0 || !particles[strings.ToLower(word)] {
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
