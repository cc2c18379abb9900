package question

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
)

// said makes a claim: who, when, and the words of the sentence, the anchor and
// its stance marked as "reopen=against".
func said(who, posted, words string) Told {
	c := &Claim{Actor: Who{Name: who, Kind: "person"}, Speaker: Who{Name: who, Kind: "person"}, Voice: Own}
	for w := range strings.FieldsSeq(words) {
		lemma, stance, marked := strings.Cut(w, "=")
		word := Word{Lemma: lemma}
		if name, ok := strings.CutPrefix(lemma, "@"); ok {
			word = Word{Lemma: strings.ToLower(name), Names: []string{"@" + name}}
		}
		if marked {
			c.Anchors = append(c.Anchors, Anchor{Word: len(c.Words), Stance: Stance(stance), Why: "test"})
		}
		c.Words = append(c.Words, word)
		c.Hash = c.Hash*31 + uint64(len(w))
	}
	for i := range c.Anchors {
		c.Anchors[i].To = len(c.Words)
	}
	return Told{Story: who + posted, Version: who + posted, Line: who + posted, Posted: posted, Claim: c}
}

// TestPositions asks of a few claims what a question is about by other words,
// by their opposite and by a country's other names.
func TestPositions(t *testing.T) {
	a := New(language.English())
	for _, tt := range []struct{ name, question, words, want string }{
		{"the same words", "reopening the bridge", "must reopen=for bridge", "for"},
		{"another word for the act", "lifting the ban on exports", "repeal=for export ban", "for"},
		{"the opposite act", "reopening the bridge", "bridge must close=for", "against"},
		{"a noun for the verb", "the resignation of the minister", "minister not resign=against", "against"},
		{"a capital for its state", "working with Iran", "cooperate=against @IRN", "against"},
		{"another object", "reopening the bridge", "reopen=for school", ""},
		{"no stance", "reopening the bridge", "reopen= bridge", ""},
		{"a place that nobody repeats", "reopening the border at Varsk", "open=for border", "for"},
		{"another act", "reopening the bridge", "paint=for bridge", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, _ := a.Positions(a.Parse(tt.question), []Told{said("Ana Ruiz", "2033-01-01", tt.words)}, "")
			got := ""
			if len(list) > 0 {
				got = string(list[0].Stance)
			}
			if got != tt.want {
				t.Errorf("%q on %q: %q, want %q", tt.words, tt.question, got, tt.want)
			}
		})
	}
}

// TestAnActOfSomethingElse holds that what stands before a sentence does not say
// whose act it is where the sentence itself does and has another word for it.
func TestAnActOfSomethingElse(t *testing.T) {
	a := New(language.English())
	q := a.Parse("the resignation of President Villacorta")
	for _, tt := range []struct {
		words   string
		settled bool
		want    int
	}{{"go=against", false, 1}, {"meeting go=against", true, 0}, {"villacorta go=against", true, 1}, {"cabinet resign=against", true, 1}} {
		told := said("Ana Ruiz", "2033-01-01", tt.words)
		told.Pool, told.Claim.Before = []string{"president", "=villacorta"}, 2
		told.Claim.Anchors[0].Settled = tt.settled
		if list, _ := a.Positions(q, []Told{told}, ""); len(list) != tt.want {
			t.Errorf("%q: %d positions, want %d", tt.words, len(list), tt.want)
		}
	}
}

// TestWhatIsDoneAgain holds that to count again is to recount, and that to count
// is not.
func TestWhatIsDoneAgain(t *testing.T) {
	a := New(language.English())
	q := a.Parse("a recount of the vote")
	if g := a.Groups(q); len(g) == 0 || !slices.Contains(g[0], "count") {
		t.Errorf("an index is asked for %q", g)
	}
	for again, want := range map[bool]int{true: 1, false: 0} {
		told := said("Ana Ruiz", "2033-01-01", "vote must count=for")
		told.Claim.Words[2].Again = again
		if list, _ := a.Positions(q, []Told{told}, ""); len(list) != want {
			t.Errorf("again %v: %d positions, want %d", again, len(list), want)
		}
	}
}

// TestChanges: who differs from his own earlier word has changed; one whom
// another reports, and one who says the same, has not.
func TestChanges(t *testing.T) {
	a := New(language.English())
	reported := said("Ana Ruiz", "2033-01-04", "reopen=against bridge late")
	reported.Claim.Voice, reported.Claim.Speaker = Reported, Who{Name: "an aide", Kind: "unnamed"}
	told := []Told{said("Ana Ruiz", "2033-01-01", "reopen=against bridge"), said("Leo Marin", "2033-01-01", "reopen=for bridge"),
		said("Ana Ruiz", "2033-01-03", "reopen=for bridge now"), reported, said("Leo Marin", "2033-01-05", "reopen=for bridge soon")}
	list, _ := a.Positions(a.Parse("reopening the bridge"), told, "")
	changes := Changes(list)
	if len(changes) != 1 || changes[0].Was != Against || changes[0].Stance != For || changes[0].Day() != "2033-01-03" {
		t.Errorf("changes: %+v", changes)
	}
	sides := Sides(list, "")
	if len(sides) != 2 || sides[0].Stance != For || sides[1].Claim.Actor.Name != "Leo Marin" {
		t.Errorf("sides: %+v", sides)
	}
	if then := Sides(list, "2033-01-02"); len(then) != 2 || then[0].Stance == then[1].Stance {
		t.Errorf("sides on the second day: %+v", then)
	}
}

// TestOneLine: what a copy has, too, is one position, at the earliest day.
func TestOneLine(t *testing.T) {
	a := New(language.English())
	first, copied := said("Ana Ruiz", "2033-01-01", "reopen=for bridge"), said("Ana Ruiz", "2033-01-02", "reopen=for bridge")
	copied.Line = first.Line
	list, _ := a.Positions(a.Parse("reopening the bridge"), []Told{copied, first}, "")
	if len(list) != 1 || list[0].Posted != "2033-01-01" {
		t.Errorf("%+v", list)
	}
}

// TestOddQuestions: questions without a word to look for are empty, long ones
// are cut, and marks in them are no words.
func TestOddQuestions(t *testing.T) {
	a := New(language.English())
	for _, words := range []string{"", "  ", "the of and", "?!", "<>"} {
		if q := a.Parse(words); !q.Empty() {
			t.Errorf("%q is a question about %+v", words, q)
		}
	}
	if q := a.Parse(strings.Repeat("opening the bridge ", 100)); len(q.Words) > MaxQuestion {
		t.Errorf("%d bytes", len(q.Words))
	}
	if q := a.Parse("<b>reopening</b> the bridge"); q.Empty() {
		t.Error("marks hide the words")
	}
}

// TestWhyIsSaidForReaders holds how a reader is told which words show a side.
func TestWhyIsSaidForReaders(t *testing.T) {
	q := &Question{acts: []term{{word: "sanction"}}}
	for want, got := range map[string]string{
		"“protesting” shows the side":                                                    q.means(match{how: "sanction"}) + shown("protesting"),
		"“embargo” is taken for “sanction”; “protesting” shows the side":                 q.means(match{how: "embargo"}) + shown("protesting"),
		"“relief” is the opposite of “sanction”; the sentence as a whole shows the side": q.means(match{how: "relief", flipped: true}) + shown(wholeSentence),
		"“welcomed” shows the side":                                                      new(Question).means(match{how: "border"}) + shown("welcomed"),
	} {
		if got != want {
			t.Errorf("a reader is told %q, want %q", got, want)
		}
	}
}
