package thread

import (
	"cmp"
	"slices"
)

// A Joiner compares stories. It is safe for use by several goroutines.
type Joiner struct{}

// New returns a Joiner.
func New() *Joiner { return &Joiner{} }

// maxKeys is how many keys of the index a story has: its most telling terms.
const maxKeys = 24

// Keys returns the keys of a story for an index, its most telling terms first.
// Two stories that share fewer than [SharedKeys] are not compared.
func (j *Joiner) Keys(s *Story) []uint64 {
	terms := slices.Clone(s.Terms)
	slices.SortFunc(terms, func(a, b Term) int { return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Key, b.Key)) })
	out := make([]uint64, 0, maxKeys)
	for _, t := range terms[:min(len(terms), maxKeys)] {
		out = append(out, t.Key)
	}
	return out
}

// SharedKeys is how many keys two stories share that are compared at all.
const SharedKeys = 2

// nearEnough is the likeness of two stories from which on their mentions are compared.
const nearEnough = 0.1

// Near returns how like two stories are, 0 to 1, by the words and names they
// share, and whether their mentions are compared.
func (j *Joiner) Near(a, b *Story) (likeness float64, compared bool) {
	likeness = dot(a.Terms, b.Terms)
	return likeness, a == b || likeness >= nearEnough
}

// dot returns the product of two lists of terms by key.
func dot(a, b []Term) float64 {
	sum := 0.0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i].Key < b[k].Key:
			i++
		case a[i].Key > b[k].Key:
			k++
		default:
			sum += float64(a[i].Weight) * float64(b[k].Weight)
			i, k = i+1, k+1
		}
	}
	return sum
}

// Compare returns the links between the mentions of two stories that
// [Joiner.Near] compares, or of one story with itself, by A and B. It depends on
// the two alone and not on which comes first.
func (j *Joiner) Compare(a, b *Story) []Link {
	if b.Version < a.Version {
		a, b = b, a
	}
	near, _ := j.Near(a, b)
	var out []Link
	for x := range a.Mentions {
		from := 0
		if a == b || a.Version == b.Version {
			from = x + 1
		}
		for y := from; y < len(b.Mentions); y++ {
			if l, ok := j.compare(Told{a, &a.Mentions[x]}, Told{b, &b.Mentions[y]}, near); ok {
				out = append(out, l)
			}
		}
	}
	slices.SortFunc(out, func(x, y Link) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return out
}
