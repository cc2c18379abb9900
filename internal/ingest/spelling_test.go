package ingest

import (
	"fmt"
	"testing"
)

// TestAddressesThatAreNearlyOne checks what becomes of a text whose address differs
// from a known one in a last slash or in what tracks readers: it is a version of the
// story there if their words are alike, and else a story of its own.
func TestAddressesThatAreNearlyOne(t *testing.T) {
	const one = "Minister Ines Calder said on Monday that the harbour of Lumen would open again before winter. The dockers of the port had been on strike for three weeks over the arrest of Captain Per Lind, whose ferry Aurelia ran aground. Calder promised talks with the union and the harbour company, and asked fishermen, pilots and customs officers for patience until engineers have examined the eastern breakwater."
	const other = "Minister Ines Calder told the Evening Star that the ferry Aurelia had never been inspected by the harbour company. Captain Per Lind of Lumen will stand trial in spring, and the dockers of the union plan no further strike, said Calder. The minister travels to Suva for talks on the northern fishery treaty, where ambassadors, scientists and shipowners expect her to defend the quotas of smaller islands against foreign trawlers."
	const day, later = "2031-05-12", "2031-06-02"
	for _, c := range []struct {
		name, a, b, first, second string
		days                      [2]string
		stories                   int // of the second text, else it is a version
	}{
		{"another interview behind a slash", "https://ministry.example/calder", "https://ministry.example/calder/", one, other, [2]string{day, later}, 1},
		{"of the same day", "https://ministry.example/calder", "https://ministry.example/calder/", one, other, [2]string{day, day}, 1},
		{"another one with tracking", "https://ministry.example/calder", "https://ministry.example/calder?utm_source=mail", one, other, [2]string{day, day}, 1},
		{"the same, edited, behind a slash", "https://ministry.example/calder", "https://ministry.example/calder/", one, one + " She named no day.", [2]string{day, day}, 0},
		{"written anew on its day", "https://ministry.example/calder", "https://ministry.example/calder", one, other, [2]string{day, day}, 0},
		{"the next one at the same address", "https://ministry.example/calder", "https://ministry.example/calder", one, other, [2]string{day, later}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newIngester(t)
			var got Counts
			for i, text := range []string{c.first, c.second} {
				got = addRows(t, g, fmt.Sprintf(`{"url": %q, "published": %q, "text": %q}`, []string{c.a, c.b}[i], c.days[i], text))
			}
			if got.Stories != c.stories || got.Versions != 1-c.stories {
				t.Errorf("%+v, want %d stories", got, c.stories)
			}
		})
	}
}
