package trace

import (
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// low drops what is not likely enough; its words have the limit.
var low = Rule{Name: "weak-pattern", Limit: 0.25}

// TestOffCostsNothing checks that without a trace deciding allocates nothing
// and asks for no description.
func TestOffCostsNothing(t *testing.T) {
	var off *Recorder
	words := []string{"a", "b"}
	n := testing.AllocsPerRun(100, func() {
		kept := off.Keep(Rule{}, func() Candidate { return Candidate{Kind: fmt.Sprint(words), Spans: make([]readout.Span, 3)} })
		dropped := off.Keep(low, func() Candidate { panic("described") })
		c := off.Choose(-1, 0.5)
		for i := range 8 {
			c.Offer(i, float64(i%5))
		}
		if !kept || dropped || c.Best != 4 {
			t.Errorf("kept %v, dropped %v, best %d", kept, dropped, c.Best)
		}
		off.AddLink(Link{})
		off.Became(Events, readout.Span{}, "", "e1")
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestKeep checks that what a stage is told is what stands in the trace.
func TestKeep(t *testing.T) {
	at := func(i int) func() Candidate {
		return func() Candidate {
			return Candidate{Layer: Events, Kind: fmt.Sprint(i), Spans: []readout.Span{{Start: 10 - i, End: 11 - i}}, Verdict: Verdict{Why: "told late"}}
		}
	}
	r := &Recorder{Veto: func(c *Candidate) bool { return c.Kind == "2" }}
	if !r.Keep(Rule{}, at(1)) || r.Keep(Rule{}, at(2)) || r.Keep(low, at(3)) || r.Keep(Rule{Name: "unlikely-event"}, at(4)) || !r.Keep(Rule{}, at(5)) {
		t.Error("the stage is told something else")
	}
	r.Became(Events, readout.Span{Start: 9, End: 10}, "1", "e7")
	got := ""
	for _, c := range r.Candidates(Events, -1) {
		got += fmt.Sprintf("%s %s %s %s; ", c.Kind, c.Verdict.By, c.Verdict.Why, c.Became)
	}
	const want = "5  told late ; 4 least probability of a type told late ; 3 confidence of patterns it is below 0.25 ; 2 veto it was dropped from outside ; 1  told late e7; "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(r.Candidates(Events, 1))+len(r.Candidates(Statements, -1)) > 0 {
		t.Error("candidates of another sentence or layer")
	}
}

// TestRulesHaveWords checks that each rule that the code has is told in words,
// with a limit where the words have a place for one, and that no other is.
func TestRulesHaveWords(t *testing.T) {
	rule := regexp.MustCompile(`Rule\{Name: "([^"]+)"(, Limit: )?`)
	files, err := filepath.Glob("../stage/*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	seen := map[string]bool{}
	for _, name := range append(files, "trace.go") {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		code, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range rule.FindAllStringSubmatch(string(code), -1) {
			seen[m[1]] = true
			if text := wording()[m[1]]; text == "" {
				t.Errorf("%s: the rule %s has no words", name, m[1])
			} else if strings.Contains(text, "%") != (m[2] != "") {
				t.Errorf("%s: the rule %s has a limit that no word tells, or none where one is told: %q", name, m[1], text)
			}
		}
	}
	if all := slices.Sorted(maps.Keys(seen)); !slices.Equal(all, slices.Sorted(maps.Keys(wording()))) {
		t.Errorf("the code has the rules %q, the words are of %q", all, slices.Sorted(maps.Keys(wording())))
	}
}

// TestChoice checks that the options stand best first and that the one that is
// taken is among them.
func TestChoice(t *testing.T) {
	c := new(Recorder).Choose(-1, 2.5)
	for i := range 9 {
		c.Offer(i, float64(i))
		c.Offer(i, float64(i))
	}
	c.Offer(20, math.Inf(-1))
	d := c.Decision("which", func(n int, o *Option) { o.Text = fmt.Sprint(n) })
	got := ""
	for _, o := range d.Options {
		got += fmt.Sprintf("%s %v %v; ", o.Text, o.Score, o.Taken)
	}
	if want := "8 8 true; 7 7 false; 6 6 false; 5 5 false; 4 4 false; "; got != want || c.Best != 8 {
		t.Errorf("got %s, want %s", got, want)
	}
	c = new(Recorder).Choose(-1, 5)
	if c.Offer(3, 5); c.Best != -1 {
		t.Error("an option that is no better was taken")
	}
	if d := new(Choice).Decision("none", nil); len(d.Options) > 0 {
		t.Error("options without a trace")
	}
}

// TestTop checks that the largest weights come first, and none that tells nothing.
func TestTop(t *testing.T) {
	got := Top([]Feature{{"a", 0.1}, {"b", -3}, {"c", 0.001}, {"d", 2}}, 3)
	if fmt.Sprint(got) != "[{b -3} {d 2} {a 0.1}]" {
		t.Errorf("got %v", got)
	}
	if got := Top([]Feature{{"c", 0.001}}, 3); len(got) > 0 {
		t.Errorf("got %v", got)
	}
}
