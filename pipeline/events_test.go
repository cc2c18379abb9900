package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
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
