package sorting

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestTheOrderIsThatOfSlices sorts lists in which many elements compare as
// equal: they come in the order that package slices gives them.
func TestTheOrderIsThatOfSlices(t *testing.T) {
	type row struct{ key, n int }
	compare := func(a, b row) int { return a.key - b.key }
	rnd := rand.New(rand.NewPCG(1, 2))
	for size := range 300 {
		list := make([]row, size)
		for i := range list {
			list[i] = row{rnd.IntN(size/3 + 1), i}
		}
		for name, sorts := range map[string][2]func([]row, func(a, b row) int){
			"any":    {Func[row], slices.SortFunc[[]row]},
			"stable": {StableFunc[row], slices.SortStableFunc[[]row]},
		} {
			got, want := slices.Clone(list), slices.Clone(list)
			sorts[0](got, compare)
			sorts[1](want, compare)
			if !slices.Equal(got, want) {
				t.Fatalf("%s, %d elements: %v, want %v", name, size, got, want)
			}
		}
	}
}
