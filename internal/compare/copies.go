package compare

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// An Overlap says how much of two texts is the same.
type Overlap struct {
	OfA, OfB float64 // the share of each text's own runs of five words that stand in the other
	Runs     int     // shared runs of own words: outside quotations and boilerplate
	All      float64 // the larger share of all runs, quotations too
	Names    float64 // the share of the names and numbers of one that stand in the other
}

// Shared returns the overlap of two versions.
func Shared(a, b *readout.Version) Overlap { return FormOf(a).Shared(FormOf(b)) }

// A Form is what is compared of a text. To make it costs far more than to compare
// two of them.
type Form struct {
	own, all []uint64 // hashes of runs of words, sorted, each once; one list for a text without quotations
	names    []uint64 // hashes of names and numbers, in the same way
}

// Size is about how many bytes a form takes.
func (f *Form) Size() int {
	n := len(f.all) + len(f.names)
	if len(f.own) != len(f.all) {
		n += len(f.own)
	}
	return 8*n + formHead
}

// formHead is what a form takes beside its hashes.
const formHead = 100

// FormOf returns what is compared of a version's text.
func FormOf(v *readout.Version) *Form {
	form, _ := FormAndPrints(v)
	return form
}

// FormAndPrints returns [FormOf] and [Prints] of a version's text, for little more than
// one of them costs.
func FormAndPrints(v *readout.Version) (*Form, []uint64) {
	words := runWordsOf(v.Text)
	all := hashes(words.all)
	form := &Form{all: runSet(all), names: runSet(words.names)}
	if !words.quotes {
		form.own = form.all
		return form, winnow(all)
	}
	own := words.ownHashes(all)
	form.own = runSet(own)
	return form, winnow(own)
}

// Shared returns the overlap of two texts.
func (f *Form) Shared(g *Form) Overlap {
	o := overlap(f.own, g.own)
	all := overlap(f.all, g.all)
	o.All = max(all.OfA, all.OfB)
	o.Names = sharedNames(f.names, g.names)
	return o
}

// overlap compares two sets of runs.
func overlap(a, b []uint64) Overlap {
	shared := 0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i] < b[k]:
			i++
		case a[i] > b[k]:
			k++
		default:
			shared, i, k = shared+1, i+1, k+1
		}
	}
	o := Overlap{Runs: shared}
	if len(a) > 0 && len(b) > 0 {
		o.OfA, o.OfB = float64(shared)/float64(len(a)), float64(shared)/float64(len(b))
	}
	return o
}

// runSet returns the hashes of a list that are none of gaps, sorted, each once.
func runSet(list []uint64) []uint64 {
	set := slices.DeleteFunc(slices.Clone(list), func(h uint64) bool { return h == 0 })
	slices.Sort(set)
	return slices.Compact(set)
}

// fewNames is the number of names from which on they tell something.
const fewNames = 3

// sharedNames returns the share of the shorter list that stands in the other.
func sharedNames(a, b []uint64) float64 {
	if min(len(a), len(b)) < fewNames {
		return 1
	}
	o := overlap(a, b)
	return max(o.OfA, o.OfB)
}

// Limits of what counts as a copy; copies_test.go measures them. A template of
// an office shares its words and changes the names; two reports on one matter
// share the names and not the words; a copy shares both.
const (
	copyRuns  = 10  // shared runs of five own words at least
	copyScore = 1.6 // share of all words and share of names, together
)

// Copy reports whether the overlap is that of copies: wire copy in two
// outlets, a light rewrite, or a brief cut out of a longer story.
func (o Overlap) Copy() bool { return o.Runs >= copyRuns && o.All+o.Names >= copyScore }

// Share returns the larger of the two containments.
func (o Overlap) Share() float64 { return max(o.OfA, o.OfB) }
