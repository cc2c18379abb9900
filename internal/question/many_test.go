package question

import (
	"fmt"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/language"
)

// TestAnActorOfManyPositions: five thousand positions of one actor, who takes
// the other side on every hundredth day, are all given, in order of days, with
// every change and one last stance.
func TestAnActorOfManyPositions(t *testing.T) {
	const days, each = 5000, 100
	a := New(language.English())
	var told []Told
	for n := range days {
		stance := "for"
		if n/each%2 == 1 {
			stance = "against"
		}
		day := time.Date(2020, 1, 1+days-1-n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) // the newest first
		told = append(told, said("Ana Ruiz", day, fmt.Sprintf("reopen=%s bridge word%d", stance, n)))
	}
	list, _ := a.Positions(a.Parse("reopening the bridge"), told, "Ana Ruiz")
	if len(list) != days {
		t.Fatalf("%d positions of %d", len(list), days)
	}
	for i := range list[1:] {
		if list[i].Day() > list[i+1].Day() {
			t.Fatalf("%s stands before %s", list[i].Day(), list[i+1].Day())
		}
	}
	if got := len(Changes(list)); got != days/each-1 {
		t.Errorf("%d changes, want %d", got, days/each-1)
	}
	if sides := Sides(list, ""); len(sides) != 1 || sides[0].Stance != For {
		t.Errorf("sides: %d, %+v", len(sides), sides[:min(len(sides), 1)])
	}
}

// TestAQuestionThatAllAnswer: each of many actors is one side, and none is lost.
func TestAQuestionThatAllAnswer(t *testing.T) {
	a := New(language.English())
	var told []Told
	for n := range 2000 {
		told = append(told, said(fmt.Sprintf("Ana Ruiz%d", n), "2033-01-01", "reopen=against bridge"))
	}
	list, _ := a.Positions(a.Parse("reopening the bridge"), told, "")
	if sides := Sides(list, ""); len(list) != len(told) || len(sides) != len(told) {
		t.Errorf("%d positions and %d sides of %d", len(list), len(sides), len(told))
	}
}
