package link

import (
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// person fills an actor that is a named person: by the office that the lists
// have for the story's date, else by the titles in the story.
func (l *linker) person(a *readout.Actor, members []int) {
	a.Kind = "person"
	l.titles(a, members)
	terms := l.lex.Terms(a.Name)
	if len(terms) == 0 {
		return
	}
	if country := a.Country; country != "" {
		terms = ofCountry(terms, country)
		if len(terms) == 0 {
			return // another person of the same name
		}
	}
	a.Basis, a.Public, a.Wikidata = "list", true, terms[0].Wikidata
	a.Country = terms[0].Country
	if a.Country == "INT" {
		a.Country = ""
	}
	if a.Wikidata != "" {
		a.ID = readout.ActorID("ac_" + a.Wikidata)
	}
	if l.day == "" {
		a.Why = fmt.Sprintf("The list of offices has %s; which office holds is open, since the story has no date (terms from %s to %s).", a.Name, terms[0].From, orOpen(terms[len(terms)-1].To))
		return
	}
	held, ok := heldOn(terms, l.day)
	if !ok {
		last := terms[len(terms)-1]
		a.Why = fmt.Sprintf("The list of offices has %s as %s from %s to %s, and no office on %s.", a.Name, last.Title, last.From, orOpen(last.To), l.day)
		return
	}
	a.Office = &readout.Office{Title: held.Title, Of: held.Country, From: held.From, To: held.To}
	a.Sectors = sectorOf(held.Title)
	a.Why = fmt.Sprintf("The list of offices has %s as %s on %s.", a.Name, held.Title, l.day)
}

// orOpen names an end that is not known.
func orOpen(day string) string {
	if day == "" {
		return "an unknown day"
	}
	return day
}

// ofCountry keeps the terms of one country.
func ofCountry(terms []lexicon.Term, country string) []lexicon.Term {
	var out []lexicon.Term
	for _, t := range terms {
		if t.Country == country || t.Country == "INT" {
			out = append(out, t)
		}
	}
	return out
}

// listsEnd is when the list of offices was drawn: a term without an end can't
// be trusted later.
const listsEnd = "2023-03-12"

// heldOn returns the term that holds day: the highest office, and of equal
// ones the last that began.
func heldOn(terms []lexicon.Term, day string) (lexicon.Term, bool) {
	var best lexicon.Term
	found := false
	for _, t := range terms {
		holds := t.From <= day && (t.To == "" && day <= listsEnd || t.To != "" && day <= t.To+"~")
		if holds && (!found || heads(t.Title) || !heads(best.Title)) {
			best, found = t, true
		}
	}
	return best, found
}

// heads reports an office that leads a state or a government.
func heads(title string) bool {
	switch title {
	case "President", "Prime Minister", "King", "Queen", "Chancellor", "Emir", "Supreme Leader", "Premier", "Pope", "Sultan":
		return true
	}
	return false
}

// sectorOf tells the sector of an office by its title.
func sectorOf(title string) []string {
	low := strings.ToLower(title)
	for _, s := range []struct{ word, sector string }{
		{"senator", "LEG"}, {"representative", "LEG"}, {"member of parliament", "LEG"}, {"speaker", "LEG"}, {"judge", "JUD"}, {"justice of", "JUD"},
		{"chief of staff of the", "MIL"}, {"commander", "MIL"}, {"chief of general staff", "MIL"},
	} {
		if strings.Contains(low, s.word) {
			return []string{s.sector}
		}
	}
	return []string{"GOV"}
}

// titles reads what stands before the person's names: a title gives the
// sector, a country's adjective the country.
func (l *linker) titles(a *readout.Actor, members []int) {
	for _, i := range members {
		words := l.before[i]
		for k := len(words) - 1; k >= 0; k-- {
			low := strings.ToLower(words[k])
			if country := l.lex.Demonym(words[k]); country != "" && k < len(words)-1 {
				a.Country = country
				break
			}
			sector, title := l.lex.Title(low)
			if sector == "" {
				if s, ok := l.lex.Head(low); ok && strings.HasPrefix(low, "spokes") {
					sector, title = s, true
				}
			}
			if !title && low != "of" && low != "state" && low != "department" {
				break
			}
			if sector != "" && len(a.Sectors) == 0 {
				a.Sectors, a.Public = []string{sector}, true
				a.Why = fmt.Sprintf("The story calls %s %q.", a.Name, words[k])
			}
		}
		if a.Country != "" {
			return
		}
	}
}
