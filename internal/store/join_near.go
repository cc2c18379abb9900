package store

import (
	"cmp"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// An earliest is the version that was posted first of those that have a digest.
type earliest struct {
	version, posted string
	there           bool // it has a version at all
}

// compare orders digests by the posting of their first versions.
func (f *earliest) compare(g *earliest) int {
	return cmp.Or(thread.ComparePosted(f.posted, g.posted), cmp.Compare(f.version, g.version))
}

// earliest returns the version that was posted first of those that have a digest.
func (tx *Tx) earliest(did int64) (*earliest, error) {
	held := tx.s.joins.heldFirsts()
	if f := held[did]; f != nil {
		return f, nil
	}
	f := new(earliest)
	var err error
	f.there, err = tx.row([]any{&f.version, &f.posted}, `SELECT v.id, t.posted FROM told t JOIN versions v USING (vid) WHERE t.did = ? ORDER BY t.posted = '', t.posted, v.id LIMIT 1`, did)
	if err == nil {
		held[did] = f
	}
	return f, err
}

// first is [Tx.earliest]; the part of the run keeps it.
func (b *joinBuild) first(did int64) (*earliest, error) {
	if f := b.firsts[did]; f != nil {
		return f, nil
	}
	f, err := b.tx.earliest(did)
	b.firsts[did] = f
	return f, err
}

// A nearness is the digests that one may be compared with.
type nearness struct {
	own     kindred
	before  []int64 // posted before it, the nearest first
	after   []int64 // posted after it
	nearest int     // of those before it, which it is compared with
}

// A kindred is the digests of a digest's story and line that were joined before.
type kindred struct {
	before []int64 // posted before it, which it is compared with
	far    []int64 // posted before it, which it is not
	after  []int64 // posted after it, which are compared with it
	rest   []int64 // posted after it, which are not
}

// candidates returns the digests that one may be compared with.
func (b *joinBuild) candidates(did int64) (*nearness, error) {
	own, err := b.line(did)
	if err != nil {
		return nil, err
	}
	shared, err := b.shared(did)
	if err != nil {
		return nil, err
	}
	for _, other := range own {
		delete(shared, other)
	}
	self, err := b.first(did)
	if err != nil {
		return nil, err
	}
	out := new(nearness)
	for other := range shared {
		f, err := b.first(other)
		if err != nil {
			return nil, err
		}
		if f.compare(self) < 0 {
			out.before = append(out.before, other)
		} else {
			out.after = append(out.after, other)
		}
	}
	out.nearest = nearestFirst(out.before, func(x int64) int { return shared[x] }, func(x, y int64) int {
		return cmp.Or(shared[y]-shared[x], b.firsts[y].compare(b.firsts[x]))
	})
	out.own, err = b.kindred(did, own)
	return out, err
}

// line returns the digests of a digest's story and line, itself too.
func (b *joinBuild) line(did int64) ([]int64, error) {
	return b.tx.numbers(`SELECT DISTINCT o.did FROM told t JOIN versions v USING (vid) JOIN versions w ON w.sid = v.sid JOIN told o ON o.vid = w.vid WHERE t.did = ?1
		UNION SELECT DISTINCT o.did FROM told t JOIN versions v USING (vid) JOIN versions u ON u.sid = v.sid JOIN copy_members m ON m.vid = u.vid JOIN copy_members n ON n.gid = m.gid
			JOIN versions x ON x.vid = n.vid JOIN versions w ON w.sid = x.sid JOIN told o ON o.vid = w.vid WHERE t.did = ?1`, did)
}

// kindred parts the joined digests of a digest's line: it is compared with those that
// [thread.OfLine] says.
func (b *joinBuild) kindred(did int64, own []int64) (out kindred, err error) {
	if len(own) < 2 {
		return out, nil
	}
	var joined []int64
	for _, other := range own {
		done := other == did
		if !done {
			if done, err = b.tx.wasJoined(other); err != nil { // else it is compared with this one when its turn comes
				return out, err
			}
		}
		if _, err := b.first(other); err != nil {
			return out, err
		}
		if done {
			joined = append(joined, other)
		}
	}
	sorting.Func(joined, func(x, y int64) int { return cmp.Or(b.firsts[x].compare(b.firsts[y]), cmp.Compare(x, y)) })
	self := slices.Index(joined, did)
	for i, other := range joined {
		switch compared := thread.OfLine(min(i, self), max(i, self)); {
		case i < self && compared:
			out.before = append(out.before, other)
		case i < self:
			out.far = append(out.far, other)
		case i > self && compared:
			out.after = append(out.after, other)
		case i > self:
			out.rest = append(out.rest, other)
		}
	}
	return out, nil
}

// nearestFirst brings the nearest of a list to its front, in order, and returns how
// many these are. What shares fewer keys than as many others as count is not sorted.
func nearestFirst(list []int64, shared func(int64) int, compare func(x, y int64) int) int {
	const most = thread.MostNear
	if len(list) > most {
		least := make([]int, len(list))
		for i, x := range list {
			least[i] = shared(x)
		}
		slices.Sort(least)
		limit, n := least[len(least)-most], 0
		for i, x := range list {
			if shared(x) >= limit {
				list[i], list[n] = list[n], x
				n++
			}
		}
		sorting.Func(list[:n], compare)
		return most
	}
	sorting.Func(list, compare)
	return len(list)
}

// shared returns the digests that share keys with one, and were posted around the
// time that it was, with how many they share.
func (b *joinBuild) shared(did int64) (map[int64]int, error) {
	d, err := b.tx.digest(did)
	if err != nil {
		return nil, err
	}
	days, err := b.tx.numbers(`SELECT DISTINCT day FROM told WHERE did = ? ORDER BY day`, did)
	if err != nil || len(days) == 0 {
		return nil, err
	}
	var touched []int64
	for _, key := range b.joiner.Keys(&thread.Story{Digest: d}) {
		told, err := b.tx.s.joins.telling.of(b.tx, key, days[0]-thread.JoinDays, days[len(days)-1]+thread.JoinDays)
		if err != nil {
			return nil, err
		}
		b.cost(len(told))
		touched = b.tx.s.joins.telling.count(told, days, touched)
	}
	shared := make(map[int64]int)
	for _, other := range touched {
		if n := b.tx.s.joins.telling.take(other); n >= thread.SharedKeys && other != did {
			shared[other] = n
		}
	}
	return shared, nil
}
