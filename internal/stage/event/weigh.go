package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// list returns the acts that stay, in text order.
func (f *finder) list() []*act {
	var out []*act
	for _, a := range f.acts {
		if a != nil && (!a.drop.Drops() || f.stays(a)) {
			out = append(out, a)
		}
	}
	return out
}

// dictionaryAct makes the act of verb i from a user's code, or nil if the code
// stands for no type.
func dictionaryAct(i int, code string) *act {
	c, ok := plover.CAMEO(code)
	if !ok || c.Type == "" {
		return nil
	}
	return &act{tok: i, verb: i, words: []int{i}, kind: readout.EventType(c.Type), mode: c.Mode, code: code, how: ", which the user's dictionary codes " + code}
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
