package timeline

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/joined"
)

// keys returns the keys of a draft's entries in their order, those of dropped
// ones in brackets.
func keys(d *Draft) string {
	var out []string
	for _, it := range d.Items {
		k := it.Key
		if it.Dropped {
			k = "(" + k + ")"
		}
		out = append(out, k+it.Title)
	}
	return strings.Join(out, " ")
}

// on returns an item of a day.
func on(day string) Item {
	if day == "" {
		return Item{}
	}
	return Item{Day: &joined.DayRow{From: day}}
}

// TestStepsComeToATimeline does what people do, takes it back, and keeps the keys.
func TestStepsComeToATimeline(t *testing.T) {
	steps := []Step{{Do: DoMake, Body: Body{Title: "T", Items: []Item{on("2031-01-01"), on("2031-01-03"), on("")}}}}
	next := func(do, entry string, body Body, want string) {
		t.Helper()
		steps = append(steps, Step{N: len(steps) + 1, Do: do, Entry: entry, Body: body})
		if got := keys(Fold("tl_1", steps)); got != want {
			t.Errorf("%s %s: %s, want %s", do, entry, got, want)
		}
	}
	next(DoDrop, "n2", Body{}, "n1 (n2) n3")
	next(DoAdd, "", Body{Items: []Item{on("2031-01-02")}}, "n1 n4 (n2) n3")
	next(DoMove, "n3", Body{To: 1}, "n3 n1 n4 (n2)")
	next(DoEdit, "n4", Body{Title: "!"}, "n3 n1 n4! (n2)")
	next(DoUndo, "", Body{}, "n3 n1 n4 (n2)")
	next(DoUndo, "", Body{}, "n1 n4 (n2) n3")
	next(DoUndo, "", Body{}, "n1 (n2) n3")
	next(DoAdd, "", Body{Items: []Item{on("2030-01-01")}}, "n5 n1 (n2) n3") // its own key, not that of what was taken back
	next(DoKeep, "n2", Body{}, "n5 n1 n2 n3")
	next(DoDrop, "n99", Body{}, "n5 n1 n2 n3") // fits nothing
	for range 9 {
		steps = append(steps, Step{Do: DoUndo})
	}
	d := Fold("tl_1", steps)
	if keys(d) != "n1 n2 n3" || d.CanUndo() || d.Title != "T" {
		t.Errorf("all taken back: %s, %v", keys(d), d.CanUndo())
	}
	next(DoMove, "n1", Body{To: 2000}, "n2 n3 n1")
}

// TestWhoClashes says whose steps are about the same.
func TestWhoClashes(t *testing.T) {
	for _, c := range []struct {
		do, entry, laterDo, later string
		want                      bool
	}{{DoEdit, "n1", DoEdit, "n1", true}, {DoEdit, "n1", DoDrop, "n2", false}, {DoMove, "n1", DoMove, "n2", true}, {DoMove, "n1", DoEdit, "n2", false},
		{DoHead, "", DoEdit, "n1", false}, {DoHead, "", DoHead, "", true}, {DoAdd, "", DoAdd, "", false}, {DoUndo, "", DoEdit, "n1", true}, {DoEdit, "n1", DoUndo, "", true}} {
		if got := Clash(c.do, c.entry)(c.laterDo, c.later); got != c.want {
			t.Errorf("%v: %v", c, got)
		}
	}
}
