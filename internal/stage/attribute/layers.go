package attribute

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// maxLayers is how many statements may hold one word in their contents. Prose
// has few; each more is one more copy of the word in the record, and a text
// that goes on "he said that he said that" has a hundred in a sentence.
const maxLayers = 12

// limitLayers drops the candidates whose content stands in those of maxLayers
// others already, from the outermost on. Their words remain in the contents of
// those, and a problem says where.
func (s *story) limitLayers(cands []candidate) []candidate {
	layers := make([]uint8, len(s.words))
	for _, i := range bySize(cands) {
		c := &cands[i]
		if slices.ContainsFunc(c.content, func(r rng) bool {
			return slices.ContainsFunc(layers[r.from:r.to], func(n uint8) bool { return n >= maxLayers })
		}) {
			c.drop = tooDeep
			continue
		}
		for _, r := range c.content {
			for w := r.from; w < r.to; w++ {
				layers[w]++
			}
		}
	}
	s.reportLayers(cands)
	return s.standing(cands)
}

// reportLayers notes the candidates that limitLayers drops, one problem for
// those that meet.
func (s *story) reportLayers(cands []candidate) {
	var at []readout.Span
	for i := range cands {
		if cands[i].drop.Drops() {
			at = append(at, s.span(cover(cands[i].content)))
		}
	}
	for _, sp := range joinSpans(at) { // which sorts them
		n := 0
		for ; n < len(at) && sp.Overlaps(at[n]); n++ {
		}
		at = at[n:]
		s.problem(sp, fmt.Sprintf("Statements that stand within %d others are not listed (here %d): their words are in the contents of those.", maxLayers, n))
	}
}

// bySize returns the candidates by the words of their contents, most first.
func bySize(cands []candidate) []int {
	order, sizes := make([]int, len(cands)), make([]int, len(cands))
	for i := range cands {
		order[i] = i
		for _, r := range cands[i].content {
			sizes[i] += r.to - r.from
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sizes[b], sizes[a]) })
	return order
}
