package link

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// Recode gives actors the codes that a user's dictionaries have for them. The
// function code returns the code of a name, given the one that the lists of
// the program give, or ""; it is nil if the user has none.
func Recode(actors []readout.Actor, code func(name, base string) string) {
	if code == nil {
		return
	}
	for i := range actors {
		a := &actors[i]
		for _, name := range append([]string{a.Name}, a.Aliases...) {
			c := code(name, a.Country)
			if c == "" || c == a.CAMEO {
				continue
			}
			a.Country, a.Sectors = plover.SplitActor(c)
			a.CAMEO, a.Basis = c, readout.ActorFromList
			a.Why = "the user's dictionary codes “" + name + "” " + c
			break
		}
	}
}
