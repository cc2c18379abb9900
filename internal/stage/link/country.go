package link

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// storyCountries are the countries that a story names.
type storyCountries struct {
	bySentence [][]named // in text order
	count      map[string]int
	places     map[string]bool // by their own names, or those of their places and people
	order      []string        // as they are first named
	dateline   string          // the dateline's, "" if none
	// strange says that the story names places that no list has, as an invented
	// state: who is named once, as who offers it help, is not whom it is about, and
	// a small town may be another of its name.
	strange bool
}

// A named country stands at a span of the text.
type named struct {
	country string
	span    readout.Span
}

// findCountries fills l.countries.
func (l *linker) findCountries(dateline string) {
	l.countries = storyCountries{bySentence: make([][]named, len(l.sents)), count: map[string]int{}, places: map[string]bool{}}
	l.countries.strange = l.namesStrangePlaces()
	if l.countries.dateline = l.datelineCountry(dateline); l.countries.dateline != "" {
		l.countries.places[l.countries.dateline] = true
	}
	for i := range l.mentions {
		if m := &l.mentions[i]; m.Form == readout.NameForm && m.Type != readout.PersonName {
			if country := l.placeCountry(m.Text); country != "" {
				l.countries.places[country] = true
			}
		}
	}
	for i := range l.mentions {
		m := &l.mentions[i]
		if m.Form != readout.NameForm || m.Type == readout.PersonName || l.sites[i].sent < 0 {
			continue
		}
		country := l.nameCountry(m.Text)
		if country == "" {
			continue
		}
		at := l.sites[i].sent
		l.countries.bySentence[at] = append(l.countries.bySentence[at], named{country, m.Span})
		if l.countries.count[country] == 0 {
			l.countries.order = append(l.countries.order, country)
		}
		l.countries.count[country]++
	}
}

// namesStrangePlaces reports whether the story names a place that no list has.
func (l *linker) namesStrangePlaces() bool {
	return slices.ContainsFunc(l.mentions, func(m readout.Mention) bool {
		if m.Form != readout.NameForm || m.Type != readout.GPEName && m.Type != readout.LocName || l.placeCountry(m.Text) != "" || len(l.lex.Cities(m.Text)) > 0 {
			return false
		}
		_, listed := l.named(m.Text)
		return !listed
	})
}

// nameCountry returns the country that a country's name, a demonym, a seat of
// government, an organ of state, an area or a city stands in.
func (l *linker) nameCountry(name string) string {
	name = l.meant(name)
	if country := l.lex.Demonym(name); country != "" {
		return country
	}
	if e, ok := l.named(name); ok && e.Country != "" {
		if l.elsewhere(name, e) || e.Kind == lexicon.KindOutlet || e.Kind == lexicon.KindParty && !strings.Contains(name, " ") {
			return "" // read and named far from home; "Justice"
		}
		return e.Country
	}
	return l.cityCountry(name)
}

// placeCountry returns the country that a name of a people, a country, a place
// or a seat of government tells.
func (l *linker) placeCountry(name string) string {
	name = l.meant(name)
	if country := l.lex.Demonym(name); country != "" {
		return country
	}
	if e, ok := l.named(name); ok {
		switch e.Kind {
		case lexicon.KindCountry, lexicon.KindCapital, lexicon.KindArea:
			return e.Country
		}
		return ""
	}
	return l.cityCountry(name)
}

// elsewhere reports whether a party, an organization or an organ of state that
// is called by a common noun, or by its name without what follows "of", is, by the
// lists, one of a country that the story, which speaks of others, names nowhere:
// another body of the same name is meant. "Labour" in New Zealand is not Britain's,
// "Congress" in India not America's, nor "the House".
func (l *linker) elsewhere(called string, e lexicon.Entry) bool {
	common := e.Kind == lexicon.KindGovernment && (l.isBody(strings.ToLower(e.Name)) || strings.HasPrefix(e.Name, called+" of "))
	if e.Country == "" || e.Kind != lexicon.KindParty && e.Kind != lexicon.KindOrganization && !common {
		return false
	}
	return len(l.countries.places) > 0 && !l.countries.places[e.Country]
}

// isBody reports a common noun for a body.
func (l *linker) isBody(low string) bool {
	role, ok := l.lex.Head(low)
	return ok && role.Body
}

// cityCountry returns the country of the city of a name: the greatest one, if
// it is great, or if all of that name lie in one country.
func (l *linker) cityCountry(name string) string {
	cities := l.lex.Cities(name)
	if len(cities) == 0 {
		return ""
	}
	best := slices.MaxFunc(cities, func(a, b lexicon.City) int { return cmp.Compare(weight(a), weight(b)) })
	for _, c := range cities {
		if c.Country != best.Country && 3*weight(c) > weight(best) && best.Population < greatCity {
			return ""
		}
	}
	if !best.Main && best.Population < greatCity && !l.countries.places[best.Country] {
		return "" // a town's other name is many other things' name, and nothing else speaks for that country
	}
	if l.countries.strange && best.Population < smallTown && !l.countries.places[best.Country] {
		return ""
	}
	return best.Country
}

