package joined

import (
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// TestAComponentHasWhatLinksLeadTo joins two reports of a killing, and not that of
// somebody else until a link leads there.
func TestAComponentHasWhatLinksLeadTo(t *testing.T) {
	j, err := thread.New(language.English())
	if err != nil {
		t.Fatal(err)
	}
	killed := func(outlet, who, text string) Item {
		it := item(outlet, "https://"+outlet+".example/1", "2033-01-03", text, [2]int{7, 13})
		it.Digest.Mentions[0].Args[0].Actor = thread.Actor{Name: who, Head: who, Kind: "person", Named: true}
		return it
	}
	items := []Item{
		killed("alpha", "Ana Ruiz", "Gunmen killed Ana Ruiz on Sunday."),
		killed("beta", "Ana Ruiz", "Gunmen killed Ana Ruiz at noon on Sunday."),
		killed("gamma", "Leo Marin", "Gunmen killed Leo Marin on Sunday, a friend said."),
	}
	d := Join(j, items, nil)
	told := d.told
	of := func(i int) string { return string(items[i].Record.Version.ID) }
	if len(d.Happenings) != 2 {
		t.Fatalf("got %v, want two happenings", d.Happenings)
	}
	components := d.Components()
	for i, want := range [][]string{{of(0), of(1)}, {of(0), of(1)}, {of(2)}} {
		slices.Sort(want)
		if got := components(d.Happening(thread.IDOf(of(i), 7))); !slices.Equal(got, want) {
			t.Errorf("report %d: component %v, want %v", i, got, want)
		}
	}
	// a link that is not enough to make one happening of two leads there all the same
	d.Links = append(d.Links, thread.Link{A: min(told[0].ID(), told[2].ID()), B: max(told[0].ID(), told[2].ID()), P: thread.Joined})
	if got := d.Components()(d.Happening(thread.IDOf(of(2), 7))); len(got) != 3 {
		t.Errorf("component %v, want all three", got)
	}
}
