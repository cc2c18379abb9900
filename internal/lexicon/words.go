package lexicon

import (
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/data"
)

// counts are how often a word stood in lower case and with a capital.
type counts struct{ lower, capital int32 }

// Word returns how often a word, given in lower case, stood in lower case and
// how often with a capital inside sentences of the texts that were counted.
func (l *Lexicon) Word(low string) (lower, capital int) {
	l.wordsOnce.Do(func() {
		rows := data.Rows("words")
		l.words = make(map[string]counts, len(rows))
		for _, r := range rows {
			l.words[r[0]] = counts{number(r[1]), number(r[2])}
		}
	})
	c := l.words[low]
	return int(c.lower), int(c.capital)
}

// Common reports whether a word, given in lower case, is one that English
// mostly writes so.
func (l *Lexicon) Common(low string) bool {
	lower, capital := l.Word(low)
	return lower > 2*capital
}

// A personalName is a word of people's names.
type personalName struct {
	gender        byte
	given, family int32
}

// Personal returns how many holders of offices bear a word as a given and as
// a family name, and the usual gender of those who bear it as a given name.
func (l *Lexicon) Personal(word string) (gender byte, given, family int) {
	l.personalOnce.Do(func() {
		rows := data.Rows("personal")
		l.personal = make(map[string]personalName, len(rows))
		for _, r := range rows {
			p := personalName{given: number(r[2]), family: number(r[3])}
			if r[1] != "" {
				p.gender = r[1][0]
			}
			key := strings.ToLower(r[0])
			if old, ok := l.personal[key]; ok && old.given > p.given {
				continue
			}
			l.personal[key] = p
			if folded := Key(r[0]); folded != key && l.personal[folded] == (personalName{}) {
				l.personal[folded] = p
			}
		}
	})
	p := l.personal[strings.ToLower(word)]
	return p.gender, int(p.given), int(p.family)
}

// GivenName reports whether a word is a given name of office holders, with
// its usual gender (m, f, or 0 if it is both or unknown).
func (l *Lexicon) GivenName(word string) (gender byte, ok bool) {
	gender, given, _ := l.Personal(word)
	return gender, given >= 3
}

// number reads a number of a list; what is none counts as 0.
func number(s string) int32 {
	n, _ := strconv.ParseInt(s, 10, 32)
	return int32(n)
}
