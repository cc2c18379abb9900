package mention_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
	"github.com/seed-f92ea4cf/readout/internal/trace"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// opened is the default model, which the tests of stories share.
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

// TestStories reads stories with the network, each line by itself: the mentions
// that are one actor, a line for each actor.
func TestStories(t *testing.T) {
	golden.Run(t, "testdata/stories/*.txtar", storyCases, func(texts string) string {
		var b strings.Builder
		for text := range strings.Lines(texts) {
			rec, _ := explained(t, strings.TrimSpace(text))
			b.WriteString(text + chains(rec))
		}
		return b.String()
	})
}

// storyCases is how many files of stories there are.
const storyCases = 3

// chains writes the mentions of each actor in the order of the text, in a line.
func chains(rec *readout.Record) string {
	var order []readout.ActorID
	of := map[readout.ActorID][]string{}
	for i := range rec.Mentions {
		m := &rec.Mentions[i]
		if m.Actor == "" {
			continue
		}
		if of[m.Actor] == nil {
			order = append(order, m.Actor)
		}
		of[m.Actor] = append(of[m.Actor], m.Text)
	}
	var b strings.Builder
	for _, id := range order {
		b.WriteString("  " + strings.Join(of[id], " = ") + "\n")
	}
	return b.String()
}

// TestRunnersUp checks that the trace has what else a pronoun might refer back
// to, the best first, that what is taken is what the record has, and that a
// person of the other gender is not even offered.
func TestRunnersUp(t *testing.T) {
	const text = "Minister Marek Ruiz met Ana Vale in Oslo. He thanked her."
	rec, tr := explained(t, text)
	actor := map[string]readout.ActorID{}
	for i := range rec.Mentions {
		actor[rec.Mentions[i].Text] = rec.Mentions[i].Actor
	}
	for _, tt := range []struct{ words, taken, other string }{{"He", "Marek Ruiz", "Ana Vale"}, {"her", "Ana Vale", "Marek Ruiz"}} {
		if actor[tt.words] != actor[tt.taken] || actor[tt.words] == actor[tt.other] {
			t.Errorf("%q is %s, %q is %s", tt.words, actor[tt.words], tt.taken, actor[tt.taken])
		}
		seen := 0
		for _, l := range tr.Links {
			if l.Span.In(text) != tt.words {
				continue
			}
			for k, o := range l.Options {
				seen++
				if o.Taken != (k == 0) || o.Taken != strings.Contains(o.Text, tt.taken) || strings.Contains(o.Text, tt.other) || k > 0 && o.Score > l.Options[k-1].Score {
					t.Errorf("%q might be %+v", tt.words, l.Options)
				}
			}
		}
		if seen < 2 {
			t.Errorf("%q might be nobody else", tt.words)
		}
	}
}

// TestDroppedPhrases checks that phrases that the network takes for no actors
// are in the trace with the probability that they lack.
func TestDroppedPhrases(t *testing.T) {
	const text = "The mayor of Lom painted the fence."
	rec, tr := explained(t, text)
	dropped := 0
	for _, c := range tr.Candidates(trace.Mentions, -1) {
		if c.Verdict.Dropped() {
			dropped++
			if !c.Scored || c.Score >= 0.35 || !strings.Contains(c.Verdict.Why, "0.35") {
				t.Errorf("%q was dropped because %q at %v", c.Cover().In(text), c.Verdict.Why, c.Score)
			}
		}
		for i := range rec.Mentions {
			if m := &rec.Mentions[i]; m.Form != readout.NameForm && m.Span == c.Cover() && c.Verdict.Dropped() {
				t.Errorf("%q was dropped and is a mention", m.Text)
			}
		}
	}
	if dropped == 0 {
		t.Error("nothing was dropped")
	}
}
