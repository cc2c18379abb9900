package store

import (
	"cmp"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A telling holds what was looked up in the index of keys: stories that come between
// many that resemble them ask for the same keys again and again.
type telling struct {
	held   map[uint64]*toldKey
	rows   int   // that are held
	counts []int // by digest, all zero between two stories
}

// A toldKey is the digests that have a key, from one day to another.
type toldKey struct {
	from, to int64
	rows     []toldDay // by digest
}

// A toldDay is a day on which a version of a digest was posted.
type toldDay struct{ did, day int64 }

func (d toldDay) compare(e toldDay) int {
	return cmp.Or(cmp.Compare(d.did, e.did), cmp.Compare(d.day, e.day))
}

// mostTelling is how many rows of the index are held at most, 16 bytes each.
const mostTelling = 1 << 20

// Windows of days grow with what is asked for, up to longestTelling days, so that
// stories in any order look a key up some times at most; beyond that a key is held for
// sparedTelling days more than were asked for, on either side.
const (
	longestTelling = 6 * thread.JoinDays
	sparedTelling  = thread.JoinDays / 2
)

// of returns who has a key, at least from one day to another, by digest.
func (t *telling) of(tx *Tx, key uint64, from, to int64) ([]toldDay, error) {
	k := t.held[key]
	if k != nil && k.from <= from && to <= k.to {
		return k.rows, nil
	}
	if from, to = from-sparedTelling, to+sparedTelling; k != nil {
		if f, l := min(from, k.from), max(to, k.to); l-f <= longestTelling {
			from, to = f, l
		}
		t.forget(key)
	}
	k = &toldKey{from: from, to: to}
	if err := tx.rows(func(scan func(...any) error) error {
		var row toldDay
		err := scan(&row.did, &row.day)
		k.rows = append(k.rows, row)
		return err
	}, `SELECT did, day FROM telling WHERE key = ? AND day BETWEEN ? AND ? ORDER BY did, day`, int64(key), from, to); err != nil {
		return nil, err
	}
	if t.held == nil || t.rows+len(k.rows) > mostTelling {
		t.held, t.rows = make(map[uint64]*toldKey), 0
	}
	t.held[key] = k
	t.rows += len(k.rows)
	return k.rows, nil
}

// forget lets go of a key.
func (t *telling) forget(key uint64) {
	if k := t.held[key]; k != nil {
		t.rows -= len(k.rows)
		delete(t.held, key)
	}
}

// add adds to what is held of a key what was written to the index.
func (t *telling) add(key uint64, row toldDay) {
	k := t.held[key]
	if k == nil || row.day < k.from || row.day > k.to {
		return
	}
	if at, there := slices.BinarySearchFunc(k.rows, row, toldDay.compare); !there {
		k.rows = slices.Insert(k.rows, at, row)
		t.rows++
	}
}

// count counts a key for each digest that has it around one of the days, and adds
// those that had none before to touched.
func (t *telling) count(told []toldDay, days, touched []int64) []int64 {
	last := int64(-1)
	for _, row := range told {
		if row.did == last || !around(days, row.day) {
			continue
		}
		last = row.did
		if grow := int(row.did) + 1 - len(t.counts); grow > 0 {
			t.counts = append(t.counts, make([]int, grow)...)
		}
		if t.counts[row.did] == 0 {
			touched = append(touched, row.did)
		}
		t.counts[row.did]++
	}
	return touched
}

// take returns what was counted for a digest, and forgets it.
func (t *telling) take(did int64) int {
	n := t.counts[did]
	t.counts[did] = 0
	return n
}

// around reports whether a day is near one of the days.
func around(days []int64, day int64) bool {
	return slices.ContainsFunc(days, func(d int64) bool { return max(d-day, day-d) <= thread.JoinDays })
}
