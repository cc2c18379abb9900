package lexicon

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/data"
)

// A City is a populated place or a seat of administration.
type City struct {
	Name       string
	Country    string // ISO 3166-1 alpha-3
	Admin1     string // GeoNames code of the first-order division
	Feature    string // GeoNames feature code
	GeoNames   string
	Population int
	Lat, Lon   float64
	Main       bool // the look-up was by its main name
}

// A cityList is the list of cities, a row of text each.
type cityList struct {
	text  string
	names *index // start of the row, by name
}

// loadCities indexes the list of cities.
func (l *lists) loadCities() {
	text := data.Text("cities")
	list := cityList{text: text, names: newIndex(130000)}
	for at := 0; at < len(text); {
		end := at + strings.IndexByte(text[at:], '\n')
		if end < at {
			end = len(text)
		}
		line := text[at:end]
		if line != "" && line[0] != '#' {
			name, rest, _ := strings.Cut(line, "\t")
			others, _, _ := strings.Cut(rest, "\t")
			list.names.add(hashOf(name), int32(at))
			for others != "" {
				var other string
				other, others, _ = strings.Cut(others, "|")
				list.names.add(hashOf(other), int32(at))
			}
		}
		at = end + 1
	}
	l.cities = list
}

// IsCity reports whether the list of cities has a name.
func (l *Lexicon) IsCity(h Hash) bool {
	l.citiesOnce.Do(l.loadCities)
	return l.cities.names.has(h.sum)
}

// Cities returns the cities of a name.
func (l *Lexicon) Cities(name string) []City {
	l.citiesOnce.Do(l.loadCities)
	var out []City
	l.cities.names.each(hashOf(name), func(at int32) bool {
		line := l.cities.text[at:]
		if end := strings.IndexByte(line, '\n'); end >= 0 {
			line = line[:end]
		}
		c, _ := cityOf(line)
		c.Main = Key(c.Name) == Key(name)
		out = append(out, c)
		return true
	})
	return out
}

// cityOf reads a row, and returns the other names too, parted by "|".
func cityOf(line string) (c City, others string) {
	cells := strings.Split(line, "\t")
	c = City{Name: cells[0], Country: cells[2], Admin1: cells[3], Feature: cells[4], GeoNames: cells[8], Population: int(number(cells[5]))}
	c.Lat, _ = strconv.ParseFloat(cells[6], 64)
	c.Lon, _ = strconv.ParseFloat(cells[7], 64)
	return c, cells[1]
}

// CitiesOf calls visit with every name of every city of some countries, in
// the order of the list.
func (l *Lexicon) CitiesOf(countries []string, visit func(c City, name string)) {
	l.citiesOnce.Do(l.loadCities)
	for line := range strings.Lines(l.cities.text) {
		if line = strings.TrimSuffix(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		_, rest, _ := strings.Cut(line, "\t")
		_, rest, _ = strings.Cut(rest, "\t")
		if country, _, _ := strings.Cut(rest, "\t"); !slices.Contains(countries, country) {
			continue
		}
		c, others := cityOf(line)
		visit(c, c.Name)
		for other := range strings.SplitSeq(others, "|") {
			if other != "" {
				visit(c, other)
			}
		}
	}
}
