package joined

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// told is a report long enough for copies of it to be known as such, each with words of
// its own.
func told(own string) string {
	var b strings.Builder
	b.WriteString("Gunmen killed Ana Ruiz on Sunday.")
	for i := range 40 {
		fmt.Fprintf(&b, " %s%d walked past the %s%d of the harbour.", own, i, own, i*7)
	}
	return b.String()
}

// TestCopiesAreOneLineHoweverFarApart posts one text again after months, word for word
// and with a sentence more, as an archive would find it.
func TestCopiesAreOneLineHoweverFarApart(t *testing.T) {
	j, err := thread.New(language.English())
	if err != nil {
		t.Fatal(err)
	}
	d := JoinAsArchive(j, []Item{
		item("Alpha", "https://a.example/1", "2033-01-03", told("Oskar"), [2]int{7, 13}),
		item("Beta", "https://b.example/1", "2033-05-03", told("Oskar"), [2]int{7, 13}),
		item("Gamma", "https://c.example/1", "2033-09-03", told("Oskar")+" So the outlet heard.", [2]int{7, 13}),
		item("Delta", "https://d.example/1", "2033-09-04", told("Velma"), [2]int{7, 13}),
	}, nil)
	lines := make(map[string][]string)
	for _, s := range d.Stories {
		lines[s.Line] = append(lines[s.Line], s.Outlet)
	}
	if got := fmt.Sprint(lines[d.Stories[0].Line]); len(lines) != 2 || got != "[Alpha Beta Gamma]" {
		t.Errorf("lines %v, want that of Alpha, Beta and Gamma, and Delta's", lines)
	}
	if h := d.Happening(thread.IDOf(d.Stories[0].Version, 7)); h == nil || h.Stories < 3 {
		t.Errorf("the copies tell of %v", h)
	}
}

// TestAStoryIsNearTheDaysOfItsCopies has a report that was posted beside the second
// copy of a text: it is compared with the first, which stands for both.
func TestAStoryIsNearTheDaysOfItsCopies(t *testing.T) {
	j, err := thread.New(language.English())
	if err != nil {
		t.Fatal(err)
	}
	var items []Item
	for _, it := range []Item{
		item("Alpha", "https://a.example/1", "2033-01-03", told("Oskar"), [2]int{7, 13}),
		item("Beta", "https://b.example/1", "2033-05-03", told("Oskar"), [2]int{7, 13}),
		item("Delta", "https://d.example/1", "2033-05-04", told("Velma"), [2]int{7, 13}),
	} {
		it.Digest.Terms = []thread.Term{{Key: 1, Weight: 0.7}, {Key: 2, Weight: 0.7}}
		items = append(items, it)
	}
	near := func(items []Item) int { return len(JoinAsArchive(j, items, nil).near[len(items)-1]) }
	if got := near(items); got != 2 {
		t.Errorf("the last story is compared with %d, want itself and the first", got)
	}
	if got := near([]Item{items[0], items[2]}); got != 1 {
		t.Errorf("without the copy it is compared with %d, want itself", got)
	}
}
