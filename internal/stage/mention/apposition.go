package mention

import (
	"sort"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// apposed joins the chain of a person whom words describe with that of the name
// that stands in apposition to them: "the union's envoy, Ana Ruiz". A chain that
// has a name already takes no other. Chains are numbered anew in the order of
// their first mentions.
func apposed(sents []readout.Sentence, mentions []readout.Mention, chains []int) []int {
	named := map[int]bool{}
	for i, m := range mentions {
		named[chains[i]] = named[chains[i]] || m.Form == "name"
	}
	into := map[int]int{}
	for i, m := range mentions {
		if m.Form != "name" || m.Type != "PER" {
			continue
		}
		k := described(sents, mentions, i)
		if k < 0 || named[chains[k]] || chains[k] == chains[i] {
			continue
		}
		if _, ok := into[chains[k]]; !ok {
			into[chains[k]] = chains[i]
		}
	}
	if len(into) == 0 {
		return chains
	}
	number, out := map[int]int{}, make([]int, len(chains))
	for i, c := range chains {
		if to, ok := into[c]; ok {
			c = to
		}
		if _, ok := number[c]; !ok {
			number[c] = len(number)
		}
		out[i] = number[c]
	}
	return out
}

// described returns the nominal before name i, a person's, to which the name
// stands in apposition, -1 if there is none.
func described(sents []readout.Sentence, mentions []readout.Mention, i int) int {
	span := mentions[i].Span
	s := sort.Search(len(sents), func(s int) bool { return sents[s].End > span.Start })
	if s == len(sents) {
		return -1
	}
	toks := sents[s].Tokens
	h := headOf(toks, span)
	if h < 0 || !strings.HasPrefix(toks[h].Rel, "appos") || toks[h].Head < 0 {
		return -1
	}
	of := toks[toks[h].Head].Span
	for k := i - 1; k >= 0 && mentions[k].Span.Start >= sents[s].Start; k-- {
		if m := &mentions[k]; m.Form == "nominal" && m.Type == "PER" && m.Span.Contains(of) && toks[headOf(toks, m.Span)].Span == of {
			return k
		}
	}
	return -1
}
