package conllu

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	readout "github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// A place is a word of a document.
type place struct{ sentence, word int }

// A bracket is a mention with the number of its chain.
type bracket struct {
	Mention
	chain int
}

// entities returns what the words' columns MISC say of chains. Brackets nest:
// of those that open at a word the longest comes first, of those that close
// the one opened last. A mention that crosses another one of its own chain
// can't be written and is left out.
func entities(d *Document, chains []Chain) (map[place]string, error) {
	all, err := brackets(d, chains)
	if err != nil {
		return nil, err
	}
	type ends struct{ single, open, closing []string }
	at := map[place]*ends{}
	get := func(s, w int) *ends {
		p := place{s, w}
		if at[p] == nil {
			at[p] = &ends{}
		}
		return at[p]
	}
	open := map[int][]Mention{} // of each chain
	for _, b := range all {
		if crosses(open, b) {
			continue
		}
		id := "c" + strconv.Itoa(b.chain+1)
		if b.First == b.Last {
			e := get(b.Sentence, b.First)
			e.single = append(e.single, "("+id+")")
			continue
		}
		e := get(b.Sentence, b.First)
		e.open = append(e.open, "("+id)
		e = get(b.Sentence, b.Last)
		e.closing = append(e.closing, id+")") // in order of opening: reversed below
	}
	out := make(map[place]string, len(at))
	for p, e := range at {
		slices.Reverse(e.closing)
		if len(e.closing) > 0 { // what opens and closes here is inside what closes
			out[p] = strings.Join(e.single, "") + strings.Join(e.closing, "") + strings.Join(e.open, "")
		} else {
			out[p] = strings.Join(e.open, "") + strings.Join(e.single, "")
		}
	}
	return out, nil
}

// brackets returns the mentions of chains, each once, in the order in which they
// open.
func brackets(d *Document, chains []Chain) ([]bracket, error) {
	var all []bracket
	for c, chain := range chains {
		for _, m := range chain {
			if m.Sentence < 0 || m.Sentence >= len(d.Sentences) || m.First < 0 || m.Last < m.First || m.Last >= len(d.Sentences[m.Sentence].Tokens) {
				return nil, fmt.Errorf("document %q: chain %d has a mention outside the document: %+v", d.ID, c+1, m)
			}
			all = append(all, bracket{m, c})
		}
	}
	sorting.StableFunc(all, func(a, b bracket) int {
		return cmp.Or(cmp.Compare(a.Sentence, b.Sentence), cmp.Compare(a.First, b.First), cmp.Compare(b.Last, a.Last), cmp.Compare(a.chain, b.chain))
	})
	return slices.Compact(all), nil
}

// crosses reports whether b crosses a mention of its chain that is still
// open, and remembers b if it does not.
func crosses(open map[int][]Mention, b bracket) bool {
	list := open[b.chain]
	for len(list) > 0 {
		m := list[len(list)-1]
		if m.Sentence == b.Sentence && m.Last >= b.First {
			if b.Last > m.Last {
				return true
			}
			break
		}
		list = list[:len(list)-1]
	}
	open[b.chain] = append(list, b.Mention)
	return false
}

// MentionAt returns the words of sents that cover span, and false if the span
// holds no word or crosses the end of a sentence.
func MentionAt(sents []readout.Sentence, span readout.Span) (Mention, bool) {
	i := sort.Search(len(sents), func(i int) bool { return sents[i].End > span.Start })
	if i == len(sents) || span.Empty() || span.End > sents[i].End {
		return Mention{}, false
	}
	toks := sents[i].Tokens
	first := sort.Search(len(toks), func(k int) bool { return toks[k].End > span.Start })
	last := sort.Search(len(toks), func(k int) bool { return toks[k].Start >= span.End }) - 1
	if last < first {
		return Mention{}, false
	}
	return Mention{Sentence: i, First: first, Last: last}, true
}

// ChainsOf returns the chains of rec. Where these were not looked for, they
// are its mentions, those of one actor a chain, in the order of their first
// mentions; mentions without an actor are in none.
func ChainsOf(rec *readout.Record) []Chain {
	chains := []Chain{}
	for _, spans := range rec.Chains {
		var c Chain
		for _, span := range spans {
			m, ok := MentionAt(rec.Sentences, span)
			// brackets can't show phrases of one chain that cross, as those of a crossing tree may
			if ok && !slices.ContainsFunc(c, func(o Mention) bool {
				return o.Sentence == m.Sentence && (o.First < m.First && m.First <= o.Last && o.Last < m.Last || m.First < o.First && o.First <= m.Last && m.Last < o.Last)
			}) {
				c = append(c, m)
			}
		}
		chains = append(chains, c)
	}
	if rec.Chains != nil {
		return chains
	}
	number := map[readout.ActorID]int{}
	for _, m := range rec.Mentions {
		at, ok := MentionAt(rec.Sentences, m.Span)
		if m.Actor == "" || !ok {
			continue
		}
		n, ok := number[m.Actor]
		if !ok {
			n = len(chains)
			number[m.Actor] = n
			chains = append(chains, nil)
		}
		chains[n] = append(chains[n], at)
	}
	return chains
}
