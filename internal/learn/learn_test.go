package learn

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// judged makes corrections of events: of 40 stories each has a "rally" that the reading
// takes for an assault, sure of it, and people for a protest, and a "visit" that is right
// though the reading doubts it; a "launch" in every second story is no event.
func judged() (list []Example) {
	for i := range 40 {
		story := fmt.Sprint("st_", i)
		list = append(list,
			Example{Story: story, Layer: review.Event, P: .9, Features: []string{"word rally"}, Right: true, Lemma: "rally", Type: "ASSAULT", Truth: "PROTEST"},
			Example{Story: story, Layer: review.Event, P: .3, Features: []string{"word visit"}, Right: true, Lemma: "visit", Type: "CONSULT", Truth: "CONSULT"})
		if i%2 == 0 {
			list = append(list, Example{Story: story, Layer: review.Event, P: .8, Features: []string{"word launch"}, Lemma: "launch", Type: "ASSAULT"})
		}
	}
	return list
}

// TestWhatPeopleCorrectIsLearned fits heads, counts their errors on stories that they have
// not seen, and changes a record by them.
func TestWhatPeopleCorrectIsLearned(t *testing.T) {
	set, lines := Fit(judged())
	if len(lines) != 2 || set.Events == nil || set.Statements != nil || len(set.Types) != 1 {
		t.Fatalf("%+v, %+v", set, lines)
	}
	for _, l := range lines {
		if !l.Kept || l.After >= l.Before || l.Of < 80 {
			t.Errorf("%+v", l)
		}
	}
	const text = "A rally in Orr. The visit to Lisse. The launch of a boat."
	rec := &readout.Record{Version: readout.Version{Text: text}}
	for _, word := range []string{"rally", "visit", "launch"} {
		at := readout.Span{Start: strings.Index(text, word), End: strings.Index(text, word) + len(word)}
		rec.Events = append(rec.Events, readout.Event{ID: readout.EventID(word), Type: "ASSAULT", Modes: []string{"abduct"}, Trigger: readout.WordsOf(text, at), Confidence: .6})
	}
	set.Apply(rec)
	if e := rec.Events; e[0].Type != "PROTEST" || len(e[0].Modes) != 0 || e[1].Type != "ASSAULT" || e[2].Confidence >= .6 || e[2].Confidence >= e[1].Confidence || e[1].Confidence <= .6 {
		t.Errorf("%+v", e)
	}
	again, _ := Fit(judged())
	if set.Name() != again.Name() || !strings.HasPrefix(set.Name(), "learned-") {
		t.Errorf("the same corrections give %s and %s", set.Name(), again.Name())
	}
}

// TestChanceIsNotLearned fits on corrections that follow nothing: what makes no fewer
// errors on stories that it has not seen is left out.
func TestChanceIsNotLearned(t *testing.T) {
	var list []Example
	for i := range 60 {
		right := math.Mod(float64(i)*0.6180339887, 1) < .6
		list = append(list, Example{Story: fmt.Sprint("st_", i), Layer: review.Statement, P: .6, Features: []string{fmt.Sprint("cue ", i%30)}, Right: right})
	}
	set, lines := Fit(list)
	if len(lines) != 1 || lines[0].Kept != (set.Statements != nil) || lines[0].Kept != (lines[0].After < lines[0].Before) {
		t.Errorf("%+v, %+v", set, lines)
	}
	if few, lines := Fit(list[:20]); !few.Empty() || len(lines) != 0 {
		t.Errorf("of 20 corrections it learns %+v, %+v", few, lines)
	}
}

// TestCorrectionsBecomeExamples takes what people said of a record's values: what was said
// last counts, and what the reading does not have is passed over.
func TestCorrectionsBecomeExamples(t *testing.T) {
	const text = "Police detained two guards. Ruiz met Holm."
	rec := &readout.Record{Version: readout.Version{Text: text, ID: "ve_1"}, Sentences: []readout.Sentence{{Span: readout.Span{End: 27}}, {Span: readout.Span{Start: 28, End: len(text)}}}}
	for i, word := range []string{"detained", "met"} {
		at := readout.Span{Start: strings.Index(text, word), End: strings.Index(text, word) + len(word)}
		rec.Events = append(rec.Events, readout.Event{ID: readout.EventID(fmt.Sprint("e", i+1)), Type: "COERCE", Status: readout.Asserted, Trigger: readout.WordsOf(text, at), Sentence: rec.Sentences[i].Span, Confidence: .5})
	}
	say := func(local string, do review.Deed, field, value string) *review.Review {
		r, err := review.Make(rec, rec, local, review.Review{Do: do, Field: field, Value: value, By: "Ines", Why: "so"})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	gone := say("e1", review.Reject, "", "")
	gone.Anchor.Passage = "Nobody said this."
	got := Examples(rec, "st_1", []*review.Review{say("e1", review.Reject, "", ""), say("e1", review.Confirm, "", ""), say("e2", review.Correct, "type", "CONSULT"), gone})
	if len(got) != 2 || !got[0].Right || got[0].Truth != "COERCE" || got[1].Truth != "CONSULT" || got[1].Type != "COERCE" || got[1].Lemma != "met" {
		t.Errorf("%+v", got)
	}
}
