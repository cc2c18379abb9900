package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// storylines says how far the stories of press worlds are strung together, and
// with nothing else. Each file is what read wrote of one world, but the last,
// which is of other stories: all worlds begin on the median day of those, so that
// days part none.
func storylines(files []string, w io.Writer) error {
	var matters []thread.Matter
	of := map[string]string{} // the world of a story, "" for the others
	for n := len(files) - 1; n >= 0; n-- {
		rows, err := read[itemRow](files[n])
		if err != nil {
			return err
		}
		name := files[n]
		if n == len(files)-1 {
			name = ""
		}
		begin := middle(matters)
		var own []thread.Matter
		for i := range rows {
			v := &rows[i].Version
			id := name + " " + joined.StoryID(v)
			if _, seen := of[id]; seen {
				continue
			}
			of[id] = name
			own = append(own, thread.MatterOf(&thread.Story{ID: id, Posted: v.Published.Day(), Digest: rows[i].Digest}))
		}
		if name != "" {
			shift(own, begin)
		}
		matters = append(matters, own...)
	}
	return printStrung(thread.Storylines(matters), of, w)
}

// middle returns the median day of stories, which may be in any order but are few.
func middle(all []thread.Matter) string {
	var days []string
	for _, m := range all {
		days = append(days, m.Day)
	}
	if len(days) == 0 {
		return ""
	}
	return days[len(days)/2]
}

// shift moves the days of stories so that the first is begin.
func shift(all []thread.Matter, begin string) {
	first := all[0].Day
	for _, m := range all {
		first = min(first, m.Day)
	}
	from, err := time.Parse(time.DateOnly, first)
	to, also := time.Parse(time.DateOnly, begin)
	if err != nil || also != nil {
		return
	}
	for i := range all {
		if d, err := time.Parse(time.DateOnly, all[i].Day); err == nil {
			all[i].Day = d.Add(to.Sub(from)).Format(time.DateOnly)
		}
	}
}

// printStrung prints of the pairs of stories of one world how many are in one
// storyline, and of the pairs in storylines with stories of worlds how many are of one.
func printStrung(lines []thread.Storyline, of map[string]string, w io.Writer) error {
	pairs := func(n int) int { return n * (n - 1) / 2 }
	total, right, given, other := map[string]int{}, 0, 0, 0
	for _, world := range of {
		if world != "" {
			total[world]++
		}
	}
	for _, l := range lines {
		count := map[string]int{}
		for _, s := range l.Steps {
			count[of[s.Story]]++
		}
		if count[""] == len(l.Steps) {
			other = max(other, len(l.Steps))
			continue
		}
		given += pairs(len(l.Steps))
		for world, n := range count {
			if world != "" {
				right += pairs(n)
			}
		}
	}
	all := 0
	for _, n := range total {
		all += pairs(n)
	}
	_, err := fmt.Fprintf(w, "pairs of stories: P %.1f R %.1f of %d; %s; largest storyline of the other stories %d\n", 100*float64(right)/float64(max(given, 1)), 100*float64(right)/float64(max(all, 1)), all,
		strings.TrimSpace(fmt.Sprint(len(lines), " storylines")), other)
	return err
}
