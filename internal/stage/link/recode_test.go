package link

import (
	"fmt"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestRecode gives actors the codes of a user's dictionary.
func TestRecode(t *testing.T) {
	actors := []readout.Actor{{ID: "u1", Name: "Olaf", Aliases: []string{"Brandvik"}, Kind: "person"}, {ID: "u2", Name: "Lom", Kind: "place"}}
	Recode(actors, func(name, base string) string { return map[string]string{"Brandvik": "NORGOVMED"}[name] })
	if a := actors[0]; a.Country != "NOR" || fmt.Sprint(a.Sectors) != "[GOV JRN]" || a.CAMEO != "NORGOVMED" || a.Basis != "list" {
		t.Errorf("%+v", a)
	}
	if actors[1].CAMEO != "" {
		t.Errorf("%+v", actors[1])
	}
}
