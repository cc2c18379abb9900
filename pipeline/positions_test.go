package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/question"
)

// sides asks a question of one text and returns who takes which side, in order.
func sides(t *testing.T, text, words string) (out []string) {
	t.Helper()
	for _, p := range positions(t, text, words) {
		out = append(out, p.Claim.Speaker.Name+" "+string(p.Stance))
	}
	return out
}

// positions asks a question of one text.
func positions(t *testing.T, text, words string) []question.Position {
	t.Helper()
	v := readout.Version{Language: "en", Text: text, Published: &readout.Time{Value: "2014-06-16"}}
	v.Seal()
	_, d, err := accurate(t).ReadDigest(t.Context(), &v, nil)
	if err != nil {
		t.Fatal(err)
	}
	var told []question.Told
	for i := range d.Stand.Claims {
		told = append(told, question.Told{Story: "s", Version: "v", Line: "s", Posted: "2014-06-16", Claim: &d.Stand.Claims[i], Pool: d.Stand.Pool})
	}
	asker := accurate(t).Asker()
	list, _ := asker.Positions(asker.Parse(words), told, "")
	return list
}

// TestSidesOfSentences reads sentences in which somebody takes a side, and
// such in which nobody does.
func TestSidesOfSentences(t *testing.T) {
	for _, tt := range []struct{ text, question, want string }{
		{"Mayor Ana Brandt said the bridge must be reopened at once.", "reopening the bridge", "Ana Brandt for"},
		{"Mayor Ana Brandt said the bridge would not be reopened.", "reopening the bridge", "Ana Brandt against"},
		{"Mayor Ana Brandt said it would be folly to reopen the bridge.", "reopening the bridge", "Ana Brandt against"},
		{"Mayor Ana Brandt said the bridge could be reopened if the army left.", "reopening the bridge", "Ana Brandt conditional"},
		{"Mayor Ana Brandt rejected the reopening of the bridge.", "reopening the bridge", "Ana Brandt against"},
		{"Mayor Ana Brandt said she was open to reopening the bridge.", "reopening the bridge", "Ana Brandt open"},
		{"Mayor Ana Brandt said the bridge was reopened in May.", "reopening the bridge", ""},
		{"Mayor Ana Brandt said Norway needed to reopen the bridge.", "reopening the bridge", "Ana Brandt for"},
		{"Mayor Ana Brandt threatened to reopen the bridge.", "reopening the bridge", "Ana Brandt for"},
		{"The bridge is 400 metres long, Mayor Ana Brandt said.", "reopening the bridge", ""},
	} {
		if got := strings.Join(sides(t, tt.text, tt.question), "; "); got != tt.want {
			t.Errorf("%q on %q: %q, want %q", tt.text, tt.question, got, tt.want)
		}
	}
}

// TestJestsAndQuotations: who jests takes no side, and the side of one whose
// words somebody gives is his, as reported.
func TestJestsAndQuotations(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"“We must reopen the bridge,” Mayor Ana Brandt joked.", ""},
		{"“We will reopen the bridge,” Mayor Ana Brandt quipped. “We must reopen the bridge at noon.”", ""},
		{"Mayor Ana Brandt joked that she would reopen the bridge.", ""},
		{"Mayor Ana Brandt jokingly said the bridge must be reopened.", ""},
		{"Mayor Ana Brandt said in jest that the bridge must be reopened.", ""},
		{"Mayor Ana Brandt pretended to support the reopening of the bridge.", ""},
		{"“Must the bridge be reopened?” Mayor Ana Brandt asked. “Will we reopen the bridge?”", ""},
		{"QUESTION: I would like to see the bridge reopened.\n\nMR PRICE: The bridge must not be reopened.", "PRICE against"},
		{"This is no joke: the bridge must be reopened, Mayor Ana Brandt said.", "Ana Brandt for"},
		{"Mayor Ana Brandt quoted Leo Marin as saying that the bridge must be reopened.", "Leo Marin for, Ana Brandt says"},
		{"“The bridge must be reopened,” Mayor Ana Brandt said, quoting Leo Marin.", "Leo Marin for, Ana Brandt says"},
		{"Mayor Ana Brandt, citing the costs, said the bridge must not be reopened.", "Ana Brandt against"},
	} {
		got := ""
		for _, p := range positions(t, tt.text, "reopening the bridge") {
			if got = p.Claim.Actor.Name + " " + string(p.Stance); p.Claim.Voice == question.Reported {
				got += ", " + p.Claim.Speaker.Name + " says"
			}
		}
		if got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestSeedSides reads the story of the design notes, which is no part of the
// repository, for who stands where on working with Iran.
func TestSeedSides(t *testing.T) {
	files, _ := filepath.Glob("../../shared/seed/*.txt")
	if len(files) == 0 {
		t.Skip("no ../shared/seed: the story of the design notes is not here")
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(sides(t, string(data), "working with Iran"), "; ")
	for _, want := range []string{"government of the United States open", "Jen Psaki against", "Hassan Rouhani open", "John McCain against", "Republicans for", "Lindsey Graham for"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in %s", want, got)
		}
	}
}
