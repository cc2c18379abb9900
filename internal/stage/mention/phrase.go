package mention

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
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

var relationOf = map[string]relation{"nsubj": relSubject, "csubj": relSubject, "nsubj:pass": relPassive, "nsubj:outer": relSubject, "obj": relObject,
	"iobj": relObject, "obl": relOblique, "obl:agent": relSubject, "nmod": relOf, "nmod:poss": relOwner, "compound": relModifier,
	"root": relRoot, "appos": relApposition}

// pronounClasses are the pronouns that refer.
var pronounClasses = map[string]struct {
	class  class
	number number
	gender byte
}{
	"i": {pronI, singular, 0}, "me": {pronI, singular, 0}, "my": {pronI, singular, 0}, "mine": {pronI, singular, 0}, "myself": {pronI, singular, 0},
	"we": {pronWe, plural, 0}, "us": {pronWe, plural, 0}, "our": {pronWe, plural, 0}, "ours": {pronWe, plural, 0}, "ourselves": {pronWe, plural, 0},
	"you": {pronYou, numberUnknown, 0}, "your": {pronYou, numberUnknown, 0}, "yours": {pronYou, numberUnknown, 0}, "yourself": {pronYou, singular, 0},
	"he": {pronHe, singular, 'm'}, "him": {pronHe, singular, 'm'}, "his": {pronHe, singular, 'm'}, "himself": {pronHe, singular, 'm'},
	"she": {pronShe, singular, 'f'}, "her": {pronShe, singular, 'f'}, "hers": {pronShe, singular, 'f'}, "herself": {pronShe, singular, 'f'},
	"it": {pronIt, singular, 'n'}, "its": {pronIt, singular, 'n'}, "itself": {pronIt, singular, 'n'},
	"they": {pronThey, plural, 0}, "them": {pronThey, plural, 0}, "their": {pronThey, plural, 0}, "theirs": {pronThey, plural, 0},
	"themselves": {pronThey, plural, 0}, "'em": {pronThey, plural, 0},
	"this": {pronThis, singular, 'n'}, "that": {pronThis, singular, 'n'}, "these": {pronThese, plural, 0}, "those": {pronThese, plural, 0},
	"who": {pronWho, numberUnknown, 0}, "whom": {pronWho, numberUnknown, 0}, "which": {pronWho, numberUnknown, 'n'}, "whose": {pronWho, numberUnknown, 0},
}

// apart are the relations of dependents that are no part of a noun phrase.
var apart = map[string]bool{"conj": true, "cc": true, "punct": true, "case": true, "parataxis": true, "mark": true, "cop": true, "nsubj": true,
	"csubj": true, "aux": true, "discourse": true, "dislocated": true, "vocative": true, "expl": true, "reparandum": true, "orphan": true, "list": true}

// outside are the parts of speech of words that do not open a noun phrase.
var outside = map[string]bool{"ADP": true, "ADV": true, "CCONJ": true, "SCONJ": true}

// clausal are those that belong to the clause of which a noun is the predicate.
var clausal = map[string]bool{"advmod": true, "obl": true, "advcl": true, "obj": true, "ccomp": true, "xcomp": true}

// Nominal reports a word that may head a phrase: the words whose vectors
// [Resolver.Chains] reads.
func Nominal(tok *readout.Token) bool {
	return tok.UPOS == "NOUN" || tok.UPOS == "PROPN" || tok.UPOS == "PRON"
}

// phrases returns the noun phrases of the text in order of their heads. rows
// counts the words that are [Nominal].
func phrases(text string, sents []readout.Sentence, lex *lexicon.Lexicon) []phrase {
	var out []phrase
	seen := map[string]int{}
	row, quotes := 0, quotations{}
	for s := range sents {
		toks := sents[s].Tokens
		kids := kidsOf(toks)
		quotes.paragraph(sents[s].Paragraph)
		for i := range toks {
			quote := quotes.at(toks[i].Form(text))
			if !Nominal(&toks[i]) {
				continue
			}
			row++
			if inside(toks, i) || toks[i].Rel == "expl" {
				continue
			}
			p := phrase{sent: s, head: i, vector: row - 1, quote: quote, governor: toks[i].Head}
			p.span(text, toks, kids)
			p.describe(text, toks, lex)
			p.seen = min(3, seen[p.text])
			seen[p.text]++
			out = append(out, p)
		}
	}
	return out
}

// kidsOf returns the dependents of each token, in order.
func kidsOf(toks []readout.Token) [][]int {
	kids := make([][]int, len(toks))
	for i := range toks {
		if h := toks[i].Head; h >= 0 {
			kids[h] = append(kids[h], i)
		}
	}
	return kids
}

// inside reports a word of a name that heads nothing of its own: "Hassan" in
// "President Hassan Rouhani".
func inside(toks []readout.Token, i int) bool {
	rel := toks[i].Rel
	return rel == "flat" || strings.HasPrefix(rel, "flat:") || rel == "goeswith" || rel == "fixed" ||
		rel == "compound" && toks[i].UPOS == "NOUN" && toks[i].Name == ""
}

// span sets the tokens of p: its head and what hangs on it.
func (p *phrase) span(text string, toks []readout.Token, kids [][]int) {
	lo, hi := p.head, p.head
	predicate := false
	for _, k := range kids[p.head] {
		predicate = predicate || toks[k].Rel == "cop"
	}
	for _, k := range kids[p.head] {
		rel, _, _ := strings.Cut(toks[k].Rel, ":")
		if apart[rel] && !(rel == "case" && k == p.head+1 && toks[k].XPOS == "POS") ||
			predicate && clausal[rel] || rel == "advmod" && k < p.head && toks[p.head].UPOS == "PRON" {
			continue
		}
		lo, hi = min(lo, leftmost(kids, k)), max(hi, rightmost(kids, k))
	}
	for lo < p.head && (outside[toks[lo].UPOS] || toks[lo].UPOS == "PUNCT" && !opens(toks[lo].Form(text))) {
		lo++
	}
	for hi > p.head && toks[hi].UPOS == "PUNCT" && !closes(toks[hi].Form(text)) {
		hi--
	}
	p.from, p.to = lo, hi+1
}

// leftmost and rightmost return the ends of what token k governs.
func leftmost(kids [][]int, k int) int {
	for len(kids[k]) > 0 && kids[k][0] < k {
		k = kids[k][0]
	}
	return k
}

func rightmost(kids [][]int, k int) int {
	for n := len(kids[k]); n > 0 && kids[k][n-1] > k; n = len(kids[k]) {
		k = kids[k][n-1]
	}
	return k
}

// opens and closes report marks that may stand at the ends of a phrase.
func opens(form string) bool  { return strings.ContainsAny(form, "\"“‘([") }
func closes(form string) bool { return strings.ContainsAny(form, "\"”’)].") }
