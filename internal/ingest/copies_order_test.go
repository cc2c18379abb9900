package ingest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestCopiesAreFoundInAnyOrder posts reports that have a long passage in common, and a
// copy of one of them: more texts share as much with it as are compared in full, by
// those fingerprints that are kept.
func TestCopiesAreFoundInAnyOrder(t *testing.T) {
	names := []string{"Ana Ruiz", "Pavel Dorn", "Marta Vale", "Tomas Arendt", "Ingrid Solheim", "Eva Lind", "Jon Haug", "Lise Aamodt"}
	places := []string{"Holm", "Lom", "Bergen", "Vik", "Skien", "Molde", "Tana", "Voss"}
	const shared = "The town hall stayed shut for the day, and a book for words of grief lay open in the school beside it. The road along the river was closed from the bridge to the mill, and buses went by the upper road. The oldest people of the place sat on the benches by the water, as they do on every day of the year, and the bells of the small church were silent from noon to the evening."
	report := func(n int, more string) string {
		return fmt.Sprintf("Gunmen killed %s, the mayor of %s, on %d January 2024, police said. At least %d people were wounded.%s\n\n%s", names[n], places[n], 3+n, 11+n, more, shared)
	}
	var rows []string
	for n := range names {
		rows = append(rows, row(fmt.Sprintf("https://courier.example/%d", n), "Mayor of "+places[n]+" killed", report(n, "")))
		rows = append(rows, row(fmt.Sprintf("https://annual.example/%d", n), "The year of "+places[n], report(n, " The council of "+places[n]+" will remember them.")))
	}
	r := rand.New(rand.NewPCG(1, 2))
	first := ""
	for range 6 {
		r.Shuffle(len(rows), func(i, k int) { rows[i], rows[k] = rows[k], rows[i] })
		got := groupsOf(t, rows)
		if first == "" {
			first = got
		}
		if got != first || strings.Count(got, "annual") < 5 {
			t.Errorf("copies in one order:\n%s\nin another:\n%s", first, got)
		}
	}
}

// groupsOf returns the copy groups of rows that are taken in, a line each.
func groupsOf(t *testing.T, rows []string) string {
	t.Helper()
	g := newIngester(t)
	var refs []*store.VersionRef
	g.Accepted = func(_ string, _ Outcome, ref *store.VersionRef) { refs = append(refs, ref) }
	addRows(t, g, rows...)
	of := map[string][]string{}
	for i, ref := range refs {
		group, err := g.Store.GroupOf(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		if group != nil {
			of[group.ID] = append(of[group.ID], rows[i][:len(`{"url": "https://courier.example/0`)])
		}
	}
	var lines []string
	for _, urls := range of {
		slices.Sort(urls)
		lines = append(lines, strings.Join(urls, " "))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
