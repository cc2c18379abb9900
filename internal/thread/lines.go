package thread

import "strings"

// Independent returns the line of reporting of each story's line that mentions
// of one happening are of, as far as lines are independent of one another: those
// of one value are one. A text is a line by itself ([Story.Line]), but a sentence
// that stands word for word in two was told once, and what one issuer tells
// several times is one line unless each rests on the word of others, and those are
// not the same.
func Independent(all []Told) map[string]string {
	u := inOtherWords(all)
	itself := make(map[string]bool) // issuers that tell something by themselves
	for _, t := range all {
		itself[t.Story.Outlet] = itself[t.Story.Outlet] || len(t.By) == 0
	}
	word := make(map[[2]string]string) // issuers, and on whose word they tell it
	for _, t := range all {
		switch outlet := t.Story.Outlet; {
		case outlet == "":
		case itself[outlet]:
			joinFirst(u, word, [2]string{outlet}, t.Story.Line)
		default:
			joinFirst(u, word, [2]string{outlet, strings.ToLower(t.By[0])}, t.Story.Line)
		}
	}
	for line := range u {
		u[line] = u.root(line)
	}
	return u
}

// inOtherWords returns the lines of which those that tell of a happening with the
// same sentence are one.
func inOtherWords(all []Told) union {
	u, sentences := make(union), make(map[uint64]string)
	for _, t := range all {
		u[t.Story.Line] = t.Story.Line
	}
	for _, t := range all {
		joinFirst(u, sentences, t.Story.Sentences[t.Sentence].Hash, t.Story.Line)
	}
	return u
}

// A union has for each line one that it is one with, itself for the one that
// stands for all.
type union map[string]string

func (u union) root(line string) string {
	for u[line] != line {
		line = u[line]
	}
	return line
}

// join makes two lines one. The least stands for both, in whatever order they come.
func (u union) join(a, b string) {
	if a, b = u.root(a), u.root(b); a != b {
		u[max(a, b)] = min(a, b)
	}
}

// count returns how many lines are left.
func (u union) count() int {
	n := 0
	for line := range u {
		if u.root(line) == line {
			n++
		}
	}
	return n
}

// joinFirst joins a line with the first that had the same key.
func joinFirst[K comparable](u union, first map[K]string, key K, line string) {
	if other, ok := first[key]; ok {
		u.join(other, line)
		return
	}
	first[key] = line
}

// countLines returns how many independent lines mentions are of.
func countLines(all []Told) int {
	lines := make(map[string]bool)
	for _, line := range Independent(all) {
		lines[line] = true
	}
	return len(lines)
}
