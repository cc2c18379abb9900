package store

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/many"
)

// bringLine brings records that are all on one line of reporting, in some order.
func bringLine(t *testing.T, s *Store, src *many.Source, order []int, together int) {
	t.Helper()
	center := slices.Min(order)
	refs := make(map[int]*VersionRef)
	for some := range slices.Chunk(order, together) {
		if err := s.Update(t.Context(), func(tx *Tx) error {
			for _, i := range some {
				ref, err := bringIn(tx, src.Record(i))
				if err != nil {
					return err
				}
				waiting := []int{i}
				if i == center {
					waiting = slices.Sorted(maps.Keys(refs))
				}
				refs[i] = ref
				if refs[center] == nil {
					continue
				}
				for _, k := range waiting {
					if err := tx.JoinCopy(refs[k], refs[center], 0.9); err != nil {
						return err
					}
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestALineOfManyIsJoinedInAnyOrder brings texts that are all on one line of reporting,
// more than are compared with each other, in several orders, and forgets some of them.
func TestALineOfManyIsJoinedInAnyOrder(t *testing.T) {
	const n = 60
	src := source()
	want, left := "", ""
	for try := range 5 {
		s := openJoining(t)
		bringLine(t, s, src, rand.New(rand.NewPCG(uint64(try), 7)).Perm(n), 1+7*try)
		got := joins(t, s) + "\n" + comparedPairs(t, s)
		if try == 0 {
			want = got
		} else if got != want {
			t.Fatalf("order %d gives other joins:\n%s", try, firstDifference(got, want))
		}
		if try == 0 {
			alone := openJoining(t)
			order := slices.DeleteFunc(rand.New(rand.NewPCG(9, 9)).Perm(n), func(i int) bool { return i%10 == 3 })
			bringLine(t, alone, src, order, 5)
			left = joins(t, alone) + "\n" + comparedPairs(t, alone)
		}
		for i := range n {
			if i%10 != 3 {
				continue
			}
			if err := s.Update(t.Context(), func(tx *Tx) error {
				_, err := tx.ForgetStory(string(storyOf(t, s, src.Record(i))))
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		if got := joins(t, s) + "\n" + comparedPairs(t, s); got != left {
			t.Fatalf("order %d, after forgetting:\n%s", try, firstDifference(got, left))
		}
		if list := findings(t, s); len(list) != 0 {
			t.Errorf("%+v", list)
		}
	}
}

// TestAStoryCostsTheSameHoweverLongItsLine brings twice as many texts on one line.
func TestAStoryCostsTheSameHoweverLongItsLine(t *testing.T) {
	var took [2]int
	for k := range took {
		s := openJoining(t)
		order := make([]int, 60*(k+1))
		for i := range order {
			order[i] = i
		}
		bringLine(t, s, source(), order, 1)
		took[k] = s.joins.pairs
	}
	if took[1] > 5*took[0]/2 {
		t.Errorf("60 texts of one line take %d comparisons, 120 take %d", took[0], took[1])
	}
}
