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
	} {
		got := ""
		for _, c := range claimsOf(t, tt.text) {
			for _, a := range c.Anchors {
				if c.Words[a.Word].Lemma == tt.word && a.Stance != question.None {
					got = string(a.Stance) + " by " + a.Why
				}
			}
		}
		if tt.want == "" && got != "" || !strings.HasPrefix(got, tt.want) {
			t.Errorf("%q towards %q: %q, want %q", tt.text, tt.word, got, tt.want)
		}
	}
}
