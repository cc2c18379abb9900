package link

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// person fills an actor that is a named person: by a list of the user's, by
// the office that the lists have for the story's date, else by what the story
// calls the person.
func (l *linker) person(a *readout.Actor, members []int) {
	a.Kind = readout.PersonActor
	said := l.called(members)
	if p, e, ok := l.lex.UserPerson(a.Name); ok {
		l.userPerson(a, p, e, said)
		return
	}
	p, ok := l.listedPerson(a, said)
	if !ok {
		l.byStory(a, said, members)
		return
	}
	a.Basis, a.Public, a.Wikidata = readout.ActorFromList, true, p.Wikidata
	if a.Wikidata != "" {
		a.ID = readout.ActorID("ac_" + a.Wikidata)
	}
	if strings.Contains(p.Name, a.Name) && p.Name != a.Name {
		a.Aliases = unite(p.Name, nil, append([]string{a.Name}, a.Aliases...))
		a.Name = p.Name
	}
	l.office(a, p, said)
	if l.observing {
		h := l.homeland(a, members, calling(said), said.span)
		h.Listed = a.Country
		l.observe(h)
	}
}

// calling returns the words that call a person what he is.
func calling(said description) []string { return strings.Fields(said.word + " " + said.office) }

// userPerson fills a person whom a list of the user's has.
func (l *linker) userPerson(a *readout.Actor, p lexicon.Person, e lexicon.Entry, said description) {
	a.ID, a.Basis, a.Public, a.Wikidata, a.Country = listID(e.Key), readout.ActorFromList, true, e.Wikidata, e.Country
	if a.Name != p.Name {
		a.Aliases = unite(p.Name, nil, append([]string{a.Name}, a.Aliases...))
		a.Name = p.Name
	}
	if len(p.Terms) > 0 {
		l.office(a, p, said)
	}
	if e.Country != "" {
		a.Country = e.Country
	}
	if e.Sector != "" {
		a.Sectors = []string{e.Sector}
	}
	a.Why = strings.TrimSpace(fmt.Sprintf("A list of yours has %s. %s", p.Name, a.Why))
}

// office fills what the list of offices says of a person on the story's date.
// The office is the one that the story names, if the person holds several; an
// office that the list does not have for that day is the story's own.
func (l *linker) office(a *readout.Actor, p lexicon.Person, said description) {
	first, last := p.Terms[0], p.Terms[len(p.Terms)-1]
	a.Country = last.Country
	held, ok := l.heldOn(p.Terms, l.day, said.office)
	switch {
	case l.day == "":
		a.Why = fmt.Sprintf("The list of offices has %s; which office holds is open, since the story has no date (terms from %s to %s).", p.Name, first.From, orOpen(last.To))
	case said.office != "" && !said.past && (!ok || !l.alikeOffices(held.Title, said.office)):
		if ok {
			a.Country = held.Country
		} else {
			a.Country = lastBefore(p.Terms, l.day).Country
		}
		a.Office = &readout.Office{Title: said.office, Of: a.Country}
		a.Sectors = l.sectorOf(said.office)
		a.Why = fmt.Sprintf("The list of offices has %s; the office on %s is the one that the story tells.", p.Name, l.day)
	case !ok:
		last = lastBefore(p.Terms, l.day)
		a.Country = last.Country
		if last.From <= l.day && last.To != "" && (said.word == "" || said.past) {
			a.Office = &readout.Office{Title: "former " + last.Title, Of: last.Country, From: last.From, To: last.To}
		}
		a.Why = fmt.Sprintf("The list of offices has %s as %s from %s to %s, and no office on %s.", p.Name, last.Title, last.From, orOpen(last.To), l.day)
	default:
		a.Country = held.Country
		a.Office = &readout.Office{Title: held.Title, Of: held.Country, From: held.From, To: held.To}
		a.Sectors = l.sectorOf(held.Title)
		a.Why = fmt.Sprintf("The list of offices has %s as %s on %s.", p.Name, held.Title, l.day)
	}
	if a.Country == "INT" {
		a.Country = ""
	}
	if said.sector != "" && len(a.Sectors) == 0 {
		a.Sectors = []string{said.sector}
	}
}

