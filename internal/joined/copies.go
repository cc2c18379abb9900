package joined

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// This file finds copies as an archive does (store.Tx.JoinCopies): by the fingerprints
// of texts, however many days lie between them.

// A fingerprint that stands in more than commonPrint texts tells nothing; mostCandidates
// texts that share most of the rare ones are compared in full; equal texts of copyWords
// words and more are copies without a look at anything else.
const (
	commonPrint    = 60
	mostCandidates = 5
	copyWords      = 50
)

// A copyFinder knows the texts of the stories before one.
type copyFinder struct {
	set   *Set
	texts map[string][]int // stories by the hash of their text
	with  map[uint64][]int // stories by fingerprint
	forms map[int]*compare.Form
}

// copied returns for each story the one before it, of another address, that it is a
// copy of; -1 for none.
func (d *Set) copied() []int {
	c := &copyFinder{set: d, texts: map[string][]int{}, with: map[uint64][]int{}, forms: map[int]*compare.Form{}}
	of := make([]int, len(d.Stories))
	for i, s := range d.Stories {
		v := d.versions[s.Version]
		prints := compare.Prints(v)
		of[i] = c.original(i, v, prints)
		c.texts[v.SHA256] = append(c.texts[v.SHA256], i)
		for _, p := range prints {
			if len(c.with[p]) <= commonPrint { // one more says that it is common
				c.with[p] = append(c.with[p], i)
			}
		}
	}
	return of
}

// original returns what a story is a copy of.
func (c *copyFinder) original(i int, v *readout.Version, prints []uint64) int {
	for _, k := range c.texts[v.SHA256] {
		if c.set.Stories[k].ID != c.set.Stories[i].ID && len(strings.Fields(v.Text)) >= copyWords {
			return k
		}
	}
	best, share := -1, 0.0
	for _, k := range c.candidates(i, prints) {
		if o := c.form(k).Shared(c.form(i)); o.Copy() && o.Share() > share {
			best, share = k, o.Share()
		}
	}
	return best
}

// candidates returns the stories before one, of other addresses, that share most of
// the rare fingerprints with it.
func (c *copyFinder) candidates(i int, prints []uint64) []int {
	shared := make(map[int]float64)
	for _, p := range prints {
		if with := c.with[p]; len(with) <= commonPrint {
			for _, k := range with {
				if c.set.Stories[k].ID != c.set.Stories[i].ID {
					shared[k] += 1 / float64(len(with))
				}
			}
		}
	}
	list := make([]int, 0, len(shared))
	for k := range shared {
		list = append(list, k)
	}
	sorting.Func(list, func(a, b int) int { return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b)) })
	return slices.Clip(list[:min(len(list), mostCandidates)])
}

// mostForms is how many texts are held as they are compared.
const mostForms = 2000

// form returns what is compared of a story's text.
func (c *copyFinder) form(i int) *compare.Form {
	f := c.forms[i]
	if f == nil {
		if len(c.forms) >= mostForms {
			clear(c.forms)
		}
		f = compare.FormOf(c.set.versions[c.set.Stories[i].Version])
		c.forms[i] = f
	}
	return f
}
