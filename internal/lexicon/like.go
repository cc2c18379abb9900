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
	l.like = newIndex(130000)
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
func (p *personList) alike(at int32, words []uint64, key string) bool {
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
				if 20*Distance(x, y) <= 9*max(len(x), len(y)) {
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

// Distance returns how many bytes must be changed, put in or left out to
// make b of a.
func Distance(a, b string) int {
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
func subset(a, b []uint64) bool {
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

// mostWords is how many words of a name count.
const mostWords = 6

// pairs returns hashes of the pairs of a name's words that hold its first or
// its last one, each pair the same in either order.
func pairs(words []uint64) []uint64 {
	n := min(len(words), mostWords)
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
			out = append(out, (a*prime^b)*prime)
		}
	}
	return out
}

// skeletons returns hashes of the words of a name with vowels, doubled letters
// and h left out behind the first letter, and foreign sounds written in one
// way. Particles and initials are left out.
func skeletons(name string) []uint64 {
	out := make([]uint64, 0, mostWords)
	var word [24]byte
	n := 0
	flush := func() {
		if h := skeleton(word[:n], len(out) > 0); h != 0 && len(out) < mostWords {
			out = append(out, h)
		}
		n = 0
	}
	for _, r := range name {
		switch f := fold(r); {
		case f == 0:
		case f == ' ':
			flush()
		case n < len(word) && f < 0x80:
			word[n] = byte(f)
			n++
		}
	}
	flush()
	return out
}

// skeleton returns the hash of a word's skeleton, 0 for a word that does not
// count. later is set behind the first word of a name.
func skeleton(word []byte, later bool) uint64 {
	if len(word) < 2 || len(word) <= 4 && particles()[string(word)] && !telling()[string(word)] {
		return 0
	}
	if later && len(word) > 4 && (word[0] == 'a' || word[0] == 'e') && word[1] == 'l' && !vowel(word[2]) {
		word = word[2:] // Alsisi
	}
	sum, last := uint64(offset), byte(0)
	for i := 0; i < len(word); {
		c, size := sound(word[i:])
		if vowel(c) || c == 'y' || c == 'h' {
			if i > 0 {
				c = 0
			} else if c != 'h' {
				c = 'a'
			}
		}
		if c != 0 && c != last {
			sum = (sum ^ uint64(c)) * prime
			last = c
		}
		i += size
	}
	return sum
}

// sound returns one letter for the sound that starts a word's rest, and how
// many letters write it.
func sound(rest []byte) (c byte, size int) {
	next := byte(0)
	if len(rest) > 1 {
		next = rest[1]
	}
	switch c := rest[0]; c {
	case 't':
		if next == 'c' && len(rest) > 2 && rest[2] == 'h' {
			return 'c', 3
		}
		if next == 'z' {
			return 's', 2
		}
	case 'd':
		if next == 'j' {
			return 'j', 2
		}
		if next == 'z' && len(rest) > 2 && rest[2] == 'h' {
			return 'j', 3
		}
	case 's':
		if next == 'c' && len(rest) > 2 && rest[2] == 'h' {
			return 's', 3
		}
	case 'p':
		if next == 'h' {
			return 'f', 2
		}
	case 'z':
		if next == 'h' {
			return 'j', 2
		}
		return 's', 1
	case 'c':
		if next == 'k' {
			return 'k', 2
		}
	case 'q':
		return 'k', 1
	case 'w':
		return 'v', 1
	case 'g':
		if next == 'h' {
			return 'j', 2
		}
		return 'j', 1
	}
	return rest[0], 1
}

// vowel reports a vowel.
func vowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }
