package petrarch

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// wild opens a dictionary that others published; the test is skipped where
// they are not.
func wild(t testing.TB, name string) io.Reader {
	t.Helper()
	file := filepath.Join("../../../shared/data/petrarch", name+".txt.xz")
	if _, err := os.Stat(file); err != nil {
		t.Skip("no ../shared/data/petrarch: the published dictionaries are not here")
	}
	out, err := exec.Command("xz", "-dc", file).Output()
	if err != nil {
		t.Skipf("xz: %v", err)
	}
	return bytes.NewReader(out)
}

func TestPublishedDictionaries(t *testing.T) {
	countries, international, militarised := wild(t, "Phoenix.Countries.actors"), wild(t, "Phoenix.International.actors"), wild(t, "Phoenix.MilNonState.actors")
	agentsIn, verbsIn, discardsIn, issuesIn := wild(t, "Phoenix.agents"), wild(t, "CAMEO.2.0"), wild(t, "Phoenix.discards"), wild(t, "Phoenix.IssueCoding")
	start := time.Now()
	states, p1 := ReadActors("countries", countries)
	bodies, p2 := ReadActors("international", international)
	groups, p3 := ReadActors("militarised", militarised)
	agents, p4 := ReadAgents("agents", agentsIn)
	verbs, p5 := ReadVerbs("verbs", verbsIn, Unclear)
	discards, p6 := ReadDiscards("discards", discardsIn)
	issues, p7 := ReadIssues("issues", issuesIn)
	took := time.Since(start)
	if took > 20*time.Second { // a file that is read in the square of its lines takes minutes
		t.Errorf("reading took %v", took)
	}
	for i, list := range [][]Problem{p1, p2, p3, p4, p5, p6, p7} {
		if len(list) == 0 || len(list) >= maxProblems || list[0].Line == 0 {
			t.Errorf("file %d has %d problems", i+1, len(list))
		}
	}
	t.Logf("all seven files in %v", took)
	for _, tt := range []struct {
		name      string
		got, want int
	}{
		{"names of countries", states.Roots, 18390}, {"their synonyms", states.Synonyms, 7527}, {"their dated codes", states.Dated, 26115 - 5}, // five stand in comments, one name behind a blank
		{"international", bodies.Roots, 7840 + 1}, {"militarised groups", groups.Roots, 1021}, {"their synonyms", groups.Synonyms, 772},
		{"agents", agents.Entries - agents.OfSets, 1975}, {"blocks of verbs", verbs.Blocks, 397}, {"patterns", verbs.Patterns, 4668}, {"synsets", verbs.Synsets, 40},
		{"transformations", verbs.Transforms, 8}, {"codes of two parts", verbs.TwoPart, 446}, {"discards", discards.Entries, 506}, {"issues", issues.Entries, 3170},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, tt.got, tt.want)
		}
	}
}