// byStory fills a person whom no list has.
func (l *linker) byStory(a *readout.Actor, said description, members []int) {
	if said.sector != "" {
		a.Sectors = []string{said.sector}
		a.Public = stateSectors[said.sector] || said.sector == "PTY" || said.sector == "REB"
		a.Why = strings.TrimSpace(a.Why + fmt.Sprintf(" The story calls %s %q.", a.Name, said.word))
	}
	a.Country = said.country
	if a.Country == "" {
		a.Country = l.beside(members)
	}
	if a.Country == "" && !l.ofPeople(said.span) {
		l.fromStory(a, members, calling(said), said.span)
	}
	if said.office != "" && (stateSectors[said.sector] || said.sector == "") {
		title := said.office
		if said.past {
			title = "former " + title
		}
		a.Public = true
		a.Office = &readout.Office{Title: title, Of: a.Country}
		if len(a.Sectors) == 0 {
			a.Sectors = l.sectorOf(title)
		}
	}
}

// orOpen names an end that is not known.
func orOpen(day string) string {
	if day == "" {
		return "an unknown day"
	}
	return day
}

// listedPerson finds the one person of the list of offices whom the story
// means; false if none or several fit. Of several, a says so.
func (l *linker) listedPerson(a *readout.Actor, said description) (lexicon.Person, bool) {
	how := byName
	people := l.lex.PeopleNamed(a.Name)
	if len(people) == 0 {
		if strings.Contains(strings.TrimSpace(a.Name), " ") {
			people, how = l.lex.PeopleLike(a.Name), byLikeness
		} else {
			people, how = l.lex.PeopleOfFamily(a.Name), byFamily
		}
	}
	slices.SortStableFunc(people, func(a, b lexicon.Person) int { return strings.Compare(b.Wikidata, a.Wikidata) }) // those with an item first
	best, bestScore := lexicon.Person{}, 0
	var tied []lexicon.Person
	for _, p := range people {
		score := l.fits(p, said, how)
		switch {
		case score <= 0 || len(p.Terms) == 0:
		case score > bestScore:
			best, bestScore, tied = p, score, []lexicon.Person{p}
		case score == bestScore && !slices.ContainsFunc(tied, func(o lexicon.Person) bool { return same(o, p) }):
			tied = append(tied, p)
		}
	}
	if len(tied) > 1 {
		l.undecided(a, tied)
		return best, false
	}
	if bestScore == 0 && how == byFamily {
		l.undecided(a, l.wellKnown(people, said))
	}
	return best, bestScore > 0
}

// same reports whether two rows of the list are one person: one of them has no
// item, and both took up an office of one country on one day.
func same(a, b lexicon.Person) bool {
	if a.Wikidata != "" && b.Wikidata != "" {
		return a.Wikidata == b.Wikidata
	}
	return slices.ContainsFunc(a.Terms, func(t lexicon.Term) bool {
		return slices.ContainsFunc(b.Terms, func(u lexicon.Term) bool { return t.Country == u.Country && t.From == u.From })
	})
}

// undecided says that a may be any of some people of the lists.
func (l *linker) undecided(a *readout.Actor, people []lexicon.Person) {
	if len(people) < 2 {
		return
	}
	var names []string
	for _, p := range people[:min(len(people), mostCandidates)] {
		names = append(names, p.Name)
		if p.Wikidata != "" {
			a.Candidates = append(a.Candidates, readout.ActorID("ac_"+p.Wikidata))
		}
	}
	a.Why = fmt.Sprintf("The list of offices has %d people of this name whom the story does not tell apart (%s).", len(people), strings.Join(names, ", "))
}

