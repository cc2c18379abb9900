package thread

import (
	"cmp"
	"math"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// mostPairs is how many pairs of mentions of two stories are compared: all of two
// features of a thousand words. Transcripts of ten thousand have a hundred times as
// many, nearly all of sentences about other matters; of those, the pairs of the
// sentences that are most alike are compared. It bounds the cost of a story: the
// features of a pair take some three microseconds.
const mostPairs = 128 * 128

// manyPairs is from how many pairs on only those count of which a record codes at
// least one, as of two texts of three thousand words: what words that nobody codes
// have in common links months of briefings to one heap. In features they are
// evidence (without them one press world finds 90.0 % of its events, with them 93.8).
const manyPairs = 8 * mostPairs

// oftenTold is in how many pairs of sentences a term stands that tells nothing of
// which of them are alike: it counts a hundredth in [between.own].
const oftenTold = 10_000

// A numbered pair is one of mentions, by their numbers.
type numbered struct{ x, y int }

// pairs calls do with the numbers of the mentions that are compared, by order of
// the text.
func (w *between) pairs(do func(x, y int)) {
	self := w.a.Version == w.b.Version
	if len(w.a.Mentions)*len(w.b.Mentions) <= mostPairs {
		for x := range w.a.Mentions {
			from := 0
			if self {
				from = x + 1
			}
			for y := from; y < len(w.b.Mentions); y++ {
				do(x, y)
			}
		}
		return
	}
	var list []numbered
	many := w.many()
	a, b := bySentence(w.a), bySentence(w.b)
	for _, s := range w.alikest() {
		if len(list) >= mostPairs {
			break
		}
		for _, x := range a[s.x] {
			for _, y := range b[s.y] {
				switch {
				case many && w.a.Mentions[x].Event == "" && w.b.Mentions[y].Event == "":
				case !self || x < y:
					list = append(list, numbered{x, y})
				case s.x != s.y:
					list = append(list, numbered{y, x})
				}
			}
		}
	}
	list = list[:min(len(list), mostPairs)]
	sorting.Func(list, func(p, q numbered) int { return cmp.Or(cmp.Compare(p.x, q.x), cmp.Compare(p.y, q.y)) })
	for _, p := range list {
		do(p.x, p.y)
	}
}

// many reports whether both stories are as long as transcripts.
func (w *between) many() bool { return len(w.a.Mentions)*len(w.b.Mentions) > manyPairs }

// bySentence returns the numbers of a story's mentions, by their sentence.
func bySentence(s *Story) [][]int {
	out := make([][]int, len(s.Sentences))
	for i := range s.Mentions {
		if at := s.Mentions[i].Sentence; at >= 0 && at < len(out) {
			out[at] = append(out[at], i)
		}
	}
	return out
}

// alikest returns the pairs of sentences of two stories that are the same or share
// what few others of them have, the most alike first. It looks terms up, so that its cost is that
// of what they share.
func (w *between) alikest() []numbered {
	type posting struct {
		sentence int
		weight   float32
	}
	index, same := map[uint64][]posting{}, map[uint64][]int{}
	for k := range w.b.Sentences {
		same[w.b.Sentences[k].Hash] = append(same[w.b.Sentences[k].Hash], k)
		for _, t := range w.b.Sentences[k].Terms {
			index[t.Key] = append(index[t.Key], posting{k, t.Weight})
		}
	}
	type scored struct {
		numbered
		own float32
	}
	var all []scored
	row := make([]float32, len(w.b.Sentences))
	for i := range w.a.Sentences {
		clear(row)
		for _, k := range same[w.a.Sentences[i].Hash] {
			row[k] = 1
		}
		for _, t := range w.a.Sentences[i].Terms {
			often := w.terms[0][t.Key] * w.terms[1][t.Key]
			if often > oftenTold {
				continue
			}
			for _, p := range index[t.Key] {
				row[p.sentence] += t.Weight * p.weight / float32(math.Sqrt(float64(max(often, 1))))
			}
		}
		for k, own := range row {
			if own > 0 && (w.a.Version != w.b.Version || i <= k) {
				all = append(all, scored{numbered{i, k}, own})
			}
		}
	}
	sorting.Func(all, func(p, q scored) int {
		return cmp.Or(cmp.Compare(q.own, p.own), cmp.Compare(p.x, q.x), cmp.Compare(p.y, q.y))
	})
	out := make([]numbered, len(all))
	for i := range all {
		out[i] = all[i].numbered
	}
	return out
}
