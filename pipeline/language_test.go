package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// skeleton is what a second language needs at the least, here a little
// Esperanto: files of lists as a folder of data/ holds them.
var skeleton = map[string]string{
	"language": "[name]\nEsperanto\n",
	"cues":     "[verbs]\ndiri = say; q t b; -; diris dirita\nnei = deny; t n; -; neis neita\n",
	"attribute": "[determiner]\nla\n[preposition]\nde en\n[subordinator]\nke\n[form-of-be]\nestas\n[subject-word]\nli ŝi ili\n" +
		"[is that]\nke\n[past-endings]\nis\n[speakers]\nministro = role\n",
	"calendar": "[months]\nmajo = 5\n[weekdays]\nlundon = 1\n[units]\ntago tagoj = D\n[words]\nhieraŭ = D -1\n[past-words]\ndiris\n",
	"modality": "[beside]\nne = denied\n",
	"segment":  "[titles]\ninĝ\n",
	"names":    "[before-places]\nen\n[function-words]\nla\n[joiners]\nde\n",
	"link":     "[office-heads]\nministro\n[articles]\nla\n[before-offices]\nla\n[and]\nkaj\n",
	"where":    "[in]\nen\n",
	"mention":  "[pronouns]\nli = he singular m\n[record-pronouns]\nli = people\n",
}

// TestALanguageIsAFolder reads a text of another language with its lists
// alone: no stage knows a word of English by itself.
func TestALanguageIsAFolder(t *testing.T) {
	lang, err := language.Parse("eo", skeleton)
	if err != nil {
		t.Fatal(err)
	}
	r := &Reader{name: "test", words: wordsOf(lang), lex: lexicon.Load()}
	v := &readout.Version{Language: "eo", Published: &readout.Time{Value: "2024-03-13"},
		Text: "Ministro Ana Ruiz diris ke la ponto estas sekura. “La ponto falis hieraŭ,” diris Pedro Lima la 5 Majo 2021. " +
			"Hieraŭ inĝ. Ana Kovacs, la ministro de financo, loĝas en Tripoli en Lebanon. He said that it rained on Monday."}
	rec := must(r.Read(t.Context(), v))
	if err := rec.Check(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range rec.Attributions {
		got = append(got, a.Speaker.Text+" | "+a.Cue.Text+" | "+a.Content.Text)
	}
	for _, d := range rec.Dates {
		got = append(got, d.Text+" = "+d.Value)
	}
	for _, a := range rec.Actors {
		if a.Office != nil {
			got = append(got, a.Name+" = "+a.Office.Title)
		}
	}
	for _, p := range rec.Places {
		got = append(got, p.Text+" = "+p.Country)
	}
	got = append(got, fmt.Sprintf("%d sentences", len(rec.Sentences)))
	const want = "Ministro Ana Ruiz | diris | ke la ponto estas sekura\n" +
		"Pedro Lima | diris | “La ponto falis hieraŭ,”\n" +
		"hieraŭ = 2024-03-12\n5 Majo 2021 = 2021-05-05\nHieraŭ = 2024-03-12\n" +
		"Ana Kovacs = ministro de financo\nTripoli = LBN\nLebanon = LBN\n4 sentences"
	if all := strings.Join(got, "\n"); all != want {
		t.Errorf("got\n%s\nwant\n%s\nproblems %v", all, want, rec.Problems)
	}
	if rec := must(r.Read(t.Context(), english("He said that it rained."))); len(rec.Attributions) > 0 || !strings.Contains(rec.Problems[0].Text, "only Esperanto is read") {
		t.Errorf("English: %+v", rec.Problems)
	}
}

// TestTheListsOfEnglishAreWhole checks that each list that a stage asks for is
// there, and that each that is there is asked for.
func TestTheListsOfEnglishAreWhole(t *testing.T) {
	lang, err := language.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	open(t)
	if _, err := thread.New(lang); err != nil {
		t.Fatal(err)
	}
	must(accurate(t).Explain(t.Context(), english(theThreat), new(trace.Recorder))) // asks how the stages' doings are told
	if name := lang.Name(); name != "English" {
		t.Errorf("the name is %q", name)
	}
	missing, unread := lang.Asked()
	if len(missing)+len(unread) > 0 {
		t.Errorf("lists that are asked for and not there: %q\nlists that nobody asks for: %q", missing, unread)
	}
}
