package event

import (
	"slices"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// mostReasons is how many features of a role are told.
const mostReasons = 4

// reasons returns what decided most that a phrase has a role: by how much it
// would fit less without each of its features.
func (f *finder) reasons(st *seenStory, tr *scores.Trigger, role int, p phraseAt, proposed []*act) []trace.Feature {
	var features [pairTemplates]uint16
	f.words.pairFeatures(&features, f.t, tr.Token, p, f.ruled(proposed, p))
	side := st.sides.Row(p.row)
	whole := f.scorer.role(role, tr.Sides, side, &features)
	var out []trace.Feature
	for k, name := range f.reasonNames(tr, p, f.ruled(proposed, p)) {
		weight := float64(whole - f.scorer.roleWithout(role, tr.Sides, side, features[:], k))
		if i := slices.IndexFunc(out, func(x trace.Feature) bool { return x.Name == name }); i >= 0 {
			out[i].Weight += weight
		} else {
			out = append(out, trace.Feature{Name: name, Weight: weight})
		}
	}
	return trace.Top(out, mostReasons)
}

// mostBecause is how many features an event's why names for a role.
const mostBecause = 2

// because names what spoke most for a phrase as the one that has a role.
func (f *finder) because(st *seenStory, tr *scores.Trigger, role int, p phraseAt, proposed []*act) string {
	var names []string
	for _, r := range f.reasons(st, tr, role, p, proposed) {
		if r.Weight > 0 && len(names) < mostBecause {
			names = append(names, r.Name)
		}
	}
	return strings.Join(names, "; ")
}

// roleWithout is [Scorer.role] without the feature of template k.
func (s *Scorer) roleWithout(r int, a, b []float32, f []uint16, k int) float32 {
	a, b = a[r*2*roleWidth:], b[r*2*roleWidth:]
	rest := make([]uint16, 0, pairTemplates)
	rest = append(append(rest, f[:k]...), f[k+1:]...)
	sum := s.path.Rank(a, b, s.pair, rest, s.out[r], a[roleWidth:], b[roleWidth:])
	for _, id := range rest {
		sum += s.pairs[int(id)*2+r]
	}
	return sum
}

// reasonNames says of a phrase in words what each template of [pairFeatures]
// looks at. Two that look at one thing have one name.
func (f *finder) reasonNames(tr *scores.Trigger, p phraseAt, ruled int) [pairTemplates]string {
	word := "“" + f.t.Form(tr.Token) + "”"
	place := placeOf(pathTo(f.t, tr.Token, p), word)
	mark := place
	if cs := caseMark(p); cs != "" {
		mark = "“" + cs + "” before it"
	}
	kind := [...]string{"a pronoun", "a name", "a noun"}[kindOf(p)]
	where := kind + " of its sentence"
	switch d := p.s.Number - f.t.Number; {
	case d < 0:
		where = kind + " of a sentence before"
	case d > 0:
		where = kind + " of the sentence behind"
	}
	n := wordsBetween(f.t, tr.Token, p)
	far := "it stands behind " + word
	if n < 0 {
		far = "it stands before " + word
	}
	rules := "the rules give it no role"
	if ruled > 0 {
		rules = "the rules give it a role"
	}
	return [pairTemplates]string{place, mark, place, where, far, "what sort of word it is", rules}
}

// kindOf returns whether a phrase is a pronoun (0), a name (1) or another noun (2).
func kindOf(p phraseAt) int {
	switch tok := &p.s.Tokens[p.head]; {
	case tok.UPOS == "PRON":
		return 0
	case tok.Name != "" || tok.UPOS == "PROPN":
		return 1
	}
	return 2
}

// placeNames are relations of a tree in words.
var placeNames = sync.OnceValue(func() map[string]string { return language.Wording("places-in-tree") })

// placeOf says in words where in the tree a phrase stands from a word, by the
// path that [pathTo] gives.
func placeOf(path, word string) string {
	switch path {
	case "far":
		return "far from " + word + " in the tree"
	case "out":
		return "in another sentence"
	}
	up, below, _ := strings.Cut(strings.TrimPrefix(path, "^"), ">")
	if up != "" {
		word = "what " + word + " belongs to"
	}
	steps := strings.Split(below, ">")
	first, last := placeNames()[steps[0]], placeNames()[steps[len(steps)-1]]
	switch {
	case below == "":
		return word
	case len(steps) == 1 && first != "":
		return first + " of " + word
	case first != "" && last != "":
		return last + " in the " + first + " of " + word
	}
	return "below " + word
}
