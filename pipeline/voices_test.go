package pipeline

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/models"
)

// briefing is a transcript: a speech of many paragraphs is one turn, and the
// last turn ends before what nobody says for himself.
var briefing = "MR VOSS: Good afternoon. I have with me Foreign Minister Ilse Brandt of Norway. Madam Minister.\n\n" +
	"FOREIGN MINISTER BRANDT: Thank you. I met President Putin and Prime Minister Modi on Monday.\n\n" +
	strings.Repeat("President Putin was firm. I told him what I think of the blockade.\n\n", 25) +
	"We will not accept it.\n\nQUESTION: I wonder what Sweden said.\n\n" +
	"FOREIGN MINISTER BRANDT: I spoke to Sweden's minister, Karl Lund. He agreed with me.\n\nThe briefing ended at noon."

// TestITheSpeaker holds whom I means: whose turn it is, who signed a text, who
// is quoted, however many others the text names in between.
func TestITheSpeaker(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // whom each I, me and my means, by name; "" for nobody of the story
	}{
		{"transcript", briefing, append(append([]string{"VOSS", "VOSS"}, slicesOf("Ilse Brandt", 51)...), "", "Ilse Brandt", "Ilse Brandt")},
		{"signed", "Tom Averly, Minister of Ports\n\nPresident Putin met Prime Minister Modi on Monday. I welcome their talks. “I am glad,” Modi said.\n\nMy office will help.",
			[]string{"Tom Averly", "Modi", "Tom Averly"}},
		{"quoted", "Mira Dolan met Petr Asch on Monday.\n\n“I like him, and he likes my boat,” Dolan said. “He lent me his own.”", []string{"Mira Dolan", "Mira Dolan", "Mira Dolan"}},
	}
	for _, model := range []string{Fast, Accurate} {
		r, err := Open(models.FS(), model)
		if err != nil {
			t.Fatal(err)
		}
		for _, tt := range tests {
			rec := must(r.Read(t.Context(), english(tt.text)))
			if got := singular(rec); strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("%s, %s: I is %q, want %q", tt.name, model, got, tt.want)
			}
			if err := rec.Check(); err != nil {
				t.Errorf("%s, %s: %v", tt.name, model, err)
			}
		}
	}
}

// TestWeIsNoForeignState has an official speak of another state and then of "we".
func TestWeIsNoForeignState(t *testing.T) {
	r, err := Open(models.FS(), Accurate)
	if err != nil {
		t.Fatal(err)
	}
	rec := must(r.Read(t.Context(), english("WASHINGTON — Secretary of State John Kerry spoke of talks with Iran on Monday. The United States waits.\n\n"+
		"“Let's see what Iran might or might not be willing to do before we start making any pronouncements,” Kerry said.")))
	for _, m := range rec.Mentions {
		if m.Text != "we" {
			continue
		}
		for _, a := range rec.Actors {
			if a.ID == m.Actor && a.Country != "USA" {
				t.Errorf("we is %s", a.Name)
			}
		}
	}
}

// slicesOf returns n times the same.
func slicesOf(s string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = s
	}
	return out
}

// singular returns the names of those whom each I, me and my of the text means.
func singular(rec *readout.Record) (out []string) {
	means := map[int]string{}
	x := rec.Index()
	for i := range rec.Mentions {
		if a := x.Actor(rec.Mentions[i].Actor); a != nil {
			means[rec.Mentions[i].Span.Start] = a.Name
		}
	}
	for i := range rec.Sentences {
		for _, tok := range rec.Sentences[i].Tokens {
			switch tok.In(rec.Version.Text) {
			case "I", "me", "my", "My":
				out = append(out, means[tok.Start])
			}
		}
	}
	return out
}

// TestWeTheState holds whom we means where an official speaks, and that nobody
// who asks is the author.
func TestWeTheState(t *testing.T) {
	r, err := Open(models.FS(), Fast)
	if err != nil {
		t.Fatal(err)
	}
	rec := must(r.Read(t.Context(), english(strings.ReplaceAll(briefing, "We will not", "We in Norway will not"))))
	x := rec.Index()
	for i := range rec.Mentions {
		m := &rec.Mentions[i]
		if a := x.Actor(m.Actor); m.Text == "We" && (a == nil || a.Name != "Norway") {
			t.Errorf("we is %+v, want Norway", a)
		}
	}
	for i := range rec.Attributions {
		if a := &rec.Attributions[i]; a.Speaker.Kind == readout.AuthorSpeaker {
			t.Errorf("%q is said to be the author's", a.Content.Text)
		}
	}
}

// TestWhosePublisher holds of whom the government that publishes a text tells the
// country: of who speaks in it, and not of everybody.
func TestWhosePublisher(t *testing.T) {
	v := english("Ned Voss, Department Spokesperson\n\nThe Secretary spoke with Foreign Minister Lund on Monday. They discussed the needs of refugees and the threat of terrorist groups. All parties must stop the fighting.")
	v.URL = "https://www.state.gov/readout"
	v.Seal()
	r, err := Open(models.FS(), Accurate)
	if err != nil {
		t.Fatal(err)
	}
	rec := must(r.Read(t.Context(), v))
	for i := range rec.Actors {
		a := &rec.Actors[i]
		want := ""
		if a.Name == "Ned Voss" || a.Name == "The Secretary" {
			want = "USA"
		}
		if a.Country != want {
			t.Errorf("%s is of %q, want %q", a.Name, a.Country, want)
		}
	}
}
