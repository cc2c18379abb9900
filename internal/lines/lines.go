// Package lines says which texts are one line of reporting. It is the one
// definition that happenings, timelines, questions, pages, exports and the API
// count by; pure, no I/O.
package lines

// A Text is one telling: the copy group or story that it is of, who published it,
// and its sentence.
type Text struct {
	Line     string
	Outlet   string // empty if it is not known
	Sentence uint64 // hash of its words, 0 for none
}

// Independent returns for each line of some texts the line that stands for it:
// those of one value are one. A text with its copies is a line; the texts of one
// outlet are one, whomever they quote, for it tells several times what it knows; and
// a sentence that stands word for word in two texts was told once. A text belongs to
// the outlet that comes first with it, and what others copied from it is none of
// theirs: give the texts in order of posting.
func Independent(texts []Text) map[string]string {
	u, sentences, outlets := make(union), make(map[uint64]string), make(map[string]string)
	for _, t := range texts {
		if _, ok := u[t.Line]; ok {
			continue
		}
		u[t.Line] = t.Line
		if t.Outlet != "" {
			joinFirst(u, outlets, t.Outlet, t.Line)
		}
	}
	for _, t := range texts {
		if t.Sentence != 0 {
			joinFirst(u, sentences, t.Sentence, t.Line)
		}
	}
	for line := range u {
		u[line] = u.root(line)
	}
	return u
}

// Count returns how many independent lines texts are.
func Count(texts []Text) int {
	n := 0
	for line, of := range Independent(texts) {
		if line == of {
			n++
		}
	}
	return n
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

// joinFirst joins a line with the first that had the same key.
func joinFirst[K comparable](u union, first map[K]string, key K, line string) {
	if other, ok := first[key]; ok {
		u.join(other, line)
		return
	}
	first[key] = line
}