// mostCandidates is how many people of one name are given.
const mostCandidates = 8

// wellKnown returns those people of a family name who held a high office of a
// country that the story names, before its day.
func (l *linker) wellKnown(people []lexicon.Person, said description) []lexicon.Person {
	var out []lexicon.Person
	for _, p := range people {
		if said.gender != 0 && p.Gender != 0 && said.gender != p.Gender {
			continue
		}
		if slices.ContainsFunc(out, func(o lexicon.Person) bool { return same(o, p) }) {
			continue
		}
		if slices.ContainsFunc(p.Terms, func(t lexicon.Term) bool {
			return t.Rank() >= 3 && (l.day == "" || t.From <= l.day) && l.names(t.Country)
		}) {
			out = append(out, p)
		}
	}
	return out
}

// The ways in which a person of the list bears the story's name.
const (
	byName = iota
	byFamily
	byLikeness // the names are written alike
)

// fits says how well a person of the list fits what the story says: 0 not.
// Full names need no office on the day; a family name alone needs one that
// makes its holder known by it; a name that is only written alike needs an
// office that the story tells, or the country.
func (l *linker) fits(p lexicon.Person, said description, how int) int {
	told := said.office != "" && slices.ContainsFunc(p.Terms, func(t lexicon.Term) bool {
		return (l.day == "" || said.past || t.Holds(l.day)) && l.alikeOffices(t.Title, said.office)
	})
	if said.country != "" && !slices.ContainsFunc(p.Terms, func(t lexicon.Term) bool { return t.Country == said.country || t.Country == "INT" }) {
		return 0
	}
	if said.gender != 0 && p.Gender != 0 && said.gender != p.Gender {
		return 0
	}
	score, rank := 0, 0
	if how != byFamily {
		score = 1
	}
	for _, t := range p.Terms {
		if l.day == "" || t.Holds(l.day) {
			rank = max(rank, t.Rank())
		}
	}
	near := said.country != "" || slices.ContainsFunc(p.Terms, func(t lexicon.Term) bool { return l.names(t.Country) })
	switch {
	case how == byFamily && !told && (rank < 3 || rank == 3 && !near || l.day == "" && !near):
		return 0
	case how == byFamily && told && !near:
		return 0
	case how == byLikeness && !near:
		return 0
	case how == byLikeness && !told && rank == 0 && l.day != "":
		return 0
	}
	score += 2 * rank
	if near {
		score += 5
	}
	if told {
		score += 6
	}
	if p.Terms[0].From > l.day && l.day != "" && how != byFamily {
		score-- // known for an office that is yet to come
	}
	return score
}

// names reports whether the story names a country, or is published by its
// government.
func (l *linker) names(country string) bool {
	return l.countries.count[country] > 0 || country != "" && country == l.issuer
}

// heldOn returns the term that holds on a day: the office that is told, else
// the highest one, and of equal ones the last that began.
func (w *Words) heldOn(terms []lexicon.Term, day, told string) (lexicon.Term, bool) {
	var best lexicon.Term
	found, bestRank := false, 0
	if day == "" {
		return best, false
	}
	for _, t := range terms {
		if !t.Holds(day) {
			continue
		}
		rank := t.Rank()
		if told != "" && w.alikeOffices(t.Title, told) {
			rank += 10
		}
		if !found || rank >= bestRank {
			best, found, bestRank = t, true, rank
		}
	}
	return best, found
}

// lastBefore returns the last term that began before a day, or the first one.
func lastBefore(terms []lexicon.Term, day string) lexicon.Term {
	out := terms[0]
	for _, t := range terms {
		if t.From <= day {
			out = t
		}
	}
	return out
}

// sectorOf tells the sector of an office by its title.
func (w *Words) sectorOf(title string) []string {
	low := strings.ToLower(title)
	for _, e := range w.sectors {
		if strings.Contains(low, e.Word) {
			return []string{e.Value}
		}
	}
	return []string{"GOV"}
}
