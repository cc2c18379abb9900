package question

import (
	"fmt"
	"strings"
	"testing"
)

// TestSpellsEndWhereAnotherSideIsTaken follows a minister who changes sides, of
// whom others report otherwise in between, and a ministry that only others speak of.
func TestSpellsEndWhereAnotherSideIsTaken(t *testing.T) {
	minister, state := Who{Name: "Ada Holm", Kind: "person"}, Who{Name: "Norland", Kind: "country", Country: "NLX"}
	unnamed := Who{Name: "an official", Kind: "unnamed"}
	claim := func(day, line string, actor, speaker Who, v Voice, s Stance) Position {
		return Position{Told: Told{Posted: day, Line: line, Claim: &Claim{Actor: actor, Speaker: speaker, Voice: v}}, Stance: s}
	}
	list := []Position{
		claim("2030-01-01", "a", state, minister, Own, Against),
		claim("2030-01-02T08:00:00Z", "b", minister, unnamed, Reported, For), // not hers
		claim("2030-01-03", "c", state, unnamed, Reported, Open),
		claim("2030-01-03", "c", state, minister, Own, Against),
		claim("2030-01-05", "d", state, minister, Own, For),
		claim("2030-01-06", "e", state, unnamed, Own, For),
		claim("", "f", state, minister, Own, Against), // no day, undoes nothing
		claim("", "g", unnamed, unnamed, Reported, Against),
	}
	var got []string
	for _, s := range Spells(list) {
		got = append(got, fmt.Sprintf("%s %s %s..%s last %s, %d lines, %d claims", s.Who.Name, s.First.Stance, s.From, s.To, s.Last, s.Lines, s.Claims))
	}
	want := []string{
		"Ada Holm against 2030-01-01..2030-01-05 last 2030-01-03, 3 lines, 3 claims",
		"Ada Holm for 2030-01-05.. last 2030-01-05, 1 lines, 1 claims",
		"Norland open 2030-01-03..2030-01-06 last 2030-01-03, 1 lines, 1 claims",
		"Norland for 2030-01-06.. last 2030-01-06, 1 lines, 1 claims",
		"an official against .. last , 1 lines, 1 claims",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
