package timeline

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/growth"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A press is stories with one happening a sentence.
type press struct {
	texts map[string]string
	list  []Candidate
}

// story adds a story: its headline, then its paragraphs, each sentence a
// happening of the day.
func (p *press) story(id, posted, day, headline string, paragraphs ...string) {
	if p.texts == nil {
		p.texts = make(map[string]string)
	}
	text := headline + "\n\n" + strings.Join(paragraphs, "\n\n")
	st := &thread.Story{ID: "st_" + id, Version: "ve_" + id, Outlet: id, Line: "st_" + id, Posted: posted, Headline: headline, Digest: &thread.Digest{}}
	p.texts[st.Version] = text
	at := 0
	for i, s := range append([]string{headline}, paragraphs...) {
		start := strings.Index(text[at:], s) + at
		at = start + len(s)
		var terms []thread.Term
		words := strings.Fields(strings.ToLower(s))
		for _, w := range words {
			key := uint64(0)
			for _, c := range w {
				key = key*31 + uint64(c)
			}
			terms = append(terms, thread.Term{Key: key, Weight: float32(1 / float64(len(words)))})
		}
		st.Sentences = append(st.Sentences, thread.Sentence{Span: readout.Span{Start: start, End: at}, Terms: terms, Hash: uint64(len(p.list))<<8 | uint64(i)})
		st.Mentions = append(st.Mentions, thread.Mention{Event: "e1", Sentence: i, Trigger: readout.Span{Start: start, End: start + 3}, Text: s[:min(3, len(s))], Sure: 1, Status: readout.Asserted,
			When: thread.Interval{From: day, To: day, Precision: readout.Day}})
	}
	for i := range st.Mentions {
		m := thread.Told{Story: st, Mention: &st.Mentions[i]}
		p.list = append(p.list, Candidate{ID: fmt.Sprintf("ev_%s%d", id, i), Happening: &thread.Happening{Key: m.ID(), When: st.Mentions[i].When, Final: thread.FinalAsserted, Lines: 1, Stories: 1, Mentions: []thread.Told{m}}})
	}
}

func (p *press) text(version string) string { return p.texts[version] }

// ids returns the ids of picks in their order.
func ids(picks []Pick) string {
	var out []string
	for _, p := range picks {
		out = append(out, p.ID)
	}
	return strings.Join(out, " ")
}

// TestLeadsComeFirst chooses what stories lead with before their background,
// no headline, in order of days whatever the order of candidates.
func TestLeadsComeFirst(t *testing.T) {
	p := new(press)
	p.story("b", "2031-05-14", "2031-05-13", "Captain held", "Police took the captain of the ferry.", "The harbour was built long ago by monks.")
	p.story("a", "2031-05-12", "2031-05-12", "Ferry aground", "OSLO (Wire) — Nobody saw the ship.", "Onions were dear at the market.")
	want := "ev_a1 ev_b1"
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		if got := ids(Rank(p.list, 2, p.text)); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
		r.Shuffle(len(p.list), func(i, k int) { p.list[i], p.list[k] = p.list[k], p.list[i] })
	}
}

// TestOneThingIsOneEntry leaves out a second sentence of the same day and
// words, and says that it stands for it; the same words of another day stay.
func TestOneThingIsOneEntry(t *testing.T) {
	p := new(press)

	p.story("a", "2031-05-12", "2031-05-12", "A", "The dockers of Lumen began their strike.")
	p.story("b", "2031-05-12", "2031-05-12", "B", "The dockers of Lumen began their strike there.")
	p.story("c", "2031-06-12", "2031-06-12", "C", "The dockers of Lumen began their strike.")
	for i := range p.list { // term weights of length 1, so that likeness is a cosine
		st := p.list[i].Mentions[0].Story
		for k := range st.Sentences {
			n := float32(len(st.Sentences[k].Terms))
			for j := range st.Sentences[k].Terms {
				st.Sentences[k].Terms[j].Weight = 1 / float32(math.Sqrt(float64(n)))
			}
		}
	}
	sortTerms(p.list)
	got := Rank(p.list, 9, p.text)
	if ids(got) != "ev_a1 ev_c1" || len(got[0].Also) != 1 || got[0].Also[0] != "ev_b1" {
		t.Errorf("got %s, %v", ids(got), got[0].Also)
	}
}

// TestTheDayIsTheSentences shows the day that an entry's own sentence states,
// not the one that most reports have.
func TestTheDayIsTheSentences(t *testing.T) {
	p := new(press)
	p.story("a", "2031-05-14", "2031-05-12", "A", "The court freed him on Sunday.")
	m := &p.list[1].Mentions[0]
	m.When = thread.Interval{From: "2031-05-11T10:00", To: "2031-05-11", Precision: readout.Day, Stated: true}
	m.When.From = "2031-05-11"
	got := Rank(p.list, 1, p.text)
	e := EntryOf(&got[0], nil, func(id string) *readout.Version { return &readout.Version{Text: p.texts[id]} })
	if e.DayText() != "2031-05-11" || e.Text != "The court freed him on Sunday." || e.Sentence != [2]int{3, 33} {
		t.Errorf("%+v", e)
	}
}

