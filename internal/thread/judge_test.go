package thread

import (
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// judgeOf returns a judge of numbers that weighs one feature.
func judgeOf(feature int, weight float32) *Judge {
	g := &Judge{Features: DisputeNames(), Number: make([]float32, disputes+1), Denial: make([]float32, disputes+1), Act: make([]float32, disputes+1), Show: 1}
	g.Number[feature] = weight
	return g
}

// TestTheJudgeDecides checks that a dispute is shown from the judge's limit on, is in
// doubt a little below and none far below, and that one matter of two stories is one
// conflict, told by the surest sentences.
func TestTheJudgeDecides(t *testing.T) {
	number := func(a, b string, thing float32, at int) Dispute {
		d := Dispute{Conflict: Conflict{Kind: ByNumber, A: Side{Value: a, Sentence: readout.Span{Start: at, End: at + 9}}, B: Side{Value: b}}}
		d.Features[dThing] = thing
		return d
	}
	g := judgeOf(dThing, 1)
	got := g.verdicts([]Dispute{number("12", "nine", 1, 50), number("Nine", "12", 2, 20), number("30", "40", 0, 10), number("7", "5", -3, 0)})
	if len(got) != 2 || got[0].A.Value != "30" || got[1].A.Value != "Nine" {
		t.Fatalf("%+v", got)
	}
	if got[0].Confidence >= Shown || got[1].Confidence <= Shown {
		t.Errorf("%v, %v: want the first in doubt, the second shown", got[0].Confidence, got[1].Confidence)
	}
	if d := number("12", "nine", 1, 0); g.confidence(&d) < Shown-1e-6 || g.confidence(&d) > Shown+1e-6 {
		t.Errorf("at the limit %v, want %v", g.confidence(&d), Shown)
	}
}

// TestAJudgeOfAnotherProgramIsRefused checks weights that were trained on other
// features.
func TestAJudgeOfAnotherProgramIsRefused(t *testing.T) {
	g := judgeOf(dThing, 1)
	if err := g.check(); err != nil {
		t.Fatal(err)
	}
	short := *g
	short.Denial = short.Denial[1:]
	other := *g
	other.Features = slices.Concat(g.Features[1:], g.Features[:1])
	for name, g := range map[string]*Judge{"too few weights": &short, "other features": &other, "none": {}} {
		if g.check() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestWhatIsDeniedOfOneAct checks which two mentions may contradict each other where
// one denies.
func TestWhatIsDeniedOfOneAct(t *testing.T) {
	of := func(id, by, to string, status Status) *Story {
		s := story(id, "2033-10-01", status)
		m := &s.Mentions[0]
		m.By, m.Lemma, m.Text = []string{by}, "arrest", "arrested"
		m.Args = []Argument{{Part: Undergoer, Actor: Actor{ID: to, Name: to, Named: true}}}
		return s
	}
	j := Untrained()
	j.Vectors.Near = 0
	for _, tt := range []struct {
		name string
		a, b *Story
		want ConflictKind
	}{
		{"one tells, one denies", of("1", "Vale", "Ana", readout.Asserted), of("2", "Dorn", "Ana", readout.Denied), ByStatus},
		{"one speaker does both", of("1", "Vale", "Ana", readout.Asserted), of("2", "Vale", "Ana", readout.Denied), BySelf},
		{"of another", of("1", "Vale", "Ana", readout.Asserted), of("2", "Dorn", "Boro", readout.Denied), ""},
		{"of what was planned", of("1", "Vale", "Ana", readout.Planned), of("2", "Dorn", "Ana", readout.Denied), ""},
	} {
		got := ConflictKind("")
		for _, d := range j.Disputes(tt.a, tt.b, func(x, y MentionID) bool { return false }) {
			got = d.Kind
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
