package link

import (
	"sort"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// A site is where a mention stands: its sentence and its tokens [from, to).
type site struct {
	sent     int
	from, to int
}

// sitesOf finds the tokens of mentions, which are in text order.
func sitesOf(sents []readout.Sentence, mentions []readout.Mention) []site {
	out := make([]site, len(mentions))
	s := 0
	for i := range mentions {
		span := mentions[i].Span
		for s < len(sents) && sents[s].End <= span.Start {
			s++
		}
		if s == len(sents) {
			out[i].sent = -1
			continue
		}
		toks := sents[s].Tokens
		// a sentence may have as many words as the text
		at := site{sent: s, from: sort.Search(len(toks), func(k int) bool { return toks[k].End > span.Start })}
		at.to = at.from
		for at.to < len(toks) && toks[at.to].Start < span.End {
			at.to++
		}
		out[i] = at
	}
	return out
}

// tokens returns the tokens of a mention's sentence.
func (l *linker) tokens(i int) []readout.Token {
	if l.sites[i].sent < 0 {
		return nil
	}
	return l.sents[l.sites[i].sent].Tokens
}

// word returns the word n tokens before a mention (n < 0) or after it (n > 0),
// "" outside the sentence.
func (l *linker) word(i, n int) string {
	toks, at := l.tokens(i), l.sites[i]
	k := at.from + n
	if n > 0 {
		k = at.to + n - 1
	}
	if k < 0 || k >= len(toks) {
		return ""
	}
	return toks[k].Form(l.text)
}

// lower is word in lower case.
func (l *linker) lower(i, n int) string { return strings.ToLower(l.word(i, n)) }

// head returns the token of a mention on which the others hang, and the
// sentence's tokens; nil if there is no tree.
func (l *linker) head(i int) (*readout.Token, []readout.Token) {
	toks, at := l.tokens(i), l.sites[i]
	for k := at.from; k < at.to; k++ {
		if h := toks[k].Head; toks[k].Rel != "" && (h < at.from || h >= at.to) {
			return &toks[k], toks
		}
	}
	return nil, toks
}

// acts reports whether the name of a place stands for its government: it does
// or says something, owns an influence, or somebody deals with it.
func (l *linker) acts(i int) bool {
	if span := l.mentions[i].Span; span.Start >= l.dateline.Start && span.End <= l.dateline.End {
		return false
	}
	before := l.lower(i, -1)
	if l.the[before] {
		before = l.lower(i, -2)
	}
	if l.beforePlaces[before] || l.word(i, 1) == "," && l.behindCities[l.word(i, 2)] {
		return false
	}
	tok, toks := l.head(i)
	if tok == nil {
		return l.sayings[l.lower(i, 1)] || l.beforePartners[before]
	}
	switch rel, _, _ := strings.Cut(tok.Rel, ":"); rel {
	case syntax.Nsubj:
		return tok.Head >= 0 && toks[tok.Head].UPOS == "VERB" && !l.verbsOfCities[toks[tok.Head].Lemma]
	case syntax.Obl:
		return l.beforeSides[before]
	case syntax.Nmod:
		return l.beforePartners[before] || l.beforePressed[before] && tok.Head >= 0 && l.pressure[toks[tok.Head].Lemma] ||
			l.genitive[l.word(i, 1)] && tok.Head >= 0 && l.stances[toks[tok.Head].Lemma]
	case syntax.Obj, syntax.Iobj:
		return tok.Head >= 0 && l.urges[toks[tok.Head].Lemma]
	case syntax.Conj:
		return tok.Head >= 0 && toks[tok.Head].Rel == syntax.Nsubj
	}
	return false
}
