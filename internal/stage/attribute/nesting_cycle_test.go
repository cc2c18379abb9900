package attribute

import (
	"slices"
	"testing"
)

// TestNothingStandsWithinItself holds chains of statements to an end, however the
// marks of quotations were read.
func TestNothingStandsWithinItself(t *testing.T) {
	for _, c := range []struct{ parent, want []int }{
		{[]int{-1, 0, 1}, []int{-1, 0, 1}},
		{[]int{1, 2, 0}, []int{-1, 2, 0}},
		{[]int{1, 2, 3, 1}, []int{1, -1, 3, 1}},
		{[]int{1, 0}, []int{-1, 0}},
	} {
		got := slices.Clone(c.parent)
		acyclic(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.parent, got, c.want)
		}
		for i := range got {
			n := 0
			for at := i; at >= 0 && n <= len(got); at = got[at] {
				n++
			}
			if n > len(got) {
				t.Errorf("%v: %d has no end", got, i)
			}
		}
	}
}
