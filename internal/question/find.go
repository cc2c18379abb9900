package question

import (
	"slices"
	"strings"
)

// Groups returns the words by which an index finds the stories that may answer:
// a story has one of each group. The first are words for the act, the second for
// what it is about.
func (a *Asker) Groups(q *Question) [][]string {
	var out [][]string
	for _, list := range [][]term{q.acts, q.about} {
		var words []string
		for i := range list {
			words = append(words, a.forms(&list[i])...)
		}
		if len(words) > 0 {
			slices.Sort(words)
			out = append(out, slices.Compact(words))
		}
	}
	return out
}

// forms returns the words of a term that an index knows.
func (a *Asker) forms(t *term) []string {
	out := []string{t.word}
	for w, p := range t.near {
		if p >= farSense || p <= -farSense {
			out = append(out, w)
		}
		if base, ok := strings.CutPrefix(w, again); ok && p >= madeOf && !relations()[base].none() { // "count again"
			out = append(out, base)
		}
	}
	for _, n := range t.names {
		if code, ok := strings.CutPrefix(n, "@"); ok {
			if c, ok := a.lex.Country(code); ok {
				out = append(append(out, c.Name, c.Adjective), c.Capitals...)
			}
		} else {
			out = append(out, n[1:])
		}
	}
	return slices.DeleteFunc(out, func(w string) bool { return w == "" })
}
