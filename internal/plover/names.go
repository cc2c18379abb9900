package plover

import (
	"slices"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/data"
)

// Modes returns the names of the modes of all types, sorted.
func Modes() []string {
	var list []string
	for _, t := range load().types {
		for mode := range t.Modes {
			list = append(list, mode)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Codes returns the codes of CAMEO, sorted.
func Codes() []string {
	var list []string
	for code := range load().codes {
		list = append(list, code)
	}
	slices.Sort(list)
	return list
}

// Countries returns the ISO 3166-1 alpha-3 codes of countries, sorted.
func Countries() []string {
	var list []string
	for code := range load().country {
		list = append(list, code)
	}
	slices.Sort(list)
	return list
}

// countryNames are the names of countries in small letters, with their codes.
var countryNames = sync.OnceValue(func() map[string]string {
	names := make(map[string]string)
	for _, r := range data.Rows("countries") {
		for _, name := range append(strings.Split(r[2], "|"), r[1]) {
			if name != "" {
				names[strings.ToLower(name)] = r[0]
			}
		}
	}
	return names
})

// CountryNames returns the names of countries in small letters, sorted.
func CountryNames() []string {
	var list []string
	for name := range countryNames() {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// CountryOf returns the ISO 3166-1 alpha-3 code of a country by a name that
// news uses, in any case, or "".
func CountryOf(name string) string { return countryNames()[strings.ToLower(name)] }
