package store

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// maxListed is how many values an error lists; of longer lists it names those
// near what was written, else the first of them.
const (
	maxListed = 64
	maxNamed  = 12
)

// Unknown says that a field has no such value, and names near ones.
func Unknown(field, value string, known []string) error {
	text := fmt.Sprintf("%s:%s: there is no such value", field, value)
	close := nearest(value, known, 3)
	if len(close) > 0 {
		text += "; perhaps " + orList(close)
	}
	switch {
	case len(known) <= maxListed:
		text += "; want one of " + strings.Join(known, " ")
	case len(close) == 0:
		text += fmt.Sprintf("; there are %d, such as %s: doc/record.md and readout search --help have them", len(known), strings.Join(spread(known, maxNamed), " "))
	}
	return fmt.Errorf("%s", text)
}

// UnknownName says that an address has no such name, and names those it may have,
// near ones first.
func UnknownName(name string, known []string) error {
	text := fmt.Sprintf("there is no %q here", name)
	if close := nearest(name, known, 3); len(close) > 0 {
		text += "; perhaps " + orList(close)
	}
	if len(known) == 0 {
		return fmt.Errorf("%s, nor any other name", text)
	}
	return fmt.Errorf("%s; want one of %s", text, strings.Join(known, " "))
}

// unknownCountry says that a value is no country's code, and names the codes of
// countries that are called so, or nearly so.
func unknownCountry(value string) error {
	text := fmt.Sprintf("country:%s: want a code of three letters such as USA or FRA", value)
	if code := plover.CountryOf(value); code != "" {
		return fmt.Errorf("%s; %s is %s", text, value, code)
	}
	var close []string
	for _, code := range nearest(value, plover.Countries(), 3) {
		close = append(close, code+" ("+plover.CountryName(code)+")")
	}
	if len(value) > 3 {
		close = nil
		for _, name := range nearest(value, plover.CountryNames(), 3) {
			code := plover.CountryOf(name)
			close = append(close, code+" ("+plover.CountryName(code)+")")
		}
		close = slices.Compact(close)
	}
	if len(close) > 0 {
		text += "; perhaps " + orList(close)
	}
	return fmt.Errorf("%s", text)
}

// spread returns n values of a sorted list, as far apart as they can be, so that
// they show what the list is like.
func spread(list []string, n int) []string {
	if len(list) <= n {
		return list
	}
	out := make([]string, n)
	for i := range out {
		out[i] = list[i*(len(list)-1)/(n-1)]
	}
	return out
}

// orList writes a list in words.
func orList(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " or " + list[len(list)-1]
}

// nearest returns the values that are spelt most like a word, at most limit:
// those that a third of its letters part from it, then those that begin with it.
func nearest(word string, known []string, limit int) []string {
	word = strings.ToLower(word)
	type near struct {
		value string
		far   int
	}
	var list []near
	for _, value := range known {
		low := strings.ToLower(value)
		far := distance(word, low)
		if far > max(1, len(word)/3) {
			if len(word) < 3 || !strings.HasPrefix(low, word) {
				continue
			}
			far += 100
		}
		list = append(list, near{value, far})
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].far < list[j].far })
	var out []string
	for _, n := range list[:min(limit, len(list))] {
		out = append(out, n.value)
	}
	return out
}

// distance counts the letters that are to be added, taken out, changed or
// exchanged with their neighbour to make one word of another.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := [3][]int{make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, above, row := rows[0], rows[1], rows[2]
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		rows[0], rows[1], rows[2] = above, row, before
	}
	return rows[1][len(y)]
}
