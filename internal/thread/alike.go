package thread

import (
	"cmp"
	"math"
	"slices"
)

// Telling returns the terms that tell most, at most so many, in the order of
// their keys and with weights that make a list of length 1, as [Alike] asks.
func Telling(terms []Term, most int) []Term {
	byWeight(terms)
	out := terms[:min(len(terms), most)]
	slices.SortFunc(out, func(a, b Term) int { return cmp.Compare(a.Key, b.Key) })
	sum := 0.0
	for _, t := range out {
		sum += float64(t.Weight) * float64(t.Weight)
	}
	for i := range out {
		out[i].Weight /= float32(math.Sqrt(sum))
	}
	return out
}

// byWeight puts the terms that tell most first.
func byWeight(terms []Term) {
	slices.SortFunc(terms, func(a, b Term) int { return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Key, b.Key)) })
}

// KeysOf returns the keys of the terms that tell most, those first, at most as
// many as an index has of a story.
func KeysOf(terms []Term) []uint64 {
	terms = slices.Clone(terms)
	byWeight(terms)
	out := make([]uint64, 0, maxKeys)
	for _, t := range terms[:min(len(terms), maxKeys)] {
		out = append(out, t.Key)
	}
	return out
}

// Alike returns how alike two lists of terms are, 0 to 1: of sentences or stories.
func Alike(a, b []Term) float64 { return dot(a, b) }
