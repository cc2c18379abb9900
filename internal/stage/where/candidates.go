package where

import (
	"math"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// A candidate is an entry of the gazetteer that a name may mean.
type candidate struct {
	key, name       string
	country, admin1 string
	geonames        string
	feature         string
	precision       readout.PlacePrecision
	lat, lon        float64
	located         bool
	user            bool
	prior           float64 // how well it is known by this name
	state           bool    // a first-order division
	country1        bool    // a country
	people          int     // in a city
}

// The priors of entries that have no population: countries before regions
// before divisions, and all before cities of less than some millions.
const (
	countryPrior  = 13
	regionPrior   = 12
	divisionPrior = 11
	userPrior     = 16
)

// greatCity is how many people a great city has.
const greatCity = 1_000_000

// place is the candidate as the record holds it. Countries and regions get no
// coordinates.
func (c *candidate) place() readout.Place {
	p := readout.Place{Place: c.key, Name: c.name, GeoNames: c.geonames, Feature: c.feature, Admin1: c.admin1, Country: c.country, Precision: c.precision}
	if c.located && c.precision != readout.PlaceCountry {
		lat, lon := c.lat, c.lon
		p.Lat, p.Lon = &lat, &lon
	}
	return p
}

// candidates returns the entries of a name, in the order of the lists.
func (f *finder) candidates(name string) []candidate {
	key := lexicon.Key(name)
	if out, ok := f.known[key]; ok {
		return out
	}
	var out []candidate
	seen := map[string]bool{}
	add := func(c candidate) {
		if !seen[c.key] {
			seen[c.key] = true
			out = append(out, c)
		}
	}
	for _, p := range f.lex.UserPlaces(name) {
		add(ofUser(p))
	}
	for _, e := range f.lex.Entries(name) {
		switch e.Kind {
		case lexicon.KindCountry:
			add(candidate{key: "pl_" + e.Country, name: e.Name, country: e.Country, feature: "PCLI", precision: readout.PlaceCountry, prior: countryPrior, country1: true})
		case lexicon.KindArea:
			add(ofArea(&e))
		case lexicon.KindCapital:
			for _, c := range f.capital(e.Country, name) {
				add(c)
			}
		}
	}
	cities := f.lex.Cities(name)
	for i := range cities {
		add(ofCity(&cities[i], len(cities)))
	}
	lead(out)
	f.known[key] = out
	return out
}

// capital returns the row of a country's seat of government under the name by
// which the list of countries knows it.
func (f *finder) capital(country, name string) []candidate {
	c, _ := f.lex.Country(country)
	for _, other := range append([]string{name}, c.Capitals...) {
		for _, city := range f.lex.Cities(other) {
			if city.Country == country && city.Feature == "PPLC" {
				city.Main = true
				return []candidate{ofCity(&city, 1)}
			}
		}
	}
	return nil
}

// ofArea makes a candidate of an area.
func ofArea(e *lexicon.Entry) candidate {
	c := candidate{name: e.Name, country: e.Country, admin1: e.Admin1, precision: readout.PlaceRegion, prior: regionPrior}
	slug := strings.ReplaceAll(lexicon.Key(e.Name), " ", "-")
	switch {
	case e.Country == "":
		c.key = "pl_" + slug
	case e.Admin1 != "":
		c.key = "pl_" + e.Country + "." + e.Admin1
	default:
		c.key = "pl_" + e.Country + "." + slug
	}
	switch e.Area {
	case "admin":
		c.prior, c.state, c.feature = divisionPrior, true, "ADM1"
		if e.Admin1 == "" {
			c.feature = "ADMD"
		}
	case "facility":
		c.prior, c.precision = divisionPrior, readout.PlacePoint
	}
	c.user = e.User
	if c.user {
		c.prior = userPrior
	}
	return c
}

// What makes a city the likelier one of its name, before the story is looked at.
// All scores of this package are on one scale, where ten times the people count
// 1.5; they were set by hand on the labelled names of testdata/labels.tsv, of
// which 166 of 172 are right or rightly open, and are not tuned one by one.
const (
	ofPeople   = 1.5 // ten times the people
	ofMainName = 0.5 // the name is the city's main one
	ofOnlyOne  = 1.5 // no other city has it
	ofCapital  = 1.0
	ofSeat     = 0.4  // of an area's administration
	ofPart     = -0.5 // of a town
	standsOut  = 1.5  // before the second one, from which on a city is meant without a word of where
)

// ofCity makes a candidate of one of n cities of a name.
func ofCity(city *lexicon.City, n int) candidate {
	c := candidate{key: "pl_" + city.GeoNames, name: city.Name, country: city.Country, admin1: city.Admin1, geonames: city.GeoNames, feature: city.Feature,
		precision: readout.PlaceTown, lat: city.Lat, lon: city.Lon, located: true}
	people := city.Population
	c.people = people
	if people == 0 {
		people = leastOf(city.Feature)
	}
	c.prior = ofPeople * math.Log10(float64(people))
	if city.Main {
		c.prior += ofMainName
	}
	if n == 1 {
		c.prior += ofOnlyOne
	}
	switch city.Feature {
	case "PPLC":
		c.prior += ofCapital
	case "PPLA":
		c.prior += ofSeat
	case "PPLX":
		c.prior += ofPart
		c.precision = readout.PlaceDistrict
	}
	return c
}

// leastOf is the population of a place whose row has none, by what it is the
// seat of.
func leastOf(feature string) int {
	switch feature {
	case "PPLC":
		return 100_000
	case "PPLA":
		return 30_000
	case "PPLA2":
		return 10_000
	}
	return 300
}

// ofUser makes a candidate of a place of a user's list.
func ofUser(p lexicon.UserPlace) candidate {
	return candidate{key: "pl_" + p.Key, name: p.Name, country: p.Country, admin1: p.Admin1, geonames: p.GeoNames, feature: p.Feature, precision: readout.PlacePrecision(p.Precision),
		lat: p.Lat, lon: p.Lon, located: p.Located, user: true, prior: userPrior}
}

// lead raises the city that news means by a name unless it says otherwise: the
// one that is ten times as large as any other.
func lead(cands []candidate) {
	best, second := -1, math.Inf(-1)
	for i := range cands {
		if cands[i].geonames == "" || cands[i].user {
			continue
		}
		switch p := cands[i].prior; {
		case best < 0 || p > cands[best].prior:
			if best >= 0 {
				second = cands[best].prior
			}
			best = i
		default:
			second = max(second, p)
		}
	}
	if best < 0 {
		return
	}
	for i := range cands {
		if cands[i].country1 {
			return // "Mexico" is the country
		}
		if cands[i].state && cands[i].country == cands[best].country {
			if cands[best].people >= greatCity { // "New York" is the city unless it is used as states are
				cands[i].prior--
			}
			return
		}
	}
	if !math.IsInf(second, -1) && cands[best].prior-second >= standsOut {
		cands[best].prior += 2
	}
}
