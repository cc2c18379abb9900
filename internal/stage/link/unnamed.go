package link

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// nominal fills an actor that has no name: "a senior State Department
// official", "the Iraqi government".
func (l *linker) nominal(a *readout.Actor, members []int) {
	a.Kind = readout.UnnamedActor
	first := members[0]
	words := strings.Fields(a.Name)
	headWord := strings.ToLower(words[len(words)-1])
	if tok, _ := l.head(first); tok != nil {
		headWord = strings.ToLower(tok.Form(l.text))
	}
	role, _ := l.lex.Head(headWord)
	sector := l.modified(words, role.Sector)
	if sector != "" {
		a.Sectors = []string{sector}
	}
	if a.Country = l.countryIn(l.beforeDestination(words), false); a.Country == "" {
		a.Country = l.beside(members)
	}
	a.Why = noName
	if a.Country == "" && l.administrations[headWord] {
		if a.Country = l.administration(words); a.Country != "" {
			a.Why += " An administration is that of the president whom the story names."
		}
	}
	if a.Country == "" {
		a.Country = l.ownersCountry(members)
	}
	if a.Country == "" {
		l.fromStory(a, members, words, readout.Span{})
	}
	if l.governments[headWord] && sector == "GOV" && a.Country != "" && !containsAny(strings.ToLower(a.Name), l.notGovernments) || l.powers[headWord] && l.wholly(words) {
		why := a.Why
		l.asGovernment(a, a.Country)
		a.Why = strings.TrimPrefix(why, noName+" ")
		if a.Why == noName {
			a.Why = "The words name the country's government."
		}
	}
}

// wholly reports whether words are a country's name or its people's and one noun, after
// at most an article: "the Chinese authorities", not "Chinese health authorities", "Texas
// authorities" or "the authorities". Of 1,071 annotated stories 31 of 36 such authorities
// and states are the country's, of authorities of no country 29 of 54.
func (l *linker) wholly(words []string) bool {
	if len(words) > 2 && l.articles[strings.ToLower(words[0])] {
		words = words[1:]
	}
	if len(words) < 2 {
		return false
	}
	name := l.bare(strings.Join(words[:len(words)-1], " "))
	if len(words) == 2 && l.lex.Demonym(name) != "" {
		return true
	}
	e, ok := l.named(name)
	return ok && e.Kind == lexicon.KindCountry
}

// noName says why an actor has no name.
const noName = "The story gives no name."

// containsAny reports whether one of some words stands in a text.
func containsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// administration returns the country whose president's name stands in words
// or, for a bare "the administration", elsewhere before that noun.
func (l *linker) administration(words []string) string {
	if len(words) > 2 {
		return l.presidency(words[len(words)-2])
	}
	for _, sent := range l.sents {
		for k := 1; k < len(sent.Tokens); k++ {
			if l.administrations[strings.ToLower(sent.Tokens[k].Form(l.text))] {
				if country := l.presidency(sent.Tokens[k-1].Form(l.text)); country != "" {
					return country
				}
			}
		}
	}
	if l.names("USA") { // where the word is the government's usual name
		return "USA"
	}
	return ""
}

// presidency returns the country that a person of a family name led on the
// story's day, or at any time if it has none; "" if there is none or several.
func (l *linker) presidency(name string) string {
	country := ""
	for _, p := range l.lex.PeopleOfFamily(name) {
		for _, t := range p.Terms {
			if t.Rank() == 4 && (l.day == "" || t.Holds(l.day)) {
				if country != "" && country != t.Country {
					return ""
				}
				country = t.Country
			}
		}
	}
	return country
}

// homeless are the sectors of people whose country a story need not say: it is
// the one the story is about.
var homeless = map[string]bool{"REB": true, "CVL": true, "OPP": true, "PTY": true, "LAB": true, "REL": true, "EDU": true, "CRM": true, "SET": true, "REF": true, "UAF": true}

// modified returns the sector of a nominal: that of a body that modifies a head
// which tells little ("a State Department official", "an army spokesman"), else
// the head's.
func (l *linker) modified(words []string, sector string) string {
	for k := len(words) - 2; k >= 0; k-- {
		low := strings.ToLower(words[k])
		if role, ok := l.lex.Head(low); ok && role.Body && role.Sector != "" && (sector == "" || sector == "GOV") {
			return role.Sector
		}
		if e, ok := l.named(words[k]); ok && e.Sector != "" && (sector == "" || sector == "GOV") {
			return e.Sector
		}
	}
	return sector
}

// ownersCountry returns the country of who owns an actor by the words of one of
// its mentions: Somalia's for "its government", a party leader's for "his
// deputies" and "Orsk's office"; "" if nobody does or his is unknown.
func (l *linker) ownersCountry(members []int) string {
	for _, i := range members {
		span := l.mentions[i].Span
		for k := i + 1; k < len(l.mentions) && l.mentions[k].Span.Start < span.End; k++ {
			owner := &l.mentions[k]
			if owner.Actor == "" || owner.Form != readout.PronounForm && (owner.Span.Start != span.Start || !l.genitive[l.word(k, 1)]) {
				continue
			}
			if at, ok := l.byID[owner.Actor]; ok && l.actors[at].Country != "" {
				return l.actors[at].Country
			}
		}
	}
	return ""
}
