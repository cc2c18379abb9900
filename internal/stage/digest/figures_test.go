package digest_test

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// opened is the default model, which all tests of sentences share.
var opened = sync.OnceValues(func() (*pipeline.Reader, error) { return pipeline.Open(models.FS(), pipeline.Accurate) })

// digestOf reads a text and returns its digest.
func digestOf(t testing.TB, text string) *thread.Digest {
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
	return d
}

// TestFigures reads the numbers that sentences give of something: how many, of
// what, what they do or undergo, and who says so.
func TestFigures(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Gunmen killed 40 villagers.", "40 to 40 villager kill"},
		{"Gunmen killed at least 40 villagers.", "40 to open villager kill"},
		{"Up to 300 workers marched.", "0 to 300 worker march"},
		{"About 500 nurses went on strike.", "450 to 550 nurse go about"},
		{"From 200 to 300 fighters died.", "200 to 300 fighter die"},
		{"Two hundred and fifty soldiers died.", "250 to 250 soldier die"},
		{"Dozens of prisoners escaped.", "24 to 144 prisoner escape"},
		{"The union said that 2.5 million people marched.", "2500000 to 2500000 people march by The union"},
		{"The union counted 900.", "900 to 900 people count by The union"},
		{"Kaspar Dunn, 44, a crane driver, watched 12 boats.", "12 to 12 boat watch"},
		{"The army lost forty-one trucks.", "41 to 41 truck lose"},
		{"In total, 41 trucks were destroyed.", "41 to 41 truck destroy total"},
		{"Prices rose by 3 percent.", "3 to 3 percent percent rise"},
		{"Six countries bought Covid-19 doses and F-16 jets.", "6 to 6 country buy"},
		{"He voted for H.R. 4673, the Veterans Act, and 12 others.", "12 to 12 other vote"},
		{"She voted no on H.J. Res. 100 and H. Con. Res. 119.", ""},
		{"The storm damaged Highway 26 in Lind County.", ""},
		{"On Monday 26 villagers died.", "26 to 26 villager die"},
		{"Two residents said that smoke hung over the market.", ""},
		{"The meeting ended at 3 p.m. on 12 May 2020.", ""},
	} {
		var got []string
		for _, f := range digestOf(t, tt.text).Figures {
			got = append(got, figure(&f))
		}
		if all := strings.Join(got, "; "); all != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, all, tt.want)
		}
	}
}

// figure writes a figure in a line.
func figure(f *thread.Figure) string {
	high := "open"
	if f.High < math.MaxFloat64 {
		high = fmt.Sprint(int(f.High))
	}
	out := strings.Join(strings.Fields(fmt.Sprintf("%d to %s %s %s %s", int(f.Low), high, f.What, f.Unit, f.Act)), " ")
	if f.About {
		out += " about"
	}
	if f.Total {
		out += " total"
	}
	if f.By != nil {
		out += " by " + f.By.Name
	}
	return out
}

// TestNotices reads how a story takes back or mends what was told, and that no
// other paragraph is one.
func TestNotices(t *testing.T) {
	for _, tt := range []struct{ text, kind string }{
		{"Correction: An earlier version of this story said that 12 people died. The number is 10.\n\nTen people died in Lom.", "correction"},
		{"Ten people died in Lom on Monday.\n\nThe mayor said that a correction of the budget was due.", ""},
	} {
		got := ""
		if n := digestOf(t, tt.text).Notice; n != nil {
			got = string(n.Kind)
		}
		if got != tt.kind {
			t.Errorf("%q: notice %q, want %q", tt.text, got, tt.kind)
		}
	}
}

// TestMentions reads which words tell of something, who and what stands with
// them, and how far it is said to be so.
func TestMentions(t *testing.T) {
	d := digestOf(t, "Police in Minsk arrested Ana Vale on Monday. The minister denied that the army had shelled the village.")
	byText := map[string]*thread.Mention{}
	for i := range d.Mentions {
		byText[d.Mentions[i].Text] = &d.Mentions[i]
	}
	arrest, shelling := byText["arrested"], byText["shelled"]
	if arrest == nil || shelling == nil {
		t.Fatalf("mentions %+v", d.Mentions)
	}
	if arrest.Lemma != "arrest" || arrest.Event == "" || arrest.Type != "COERCE" || arrest.Where == nil || arrest.Where.Name != "Minsk" || arrest.When.From != "2021-03-08" {
		t.Errorf("the arrest is %+v", arrest)
	}
	roles := map[thread.Part]string{}
	for _, a := range arrest.Args {
		roles[a.Part] += a.Name
	}
	if !strings.Contains(roles[thread.Doer], "Police") || !strings.Contains(roles[thread.Undergoer], "Vale") {
		t.Errorf("who does what to whom: %v", roles)
	}
	if shelling.Status != readout.Denied || len(shelling.By) == 0 {
		t.Errorf("the shelling is %s, by %v", shelling.Status, shelling.By)
	}
}
