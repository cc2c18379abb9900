package thread

import (
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/data"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// An acts list knows which verbs and nouns tell of like acts: "resign" and
// "resignation", "seize" and "take over".
type acts map[string][]group

// A group is one of like words that a word belongs to: how much so, by how
// common that sense of it is, in the group itself and in one that is wider.
type group struct {
	id        uint32
	own, wide float32
}

// bySense is how much a word's senses count, the commonest first. It and the
// two below are values of a feature, set by hand: the model weighs it.
var bySense = [...]float32{1, 0.85, 0.7, 0.55}

// What it counts that words share a group that is wider for one of them, or for both.
const (
	wideOnce  = 0.6
	wideTwice = 0.4
)

// readActs reads the list of acts.
func readActs() acts {
	out := acts{}
	for _, row := range data.Rows("acts") {
		groups := map[uint32]group{}
		for sense := range strings.SplitSeq(row[2], ";") {
			rank, ids, _ := strings.Cut(sense, ":")
			n, _ := strconv.Atoi(rank)
			own, wide, _ := strings.Cut(ids, ",")
			weight := bySense[min(n, len(bySense)-1)]
			for id := range strings.FieldsSeq(own) {
				g := groups[number(id)]
				g.id, g.own = number(id), max(g.own, weight)
				groups[g.id] = g
			}
			for id := range strings.FieldsSeq(wide) {
				g := groups[number(id)]
				g.id, g.wide = number(id), max(g.wide, weight)
				groups[g.id] = g
			}
		}
		list := make([]group, 0, len(groups))
		for _, g := range groups {
			list = append(list, g)
		}
		sorting.Func(list, func(a, b group) int { return int(int64(a.id) - int64(b.id)) })
		out[row[0]] = list
	}
	return out
}

// number reads the number of a group.
func number(id string) uint32 {
	n, _ := strconv.ParseUint(id, 36, 32)
	return uint32(n)
}

// akin returns how like the acts are that two lemmas tell of, 0 to 1.
func (l acts) akin(a, b string) float32 {
	x, y := l[a], l[b]
	best := float32(0)
	for i, k := 0, 0; i < len(x) && k < len(y); {
		switch {
		case x[i].id < y[k].id:
			i++
		case x[i].id > y[k].id:
			k++
		default:
			best = max(best, x[i].own*y[k].own, wideOnce*x[i].own*y[k].wide, wideOnce*x[i].wide*y[k].own, wideTwice*x[i].wide*y[k].wide)
			i, k = i+1, k+1
		}
	}
	return best
}
