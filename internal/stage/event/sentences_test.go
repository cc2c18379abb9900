package event_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
	"github.com/seed-f92ea4cf/readout/internal/trace"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// opened is the default model, which all tests of sentences share.
var opened = sync.OnceValues(func() (*pipeline.Reader, error) { return pipeline.Open(models.FS(), pipeline.Accurate) })

// explained reads a text with all stages, with a trace.
func explained(t testing.TB, text string) (*readout.Record, *trace.Recorder) {
	t.Helper()
	r, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	tr := new(trace.Recorder)
	rec, err := r.Explain(t.Context(), &readout.Version{Text: text, Language: "en", Published: &readout.Time{Value: "2021-03-12"}}, tr)
	if err != nil {
		t.Fatal(err)
	}
	return rec, tr
}

// TestSentences reads sentences with the network, each line by itself: what the
// stage makes of the types, the roles and the words around them.
func TestSentences(t *testing.T) {
	golden.Run(t, "testdata/sentences/*.txtar", sentenceCases, func(texts string) string {
		var b strings.Builder
		for text := range strings.Lines(texts) {
			rec, _ := explained(t, strings.TrimSpace(text))
			b.WriteString(text)
			for i := range rec.Events {
				b.WriteString("  " + line(rec, &rec.Events[i]) + "\n")
			}
		}
		return b.String()
	})
}

// sentenceCases is how many files of sentences there are.
const sentenceCases = 4

// line writes an event in one line: type and modes, its words, who, to whom,
// and what else is known.
func line(rec *readout.Record, e *readout.Event) string {
	index := rec.Index()
	out := fmt.Sprintf("%s “%s” %s > %s, %s", strings.Join(append([]string{string(e.Type)}, e.Modes...), " "), e.Trigger.Text, who(e.Actor), who(e.Recipient), e.Status)
	for _, id := range e.By {
		if a := index.Attribution(id); a != nil {
			out += ", by " + a.Speaker.Text
		}
	}
	if p := index.Place(e.Place); p != nil {
		out += ", in " + p.Text
	}
	if d := e.Date; d != nil {
		out += ", on " + d.From
	}
	if len(e.Contexts) > 0 {
		out += ", about " + strings.Join(e.Contexts, " ")
	}
	for _, n := range e.Numbers {
		out += fmt.Sprintf(", %s %d to %d", n.What, n.Low, n.High)
	}
	for _, m := range e.Mentions {
		out += ", also “" + m.Trigger.Text + "”"
	}
	return out
}

// who joins the words of those who have a role with their countries and
// sectors.
func who(roles []readout.Role) string {
	var out []string
	for _, r := range roles {
		out = append(out, strings.TrimSpace(r.Text+" "+r.Country+" "+strings.Join(r.Sectors, "/")))
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, "; ")
}

// TestWhatBecomesOfWhatIsConsidered says of words that might tell of an event
// who proposes that, and what drops them, if anything does.
func TestWhatBecomesOfWhatIsConsidered(t *testing.T) {
	const bomber = "A suicide bomber killed twelve soldiers at a checkpoint in Kabul."
	for _, tt := range []struct{ text, words, proposer, drop string }{
		{bomber, "killed", "rules of events (ASSAULT)", ""},
		{bomber, "suicide bomber", "rules of events", "nobody takes part in it"},
		{bomber, "bomber", "list of triggers (ASSAULT)", "this word needs"},
		{"After the Berlin Conference ministers signed a deal.", "Conference", "network, head of triggers", "names and words of time tell of no event by themselves"},
		{"The army launched an attack on the rebels.", "launched an attack", "network, head of triggers", "a likelier event has a word of it"},
		{"The rebels promised to free the hostages.", "free", "rules of events", "another event is about it"},
		{"The rebels promised to free the hostages.", "promised", "rules of events (AGREE)", ""},
	} {
		_, tr := explained(t, tt.text)
		found := false
		var seen []string
		for _, c := range tr.Candidates(trace.Events, -1) {
			if c.Cover().In(tt.text) != tt.words {
				continue
			}
			found = found || strings.Contains(c.Proposer, tt.proposer) && c.Verdict.Dropped() == (tt.drop != "") && strings.Contains(c.Verdict.Why, tt.drop) && (c.Became == "") == c.Verdict.Dropped()
			seen = append(seen, fmt.Sprintf("%s: %s: became %q", c.Proposer, c.Verdict.Why, c.Became))
		}
		if !found {
			t.Errorf("%q: %q is not proposed by %q and dropped because %q, but\n%s", tt.text, tt.words, tt.proposer, tt.drop, strings.Join(seen, "\n"))
		}
	}
}

// TestRolesHaveReasons checks that the trace names who else might have had a
// role, and what spoke for the one that has it.
func TestRolesHaveReasons(t *testing.T) {
	const text = "Rebels shelled the village, the governor said."
	_, tr := explained(t, text)
	for _, c := range tr.Candidates(trace.Events, -1) {
		if c.Verdict.Dropped() || c.Cover().In(text) != "shelled" {
			continue
		}
		taken, sum := map[string]string{}, map[string]float64{}
		reasons := 0
		for _, d := range c.Decisions {
			for _, o := range d.Options {
				sum[d.What] += o.Score
				if o.Taken {
					taken[d.What] = o.Text
					reasons += len(o.Features)
				}
			}
		}
		if taken["actor"] != "Rebels" || taken["recipient"] != "the village" || reasons < 2 || sum["actor"] > 1.0001 {
			t.Errorf("taken %q with %d reasons, probabilities %v", taken, reasons, sum)
		}
		return
	}
	t.Error("the shelling is no event")
}
