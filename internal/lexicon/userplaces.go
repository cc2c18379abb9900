package lexicon

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A UserPlace is a place of a user's list.
type UserPlace struct {
	Key, Name       string
	Country, Admin1 string
	Precision       string // point town district region
	Feature         string // GeoNames feature code, if the row gives one
	GeoNames        string
	Lat, Lon        float64
	Located         bool // it has coordinates
}

// placeGrains are the precisions that a row of a user's list may have.
var placeGrains = []string{"point", "town", "district", "region"}

// LoadUserPlaces reads a list of places: tab-separated rows of name, other
// names parted by "|", precision (point, town, district or region; a town if
// it is missing), country (ISO 3166-1 alpha-3), first-order division,
// latitude, longitude, GeoNames number and GeoNames feature code. All but the
// name may be missing. Lines and errors are as in [Lexicon.LoadUser].
func (l *Lexicon) LoadUserPlaces(r io.Reader, name string) (*List, []error) {
	list := &List{Name: name, names: newIndex(16), towns: newIndex(1024), longest: map[uint64]int{}}
	return list, readList(r, name, func(line string, seen *seenNames) error {
		p, others, err := l.placeRow(line)
		if err != nil {
			return fmt.Errorf("%v; the line is skipped", err)
		}
		if err := seen.first(p.Name); err != nil {
			return err
		}
		at := int32(len(list.places))
		list.places = append(list.places, p)
		enter := func(name string) {
			list.towns.add(hashOf(name), at)
			noteLength(list.longest, name)
		}
		enter(p.Name)
		return seen.others(others, enter)
	})
}

// placeRow reads one row of a user's list of places.
func (l *Lexicon) placeRow(line string) (UserPlace, []string, error) {
	cells := cellsOf(line, 9)
	p := UserPlace{Name: cells[0], Precision: strings.ToLower(cells[2]), Country: strings.ToUpper(cells[3]), Admin1: cells[4], GeoNames: cells[7], Feature: cells[8]}
	if Key(p.Name) == "" {
		return p, nil, fmt.Errorf("the row has no name")
	}
	if p.Precision == "" {
		p.Precision = "town"
	}
	if !slices.Contains(placeGrains, p.Precision) {
		return p, nil, fmt.Errorf("%q is no precision (%s)", cells[2], strings.Join(placeGrains, ", "))
	}
	if err := l.knownCountry(cells[3]); err != nil {
		return p, nil, err
	}
	if cells[5] != "" || cells[6] != "" {
		lat, errLat := strconv.ParseFloat(cells[5], 64)
		lon, errLon := strconv.ParseFloat(cells[6], 64)
		if errLat != nil || errLon != nil || !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) {
			return p, nil, fmt.Errorf("%q, %q are no latitude and longitude in degrees", cells[5], cells[6])
		}
		p.Lat, p.Lon, p.Located = lat, lon, true
	}
	p.Key = p.GeoNames
	if p.Key == "" {
		p.Key = "user-" + strings.ReplaceAll(Key(p.Name), " ", "-")
	}
	return p, otherNames(cells[1]), nil
}

// UserPlaces returns the places of a name on users' lists.
func (l *Lexicon) UserPlaces(name string) []UserPlace {
	var out []UserPlace
	for _, list := range l.own {
		list.towns.each(hashOf(name), func(i int32) bool {
			out = append(out, list.places[i])
			return true
		})
	}
	return out
}
