package stand_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// opened is the default model, which all tests of sentences share.
var opened = sync.OnceValues(func() (*pipeline.Reader, error) { return pipeline.Open(models.FS(), pipeline.Accurate) })

// claimsOf reads a text and returns its claims.
func claimsOf(t testing.TB, text string) []question.Claim {
	t.Helper()
	r, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	v := &readout.Version{Text: text, Language: "en", Published: &readout.Time{Value: "2021-03-12"}}
	v.Seal()
	_, d, err := r.ReadDigest(t.Context(), v, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d.Stand.Claims
}

// TestOptions reads what actors may do, will not do or have done.
func TestOptions(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Norway ruled out closing the border.", "Norway ruled out closing the border"},
		{"Norway is considering closing the border.", "Norway considered closing the border"},
		{"Norway offered to send observers.", "Norway offered send observers"},
		{"Norway plans to close the border.", "Norway planned close the border"},
		{"Mayor Ana Vale withdrew her objection to the treaty.", "Ana Vale withdrawn her objection to the treaty"},
		{"Norway does not plan to close the border.", "Norway ruled out close the border"},
		{"The Norwegian government will close the border, Prime Minister Ana Vale said.", "government of Norway planned close the border"},
		{"The Norwegian government will not close the border, Prime Minister Ana Vale said.", "government of Norway ruled out close the border"},
		{"The bridge is long.", ""},
	} {
		var got []string
		for _, c := range claimsOf(t, tt.text) {
			if c.Option != nil {
				got = append(got, fmt.Sprintf("%s %s %s", c.Actor.Name, c.Option.Status, c.Option.What))
			}
		}
		if all := strings.Join(got, "; "); all != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, all, tt.want)
		}
	}
}

// TestWhatIsDoneAwayWith reads how sentences stand to what a word in them does
// away with: who would lift a ban is against it, who would not is for it.
func TestWhatIsDoneAwayWith(t *testing.T) {
	for _, tt := range []struct{ text, word, want string }{
		{"Mayor Ana Vale will not repeal the tax.", "tax", "for by will … not … repeal"},
		{"Mayor Ana Vale will repeal the tax.", "tax", "against"},
		{"Mayor Ana Vale demanded the removal of the toll.", "toll", "against by demanded … removal"},
		{"Mayor Ana Vale opposes relaxing the curfew.", "curfew", "for by opposes … relaxing"},
		{"Mayor Ana Vale rejected a plan to suspend the treaty.", "treaty", "for"},
		{"Mayor Ana Vale said the curfew should be lifted.", "curfew", "against"},
		{"Mayor Ana Vale said it would be a mistake to end the talks.", "talk", "for by mistake … end"},
		{"Mayor Ana Vale urged the council to extend the curfew.", "curfew", "for by urged"},
		{"Mayor Ana Vale scrapped the treaty.", "treaty", "against by scrapped"},
		{"Mayor Ana Vale refused to scrap the treaty.", "treaty", "for by refused … scrap"},
		{"Mayor Ana Vale withdrew her objection to the treaty.", "treaty", "for"},
		{"Mayor Ana Vale dropped her objection to the treaty.", "treaty", "for"},
		{"Mayor Ana Vale ended the meeting at noon.", "meeting", ""},
	} {
		if got := stanceTo(t, tt.text, tt.word); tt.want == "" && got != "" || !strings.HasPrefix(got, tt.want) {
			t.Errorf("%q towards %q: %q, want %q", tt.text, tt.word, got, tt.want)
		}
	}
}

// TestAnOutletsReportTakesNoSide holds that what a paper reports is no side of the
// paper's.
func TestAnOutletsReportTakesNoSide(t *testing.T) {
	for _, c := range claimsOf(t, "A report in the Harbour Gazette said both governments would sign the treaty.") {
		if c.Actor.Name == "Harbour Gazette" || c.Speaker.Name == "Harbour Gazette" {
			t.Errorf("the paper takes a side: %+v", c)
		}
	}
}

// stanceTo returns the stance of the claims of a text to the word of a lemma, and
// by which words.
func stanceTo(t testing.TB, text, lemma string) (got string) {
	t.Helper()
	for _, c := range claimsOf(t, text) {
		for _, a := range c.Anchors {
			if c.Words[a.Word].Lemma == lemma && a.Stance != question.None {
				got = string(a.Stance) + " by " + a.Why
			}
		}
	}
	return got
}

// TestSettledVerbs reads which verbs have all that they are about with them.
func TestSettledVerbs(t *testing.T) {
	for text, want := range map[string]bool{
		"The talks would go ahead, Mayor Ana Vale said.":     true,
		"He would go, Mayor Ana Vale said.":                  false,
		"The bridge would be opened, Mayor Ana Vale said.":   false,
		"The council should open it, Mayor Ana Vale said.":   false,
		"The minister should go home, Mayor Ana Vale urged.": true,
	} {
		got := false
		for _, c := range claimsOf(t, text) {
			for _, a := range c.Anchors {
				got = got || a.Settled
			}
		}
		if got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// TestDoneAgain reads which verbs are told to be done again.
func TestDoneAgain(t *testing.T) {
	for text, want := range map[string]bool{
		"The votes should be counted again, Mayor Ana Vale said.":     true,
		"The votes should be counted once more, Mayor Ana Vale said.": true,
		"The votes should be counted, Mayor Ana Vale said.":           false,
	} {
		got := false
		for _, c := range claimsOf(t, text) {
			for _, w := range c.Words {
				got = got || w.Again && w.Lemma == "count"
			}
		}
		if got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// TestStances reads how sentences stand to the word "reopening" or "reopened",
// and which words show it.
func TestStances(t *testing.T) {
	for _, tt := range []struct{ text, word, want string }{
		{"Mayor Ana Vale opposes reopening the bridge.", "reopen", "against by opposes"},
		{"Mayor Ana Vale supports reopening the bridge.", "reopen", "for by supports"},
		{"Mayor Ana Vale expressed no support for the treaty.", "treaty", "against"},
		{"Mayor Ana Vale said it would be wise to sign the treaty.", "sign", "for"},
		{"Mayor Ana Vale said there was no room for compromise.", "compromise", "against"},
		{"Mayor Ana Vale called the treaty a mistake.", "treaty", "against"},
		{"Mayor Ana Vale is undecided about the treaty.", "treaty", "undecided"},
		{"Mayor Ana Vale would accept the treaty if the army left.", "treaty", "conditional"},
		{"Mayor Ana Vale read the treaty.", "treaty", ""},
		{"Mayor Ana Vale would not say whether she would resign.", "resign", ""},
		{"Mayor Ana Vale declined to say whether she would resign.", "resign", ""},
		{"Mayor Ana Vale has not decided whether to resign.", "resign", "undecided"},
		{"Mayor Ana Vale said the decent thing is for him to resign.", "resign", "for by thing"},
		{"Mayor Ana Vale said the worst thing would be for the minister to resign.", "resign", "against by thing"},
		{"The strike would last, Mayor Ana Vale said, until the council lifted the curfew.", "lift", "for by until"},
	} {
		got := stanceTo(t, tt.text, tt.word)
		if tt.want == "" && got != "" || !strings.HasPrefix(got, tt.want) {
			t.Errorf("%q towards %q: %q, want %q", tt.text, tt.word, got, tt.want)
		}
	}
}
