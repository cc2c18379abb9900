package lexicon

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"
)

// shared opens a file of the corpora that the repository does not hold.
func shared(t *testing.T, file string) *bufio.Scanner {
	t.Helper()
	dir := os.Getenv("READOUT_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	f, err := os.Open(filepath.Join(dir, file))
	if err != nil {
		t.Skipf("the corpora are not here (%v)", err)
	}
	t.Cleanup(func() { f.Close() })
	in, err := xz.NewReader(bufio.NewReader(f))
	if err != nil {
		t.Fatal(err)
	}
	return bufio.NewScanner(in)
}

// A dictionaryEntry is one actor of PETRARCH's dictionary of countries.
type dictionaryEntry struct {
	names []string
	codes []string // "USAGOV >090120"
}

// dictionary reads PETRARCH's dictionary of countries and their people.
func dictionary(t *testing.T) []dictionaryEntry {
	var out []dictionaryEntry
	lines := shared(t, "data/petrarch/Phoenix.Countries.actors.txt.xz")
	codes := regexp.MustCompile(`\[([^\]]+)\]`)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		name, _, _ := strings.Cut(line, "[")
		also := strings.HasPrefix(name, "+")
		name = strings.TrimSpace(strings.ReplaceAll(strings.TrimPrefix(name, "+"), "_", " "))
		if name != "" && !also {
			out = append(out, dictionaryEntry{})
		}
		if len(out) == 0 {
			continue
		}
		e := &out[len(out)-1]
		if name != "" {
			e.names = append(e.names, name)
		}
		for _, m := range codes.FindAllStringSubmatch(line, -1) {
			e.codes = append(e.codes, m[1])
		}
	}
	return out
}

// governs returns the country of an entry that is a member of a government at
// some day since 2000, "" if it is none.
func (e *dictionaryEntry) governs() string {
	for _, c := range e.codes {
		code, span, dated := strings.Cut(c, " ")
		if !dated || len(code) < 6 || code[3:6] != "GOV" {
			continue
		}
		end := span[strings.LastIndexAny(span, "-><")+1:]
		if strings.HasPrefix(span, ">") || len(end) == 6 && end[:2] < "40" {
			return strings.Replace(code[:3], "KSV", "XKX", 1)
		}
	}
	return ""
}

// leads reports an entry that the dictionary also calls by the title of a head
// of state or government: PRESIDENT_CHIRAC.
func (e *dictionaryEntry) leads() bool {
	return slices.ContainsFunc(e.names, func(name string) bool {
		for _, title := range []string{"PRESIDENT ", "PRIME MINISTER ", "CHANCELLOR ", "KING ", "QUEEN ", "EMIR ", "PREMIER "} {
			if strings.HasPrefix(name, title) {
				return true
			}
		}
		return false
	})
}

// A tally counts what is known of something.
type tally struct{ known, all int }

// add counts one.
func (c *tally) add(known bool) {
	c.all++
	if known {
		c.known++
	}
}

// share is the part that is known, in percent.
func (c *tally) share() float64 { return 100 * float64(c.known) / float64(max(c.all, 1)) }

// TestDictionaryCoverage measures how many states, heads, and members of
// governments since 2000 of PETRARCH's dictionaries our lists know. The lists
// are not built from them. The dictionary has every minister of the world by
// month, most of whom no source of ours has: their share is told and has no
// floor.
func TestDictionaryCoverage(t *testing.T) {
	l := Load()
	var states, heads, others tally
	for _, e := range dictionary(t) {
		if len(e.names) == 0 {
			continue
		}
		if e.isState(l) {
			states.add(slices.ContainsFunc(e.names, func(n string) bool {
				return slices.ContainsFunc(l.Entries(n), func(found Entry) bool { return found.Kind == KindCountry })
			}))
		}
		country := e.governs()
		if country == "" || !strings.Contains(e.names[0], " ") {
			continue
		}
		known := slices.ContainsFunc(e.names, func(n string) bool { return l.knows(n, country) })
		if e.leads() {
			heads.add(known)
		} else {
			others.add(known)
		}
		if !known && e.leads() && testing.Verbose() {
			t.Logf("head: %v %v", e.names, e.codes)
		}
	}
	t.Logf("states %d of %d (%.1f %%), heads since 2000 %d of %d (%.1f %%), other members of governments %d of %d (%.1f %%)", states.known, states.all, states.share(),
		heads.known, heads.all, heads.share(), others.known, others.all, others.share())
	if states.share() < 95 || heads.share() < 80 {
		t.Error("less than 95 % of the states or 80 % of the heads are known")
	}
}

// isState reports an entry that heads the names of a state.
func (e *dictionaryEntry) isState(l *Lexicon) bool {
	if len(e.codes) != 1 {
		return false
	}
	_, ok := l.Country(e.codes[0])
	return ok
}

// knows reports whether the list of offices has a person of a country by a
// name, or by one that is written alike.
func (l *Lexicon) knows(name, country string) bool {
	for _, p := range append(l.PeopleNamed(name), l.PeopleLike(name)...) {
		for _, term := range p.Terms {
			if term.Country == country || term.Country == "INT" {
				return true
			}
		}
	}
	return false
}
