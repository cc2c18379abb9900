package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	own, all []uint64 // hashes of runs of words, sorted, each once
	names    map[string]bool
}

// FormOf returns what is compared of a version's text.
func FormOf(v *readout.Version) *Form {
	return &Form{own: runSet(hashes(ownWords(v.Text))), all: runSet(hashes(allWords(v.Text))), names: namesOf(v.Text)}
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

// allWords returns the folded words of text outside boilerplate, quotations
// too.
func allWords(text string) []string {
	var out []string
	for para := range strings.SplitSeq(text, "\n") {
		if boilerplate.MatchString(para) {
			continue
		}
		for _, w := range split(para) {
			if w.letters {
				out = append(out, fold(w.In(para)))
			}
		}
		out = append(out, "")
	}
	return out
}

// namesOf returns the capitalised words of a text's body, those that begin a
// sentence aside, and its numbers: what a template leaves open and a copy
// keeps.
func namesOf(text string) map[string]bool {
	if _, body, ok := strings.Cut(text, "\n\n"); ok {
		text = body
	}
	names := make(map[string]bool)
	for para := range strings.SplitSeq(text, "\n") {
		begins := true
		for _, w := range split(para) {
			s := w.In(para)
			first, _ := utf8.DecodeRuneInString(s)
			switch {
			case unicode.IsDigit(first):
				names[s] = true
			case !w.letters:
				begins = begins || s == "." || s == "!" || s == "?" || s == "“"
				continue
			case unicode.IsUpper(first) && !begins && len(s) > 2:
				names[fold(s)] = true
			}
			begins = false
		}
	}
	return names
}

// fewNames is the number of names from which on they tell something.
const fewNames = 3

// sharedNames returns the share of the shorter list that stands in the other.
func sharedNames(a, b map[string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < fewNames {
		return 1
	}
	shared := 0
	for name := range a {
		if b[name] {
			shared++
		}
	}
	return float64(shared) / float64(len(a))
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