// TestManyCandidates ranks the sentences of ever more stories, and asks for no
// text more than once.
func TestManyCandidates(t *testing.T) {
	growth.Linear(t, 600, func(n int) func() {
		p := new(press)
		for i := range n {
			day := time.Date(2031, 1, 1+i%300, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			p.story(fmt.Sprint(i), day, day, fmt.Sprintf("Story %d", i), fmt.Sprintf("Word%d and word%d met.", i, i/2), fmt.Sprintf("Then thing%d came.", i), fmt.Sprintf("So rest%d.", i))
		}
		sortTerms(p.list)
		return func() {
			asked := 0
			got := Rank(p.list, Most, func(id string) string {
				asked++
				return p.text(id)
			})
			if len(got) < min(Most, n*3/4) || asked > len(p.list) {
				t.Errorf("%d entries, texts asked for %d times of %d sentences", len(got), asked, len(p.list))
			}
		}
	})
}

// sortTerms puts the terms of all sentences in order of their keys, as digests have them.
func sortTerms(list []Candidate) {
	for i := range list {
		for k := range list[i].Mentions[0].Story.Sentences {
			slices.SortFunc(list[i].Mentions[0].Story.Sentences[k].Terms, func(a, b thread.Term) int { return cmp.Compare(a.Key, b.Key) })
		}
	}
}

// TestContradictionsStandOnce shows a pair of sentences once, however many
// copies say it, and none of a sentence that its story has taken back.
func TestContradictionsStandOnce(t *testing.T) {
	p := new(press)
	p.story("a", "2031-05-12", "2031-05-12", "A", "They seized 420 rifles.")
	p.story("b", "2031-05-13", "2031-05-12", "B", "They seized 240 rifles.")
	h := *p.list[1].Happening
	now := p.list[3].Mentions[0]
	now.Story.ID = h.Mentions[0].Story.ID // the same story, corrected
	h.Mentions = append(h.Mentions, now)
	row := func(id, what, version, text string, confidence float64) joined.ConflictRow {
		return joined.ConflictRow{ID: id, Kind: thread.ByNumber, What: what, Confidence: confidence, A: joined.SideRow{Version: version, Text: text}, B: joined.SideRow{Version: "ve_x", Text: "There were 112."}}
	}
	e := About("ev_1", &h, []joined.ConflictRow{row("cf_1", "420 against 112", "ve_a", "They seized 420 rifles.", 1), row("cf_2", "240 against 112", "ve_b", "They seized 240 rifles.", 1),
		row("cf_3", "240 against 112", "ve_b", "They seized 240 rifles.", 1), row("cf_4", "other", "ve_b", "They seized 240 rifles.", 0.5)},
		func(id string) *readout.Version { return &readout.Version{Text: p.texts[id], Outlet: "Wire"} })
	if len(e.Conflicts) != 3 || len(e.Differ) != 1 || e.Differ[0].ID != "cf_2" || e.Differ[0].A.Outlet != "Wire" {
		t.Errorf("%v %+v", e.Conflicts, e.Differ)
	}
}

// TestWhatWasDoneIsNotToldAsPlanned chooses for what has been done a sentence that
// says so, though the one that planned it is the lead of its story.
func TestWhatWasDoneIsNotToldAsPlanned(t *testing.T) {
	var p press
	p.story("before", "2033-10-01", "2033-10-04", "Plan", "The envoy will travel to Vesk on 4 October.")
	p.story("after", "2033-10-05", "2033-10-04", "Report", "The talks in Vesk were short.", "The envoy travelled to Vesk on 4 October.")
	plan, done := p.list[1].Mentions[0], p.list[4].Mentions[0]
	plan.Status = readout.Planned
	both := Candidate{ID: "ev_x", Happening: &thread.Happening{Key: plan.ID(), When: plan.When, Final: thread.FinalAsserted, Lines: 2, Stories: 2, Mentions: []thread.Told{plan, done}}}
	if pick, ok := score(both, p.text); !ok || pick.Best.ID() != done.ID() {
		t.Errorf("what was done is told by %v", pick.Best.ID())
	}
	both.Final = thread.FinalPlanned
	if pick, ok := score(both, p.text); !ok || pick.Best.ID() != plan.ID() {
		t.Errorf("what is planned is told by %v", pick.Best.ID())
	}
}
