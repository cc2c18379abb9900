package link_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// shared is the folder of the corpora that the repository does not hold.
func shared(t *testing.T, file string) string {
	t.Helper()
	dir := os.Getenv("READOUT_SHARED")
	if dir == "" {
		dir = "../../../../shared"
	}
	path := filepath.Join(dir, file)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the corpora are not here (%v)", err)
	}
	return path
}

// accurate opens the network that reads unless told otherwise.
func accurate(t *testing.T) *pipeline.Reader {
	t.Helper()
	r, err := pipeline.Open(models.FS(), pipeline.Accurate)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A leader is a row of the list of leaders of June 2019.
type leader struct{ country, office, name string }

// leadersOf reads that list, which is no part of data/.
func leadersOf(t *testing.T) []leader {
	f, err := os.Open(shared(t, "data/lists/cia-leaders-2019.tsv.xz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, err := xz.NewReader(bufio.NewReader(f))
	if err != nil {
		t.Fatal(err)
	}
	var out []leader
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if cells := strings.Split(lines.Text(), "\t"); len(cells) == 5 && cells[0] != "iso3" {
			out = append(out, leader{cells[0], spelledOut.Replace(cells[1]), cells[2]})
		}
	}
	return out
}

// spelledOut writes the list's offices as news does.
var spelledOut = strings.NewReplacer("&", "and", "Min. of", "Minister of", "Min.", "Minister", "Dep.", "Deputy", "Pres.", "President", "Govt.", "Government", " Comm.", " Commission")

// TestLeaders makes a story of two sentences of each holder of an office in
// June 2019 and asks for the country and the office. In the second kind of
// story the office is not told, so that the lists alone can know it.
func TestLeaders(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every leader of a corpus")
	}
	leaders := leadersOf(t)
	r, lex := accurate(t), lexicon.Load()
	step := 8
	if os.Getenv("READOUT_ALL") != "" {
		step = 1
	}
	for _, kind := range []struct {
		name, story     string
		country, office float64 // floors
	}{
		{"told", "%s, the %s, said in %s on Tuesday that the talks would go on.", 95, 95},
		{"untold", "%[1]s said in %[3]s on Tuesday that the talks would go on.", 45, 28},
	} {
		n, country, office := 0, 0, 0
		for i := 0; i < len(leaders); i += step {
			l := leaders[i]
			c, ok := lex.Country(l.country)
			if !ok || len(c.Capitals) == 0 {
				continue
			}
			n++
			a := speaker(t, r, fmt.Sprintf(kind.story, l.name, l.office, c.Capitals[0]), l.name)
			if a.Country == l.country {
				country++
			} else if testing.Verbose() {
				t.Logf("%s country: %+v, got %q (%s)", kind.name, l, a.Country, a.Why)
			}
			if a.Office != nil && sameOffice(a.Office.Title, l.office) {
				office++
			} else if testing.Verbose() {
				t.Logf("%s office: %+v, got %+v (%s)", kind.name, l, a.Office, a.Why)
			}
		}
		t.Logf("%s: %d people, country %.1f %%, office %.1f %%", kind.name, n, percent(country, n), percent(office, n))
		if percent(country, n) < kind.country || percent(office, n) < kind.office {
			t.Errorf("%s: below the floor of %.0f %% and %.0f %%", kind.name, kind.country, kind.office)
		}
	}
}

// speaker returns the actor of a name in a story of 5 June 2019.
func speaker(t *testing.T, r *pipeline.Reader, text, name string) readout.Actor {
	v := &readout.Version{Language: "en", Text: text, Published: &readout.Time{Value: "2019-06-05", Basis: readout.TimeFromUser}}
	v.Seal()
	rec, err := r.Read(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	at := readout.Span{Start: strings.Index(text, name)}
	at.End = at.Start + len(name)
	for _, m := range rec.Mentions {
		if m.Form != "name" || m.Span.Start < at.Start || m.Span.Start >= at.End {
			continue
		}
		for _, a := range rec.Actors {
			if a.ID == m.Actor {
				return a
			}
		}
	}
	return readout.Actor{Why: "no actor found"}
}

// sameOffice reports whether two titles share half of their words that tell
// something: "Foreign Minister" and "Minister of Foreign Affairs".
func sameOffice(a, b string) bool {
	x, y := titleWords(a), titleWords(b)
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	return both > 0 && 2*both >= len(x)+len(y)-both
}

// titleWords returns the words of a title, in one spelling.
func titleWords(title string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsFuncSeq(lexicon.Key(title), func(r rune) bool { return r == ' ' }) {
		switch w {
		case "of", "the", "and", "for", "affairs", "to", "in":
			continue
		case "defence":
			w = "defense"
		case "financial", "finances":
			w = "finance"
		case "economy", "economics":
			w = "economic"
		}
		out[w] = true
	}
	return out
}

// percent is n of all in percent.
func percent(n, all int) float64 { return 100 * float64(n) / float64(max(all, 1)) }
