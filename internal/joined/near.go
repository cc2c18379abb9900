package joined

import (
	"slices"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// fewStories is how many stories are compared each with each. Of more, only those
// are that an archive compares, else the work would grow with their square.
const fewStories = 400

// findNear finds for each story those before it with which it is compared, and
// itself.
func (d *Set) findNear(all bool) {
	d.near = make([][]int, len(d.Stories))
	if all {
		for i := range d.Stories {
			for k := range i + 1 {
				d.near[i] = append(d.near[i], k)
			}
		}
		return
	}
	telling := make(map[uint64][]int) // stories by key, the first posted first
	versions := make(map[string][]int)
	for i, s := range d.Stories {
		shared := make(map[int]int)
		for _, key := range d.joiner.Keys(s) {
			for _, k := range slices.Backward(telling[key]) {
				if !within(d.Stories[k], s) { // and so are all before it
					break
				}
				shared[k]++
			}
			telling[key] = append(telling[key], i)
		}
		list := append(slices.Clone(versions[s.ID]), i)
		for k, n := range shared {
			if n >= thread.SharedKeys && d.Stories[k].ID != s.ID {
				list = append(list, k)
			}
		}
		slices.Sort(list)
		d.near[i] = list
		versions[s.ID] = append(versions[s.ID], i)
	}
}

// within reports whether two stories were posted within the days that an archive
// looks back; what was posted on no known day is compared with all.
func within(a, b *thread.Story) bool {
	x, errX := time.Parse(time.DateOnly, day(a.Posted))
	y, errY := time.Parse(time.DateOnly, day(b.Posted))
	return errX != nil || errY != nil || y.Sub(x).Abs() <= thread.JoinDays*24*time.Hour
}

func day(posted string) string { return posted[:min(len(posted), len(time.DateOnly))] }
