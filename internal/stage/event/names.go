package event

import (
	"slices"
	"sort"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/modality"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// A coder codes the events of one story.
type coder struct {
	words  *Words
	rec    *readout.Record
	view   *syntax.Text
	mod    *modality.Rules
	text   string
	lex    *lexicon.Lexicon
	actors map[readout.ActorID]*readout.Actor
	dict   Dictionary
	first  bool // the user's dictionary goes before the lexicon
	code   func(name, country string) string
	scorer *Scorer // nil where the rules decide
	story  *seenStory
}

// A sentence is one sentence as the coder sees it.
type sentence struct{ *syntax.Sentence }

// maxBack is how many mentions before a pronoun are looked at.
const maxBack = 500

// spokenOf returns the nearest mention before a pronoun that says who it
// stands for, or m itself: "he" tells a reader of events nothing.
func (c *coder) spokenOf(m *readout.Mention) *readout.Mention {
	if m == nil || m.Form != readout.PronounForm || c.actors[m.Actor] == nil {
		return m
	}
	all := c.view.Mentions()
	n := sort.Search(len(all), func(k int) bool { return all[k].Span.Start >= m.Span.Start })
	for k := n - 1; k >= 0 && k >= n-maxBack; k-- {
		if other := all[k]; other.Actor == m.Actor && other.Form != readout.PronounForm {
			return other
		}
	}
	return m
}

// isPerson reports whether token i heads what names people.
func (c *coder) isPerson(t *sentence, i int) bool {
	if t.UPOS(i, "PRON") {
		return c.words.actingPronouns[t.Low[i]]
	}
	if m := t.Mention(i); m != nil {
		if a := c.actors[m.Actor]; m.Type == readout.PersonName || m.Type == readout.NorpName || a != nil && (a.Kind == readout.PersonActor || a.Kind == readout.RoleActor) {
			return true
		}
	}
	_, ok := c.lex.Head(t.Low[i])
	return ok && t.UPOS(i, "NOUN")
}

// isPlace reports whether token i names a place or a country.
func (c *coder) isPlace(t *sentence, i int) bool {
	m := t.Mention(i)
	return m != nil && m.Form == readout.NameForm && (m.Type == readout.GPEName || m.Type == readout.LocName || m.Type == readout.FacName)
}

// countryOf returns the country of a noun phrase: that of the actor it names,
// or of the demonym, the owner or the place inside it.
func (c *coder) countryOf(t *sentence, i int, m *readout.Mention) string {
	if m != nil {
		if a := c.actors[m.Actor]; a != nil && a.Country != "" {
			return a.Country
		}
	}
	if iso := c.wordCountry(t, i); iso != "" {
		return iso
	}
	for _, rels := range [][]string{{syntax.Amod, syntax.Compound, syntax.NmodDesc, syntax.Flat}, {syntax.NmodPoss}, {syntax.Nmod, syntax.Appos}} {
		for _, k := range t.Kids[i] {
			if !contains(rels, t.Tok(k).Rel) && !contains(rels, t.Rel[k]) || k > i && t.Rel[k] == syntax.Nmod && !c.words.belonging[t.Case(k)] {
				continue
			}
			if iso := c.wordCountry(t, k); iso != "" {
				return iso
			}
			if km := t.Mention(k); km != nil && c.actors[km.Actor] != nil && c.actors[km.Actor].Country != "" {
				return c.actors[km.Actor].Country
			}
			if t.Rel[k] == syntax.Nmod || t.Rel[k] == syntax.Appos || t.Rel[k] == syntax.Compound {
				if iso := c.countryOf(t, k, nil); iso != "" {
					return iso
				}
			}
		}
	}
	return ""
}

// wordCountry returns the country that token i names or whose people it names.
func (c *coder) wordCountry(t *sentence, i int) string {
	form := t.Tok(i).Form(c.text)
	if form == "" || strings.ToLower(form[:1]) == form[:1] {
		return ""
	}
	if iso := c.lex.Demonym(form); iso != "" {
		return iso
	}
	if e, ok := c.lex.Entry(form); ok && (e.Kind == "country" || e.Kind == "capital") {
		return e.Country
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

// spans returns the spans of tokens, those side by side as one.
func (t *sentence) spans(words []int) []readout.Span {
	words = slices.Clone(words)
	slices.Sort(words)
	var out []readout.Span
	for n, i := range slices.Compact(words) {
		sp := t.Tok(i).Span
		if n > 0 && out[len(out)-1].End <= sp.Start && i > 0 && t.Tok(i-1).End == out[len(out)-1].End {
			out[len(out)-1].End = sp.End
			continue
		}
		out = append(out, sp)
	}
	return out
}
