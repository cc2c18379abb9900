package where

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// The limits of the search by likeness: names of a story that are looked for,
// letters that a name has at least, countries that are searched.
const (
	mostGuesses   = 20
	leastLetters  = 6
	mostCountries = 3
)

// alike is the place of a name that no list has: open, or, where it stands as
// the name of a town, the one town of the story's countries that differs by
// one letter. The text keeps its spelling.
func (f *finder) alike(i int, name string) readout.Place {
	none := readout.Place{Why: "No list has this name."}
	key := lexicon.Key(name)
	before := strings.ToLower(lastWords(f.text[:f.mentions[i].Span.Start], 2))
	if len(key) < leastLetters || f.guesses >= mostGuesses || !f.beforeTowns[before] {
		return none
	}
	f.guesses++
	var found []lexicon.City
	written := ""
	f.lex.CitiesOf(f.mainCountries(), func(c lexicon.City, form string) {
		if k := lexicon.Key(form); k != key && oneApart(k, key) && !slices.ContainsFunc(found, func(o lexicon.City) bool { return o.GeoNames == c.GeoNames }) {
			found, written = append(found, c), form
		}
	})
	if len(found) != 1 {
		return none
	}
	c := ofCity(&found[0], 1)
	p := c.place()
	p.Confidence = guessed
	p.Why = fmt.Sprintf("No list has %q; %s in %s differs by one letter, so this is a guess.", name, written, c.country)
	return p
}

// guessed is the confidence in a town whose name differs by one letter: below
// all that the lists know, by hand.
const guessed = 0.3

// lastWords returns the last n words of a text.
func lastWords(text string, n int) string {
	words := strings.Fields(text[max(0, len(text)-60):])
	return strings.Join(words[max(0, len(words)-n):], " ")
}

// mainCountries returns the countries that the story names most.
func (f *finder) mainCountries() []string {
	var out []string
	for c := range f.count {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b string) int {
		if f.count[a] != f.count[b] {
			return f.count[b] - f.count[a]
		}
		return strings.Compare(a, b)
	})
	return out[:min(len(out), mostCountries)]
}

// oneApart reports whether one letter that is changed, left out or put in, or
// two neighbours that change places, make a of b.
func oneApart(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 || a == "" || b == "" || a[0] != b[0] {
		return false
	}
	k := 0
	for k < len(b) && a[k] == b[k] {
		k++
	}
	if len(a) > len(b) {
		return a[k+1:] == b[k:]
	}
	if k == len(a) {
		return false
	}
	return a[k+1:] == b[k+1:] || k+1 < len(a) && a[k] == b[k+1] && a[k+1] == b[k] && a[k+2:] == b[k+2:]
}
