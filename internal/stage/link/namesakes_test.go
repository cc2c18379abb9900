package link

import (
	"fmt"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestNamesakesAreLookedUp counts what it takes to find the namesakes of many
// who are called by one word among many of several names: two lists of names a
// person, not one a pair.
func TestNamesakesAreLookedUp(t *testing.T) {
	const n = 400
	var l linker
	for i := range n {
		l.actors = append(l.actors,
			readout.Actor{ID: readout.ActorID(fmt.Sprintf("p%d", 2*i+1)), Kind: "person", Basis: "story", Name: fmt.Sprintf("Ruiz%d", i)},
			readout.Actor{ID: readout.ActorID(fmt.Sprintf("p%d", 2*i+2)), Kind: "person", Basis: "story", Name: fmt.Sprintf("Ana Ruiz%d", i), Aliases: []string{"Ana " + fmt.Sprint(i)}})
	}
	if allocs := testing.AllocsPerRun(1, l.namesakes); allocs > 50*n {
		t.Errorf("%.0f allocations for %d persons", allocs, 2*n)
	}
	for i := 0; i < len(l.actors); i += 2 {
		if got := l.actors[i].Candidates; len(got) != 1 || got[0] != l.actors[i+1].ID {
			t.Fatalf("%s has the namesakes %v, want %s", l.actors[i].Name, got, l.actors[i+1].ID)
		}
	}
}
