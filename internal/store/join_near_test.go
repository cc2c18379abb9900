package store

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// TestTheNearestAreThoseOfASortedList holds the nearest against the front of the
// whole list sorted, with many that share as many keys.
func TestTheNearestAreThoseOfASortedList(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		shared := make(map[int64]int)
		var list []int64
		for x := range int64(n) {
			shared[x] = 2 + rnd.IntN(1+n%9)
			list = append(list, x)
		}
		rnd.Shuffle(n, func(i, j int) { list[i], list[j] = list[j], list[i] })
		nearer := func(x, y int64) int { return cmp.Or(shared[y]-shared[x], cmp.Compare(y, x)) }
		want := slices.Clone(list)
		slices.SortFunc(want, nearer)
		got := nearestFirst(list, func(x int64) int { return shared[x] }, nearer)
		if got != min(n, thread.MostNear) || !slices.Equal(list[:got], want[:got]) {
			t.Fatalf("of %d the nearest are %v, want %v", n, list[:got], want[:min(n, thread.MostNear)])
		}
		slices.Sort(list)
		slices.Sort(want)
		if !slices.Equal(list, want) {
			t.Fatalf("of %d digests %v are left", n, list)
		}
	}
}

// TestWhatIsHeldOfTheIndexIsTheIndex asks for keys in windows that grow, while digests
// are told of.
func TestWhatIsHeldOfTheIndexIsTheIndex(t *testing.T) {
	s := openJoining(t)
	rnd := rand.New(rand.NewPCG(3, 4))
	if err := s.Update(t.Context(), func(tx *Tx) error {
		var held telling
		for range 2000 {
			key := uint64(rnd.IntN(5))
			if row := (toldDay{int64(rnd.IntN(40)), int64(rnd.IntN(90))}); rnd.IntN(2) == 0 {
				if err := tx.tellKey(key, row.day, row.did); err != nil {
					return err
				}
				held.add(key, row)
				continue
			}
			day := int64(rnd.IntN(90))
			got, err := held.of(tx, key, day-thread.JoinDays, day+thread.JoinDays)
			if err != nil {
				return err
			}
			dids, err := tx.numbers(`SELECT DISTINCT did FROM telling WHERE key = ? AND day BETWEEN ? AND ? ORDER BY did`, int64(key), day-thread.JoinDays, day+thread.JoinDays)
			if err != nil {
				return err
			}
			touched := held.count(got, []int64{day}, nil)
			if !slices.Equal(touched, dids) {
				t.Fatalf("key %d around %d: %v, want %v", key, day, touched, dids)
			}
			for _, did := range touched {
				if n := held.take(did); n != 1 {
					t.Fatalf("digest %d has the key %d times", did, n)
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
