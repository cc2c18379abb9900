package link

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// storyCountries are the countries that a story names.
type storyCountries struct {
	bySentence [][]string // in text order
	main       string     // the dateline's, or the one named most, the first of equal ones; "" if none
	why        string     // in words: "the dateline is in it"
}

// findCountries fills l.countries.
func (l *linker) findCountries(dateline string) {
	l.countries.bySentence = make([][]string, len(l.sents))
	count := map[string]int{}
	var order []string
	for i := range l.mentions {
		m := &l.mentions[i]
		if m.Form != "name" || l.sites[i].sent < 0 {
			continue
		}
		country := l.nameCountry(m.Text)
		if country == "" {
			continue
		}
		at := l.sites[i].sent
		l.countries.bySentence[at] = append(l.countries.bySentence[at], country)
		if count[country] == 0 {
			order = append(order, country)
		}
		count[country]++
	}
	if country := l.datelineCountry(dateline); country != "" {
		l.countries.main, l.countries.why = country, "the dateline is there"
		return
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	if len(order) > 0 {
		l.countries.main, l.countries.why = order[0], "the story names it most"
	}
}

// nameCountry returns the country that a country's name, a demonym, a seat of
// government, an organ of state, an area or a city stands in.
func (l *linker) nameCountry(name string) string {
	if country := l.lex.Demonym(name); country != "" {
		return country
	}
	if e, ok := l.lex.Entry(name); ok {
		return e.Country
	}
	return l.cityCountry(name)
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
		if c.Country != best.Country && 3*weight(c) > weight(best) && best.Population < 500_000 {
			return ""
		}
	}
	return best.Country
}

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

// nearest returns the country that a nominal in a sentence most likely belongs
// to, and why: the only one that the sentence names, or the story's main one.
func (l *linker) nearest(sent int) (country, why string) {
	if sent >= 0 {
		if named := slices.Compact(slices.Sorted(slices.Values(l.countries.bySentence[sent]))); len(named) == 1 {
			return named[0], "its sentence names no other country"
		}
	}
	return l.countries.main, l.countries.why
}

// countryIn returns the country that words name: the last demonym, country or
// organ of state among them.
func (l *linker) countryIn(words []string) string {
	country := ""
	for i, w := range words {
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if c := l.lex.Demonym(w); c != "" {
			country = c
			continue
		}
		for n := min(4, len(words)-i); n >= 1; n-- {
			name := strings.TrimSuffix(strings.TrimSuffix(strings.Join(words[i:i+n], " "), "'s"), "’s")
			if e, ok := l.lex.Entry(name); ok && e.Country != "" && name != "" && 'A' <= name[0] && name[0] <= 'Z' {
				country = e.Country
				break
			}
		}
	}
	return country
}
