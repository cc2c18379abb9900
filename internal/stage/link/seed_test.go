package link_test

import (
	"os"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
)

// TestSeedStory reads a story that is not in the repository: every person,
// group and government is one actor with its country.
func TestSeedStory(t *testing.T) {
	text, err := os.ReadFile(shared(t, "seed/000_bf90a14d84c632d6.txt"))
	if err != nil {
		t.Fatal(err)
	}
	v := article.FromText(article.Input{Text: string(text)}).Version
	v.Published = &readout.Time{Value: "2014-06-16", Basis: readout.TimeFromUser}
	rec, err := accurate(t).Read(t.Context(), &v)
	if err != nil {
		t.Fatal(err)
	}
	actors := map[readout.ActorID]readout.Actor{}
	for _, a := range rec.Actors {
		actors[a.ID] = a
	}
	of := map[string]map[readout.ActorID]bool{} // actors by a name of the text
	for _, m := range rec.Mentions {
		key := strings.ToLower(m.Text)
		if of[key] == nil {
			of[key] = map[readout.ActorID]bool{}
		}
		of[key][m.Actor] = true
	}
	for _, want := range []struct{ names, country, office string }{
		{"john kerry|kerry", "USA", "Secretary of State"}, {"john mccain|mccain", "USA", "Senator"}, {"jen psaki|psaki", "USA", "spokeswoman"},
		{"hassan rouhani|rouhani", "IRN", "President"}, {"nouri al-maliki|al-maliki", "IRQ", "Prime Minister"}, {"lindsey graham", "USA", "Senator"},
		{"tehran", "IRN", ""}, {"isis", "", ""},
	} {
		ids := map[readout.ActorID]bool{}
		for name := range strings.SplitSeq(want.names, "|") {
			for id := range of[name] {
				ids[id] = true
			}
		}
		if want.names == "tehran" { // a government, but the city too where it is in one
			delete(ids, "ac_IRN-capital")
		}
		if len(ids) != 1 {
			t.Errorf("%s: %d actors, want one", want.names, len(ids))
		}
		for id := range ids {
			a := actors[id]
			if a.Country != want.country || want.office != "" && (a.Office == nil || !strings.Contains(a.Office.Title, want.office)) {
				t.Errorf("%s is %+v, office %+v; want %s, %s", want.names, a, a.Office, want.country, want.office)
			}
		}
	}
	for _, id := range []readout.ActorID{"ac_USA-GOV", "ac_IRN-GOV", "ac_IRQ-GOV"} {
		if actors[id].Kind != "government" {
			t.Errorf("no actor %s", id)
		}
	}
	for _, p := range rec.Places {
		if p.Country != "" && p.Precision == "country" && p.Lat != nil {
			t.Errorf("the country %s has coordinates", p.Name)
		}
		if strings.HasPrefix(p.Text, "Taj") && (p.Text != "Taj Afar" || p.Confidence > 0.5) {
			t.Errorf("a misspelt town gives %+v", p)
		}
	}
}
