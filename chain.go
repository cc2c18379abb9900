package readout

import (
	"cmp"
	"slices"
)

// Chain returns who the text says holds the words of sp, innermost first: the
// attributions whose content holds them. Nil says that nobody but the outlet
// itself stands for them. An attribution does not hold its own cue.
func Chain(atts []Attribution, sp Span) []AttributionID {
	type step struct {
		at, depth, size int
	}
	var steps []step
	for i := range atts {
		if !slices.ContainsFunc(atts[i].Content.Spans, func(part Span) bool { return part.Contains(sp) }) {
			continue
		}
		if slices.ContainsFunc(atts[i].Cue.Spans, sp.Overlaps) {
			continue
		}
		size := 0
		for _, part := range atts[i].Content.Spans {
			size += part.Len()
		}
		steps = append(steps, step{i, depth(atts, i), size})
	}
	slices.SortStableFunc(steps, func(a, b step) int {
		return cmp.Or(cmp.Compare(b.depth, a.depth), cmp.Compare(a.size, b.size))
	})
	var ids []AttributionID
	for _, s := range steps {
		ids = append(ids, atts[s.at].ID)
	}
	return ids
}

// depth returns how many attributions attribution i lies within.
func depth(atts []Attribution, i int) int {
	n := 0
	for id := atts[i].Within; id != "" && n < len(atts); n++ {
		k := slices.IndexFunc(atts, func(a Attribution) bool { return a.ID == id })
		if k < 0 {
			break
		}
		id = atts[k].Within
	}
	return n
}
