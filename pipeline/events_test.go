package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
	"github.com/seed-f92ea4cf/readout/internal/score"
	"github.com/seed-f92ea4cf/readout/models"
)

// opened opens the accurate network once for all tests.
var opened = sync.OnceValues(func() (*Reader, error) { return Open(models.FS(), Accurate) })

// accurate returns a Reader with the accurate network.
func accurate(t *testing.T) *Reader {
	t.Helper()
	r, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// worked reads a file of texts with their events.
func worked(t *testing.T, file string) []score.GoldText {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "events", file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	texts, err := score.ReadEvents(f)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// knownFile lists the cases that are known to fail, with the reasons.
const knownFile = "testdata/known-failures.txt"

func TestWorkedSentences(t *testing.T) {
	r, known := accurate(t), golden.KnownFailures(t, knownFile)
	for _, text := range worked(t, "worked.txt") {
		known.Case(text.Text, differs(text.Events, must(r.Read(t.Context(), english(text.Text)))))
	}
}

// differs says what is wrong in a record, or "".
func differs(gold []score.GoldEvent, rec *readout.Record) string {
	counts := score.Events(gold, rec)
	var out []string
	for _, row := range counts.Rows {
		if row.Hit != row.Want || row.Hit != row.Got {
			out = append(out, fmt.Sprintf("  %s: %d right of %d given, %d wanted", row.Name, row.Hit, row.Got, row.Want))
		}
	}
	for status, c := range counts.Status {
		if c.Hit != c.Want {
			out = append(out, fmt.Sprintf("  status %s: %d of %d", status, c.Hit, c.Want))
		}
	}
	if len(out) == 0 {
		return ""
	}
	for _, e := range rec.Events {
		out = append(out, fmt.Sprintf("  read: %s %q %s, because %s", e.Type, e.Trigger.Text, e.Status, e.Why))
	}
	return strings.Join(out, "\n")
}

// TestSeedEvents reads the story of the design notes, which is no part of the
// repository, for the events that the notes list.
func TestSeedEvents(t *testing.T) {
	files, _ := filepath.Glob("../../shared/seed/*.txt")
	if len(files) == 0 {
		t.Skip("no ../shared/seed: the story of the design notes is not here")
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	rec := must(accurate(t).Read(t.Context(), english(string(data))))
	gold := worked(t, "seed.txt")[0].Events
	known := golden.KnownFailures(t, knownFile)
	for _, g := range gold {
		c, wrong := score.Events([]score.GoldEvent{g}, rec), ""
		if c.Rows[0].Hit != 1 || c.Status[g.Status].Hit != 1 {
			wrong = "not read"
		}
		known.Case(fmt.Sprintf("%s %q %s", g.Type, g.Trigger[0], g.Status), wrong)
	}
	for _, e := range rec.Events {
		for _, word := range []string{"told", "highlighted", "raised", "worries", "considering options", "majority", "sparked", "destabilizing"} {
			if strings.Contains(e.Trigger.Text, word) {
				t.Errorf("%s %q is coded, and tells of no event", e.Type, e.Trigger.Text)
			}
		}
	}
}

func TestSentencesWithoutEvents(t *testing.T) {
	data, err := os.ReadFile("testdata/events/none.txt")
	if err != nil {
		t.Fatal(err)
	}
	r, known := accurate(t), golden.KnownFailures(t, knownFile)
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		var wrong []string
		for _, e := range must(r.Read(t.Context(), english(strings.TrimSpace(line)))).Events {
			wrong = append(wrong, e.Why)
		}
		known.Case(line, strings.Join(wrong, "\n"))
	}
	if n < 30 {
		t.Errorf("%d sentences, want 30 at least", n)
	}
}

// TestCourtesies holds that thanks to whoever listens are no event, and thanks to
// somebody else are one, in every model.
func TestCourtesies(t *testing.T) {
	const text = "MR VOSS: Thanks, Chuck. Thank you all for coming, and thank you very much.\n\nMS LIND: We thank the people of Norway for their help. Minister Orlov thanked Mr Voss."
	for _, model := range []string{Fast, Accurate} {
		r, err := Open(models.FS(), model)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range must(r.Read(t.Context(), english(text))).Events {
			got = append(got, e.Trigger.Text)
		}
		if strings.Join(got, " ") != "thank thanked" {
			t.Errorf("%s: events of %q, want those of Lind and of Orlov", model, got)
		}
	}
}

// TestAdjectivesOfPeoples holds who acts where an adjective of a people stands
// before the noun of an act of force, and that of what somebody suffers it does
// not say so.
func TestAdjectivesOfPeoples(t *testing.T) {
	for _, model := range []string{Fast, Accurate} {
		r, err := Open(models.FS(), model)
		if err != nil {
			t.Fatal(err)
		}
		for text, want := range map[string]string{
			"The United States announced coordinated responses to Russian aggression against Ukraine on Monday.": "Russian",
			"The ministers of Norway discussed the Kestrian invasion of Holm on Monday.":                         "Kestrian",
			"The United States mourned the Ukrainian deaths of Monday.":                                          "",
		} {
			got := ""
			for _, e := range must(r.Read(t.Context(), english(text))).Events {
				for _, who := range e.Actor {
					if e.Type == "ASSAULT" && (who.Text == "Russian" || who.Text == "Kestrian" || who.Text == "Ukrainian") {
						got = who.Text
					}
				}
			}
			if got != want {
				t.Errorf("%s, %s: the force is %q's, want %q", model, text, got, want)
			}
		}
	}
}

// TestWhatIsDenied holds what a word that denies something reaches: what it denies,
// and neither who does it, nor what is told beside, nor what was said before.
func TestWhatIsDenied(t *testing.T) {
	r := accurate(t)
	for _, c := range []struct {
		text, word string
		status     readout.Status
	}{
		{"The war against Kestria has blocked all trade in the strait.", "war", readout.Asserted},
		{"Ships were blocked in the strait by the attack on Kestria.", "attack", readout.Asserted},
		{"The court rejected the offer of the firm that had bombed Kestria.", "bombed", readout.Asserted},
		{"The agency issued a rule banning Kestrian ships from its ports.", "banning", readout.Asserted},
		{"The army was told to stop attacks against the refugees in Kestria.", "attacks", readout.Asserted},
		{"The chamber wisely rejected a proposal to add flights, and a call by Norway to ban ships.", "call", readout.Asserted},
		{"Norway did not attack Kestria.", "attack", readout.Denied},
		{"The pact prevented an invasion of Kestria.", "invasion", readout.Denied},
	} {
		rec := must(r.Read(t.Context(), english(c.text)))
		for i := range rec.Events {
			if e := &rec.Events[i]; strings.Contains(e.Trigger.Text, c.word) && e.Status != c.status {
				t.Errorf("%q: %q is %s (%s), want %s", c.text, c.word, e.Status, e.Why, c.status)
			}
		}
		if !slices.ContainsFunc(rec.Events, func(e readout.Event) bool { return strings.Contains(e.Trigger.Text, c.word) }) {
			t.Errorf("%q: no event of %q", c.text, c.word)
		}
	}
}
