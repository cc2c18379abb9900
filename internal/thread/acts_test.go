package thread

import "testing"

// TestActsAreAkin looks at what the list of acts takes for like.
func TestActsAreAkin(t *testing.T) {
	l := allActs()
	for _, tt := range []struct {
		a, b string
		akin bool
	}{
		{"resign", "resignation", true},
		{"seize", "take over", true},
		{"seize", "resign", false},
		{"shoot", "agree", false},
		{"resign", "no-such-word", false},
	} {
		if got := l.akin(tt.a, tt.b); (got > 0.3) != tt.akin {
			t.Errorf("akin(%q, %q) = %.2f, want like: %v", tt.a, tt.b, got, tt.akin)
		}
		if l.akin(tt.a, tt.b) != l.akin(tt.b, tt.a) {
			t.Errorf("akin(%q, %q) depends on the order", tt.a, tt.b)
		}
	}
}

// TestNumberAlone checks that a count without a noun may be one of what the sentences
// before count, by another teller.
func TestNumberAlone(t *testing.T) {
	mayor, union := &Actor{Name: "the mayor", Head: "mayor"}, &Actor{Name: "the union", Head: "union"}
	story := func(second Figure) *Story {
		s := &Story{ID: "st_a", Version: "ve_a", Digest: &Digest{Format: DigestFormat, Sentences: make([]Sentence, 4)}}
		s.Figures = []Figure{{Sentence: 0, Text: "700", Low: 700, High: 700, What: "lorry", By: mayor, Trigger: -1}, second}
		return s
	}
	alone := Figure{Sentence: 1, Text: "320", Low: 320, High: 320, Alone: true, By: union, Trigger: -1}
	for name, tt := range map[string]struct {
		change func(*Figure)
		want   int
	}{
		"another teller":        {func(*Figure) {}, 1},
		"the same teller":       {func(f *Figure) { f.By = mayor }, 0},
		"the outlet":            {func(f *Figure) { f.By = nil }, 1},
		"two sentences later":   {func(f *Figure) { f.Sentence = 2 }, 1},
		"three sentences later": {func(f *Figure) { f.Sentence = 3 }, 0},
		"the same number":       {func(f *Figure) { f.Low, f.High = 700, 700 }, 0},
		"with another noun":     {func(f *Figure) { f.Alone, f.What = false, "ship" }, 0},
	} {
		f := alone
		tt.change(&f)
		s := story(f)
		if got := (&Joiner{weights: &weights{}}).Disputes(s, s, func(_, _ MentionID) bool { return false }); len(got) != tt.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}
