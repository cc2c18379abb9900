package lexicon

import (
	"slices"
	"strings"
)

// PeopleLike returns the holders of offices whose names are written like
// name: the words of the shorter name all stand in the longer one, in any
// order, when vowels, doubled letters and the ways of writing foreign sounds
// are left out of account. A name of one word has none. Likeness alone is weak:
// the caller asks for something else that fits.
func (l *Lexicon) PeopleLike(name string) []Person {
	l.likeOnce.Do(l.loadLike)
	l.peopleOnce.Do(l.loadPeople)
	words, key := skeletons(name), Key(name)
	if len(words) < 2 {
		return nil
	}
	var rows []int32
	for _, h := range pairs(words) {
		l.like.each(h, func(at int32) bool {
			if !slices.Contains(rows, at) && l.persons.alike(at, words, key) {
				rows = append(rows, at)
			}
			return true
		})
	}
	slices.Sort(rows)
	out := make([]Person, len(rows))
	for i, at := range rows {
		out[i] = l.persons.person(at)
	}
	return out
}

// loadLike indexes the holders of offices by pairs of their names' words.
func (l *lists) loadLike() {
	l.peopleOnce.Do(l.loadPeople)
	l.like = newIndex(250000)
	for at, line := range l.persons.rows() {
		eachName(line, func(name string) {
			for _, h := range pairs(skeletons(name)) {
				l.like.add(h, at)
			}
		})
	}
}

// rows returns the rows of the list with where they start.
func (p *personList) rows() func(yield func(int32, string) bool) {
	return func(yield func(int32, string) bool) {
		for at := 0; at < len(p.text); {
			end := at + strings.IndexByte(p.text[at:], '\n')
			if end < at {
				end = len(p.text)
			}
			if line := p.text[at:end]; line != "" && line[0] != '#' && !yield(int32(at), line) {
				return
			}
			at = end + 1
		}
	}
}

// eachName calls f for the names of a row.
func eachName(line string, f func(string)) {
	name, rest, _ := strings.Cut(line, "\t")
	others, _, _ := strings.Cut(rest, "\t")
	f(name)
	for others != "" {
		var other string
		other, others, _ = strings.Cut(others, "|")
		f(other)
	}
}

// alike reports whether one of a row's names is written like words.
func (p *personList) alike(at int32, words []string, key string) bool {
	line := p.text[at:]
	if end := strings.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	found := false
	eachName(line, func(name string) {
		found = found || subset(skeletons(name), words) && near(Key(name), key)
	})
	return found
}

// near reports whether, of two names' words that have the same skeleton, no
// two differ by more than a part of their letters: Shahid is no Saud.
func near(a, b string) bool {
	for _, x := range strings.Fields(a) {
		sx := skeletons(x)
		best, all := 0, 0
		for _, y := range strings.Fields(b) {
			if slices.Equal(sx, skeletons(y)) && len(sx) > 0 {
				all++
				if 20*distance(x, y) <= 9*max(len(x), len(y)) {
					best++
				}
			}
		}
		if all > 0 && best == 0 {
			return false
		}
	}
	return true
}

// distance returns how many letters must be changed, put in or left out to
// make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i := range len(a) {
		last := row[0]
		row[0]++
		for k := range len(b) {
			cost := last
			if a[i] != b[k] {
				cost++
			}
			last = row[k+1]
			row[k+1] = min(cost, row[k]+1, last+1)
		}
	}
	return row[len(b)]
}

// subset reports whether the words of one name all stand in the other, and at
// least two of them.
func subset(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 2 {
		return false
	}
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return true
}

// pairs returns hashes of the pairs of a name's words that hold its first or
// its last one, each pair the same in either order.
func pairs(words []string) []uint64 {
	n := min(len(words), 6)
	var out []uint64
	for i := range n {
		for k := i + 1; k < n; k++ {
			if i > 0 && k < n-1 {
				continue
			}
			a, b := words[i], words[k]
			if a > b {
				a, b = b, a
			}
			out = append(out, Hash{}.Add(a+" "+b).sum)
		}
	}
	return out
}

// sounds writes the ways in which Latin letters render foreign sounds in one.
var sounds = strings.NewReplacer("tch", "c", "dzh", "j", "dsch", "j", "sch", "s", "kh", "k", "gh", "g", "ph", "f", "th", "t", "dh", "d", "zh", "j", "dj", "j", "ch", "c", "sh", "s",
	"ck", "k", "q", "k", "w", "v", "x", "ks", "tz", "ts", "ou", "u", "z", "s", "g", "j")

// skeletons returns the words of a name with vowels, doubled letters and h
// left out behind the first letter; particles and initials are left out too.
func skeletons(name string) []string {
	var out []string
	for word := range strings.FieldsFuncSeq(Key(name), func(r rune) bool { return r == ' ' }) {
		if len(word) < 2 || particles[word] && word != "abu" && word != "abd" {
			continue
		}
		if len(word) > 4 && (strings.HasPrefix(word, "al") || strings.HasPrefix(word, "el")) && len(out) > 0 && !vowel(word[2]) {
			word = word[2:] // Alsisi
		}
		word = sounds.Replace(word)
		var b []byte
		for i := 0; i < len(word); i++ {
			c := word[i]
			switch {
			case vowel(c) || c == 'y' || c == 'h':
				if i == 0 && c != 'h' {
					b = append(b, 'a')
				} else if i == 0 {
					b = append(b, 'h')
				}
			case len(b) > 0 && b[len(b)-1] == c:
			default:
				b = append(b, c)
			}
		}
		out = append(out, string(b))
	}
	return out
}

// vowel reports a vowel.
func vowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }
