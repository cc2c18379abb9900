package joined

import (
	"maps"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// Components returns what gives the versions of a happening's component, sorted:
// those that links lead to from its mentions, also over words that make no happening
// by themselves. What is joined of a component depends on no story outside it
// ([thread.Components]).
func (d *Set) Components() func(h *thread.Happening) []string {
	of := make(map[thread.MentionID]int, len(d.told))
	var versions [][]string
	for i, all := range thread.Components(d.told, d.Links, d.decisions) {
		in := map[string]bool{}
		for _, t := range all {
			of[t.ID()] = i
			in[t.Story.Version] = true
		}
		versions = append(versions, slices.Sorted(maps.Keys(in)))
	}
	return func(h *thread.Happening) []string { return versions[of[h.Key]] }
}
