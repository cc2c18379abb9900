package thread

import (
	"fmt"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// thanks returns a briefing that ends with a form of words, and a readout in the
// same words each day that says who called whom.
func thanks(day int) *Story {
	span := func(start, n int) readout.Span { return readout.Span{Start: start, End: start + n} }
	host, guest := Actor{Name: "Ruiz", Named: true}, Actor{Name: "Strand", Named: true}
	return &Story{ID: fmt.Sprint("st_", day), Version: fmt.Sprint("ve_", day), Line: fmt.Sprint("st_", day), Outlet: "ministry", Posted: fmt.Sprintf("2033-10-%02d", day), Digest: &Digest{
		Sentences: []Sentence{{Span: span(0, 20), Hash: uint64(day), By: &host}, {Span: span(20, 40), Hash: 100 + uint64(day), Terms: []Term{{Key: 7}}}},
		Mentions: []Mention{
			{Event: "e1", Trigger: span(0, 5), Lemma: "thank", Args: []Argument{{Part: Doer, Actor: host}, {Part: Undergoer, Actor: guest, Span: span(6, 3)}}},
			{Event: "e2", Sentence: 1, Trigger: span(27, 6), Lemma: "call", Args: []Argument{{Part: Doer, Actor: host, Span: span(20, 4)}, {Part: Undergoer, Actor: guest, Span: span(34, 6)}}},
		}}}
}

// TestACourtesyIsAFormula tells a form of words that is told on many days from news
// in the same words.
func TestACourtesyIsAFormula(t *testing.T) {
	var all []*Story
	for day := 1; day <= FormulaDays; day++ {
		all = append(all, thanks(day))
		of := FormulasOf(append(all, thanks(day))) // twice on a day is once
		first := all[0]
		key, ok := first.Formula(&first.Mentions[0])
		if !ok || of[key] != (day == FormulaDays) {
			t.Errorf("on day %d thanks are a formula: %v", day, of[key])
		}
		if _, ok := first.Formula(&first.Mentions[1]); ok {
			t.Error("who called whom is taken for a form of words")
		}
	}
	courtesy := Told{Story: all[0], Mention: &all[0].Mentions[0], Formula: true}
	if h := One([]Told{courtesy}); h.Lines != 0 || h.Stories != 1 {
		t.Errorf("a formula counts for %d lines in %d stories", h.Lines, h.Stories)
	}
	if got := Credible(&Happening{Mentions: []Told{courtesy}}); got.Grade != 6 {
		t.Errorf("a formula bears out that something happened: %+v", got)
	}
	if h := One([]Told{courtesy, {Story: all[1], Mention: &all[1].Mentions[1]}}); h.Lines != 1 {
		t.Errorf("what else a formula is joined with stands on %d lines, want 1", h.Lines)
	}
}

// TestWhoSpeaksIsNotTold takes the name of who speaks before his words, and nouns
// beside an act, for no word on who does it to whom.
func TestWhoSpeaksIsNotTold(t *testing.T) {
	s := thanks(1)
	m := &s.Mentions[0]
	long := readout.Span{Start: 0, End: 12}
	for _, tt := range []struct {
		name string
		arg  Argument
		want bool
	}{
		{"who speaks", Argument{Part: Doer, Actor: Actor{Name: "Ana Ruiz", Named: true}, Span: long}, true},
		{"a thing beside it", Argument{Part: Other, Actor: Actor{Name: "your question"}, Span: long}, true},
		{"somebody beside it", Argument{Part: Other, Actor: Actor{Name: "Strand", Named: true}, Span: long}, false},
		{"a thing that does it", Argument{Part: Doer, Actor: Actor{Name: "the strikers"}, Span: long}, false},
	} {
		m.Args = nil
		open, _ := s.Formula(m)
		m.Args = []Argument{tt.arg}
		if key, ok := s.Formula(m); !ok || (key == open) != tt.want {
			t.Errorf("%s: known by its word: %v, want %v", tt.name, key == open, tt.want)
		}
	}
}

// TestASentenceOfManyDaysIsAFormula knows by its words a sentence that names one side
// at most, or whose word is no event.
func TestASentenceOfManyDaysIsAFormula(t *testing.T) {
	var all []*Story
	for day := 1; day <= FormulaDays; day++ {
		s := thanks(day)
		s.Sentences[1].Hash = 100
		s.Mentions[1].Args = s.Mentions[1].Args[:1]
		s.Mentions = append(s.Mentions, Mention{Sentence: 1, Lemma: "attributable", Sure: 0.5}, Mention{Sentence: 1, Lemma: "spokesman", Sure: 0.01})
		all = append(all, s)
	}
	of, s := FormulasOf(all), all[0]
	for i, want := range []bool{true, true, true, false} {
		if key, ok := s.Formula(&s.Mentions[i]); (ok && of[key]) != want {
			t.Errorf("mention %d is a formula: %v, want %v", i, !want, want)
		}
	}
	all[0].Sentences[1].Hash = 101
	if key, ok := s.Formula(&s.Mentions[1]); !ok || FormulasOf(all)[key] {
		t.Error("a sentence of another day's words is a formula")
	}
}
