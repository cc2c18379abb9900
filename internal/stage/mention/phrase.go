package mention

import (
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// A phrase is a noun phrase that may refer to something: a noun, a name or a
// pronoun with what hangs on it.
type phrase struct {
	sent, head int // sentence, and the head's token in it
	from, to   int // tokens [from, to)
	vector     int // row of the head's vector
	class      class
	number     number
	gender     byte // m, f, n for what is nobody, 0 unknown
	name       string
	relation   relation
	text       string   // of the phrase in lower case, without articles and possessive mark
	lemma      string   // of the head, in lower case
	others     []string // lemmas of the other content words
	quote      int      // number of the quotation that it stands in, 0 outside
	governor   int      // token that the phrase hangs on, -1 for a root
	nation     string   // that a possessor or a modifier names ("Hungary's prime minister"), "" for none or several
	sector     uint8    // of the body or person that the head means, as [sectorOf] numbers it
	seen       int      // how often the same text stood before, at most 3
}

// A class says how a phrase refers.
type class uint8

const (
	pronI class = iota
	pronWe
	pronYou
	pronHe
	pronShe
	pronIt
	pronThey
	pronThis
	pronThese
	pronWho
	pronOther
	namePER
	nameORG
	nameLOC
	nameNORP
	nameOther
	proper
	nounThe
	nounThis
	nounOwned
	nounA
	nounPlural
	nounBare
	nounCounted
	classes
)

// pronoun reports a phrase that is a personal or demonstrative pronoun.
func (c class) pronoun() bool { return c <= pronOther }

// named reports a phrase whose head is a name.
func (c class) named() bool { return namePER <= c && c <= proper }

// group is the class without its finer distinctions.
func (c class) group() int {
	switch {
	case c <= pronWe:
		return 0
	case c == pronHe || c == pronShe:
		return 1
	case c == pronIt:
		return 2
	case c == pronThey:
		return 3
	case c.pronoun():
		return 4
	case c.named():
		return 5
	case c == nounThe, c == nounThis, c == nounOwned:
		return 6
	}
	return 7
}

const groups = 8

// kind is 0 for pronouns, 1 for names, 2 for nouns.
func (c class) kind() int {
	switch {
	case c.pronoun():
		return 0
	case c.named():
		return 1
	}
	return 2
}

// number is a phrase's grammatical number.
type number uint8

const (
	numberUnknown number = iota
	singular
	plural
)

// A relation is what a phrase is to its governor.
type relation uint8

const (
	relSubject relation = iota
	relPassive
	relObject
	relOblique
	relOf
	relOwner
	relModifier
	relRoot
	relApposition
	relOther
	relations
)

var relationOf = map[string]relation{syntax.Nsubj: relSubject, syntax.Csubj: relSubject, syntax.NsubjPass: relPassive, syntax.NsubjOuter: relSubject, syntax.Obj: relObject,
	syntax.Iobj: relObject, syntax.Obl: relOblique, syntax.OblAgent: relSubject, syntax.Nmod: relOf, syntax.NmodPoss: relOwner, syntax.Compound: relModifier,
	syntax.Root: relRoot, syntax.Appos: relApposition}

// phrases returns the noun phrases of the text in order of their heads. Rows of
// vectors count the words that are [syntax.Nominal].
func (w *Words) phrases(view *syntax.Text, lex *lexicon.Lexicon) []phrase {
	var out []phrase
	seen := map[string]int{}
	row, quotes := 0, quotations{}
	for n := range view.Sentences {
		s := &view.Sentences[n]
		quotes.paragraph(s.Paragraph)
		for i := range s.Tokens {
			quote := quotes.at(s.Form(i))
			if !syntax.Nominal(&s.Tokens[i]) {
				continue
			}
			row++
			if s.Inner(i) || s.Full(i, syntax.Expl) {
				continue
			}
			p := phrase{sent: n, head: i, vector: row - 1, quote: quote, governor: s.Heads[i]}
			p.from, p.to = s.Phrase(i)
			w.describe(&p, s, lex)
			p.seen = min(3, seen[p.text])
			seen[p.text]++
			out = append(out, p)
		}
	}
	return out
}
