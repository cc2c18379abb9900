package mention

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// A text names a person in full once and by a part of the name later: by the family
// name, which stands first in many languages ("Ko Wen-je": "Ko"), has several words
// ("Hilda Anderson-Pyrz": "Anderson-Pyrz") or stands before others ("Carrie Lam Cheng
// Yuet-ngor": "Lam"), or by the given name. So a part is the name of the one person of
// the text who has it, whichever part it is.

// mostBearers is how many persons who have a word in their names are remembered: a
// part of more names than that tells nobody, and a text may have thousands.
const mostBearers = 8

// courtesy returns where the name [from, to) of a person begins behind a courtesy
// that the analysis took for a part of it: "Mr. Trump" is called Trump.
func (w *Words) courtesy(s *syntax.Sentence, from, to int) int {
	if s.Tokens[from].Name[2:] == string(readout.PersonName) && from+1 < to && w.courtesies[s.Low[from]] {
		return from + 1
	}
	return from
}

// nameWords returns the words of a person's name as names are compared.
func nameWords(name string) []string {
	words := strings.FieldsFunc(lexicon.Key(name), func(r rune) bool { return r == ' ' || r == '-' || r == '‑' || r == '–' })
	return slices.DeleteFunc(words, func(w string) bool { return w == "." || w == "" })
}

// bear remembers that the person of a chain has these words in the name.
func (j *joiner) bear(name string, chain int) {
	for _, word := range nameWords(name) {
		if list := j.bearers[word]; len(list) < mostBearers && !slices.Contains(list, chain) {
			j.bearers[word] = append(list, chain)
		}
	}
}

// partChain returns the chain of the one person of the text of whose name c is a part,
// or whose name so far is a part of c's; of several the one that the resolver joins c
// to, -1 if there is none.
func (j *joiner) partChain(c *candidate, joined int) int {
	words := nameWords(c.text)
	if len(words) == 0 {
		return -1
	}
	found := -1
	seen := map[int]bool{}
	for _, word := range words {
		list := j.bearers[word]
		if len(list) == mostBearers {
			return -1
		}
		for _, chain := range list {
			if seen[chain] || !j.partly(c, words, chain, joined) {
				continue
			}
			seen[chain] = true
			if found >= 0 {
				found = -2
			} else if found == -1 {
				found = chain
			}
		}
	}
	if found == -2 && seen[joined] {
		return joined
	}
	return max(found, -1)
}

// partly reports whether c, with these words, may name the person of a chain in part,
// or the chain's name so far c in part. A single word that c begins with does so only
// if the resolver says it: "Warren" before "Warren Christopher" may be a family name.
func (j *joiner) partly(c *candidate, words []string, chain, joined int) bool {
	h := &j.heads[chain]
	if h.class != readout.PersonName {
		return false
	}
	other := nameWords(h.text)
	if within(words, other) {
		return !(c.addressed && clash(c, h))
	}
	if !within(other, words) || h.addressed && clash(c, h) {
		return false
	}
	return chain == joined || len(other) > 1 || other[0] == words[len(words)-1]
}

// clash reports two persons of whom the words say that they are of different genders.
// Of a part of a name they say so only by how the person is addressed: Anderson is a
// given name too.
func clash(c, h *candidate) bool { return c.gender != 0 && h.gender != 0 && c.gender != h.gender }

// within reports whether the words of a stand in b, one behind the other, and are
// fewer. A single letter names nobody.
func within(a, b []string) bool {
	if len(a) == 0 || len(a) >= len(b) || len(a) == 1 && utf8.RuneCountInString(strings.TrimSuffix(a[0], ".")) < 2 {
		return false
	}
	for i := 0; i+len(a) <= len(b); i++ {
		if slices.Equal(a, b[i:i+len(a)]) {
			return true
		}
	}
	return false
}

// Two spellings of one name: words of at least so many letters that differ by one
// letter, by two from twice as many on. Only a name that the resolver joins is
// compared: "Murillo" and "Murrillo", but not any "Martin" and "Marten".
const (
	spelledAlike = 5
	mostSlips    = 2
)

// misspelled reports whether the last words of two names are spellings of one.
func misspelled(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	u, v := x[len(x)-1], y[len(y)-1]
	n := min(len(u), len(v))
	if n < spelledAlike || u[0] != v[0] {
		return false
	}
	return lexicon.Distance(u, v) <= min(n/spelledAlike, mostSlips)
}
