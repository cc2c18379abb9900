package joined

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// TestNoWordThatTellsIsLeftOut takes what words tell that their record has no event
// for, where its events do not say it.
func TestNoWordThatTellsIsLeftOut(t *testing.T) {
	s := &thread.Story{ID: "st_a", Version: "ve_a", Digest: &thread.Digest{Sentences: []thread.Sentence{{}}, Mentions: []thread.Mention{
		{Trigger: readout.Span{Start: 1, End: 2}, Where: &thread.Place{Name: "Vik"}, When: thread.Interval{From: "2033-10-01", Stated: true}},
		{Trigger: readout.Span{Start: 3, End: 4}, Where: &thread.Place{Name: "Holm"}, Event: "e1"}}}}
	table := Claims(&thread.Happening{Mentions: []thread.Told{{Story: s, Mention: &s.Mentions[0]}, {Story: s, Mention: &s.Mentions[1]}}}, func(string) string { return "" })
	got := map[string]string{}
	for _, p := range table.Points {
		got[p.Slot] = p.Cells[0].Value
	}
	if got["place"] != "Holm" || got["day"] != "2033-10-01" {
		t.Errorf("%v", got)
	}
}

// TestWhoTellsWhat makes the table of a happening that three stories tell.
func TestWhoTellsWhat(t *testing.T) {
	tell := func(id, posted, place string, numbers ...string) thread.Told {
		s := &thread.Story{ID: "st_" + id, Version: "ve_" + id, Outlet: id, Posted: posted, Line: "st_" + id, Digest: &thread.Digest{
			Sentences: []thread.Sentence{{Span: readout.Span{End: 40}}}, Mentions: []thread.Mention{{Event: "e1", Trigger: readout.Span{Start: 3, End: 9}}}}}
		if place != "" {
			s.Mentions[0].Where = &thread.Place{Name: place}
		}
		for _, n := range numbers {
			s.Figures = append(s.Figures, thread.Figure{Text: n, What: "striker"})
		}
		return thread.Told{Story: s, Mention: &s.Mentions[0]}
	}
	table := Claims(&thread.Happening{Mentions: []thread.Told{tell("a", "2033-10-01", "Holm", "about 200"), tell("b", "2033-10-02", "", "900"), tell("c", "2033-10-03", "holm")}},
		func(string) string { return "É" + strings.Repeat(".", 60) })
	if len(table.Columns) != 3 || len(table.Points) != 2 {
		t.Fatalf("%+v", table)
	}
	place, number := table.Points[0], table.Points[1]
	if place.Slot != "place" || !place.Cells[0].First || place.Cells[1].Value != "" || place.Cells[2].Otherwise {
		t.Errorf("the place: %+v", place)
	}
	if number.What != "striker" || number.Cells[0].Otherwise || !number.Cells[1].Otherwise || number.Cells[2].Value != "" {
		t.Errorf("the number: %+v", number)
	}
	if at := number.Cells[1].At; at == nil || *at != [2]int{0, 39} || number.Cells[2].At != nil {
		t.Errorf("the sentence is at %v", at)
	}
}