// greatCity is how many people a city has whose other names tell its country.
const greatCity = 500_000

// smallTown is below how many people a town alone tells no country in a story of
// places that no list has: GeoNames lists those of 15,000 as cities, and invented
// states share their names with villages.
const smallTown = 15_000

// weight orders cities of one name: population, the main name first.
func weight(c lexicon.City) int {
	if c.Main {
		return 2*c.Population + 1
	}
	return c.Population
}

// datelineCountry reads the country of a dateline such as "BAGHDAD (AP)".
func (l *linker) datelineCountry(dateline string) string {
	parts := strings.FieldsFunc(dateline, func(r rune) bool { return strings.ContainsRune(",(—–-", r) })
	for i := len(parts) - 1; i >= 0; i-- {
		if country := l.nameCountry(titled(strings.TrimSpace(parts[i]))); country != "" {
			return country
		}
	}
	return ""
}

// titled writes a name in capitals with capitals at the words' start alone.
func titled(name string) string {
	if name != strings.ToUpper(name) || len(name) <= 3 {
		return name
	}
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// ofPeople reports that words name a people, which no list knows if they gave
// no country: a Kestrian minister is not of the dateline's country.
func (l *linker) ofPeople(span readout.Span) bool {
	for s := range l.sents {
		if !l.sents[s].Overlaps(span) {
			continue
		}
		for _, tok := range l.sents[s].Tokens {
			if span.Contains(tok.Span) && strings.HasSuffix(tok.Name, "-NORP") {
				return true
			}
		}
	}
	return false
}

// countryIn returns the country that words name: the last demonym, country or
// organ of state among them. In a minister's title no organ counts: a minister
// of justice is of no Department of Justice.
func (l *linker) countryIn(words []string, ministry bool) string {
	country := ""
	for i := 0; i < len(words); {
		c, n := l.countryAt(words, i, ministry)
		if c != "" {
			country = c
		}
		i += n // "New Jersey" is not Jersey
	}
	return country
}

// countryAt returns the country that words from i on name, and how many words
// do; "" and 1 where they name none.
func (l *linker) countryAt(words []string, i int, ministry bool) (country string, n int) {
	if c := l.lex.Demonym(l.bare(words[i])); c != "" {
		return c, 1
	}
	for n := min(4, len(words)-i); n >= 1; n-- {
		name := l.bare(strings.Join(words[i:i+n], " "))
		if len(strings.TrimSuffix(name, ".")) < 2 || name[0] < 'A' || name[0] > 'Z' { // a letter is an initial, whatever party has it
			continue
		}
		if last := l.bare(words[i+n-1]); last == "" || n > 1 && last[0] >= 'a' && last[0] <= 'z' {
			continue // "The hill" at the head of a sentence is no outlet
		}
		if e, ok := l.named(name); ok && e.Country != "" && l.tells(e, words, i, n) && !(e.Kind != lexicon.KindOrganization && l.elsewhere(name, e)) && !(ministry && inMinistries[e.Kind]) {
			return e.Country, n
		}
	}
	return "", 1
}

// inName reports whether words [i, i+n), which have no article before them, are
// followed by another word in capitals: they are a part of its name.
func inName(words []string, i, n int) bool {
	if strings.EqualFold(words[i], "the") || i > 0 && strings.EqualFold(words[i-1], "the") || i+n >= len(words) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(words[i+n])
	return unicode.IsUpper(next)
}

// inMinistries are the kinds of entries whose names ministries share.
var inMinistries = map[string]bool{lexicon.KindGovernment: true, lexicon.KindOrganization: true, lexicon.KindParty: true, lexicon.KindOutlet: true}

// tells reports whether an entry at words [i, i+n) tells the country: an outlet
// and a party of one word do not inside a title ("Secretary of Labour and
// Foreign Affairs"), and an outlet whose name begins with "The" not without it in
// a longer name ("Free Hill Front", but "Guardian editor").
func (l *linker) tells(e lexicon.Entry, words []string, i, n int) bool {
	switch e.Kind {
	case lexicon.KindParty, lexicon.KindOutlet:
		if e.Kind == lexicon.KindOutlet && strings.HasPrefix(e.Name, "The ") && inName(words, i, n) {
			return false
		}
		if n > 1 && e.Kind == lexicon.KindParty {
			return true
		}
		if i > 0 {
			if w := words[i-1]; l.titleJoiners[w] || w == "," || w == "&" {
				return false
			}
		}
		return i+n < len(words) && !l.and[words[i+n]] && words[i+n] != "," && (i == 0 || !l.and[words[i-1]])
	}
	return true
}
