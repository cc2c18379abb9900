package compare

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/data"
)

// senses are the groups of like acts that verbs and nouns of acts belong to, with how
// common the sense is in which they do: 0 for the commonest.
var senses = sync.OnceValue(func() map[string]map[string]int {
	out := make(map[string]map[string]int)
	for _, row := range data.Rows("acts") {
		of := make(map[string]int)
		for sense := range strings.SplitSeq(row[2], ";") {
			rank, ids, _ := strings.Cut(sense, ":")
			n, _ := strconv.Atoi(rank)
			own, _, _ := strings.Cut(ids, ",")
			for id := range strings.FieldsSeq(own) {
				if have, ok := of[id]; !ok || n < have {
					of[id] = n
				}
			}
		}
		out[row[0]] = of
	}
	return out
})

// rarest is how far from their commonest senses two words together may be that are
// taken for one act.
const rarest = 1

// akin reports whether two words tell of one act, each in a common sense: pursue and
// chase. Wider acts (arrest for take) are others.
func akin(x, y *token) bool {
	for _, a := range x.bases() {
		of := senses()[a]
		for _, b := range y.bases() {
			for id, n := range senses()[b] {
				if have, ok := of[id]; ok && have+n <= rarest {
					return true
				}
			}
		}
	}
	return false
}

// dropUn drops a word with un- against the word with "not": unnamed, not named.
func (d *wordDifference) dropUn() {
	d.gone, d.came, d.before = undone(d.gone, d.came, d.before)
	d.came, d.gone, d.after = undone(d.came, d.gone, d.after)
}

// undone takes "not" and its word out of a where b has the word with un- or in-, and
// that "not" out of all.
func undone(a, b, all []token) (x, y, rest []token) {
	for i := range a {
		if a[i].form != "not" {
			continue
		}
		for j := range a {
			k := slices.IndexFunc(b, func(t token) bool { return t.form == "un"+a[j].form || t.form == "in"+a[j].form })
			if k < 0 {
				continue
			}
			not := a[i].span
			a = slices.Delete(slices.Clone(a), max(i, j), max(i, j)+1)
			a = slices.Delete(a, min(i, j), min(i, j)+1)
			rest = slices.DeleteFunc(slices.Clone(all), func(t token) bool { return t.span == not })
			return a, slices.Delete(slices.Clone(b), k, k+1), rest
		}
	}
	return a, b, all
}

// dropSaid drops a word of saying that is gone or came by itself where somebody says
// something on both sides: added, for said, which says nothing beside it.
func (d *wordDifference) dropSaid() {
	if d.said {
		lone := func(t token) bool { return t.says == readout.Say }
		d.gone, d.came = slices.DeleteFunc(slices.Clone(d.gone), lone), slices.DeleteFunc(slices.Clone(d.came), lone)
	}
}
