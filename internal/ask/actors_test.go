package ask

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestOfficesOfListedActorsAreTheLists: what one story that did not know the
// person guesses is no office of somebody whom a list knows; of others all
// that stories say is shown.
func TestOfficesOfListedActorsAreTheLists(t *testing.T) {
	ins := []*store.ActorIn{
		{Actor: readout.Actor{Basis: "list", Office: &readout.Office{Title: "Harbour Minister", Of: "NOR", From: "2022-01-01"}}},
		{Actor: readout.Actor{Basis: "story", Office: &readout.Office{Title: "Minister", Of: "BRA"}}},
	}
	for basis, want := range map[string]int{"list": 1, "story": 2} {
		p := &Profile{Actor: Actor{Name: "Eva Strand", Basis: basis}}
		p.describe(ins)
		if len(p.Offices) != want || p.Offices[0].Of != "NOR" {
			t.Errorf("basis %s: %+v, want %d offices", basis, p.Offices, want)
		}
	}
}
