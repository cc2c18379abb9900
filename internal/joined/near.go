package joined

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// fewStories is how many stories are compared each with each. Of more, only those
// are that an archive compares, else the work would grow with their square.
const fewStories = 400

// nearEach has each story compared with each before it, and itself.
func (d *Set) nearEach() {
	d.near = make([][]int, len(d.Stories))
	for i := range d.Stories {
		for k := range i + 1 {
			d.near[i] = append(d.near[i], k)
		}
	}
}

// nearAsArchive finds for each story those before it with which an archive compares it,
// and itself: of its own line those that [thread.OfLine] says, and of the others those
// that share the most keys with it, of as many shared keys those posted last. A story
// that stands for others is near those that were posted near one of these.
func (d *Set) nearAsArchive(standsFor []int) {
	d.near = make([][]int, len(d.Stories))
	t := d.telling(standsFor)
	lines := make(map[string][]int)
	for i, s := range d.Stories {
		if standsFor[i] != i {
			continue
		}
		own := lines[s.Line]
		lines[s.Line] = append(own, i)
		for at, k := range own {
			if thread.OfLine(at, len(own)) {
				d.near[i] = append(d.near[i], k)
			}
		}
		var others []int
		for _, k := range t.before(i, d.joiner.Keys(s)) {
			if d.Stories[k].Line != s.Line {
				others = append(others, k)
			}
		}
		sorting.Func(others, func(a, b int) int { return cmp.Or(t.shared[b]-t.shared[a], b-a) })
		d.near[i] = append(d.near[i], others[:min(len(others), thread.MostNear)]...)
		slices.Sort(d.near[i])
		d.near[i] = append(d.near[i], i)
	}
}

// A telling finds stories by their keys and the days on which they were posted.
type telling struct {
	with   map[uint64][]toldOn // by day, those of no known day first
	days   [][]int64           // of each story, and of those that it stands for
	shared []int               // keys that a story has with the one in of
	of     []int
	asked  []int // number of the key for which a story was counted last
	keys   int   // that were looked up
}

// A toldOn is a story with a day on which it was posted.
type toldOn struct {
	story int
	day   int64
}

// telling makes the index of all stories.
func (d *Set) telling(standsFor []int) *telling {
	t := &telling{with: make(map[uint64][]toldOn), days: make([][]int64, len(d.Stories)), shared: make([]int, len(d.Stories)), of: make([]int, len(d.Stories)), asked: make([]int, len(d.Stories))}
	for i, s := range d.Stories {
		first, on := standsFor[i], posting(s)
		t.days[first] = append(t.days[first], on)
		for _, key := range d.joiner.Keys(s) {
			t.with[key] = append(t.with[key], toldOn{first, on})
		}
	}
	for _, list := range t.with {
		sorting.Func(list, func(a, b toldOn) int { return cmp.Compare(a.day, b.day) })
	}
	return t
}

// before returns the stories before one that share as many keys with it as stories
// do that are compared, and were posted around one of its days.
func (t *telling) before(i int, keys []uint64) (out []int) {
	var touched []int
	for _, key := range keys {
		t.keys++
		for _, day := range t.days[i] {
			for _, r := range around(t.with[key], day) {
				if r.story >= i || t.asked[r.story] == t.keys {
					continue
				}
				t.asked[r.story] = t.keys
				if t.of[r.story] != i {
					t.of[r.story], t.shared[r.story] = i, 0
					touched = append(touched, r.story)
				}
				t.shared[r.story]++
			}
		}
	}
	for _, k := range touched {
		if t.shared[k] >= thread.SharedKeys {
			out = append(out, k)
		}
	}
	return out
}

// around returns the rows of a key that are near a day; what was posted on no known day
// is near all.
func around(rows []toldOn, day int64) []toldOn {
	if day == unknownDay {
		return rows
	}
	unknown, _ := slices.BinarySearchFunc(rows, unknownDay+1, func(r toldOn, day int64) int { return cmp.Compare(r.day, day) })
	from, _ := slices.BinarySearchFunc(rows, day-thread.JoinDays, func(r toldOn, day int64) int { return cmp.Compare(r.day, day) })
	to, _ := slices.BinarySearchFunc(rows, day+thread.JoinDays+1, func(r toldOn, day int64) int { return cmp.Compare(r.day, day) })
	from = max(from, unknown)
	to = max(from, to)
	if unknown == 0 {
		return rows[from:to]
	}
	return slices.Concat(rows[:unknown], rows[from:to])
}

// unknownDay is before all days.
const unknownDay = math.MinInt64

// posting returns the day on which a story was posted, since 1970.
func posting(s *thread.Story) int64 {
	day, err := time.Parse(time.DateOnly, s.Posted[:min(len(s.Posted), len(time.DateOnly))])
	if err != nil {
		return unknownDay
	}
	return day.Unix() / 86400
}
