package link

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// person fills an actor that is a named person: by the office that the lists
// have for the story's date, else by what the story calls the person.
func (l *linker) person(a *readout.Actor, members []int) {
	a.Kind = "person"
	said := l.called(members)
	p, ok := l.listedPerson(a, said)
	if !ok {
		l.byStory(a, said, members)
		return
	}
	a.Basis, a.Public, a.Wikidata = "list", true, p.Wikidata
	if a.Wikidata != "" {
		a.ID = readout.ActorID("ac_" + a.Wikidata)
	}
	if strings.Contains(p.Name, a.Name) && p.Name != a.Name {
		a.Aliases = unite(p.Name, nil, append([]string{a.Name}, a.Aliases...))
		a.Name = p.Name
	}
	l.office(a, p, said)
}

// office fills what the list of offices says of a person on the story's date.
func (l *linker) office(a *readout.Actor, p lexicon.Person, said description) {
	first, last := p.Terms[0], p.Terms[len(p.Terms)-1]
	a.Country = last.Country
	held, ok := heldOn(p.Terms, l.day)
	switch {
	case l.day == "":
		a.Why = fmt.Sprintf("The list of offices has %s; which office holds is open, since the story has no date (terms from %s to %s).", p.Name, first.From, orOpen(last.To))
	case !ok:
		last = lastBefore(p.Terms, l.day)
		a.Country = last.Country
		a.Why = fmt.Sprintf("The list of offices has %s as %s from %s to %s, and no office on %s.", p.Name, last.Title, last.From, orOpen(last.To), l.day)
	default:
		a.Country = held.Country
		a.Office = &readout.Office{Title: held.Title, Of: held.Country, From: held.From, To: held.To}
		a.Sectors = sectorOf(held.Title)
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
	if a.Country == "" && stateSectors[said.sector] {
		country, why := l.nearest(l.sites[members[0]].sent)
		if country != "" {
			a.Country = country
			a.Why = strings.TrimSpace(a.Why + fmt.Sprintf(" The country is taken from the story: %s.", why))
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
	people, family := l.lex.PeopleNamed(a.Name), false
	if len(people) == 0 && !strings.Contains(strings.TrimSpace(a.Name), " ") {
		people, family = l.lex.PeopleOfFamily(a.Name), true
	}
	best, bestScore, ties := lexicon.Person{}, 0, 0
	for _, p := range people {
		score := l.fits(p, said, family)
		switch {
		case score <= 0 || len(p.Terms) == 0:
		case score > bestScore:
			best, bestScore, ties = p, score, 0
		case score == bestScore && p.Wikidata != best.Wikidata:
			ties++
		}
	}
	if ties > 0 {
		a.Why = fmt.Sprintf("The list of offices has %d people of this name whom the story does not tell apart.", ties+1)
		return best, false
	}
	return best, bestScore > 0
}

// fits says how well a person of the list fits what the story says: 0 not.
// Full names need no office on the day; a family name alone needs one that
// makes its holder known by it.
func (l *linker) fits(p lexicon.Person, said description, family bool) int {
	if said.country != "" && !slices.ContainsFunc(p.Terms, func(t lexicon.Term) bool { return t.Country == said.country || t.Country == "INT" }) {
		return 0
	}
	if said.gender != 0 && p.Gender != 0 && said.gender != p.Gender {
		return 0
	}
	score := 0
	if !family {
		score = 1
	}
	rank := 0
	for _, t := range p.Terms {
		if l.day == "" || t.Holds(l.day) {
			rank = max(rank, t.Rank())
		}
	}
	near := said.country != "" || slices.ContainsFunc(p.Terms, func(t lexicon.Term) bool { return l.names(t.Country) })
	if family && (rank < 3 || rank == 3 && !near || l.day == "" && !near) {
		return 0
	}
	score += 2 * rank
	if near {
		score += 5
	}
	if p.Terms[0].From > l.day && l.day != "" && !family {
		score-- // known for an office that is yet to come
	}
	return score
}

// names reports whether the story names a country.
func (l *linker) names(country string) bool {
	return slices.ContainsFunc(l.countries.bySentence, func(s []string) bool { return slices.Contains(s, country) })
}

// heldOn returns the term that holds on a day: the highest office, and of
// equal ones the last that began.
func heldOn(terms []lexicon.Term, day string) (lexicon.Term, bool) {
	var best lexicon.Term
	found := false
	if day == "" {
		return best, false
	}
	for _, t := range terms {
		if t.Holds(day) && (!found || t.Rank() >= best.Rank()) {
			best, found = t, true
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
func sectorOf(title string) []string {
	low := strings.ToLower(title)
	for _, s := range []struct{ word, sector string }{
		{"senator", "LEG"}, {"representative", "LEG"}, {"member of parliament", "LEG"}, {"member of the", "LEG"}, {"speaker", "LEG"}, {"judge", "JUD"}, {"justice of", "JUD"},
		{"chief of staff of the", "MIL"}, {"commander", "MIL"}, {"chief of general staff", "MIL"},
	} {
		if strings.Contains(low, s.word) {
			return []string{s.sector}
		}
	}
	return []string{"GOV"}
}

// A description is what a story calls a person.
type description struct {
	sector, country string
	word            string // that tells the sector
	gender          byte
}

// called reads what stands before a person's names and, in apposition, after
// them: titles give sector and gender, countries' names the country.
func (l *linker) called(members []int) description {
	var d description
	for _, i := range members {
		if m := &l.mentions[i]; m.Form == "nominal" {
			l.read(&d, strings.Fields(m.Text))
			continue
		} else if m.Form != "name" {
			continue
		}
		toks, at := l.tokens(i), l.sites[i]
		l.read(&d, l.titleBefore(toks, at.from))
		if l.word(i, 1) == "," {
			l.read(&d, l.apposition(toks, at.to+1))
		}
		if l.word(i, 1) == "(" {
			l.party(&d, l.word(i, 2))
		}
		if d.sector != "" && d.country != "" {
			break
		}
	}
	return d
}

// longestTitle is how many words of a title are read.
const longestTitle = 9

// titleBefore returns the words before token at that belong to a title: back
// to a word that no title has.
func (l *linker) titleBefore(toks []readout.Token, at int) []string {
	var words []string
	title := false
	for k := at - 1; k >= 0 && k >= at-longestTitle; k-- {
		w := toks[k].Form(l.text)
		low := strings.ToLower(w)
		_, isTitle := l.lex.Title(low)
		_, isHead := l.lex.Head(low)
		switch {
		case isTitle || isHead:
			title = true
		case low == "of" || low == "for" || low == "and" || low == "-" || low == "the" && k > 0 && strings.EqualFold(toks[k-1].Form(l.text), "of"):
		case w == "'s" || w == "’s":
		case w != low || l.lex.Demonym(w) != "" || titleWords[low]:
		default:
			k = -1
			continue
		}
		words = append([]string{w}, words...)
	}
	if !title {
		if len(words) == 0 || l.lex.Demonym(words[len(words)-1]) == "" {
			return nil
		}
	}
	return words
}

// titleWords are words inside titles.
var titleWords = set("deputy assistant vice senior top acting former interim foreign prime chief special general defense defence interior state affairs security national outgoing incoming newly elected de facto")

// apposition returns the words from token at on up to the next comma, if they
// describe a person: they begin with an article, a demonym or a title.
func (l *linker) apposition(toks []readout.Token, at int) []string {
	var words []string
	for k := at; k < len(toks) && k < at+12; k++ {
		w := toks[k].Form(l.text)
		if w == "," || w == "." || w == ";" || w == "who" {
			if len(words) == 0 {
				return nil
			}
			first := strings.ToLower(words[0])
			_, isTitle := l.lex.Title(first)
			_, isHead := l.lex.Head(first)
			if first == "the" || first == "a" || first == "an" || isTitle || isHead || l.lex.Demonym(words[0]) != "" || titleWords[first] || len(words) > 1 && (words[1] == "'s" || words[1] == "’s") {
				return words
			}
			return nil
		}
		words = append(words, w)
	}
	return nil
}

// read takes sector, country and gender from the words of a title.
func (l *linker) read(d *description, words []string) {
	for k := len(words) - 1; k >= 0; k-- {
		low := strings.ToLower(words[k])
		role, ok := l.lex.Title(low)
		if head, isHead := l.lex.Head(low); isHead && !head.Body && (role.Sector == "" || !ok) {
			role.Sector, ok = head.Sector, true
			if role.Gender == 0 {
				role.Gender = head.Gender
			}
		}
		if !ok {
			continue
		}
		if d.gender == 0 {
			d.gender = role.Gender
		}
		if d.sector == "" && role.Sector != "" {
			d.sector, d.word = role.Sector, strings.Join(words, " ")
		}
	}
	if d.country == "" {
		d.country = l.countryIn(words)
	}
}

// party reads "R-Ariz." behind the name of a member of Congress.
func (l *linker) party(d *description, word string) {
	if len(word) > 2 && (word[0] == 'R' || word[0] == 'D' || word[0] == 'I') && (word[1] == '-' || word[1] == ',') || word == "R" || word == "D" {
		d.sector, d.country = "LEG", "USA"
		if d.word == "" {
			d.word = word
		}
	}
}
