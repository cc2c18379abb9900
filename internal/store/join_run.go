package store

import (
	"cmp"
	"maps"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// A joinRun joins what one change has left to be joined.
type joinRun struct {
	tx      *Tx
	joiner  Joiner
	fresh   map[int64]bool    // digests that are new, or tell other things than before; see [due]
	touched map[int64]bool    // these, and such as have other links than before
	pairs   map[[2]int64]bool // of digests whose links are others than before: whether they are compared now
	built   map[node]bool     // mentions that were put together again
}

// isFresh reports whether a digest is new, or tells other things than before.
func (j *joinRun) isFresh(did int64) bool {
	_, is := j.fresh[did]
	return is
}

// compare compares the fresh digests, those posted first before others, and those
// that lack one of their nearest.
func (j *joinRun) compare(lacking []int64) error {
	dids := slices.Sorted(maps.Keys(j.fresh))
	b := newJoinBuild(j)
	for _, did := range dids {
		if _, err := b.first(did); err != nil {
			return err
		}
	}
	sorting.Func(dids, func(x, y int64) int { return cmp.Or(b.firsts[x].compare(b.firsts[y]), cmp.Compare(x, y)) })
	for some := range slices.Chunk(dids, joinChunk) {
		b := newJoinBuild(j)
		for _, did := range some {
			if err := b.compare(did); err != nil {
				return err
			}
		}
	}
	for some := range slices.Chunk(lacking, joinChunk) {
		b := newJoinBuild(j)
		for _, did := range some {
			if !j.isFresh(did) {
				if err := b.settle(did, 0); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// build makes the happenings again of digests whose links are others than before,
// and those that are named.
func (j *joinRun) build(hids []int64) error {
	j.touched = make(map[int64]bool)
	for did := range j.fresh {
		j.touched[did] = true
	}
	for pair := range j.pairs {
		if !j.isFresh(pair[0]) && !j.isFresh(pair[1]) { // else the links are those of the fresh one
			j.touched[pair[0]], j.touched[pair[1]] = true, true
		}
	}
	for some := range slices.Chunk(slices.Sorted(maps.Keys(j.touched)), joinChunk) {
		if err := newJoinBuild(j).build(some, nil); err != nil {
			return err
		}
	}
	for some := range slices.Chunk(hids, joinChunk) {
		if err := newJoinBuild(j).build(nil, some); err != nil {
			return err
		}
	}
	return j.contradictRest()
}

// contradictRest looks again for what contradicts what in the pairs whose links are
// others than before, but for those of fresh digests, which were looked at.
func (j *joinRun) contradictRest() error {
	var left [][2]int64
	for pair, compared := range j.pairs {
		if !compared || !j.isFresh(pair[0]) && !j.isFresh(pair[1]) {
			left = append(left, pair)
		}
	}
	sorting.Func(left, func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) })
	for some := range slices.Chunk(left, joinChunk) {
		if err := newJoinBuild(j).contradictAll(some); err != nil {
			return err
		}
	}
	return nil
}
