package mention

import (
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/scores"
)

// things are what the phrases of a text refer to, as far as they are joined:
// what one of its phrases tells of a thing holds for all.
type things struct {
	of      []int // thing of each phrase
	gender  []byte
	own     []byte   // gender that each phrase tells
	nation  []string // of each thing, "" where no phrase tells it
	nations []string // that each phrase tells
	land    []bool   // of each thing: a phrase of it is the name of a place or a people
	rule    []bool   // of each thing: a phrase of it means the government of a nation that it tells
	names   []bool   // of each phrase: it is the name of a place or a people
	governs []bool   // of each phrase: it means such a government
	bodies  []bool   // of each phrase: it is the name of a body or a state, as names and network agree
	ones    []bool   // of each phrase: he or she
	body    []bool   // of each thing: a phrase of it names a body or a state
	one     []bool   // of each thing: a phrase of it is he or she
}

// newThings begins with a thing for each phrase.
func newThings(phrases []phrase, claims []scores.Claim, lex *lexicon.Lexicon) *things {
	t := &things{of: make([]int, len(phrases)), gender: make([]byte, len(phrases)), own: make([]byte, len(phrases)), nation: make([]string, len(phrases)), nations: make([]string, len(phrases))}
	t.names, t.governs = make([]bool, len(phrases)), make([]bool, len(phrases))
	t.bodies, t.ones = make([]bool, len(phrases)), make([]bool, len(phrases))
	for i := range phrases {
		t.bodies[i] = names(&phrases[i], claims)
		t.ones[i] = phrases[i].class == pronHe || phrases[i].class == pronShe
		t.names[i] = phrases[i].class == nameLOC || phrases[i].class == nameNORP
		t.governs[i] = phrases[i].class >= nounThe && phrases[i].nation != "" && rules(phrases[i].lemma, lex)
		t.of[i], t.gender[i], t.own[i], t.nation[i], t.nations[i] = i, phrases[i].gender, phrases[i].gender, phrases[i].nation, phrases[i].nation
	}
	t.land, t.rule = slices.Clone(t.names), slices.Clone(t.governs)
	t.body, t.one = slices.Clone(t.bodies), slices.Clone(t.ones)
	return t
}

// names reports whether a phrase is the name of a body or a state by the network's
// names and by what it says of actors: where the two differ, a person's name may have
// been taken for a place's.
func names(p *phrase, claims []scores.Claim) bool {
	if p.class != nameORG && p.class != nameLOC || p.vector >= len(claims) {
		return false
	}
	c := &claims[p.vector]
	return c.Actor && (c.Kind == scores.Organization || c.Kind == scores.Country)
}

// rules reports whether a noun means a government. Its actor is known by the
// nation that its words tell; joined to the name of a country or a people it would
// be these.
func rules(lemma string, lex *lexicon.Lexicon) bool {
	role, ok := lex.Head(lemma)
	return ok && role.Body && role.Sector == "GOV"
}

// differ reports whether phrase i can't refer to what phrase j refers to: one
// is a man and the other a woman, they are said to be of two countries, one is
// a country or a people and the other a government that its own words name, or he
// or she and the other a body or a state.
func (t *things) differ(i, j int) bool {
	if to := t.of[j]; t.ones[i] && t.body[to] || t.bodies[i] && t.one[to] {
		return true
	}
	if to := t.of[j]; t.governs[i] && t.land[to] || t.names[i] && t.rule[to] {
		return true
	}
	if x, y := t.nations[i], t.nation[t.of[j]]; x != "" && y != "" && x != y {
		return true
	}
	a, b := t.own[i], t.gender[t.of[j]]
	return a == 'm' && b == 'f' || a == 'f' && b == 'm'
}

// join makes phrase i refer to what phrase j, before it, refers to; j may be -1.
func (t *things) join(i, j int) {
	if j < 0 {
		return
	}
	to := t.of[j]
	t.of[i] = to
	t.body[to], t.one[to] = t.body[to] || t.bodies[i], t.one[to] || t.ones[i]
	t.land[to], t.rule[to] = t.land[to] || t.names[i], t.rule[to] || t.governs[i]
	if g := t.own[i]; g == 'm' || g == 'f' {
		t.gender[to] = g
	}
	if n := t.nations[i]; n != "" {
		t.nation[to] = n
	}
}
