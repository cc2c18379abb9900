package mention

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// apposed joins the chain of a person whom words describe with that of the name
// that stands in apposition to them: "the union's envoy, Ana Ruiz". A chain that
// has a name already takes no other. Chains are numbered anew in the order of
// their first mentions.
func apposed(view *syntax.Text, mentions []readout.Mention, chains []int) []int {
	named := map[int]bool{}
	for i, m := range mentions {
		named[chains[i]] = named[chains[i]] || m.Form == readout.NameForm
	}
	into := map[int]int{}
	for i, m := range mentions {
		if m.Form != readout.NameForm || m.Type != readout.PersonName {
			continue
		}
		k := described(view, mentions, i)
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
func described(view *syntax.Text, mentions []readout.Mention, i int) int {
	span := mentions[i].Span
	s, _ := view.At(span.Start)
	if s == nil {
		return -1
	}
	h := s.HeadOf(span)
	if h < 0 || s.Rel[h] != syntax.Appos || s.Heads[h] < 0 {
		return -1
	}
	of := s.Heads[h]
	for k := i - 1; k >= 0 && mentions[k].Span.Start >= s.Start; k-- {
		if m := &mentions[k]; m.Form == readout.NominalForm && m.Type == readout.PersonName && m.Span.Contains(s.Tokens[of].Span) && s.HeadOf(m.Span) == of {
			return k
		}
	}
	return -1
}
