package event

import (
	"sort"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// A coder codes the events of one story.
type coder struct {
	rec    *readout.Record
	text   string
	lex    *lexicon.Lexicon
	actors map[readout.ActorID]*readout.Actor
	order  []int // mentions by start
	dict   Dictionary
	first  bool // the user's dictionary goes before the lexicon
	code   func(name, country string) string
}

// mentionAt returns the shortest mention that ends with token i or holds it
// as the head of a name, or nil.
func (c *coder) mentionAt(t *tree, i int) *readout.Mention {
	span := t.tok(i).Span
	n := sort.Search(len(c.order), func(k int) bool { return c.rec.Mentions[c.order[k]].Span.Start > span.Start })
	var best *readout.Mention
	for k := n - 1; k >= 0 && k >= n-12; k-- {
		m := &c.rec.Mentions[c.order[k]]
		if !m.Span.Contains(span) {
			continue
		}
		if t.headOf(m.Span) != i && !(m.Form == "name" && m.Type != "NORP" && t.inName(m.Span, i)) {
			continue
		}
		if best == nil || m.Span.Len() < best.Span.Len() || best.Actor == "" && m.Actor != "" {
			best = m
		}
	}
	return best
}

// maxBack is how many mentions before a pronoun are looked at.
const maxBack = 500

// spokenOf returns the nearest mention before a pronoun that says who it
// stands for, or m itself: "he" tells a reader of events nothing.
func (c *coder) spokenOf(m *readout.Mention) *readout.Mention {
	if m == nil || m.Form != "pronoun" || c.actors[m.Actor] == nil {
		return m
	}
	n := sort.Search(len(c.order), func(k int) bool { return c.rec.Mentions[c.order[k]].Span.Start >= m.Span.Start })
	for k := n - 1; k >= 0 && k >= n-maxBack; k-- {
		if other := &c.rec.Mentions[c.order[k]]; other.Actor == m.Actor && other.Form != "pronoun" {
			return other
		}
	}
	return m
}

// inName reports whether i is a word of the name at span that no noun outside
// the name governs as its modifier.
func (t *tree) inName(span readout.Span, i int) bool {
	h := t.head(i)
	if h < 0 || span.Contains(t.tok(h).Span) {
		return true
	}
	return t.rel[i] != "compound" && t.rel[i] != "amod" && !t.full(i, "nmod:poss") && !t.full(i, "nmod:desc")
}

// headOf returns the token of span whose head lies outside it, or -1.
func (t *tree) headOf(span readout.Span) int {
	for i := range t.low {
		if !span.Contains(t.tok(i).Span) {
			continue
		}
		if h := t.head(i); h < 0 || !span.Contains(t.tok(h).Span) {
			return i
		}
	}
	return -1
}

// isPerson reports whether token i heads what names people.
func (c *coder) isPerson(t *tree, i int) bool {
	if m := c.mentionAt(t, i); m != nil {
		if m.Type == "PER" || m.Type == "NORP" {
			return true
		}
		if a := c.actors[m.Actor]; a != nil && (a.Kind == "person" || a.Kind == "role") {
			return true
		}
	}
	if t.upos(i, "PRON") {
		return people[t.low[i]]
	}
	_, ok := c.lex.Head(t.low[i])
	return ok && t.upos(i, "NOUN") || triggers().classes["@person"][t.lemma[i]] || strings.HasSuffix(t.tok(i).Name, "-PER")
}

// people lists pronouns that stand for people.
var people = setOf("i him her them he she they us we me you who whom himself herself themselves someone everyone anyone")

// isPlace reports whether token i names a place or a country.
func (c *coder) isPlace(t *tree, i int) bool {
	if m := c.mentionAt(t, i); m != nil && m.Form == "name" && (m.Type == "GPE" || m.Type == "LOC" || m.Type == "FAC") {
		return true
	}
	e, ok := c.lex.Entry(t.tok(i).Form(c.text))
	return ok && (e.Kind == "country" || e.Kind == "capital") && t.upos(i, "PROPN")
}

// countryOf returns the country of a noun phrase: that of the actor it names,
// or of the demonym, the owner or the place inside it.
func (c *coder) countryOf(t *tree, i int, m *readout.Mention) string {
	if m != nil {
		if a := c.actors[m.Actor]; a != nil && a.Country != "" {
			return a.Country
		}
	}
	if iso := c.wordCountry(t, i); iso != "" {
		return iso
	}
	for _, rels := range [][]string{{"amod", "compound", "nmod:desc", "flat"}, {"nmod:poss"}, {"nmod", "appos"}} {
		for _, k := range t.kids[i] {
			if !contains(rels, t.tok(k).Rel) && !contains(rels, t.rel[k]) || k > i && t.rel[k] == "nmod" && !ownCase[t.caseOf(k)] {
				continue
			}
			if iso := c.wordCountry(t, k); iso != "" {
				return iso
			}
			if km := c.mentionAt(t, k); km != nil && c.actors[km.Actor] != nil && c.actors[km.Actor].Country != "" {
				return c.actors[km.Actor].Country
			}
			if t.rel[k] == "nmod" || t.rel[k] == "appos" || t.rel[k] == "compound" {
				if iso := c.countryOf(t, k, nil); iso != "" {
					return iso
				}
			}
		}
	}
	return ""
}

// ownCase lists the prepositions of what a group belongs to or sits in.
var ownCase = setOf("of in from at throughout across for")

// wordCountry returns the country that token i names or whose people it names.
func (c *coder) wordCountry(t *tree, i int) string {
	form := t.tok(i).Form(c.text)
	if form == "" || strings.ToLower(form[:1]) == form[:1] {
		return ""
	}
	if iso := c.lex.Demonym(form); iso != "" {
		return iso
	}
	if e, ok := c.lex.Entry(form); ok && (e.Kind == "country" || e.Kind == "capital") {
		return e.Country
	}
	at := t.tok(i).Start
	first := sort.Search(len(c.order), func(k int) bool { return c.rec.Mentions[c.order[k]].Span.Start > at })
	for n := max(0, first-12); n < first; n++ {
		if m := &c.rec.Mentions[c.order[n]]; m.Span.Contains(t.tok(i).Span) && m.Form == "name" && (m.Type == "GPE" || m.Type == "LOC" || m.Type == "NORP") {
			if e, ok := c.lex.Entry(m.Text); ok && e.Country != "" {
				return e.Country
			}
			if a := c.actors[m.Actor]; a != nil {
				return a.Country
			}
		}
	}
	for n := range c.rec.Places {
		if p := &c.rec.Places[n]; p.Span.Contains(t.tok(i).Span) {
			return p.Country
		}
	}
	return ""
}

// contains reports whether list holds s.
func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
