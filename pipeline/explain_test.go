package pipeline

import (
	"bytes"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/explain"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// theThreat says what an army will do unless somebody does something: a reader
// sees a threat in it, the record one event of the condition.
const theThreat = "The minister said on Monday that the army would not cross the river unless the rebels freed the hostages."

// TestATraceChangesNothing checks that a record is the same with a trace and
// without, and that each event and statement of it is a candidate that was kept.
func TestATraceChangesNothing(t *testing.T) {
	for i, text := range []string{wire(t), theThreat, wire(t), theThreat} {
		r, v := accurate(t), english(text)
		if i > 1 {
			r = open(t) // rules alone
		}
		plain, err := must(r.Read(t.Context(), v)).AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		tr := new(trace.Recorder)
		rec := must(r.Explain(t.Context(), v, tr))
		traced, err := rec.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(plain, traced) {
			t.Errorf("with a trace\n%s\nwithout\n%s", traced, plain)
		}
		became := map[string]bool{}
		for _, layer := range []trace.Layer{trace.Statements, trace.Events} {
			for _, c := range tr.Candidates(layer, -1) {
				if c.Verdict.Dropped() == (c.Became != "") {
					t.Errorf("%s “%s”: dropped by %q, became %q", c.Layer, c.Cover().In(text), c.Verdict.By, c.Became)
				}
				if c.Proposer == "" {
					t.Errorf("%s “%s”: nobody proposed it", c.Layer, c.Cover().In(text))
				}
				became[c.Became] = true
			}
		}
		for i := range rec.Attributions {
			if id := string(rec.Attributions[i].ID); !became[id] {
				t.Errorf("%s is no candidate", id)
			}
		}
		for i := range rec.Events {
			if id := string(rec.Events[i].ID); !became[id] {
				t.Errorf("%s is no candidate", id)
			}
		}
	}
}

// TestWhereTheThreatWent checks that the trace shows why the sentence has one
// event: which reading of "cross" there was, and who dropped it.
func TestWhereTheThreatWent(t *testing.T) {
	r, v, tr := accurate(t), english(theThreat), new(trace.Recorder)
	rec := must(r.Explain(t.Context(), v, tr))
	story := explain.Of(rec, tr, []int{0})
	for _, c := range story.Sentences[0].Events {
		if c.Text != "cross" {
			continue
		}
		if c.Kept || c.Verdict == nil || c.Verdict.Why == "" || c.Score == nil || len(c.Decisions) == 0 || len(c.Features) == 0 {
			t.Errorf("cross: %+v", c)
		}
		return
	}
	t.Error("the trace has nothing of “cross”")
}

// TestAVetoDropsFromRecordAndTrace drops a candidate of each layer through the
// trace: the stage goes on without it, and the trace says so.
func TestAVetoDropsFromRecordAndTrace(t *testing.T) {
	r, v := accurate(t), english(theThreat)
	whole := must(r.Read(t.Context(), v))
	if len(whole.Events) != 1 || len(whole.Attributions) != 1 {
		t.Fatalf("%d events, %d statements, want one of each", len(whole.Events), len(whole.Attributions))
	}
	for _, tt := range []struct {
		layer                      trace.Layer
		words                      string
		events, statements, actors int
	}{
		{trace.Events, "freed", 0, 1, len(whole.Actors)},
		{trace.Statements, "said", 1, 0, len(whole.Actors)},
		{trace.Mentions, "the rebels", 1, 1, len(whole.Actors) - 1},
	} {
		tr := &trace.Recorder{Veto: func(c *trace.Candidate) bool {
			return c.Layer == tt.layer && strings.EqualFold(c.Cover().In(v.Text), tt.words)
		}}
		rec := must(r.Explain(t.Context(), v, tr))
		if len(rec.Events) != tt.events || len(rec.Attributions) != tt.statements || len(rec.Actors) != tt.actors {
			t.Errorf("without %s “%s”: %d events, %d statements, %d actors, want %d, %d, %d", tt.layer, tt.words,
				len(rec.Events), len(rec.Attributions), len(rec.Actors), tt.events, tt.statements, tt.actors)
		}
		vetoed := 0
		for _, c := range tr.Candidates(tt.layer, -1) {
			if c.Verdict == trace.Veto.Verdict() && c.Became == "" {
				vetoed++
			}
		}
		if vetoed != 1 {
			t.Errorf("%s “%s”: %d candidates of the trace are vetoed, want 1", tt.layer, tt.words, vetoed)
		}
	}
}

// TestReasonsNameWhatDecided checks that the reason of an event names what
// spoke most for who has its roles.
func TestReasonsNameWhatDecided(t *testing.T) {
	rec := must(accurate(t).Read(t.Context(), english(theThreat)))
	if len(rec.Events) != 1 {
		t.Fatalf("%d events", len(rec.Events))
	}
	why := rec.Events[0].Why
	for _, want := range []string{"(RETREAT)", "actor “rebels” = the rebels (subject of “freed”", "recipient “hostages” = the hostages (", "object of “freed”"} {
		if !strings.Contains(why, want) {
			t.Errorf("the reason does not say %q: %s", want, why)
		}
	}
}
