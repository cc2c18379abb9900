package link

import (
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// people fills an actor named by a word such as "Iraqis" or "Sunni".
func (l *linker) people(a *readout.Actor) {
	a.Kind = readout.GroupActor
	kind, country := l.lex.People(a.Name)
	if country == "" {
		country = l.lex.Demonym(a.Name)
	}
	if kind == "" && country == "" {
		words := strings.Fields(a.Name)
		kind, country = l.lex.People(words[len(words)-1])
	}
	if country == "" && kind == "" {
		return
	}
	a.Country, a.Basis = country, readout.ActorFromList
	switch {
	case kind == lexicon.Nation:
		a.ID = listID("people-" + country)
		a.Why = fmt.Sprintf("The list of demonyms has %s for %s.", a.Name, country)
	default:
		a.ID = listID("people-" + lexicon.Key(a.Name))
		a.Why = fmt.Sprintf("The list of peoples has %s (%s).", a.Name, kind)
	}
}

// senses parts the mentions of a seat of government into those that mean the
// city and those that mean the government; other chains stay whole.
func (l *linker) senses(members []int) [][]int {
	first := &l.mentions[members[0]]
	if first.Form != readout.NameForm || first.Type == readout.PersonName || first.Type == readout.NorpName {
		return [][]int{members}
	}
	if e, ok := l.lex.Entry(first.Text); !ok || e.Kind != lexicon.KindCapital {
		return [][]int{members}
	}
	var city, state []int
	for _, i := range members {
		if l.acts(i) {
			state = append(state, i)
		} else {
			city = append(city, i)
		}
	}
	switch {
	case len(state) == 0:
		return [][]int{city}
	case len(city) == 0:
		return [][]int{state}
	}
	return [][]int{city, state}
}

// body fills an actor that is a country, a body or a place; false if the name
// can't be one.
func (l *linker) body(a *readout.Actor, class readout.NameType, members []int) bool {
	if e, ok := l.entry(a, members); ok {
		return l.listed(a, e, members)
	}
	switch class {
	case readout.GPEName, readout.LocName:
		a.Kind = readout.PlaceActor
		if a.Country = l.cityCountry(a.Name); a.Country != "" {
			a.Why = fmt.Sprintf("The list of cities has %s in %s.", a.Name, a.Country)
		} else {
			l.fromStory(a, members, strings.Fields(a.Name), readout.Span{})
		}
	case readout.OrgName:
		l.unlisted(a, members)
	default:
		return false
	}
	return true
}

// entry looks up the longest of an actor's names that the lists know.
func (l *linker) entry(a *readout.Actor, members []int) (lexicon.Entry, bool) {
	if e, ok := l.lookup(a.Name); ok && !l.elsewhere(a.Name, e) {
		return e, true
	}
	best, found := lexicon.Entry{}, false
	for _, i := range members {
		if m := &l.mentions[i]; m.Form == readout.NameForm {
			if e, ok := l.named(m.Text); ok && !l.elsewhere(m.Text, e) && (!found || len(e.Name) > len(best.Name)) {
				best, found = e, true
			}
		}
	}
	return best, found
}

// listed fills an actor that the lists know.
func (l *linker) listed(a *readout.Actor, e lexicon.Entry, members []int) bool {
	a.ID, a.Basis, a.Country = listID(e.Key), readout.ActorFromList, e.Country
	a.Why = fmt.Sprintf("The lists have %q.", e.Name)
	if e.Sector != "" {
		a.Sectors = []string{e.Sector}
	}
	switch e.Kind {
	case lexicon.KindCountry:
		a.Kind = readout.CountryActor
		a.Aliases = unite(e.Name, nil, append([]string{a.Name}, a.Aliases...))
		a.Name = e.Name
	case lexicon.KindCapital:
		a.Kind = readout.PlaceActor
		if l.acts(members[0]) {
			l.asGovernment(a, e.Country)
			a.Why = fmt.Sprintf("%s acts or is dealt with here, so it stands for the government that sits in it.", e.Name)
		}
	case lexicon.KindArea:
		a.Kind = readout.PlaceActor
	case lexicon.KindGovernment:
		a.Kind, a.Public = readout.OrganizationActor, true // an organ of a state, which the state itself is not
		if last := strings.ToLower(e.Name[strings.LastIndexByte(e.Name, ' ')+1:]); l.governments[last] && e.Sector == "GOV" && e.Country != "" {
			l.asGovernment(a, e.Country)
		}
	case lexicon.KindGroup:
		a.Kind = readout.GroupActor
	case lexicon.KindOutlet:
		a.Kind, a.Sectors = readout.OrganizationActor, []string{"JRN"}
	case lexicon.KindPerson:
		a.Kind = readout.PersonActor
	default:
		a.Kind = readout.OrganizationActor
	}
	return true
}

// asGovernment makes a the government of a country.
func (l *linker) asGovernment(a *readout.Actor, country string) {
	a.ID, a.Kind, a.Sectors, a.Country, a.Public = government(country), readout.GovernmentActor, []string{"GOV"}, country, true
	if c, ok := l.lex.Country(country); ok {
		name := "government of " + l.withThe(c.Name)
		a.Aliases = unite(name, nil, append([]string{a.Name}, a.Aliases...))
		a.Name = name
	}
}

// withThe puts "the" before the names of countries that take it.
func (w *Words) withThe(name string) string {
	for _, end := range w.withArticle {
		if strings.HasSuffix(name, end) {
			return "the " + name
		}
	}
	return name
}

// unlisted fills a body that no list knows, by the words of its name and what
// stands around it.
func (l *linker) unlisted(a *readout.Actor, members []int) {
	a.Kind = readout.OrganizationActor
	words := strings.Fields(strings.ToLower(a.Name))
	for k := len(words) - 1; k >= 0 && len(a.Sectors) == 0; k-- {
		if sector, ok := l.lex.OrgWord(words[k]); ok && sector != "" {
			a.Sectors = []string{sector}
			a.Why = fmt.Sprintf("The word %q in its name tells its sector.", words[k])
		} else if role, ok := l.lex.Head(words[k]); ok && role.Sector != "" && k == len(words)-1 {
			a.Sectors = []string{role.Sector}
			a.Why = fmt.Sprintf("The word %q in its name tells its sector.", words[k])
		}
	}
	if a.Country = l.countryIn(strings.Fields(a.Name), false); a.Country == "" {
		a.Country = l.beside(members)
	}
	if len(a.Sectors) > 0 && stateSectors[a.Sectors[0]] {
		a.Public = true
	}
	if a.Country == "" {
		l.fromStory(a, members, words, readout.Span{})
	}
}

// stateSectors are those of organs of states.
var stateSectors = map[string]bool{"GOV": true, "MIL": true, "COP": true, "LEG": true, "JUD": true, "SPY": true}

// beside returns the country that stands right before a mention of the chain
// ("Iran's Revolutionary Guards", "the Iraqi Red Crescent") or after it ("the
// Central Bank of Iran").
func (l *linker) beside(members []int) string {
	for _, i := range members {
		toks, at := l.tokens(i), l.sites[i]
		if len(toks) == 0 {
			continue
		}
		var words []string
		for k := max(0, at.from-4); k < at.from; k++ {
			words = append(words, toks[k].Form(l.text))
		}
		if n := len(words); n == 0 || !l.genitive[words[n-1]] && l.lex.Demonym(words[n-1]) == "" {
			words = nil // they belong to something else
		}
		if country := l.countryIn(words, false); country != "" {
			return country
		}
		if w := l.lower(i, 1); l.ofOrIn[w] {
			words = words[:0]
			for k := at.to + 1; k < min(len(toks), at.to+5); k++ {
				if w := toks[k].Form(l.text); !l.the[w] {
					words = append(words, w)
				}
			}
			if len(words) > 0 {
				for n := len(words); n >= 1; n-- {
					if e, ok := l.lex.Entry(strings.Join(words[:n], " ")); ok && e.Country != "" {
						return e.Country
					}
				}
			}
		}
	}
	return ""
}
