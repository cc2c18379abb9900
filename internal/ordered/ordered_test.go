package ordered

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestOrderIsKept gives work of all lengths: what is done comes in the order in
// which it was given, and jobs of them run at a time.
func TestOrderIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		given := []int{5, 1, 4, 1, 3, 9, 2, 6}
		var going, most atomic.Int32
		results, wait := Run(t.Context(), 3, 4, Each(given), func(n int) {
			most.Store(max(most.Load(), going.Add(1)))
			time.Sleep(time.Duration(n) * time.Second)
			going.Add(-1)
		})
		var got []int
		for n := range results {
			got = append(got, n)
		}
		wait()
		if !slices.Equal(got, given) || most.Load() != 3 {
			t.Errorf("%v, %d at a time", got, most.Load())
		}
	})
}

// TestAStopEndsTheResults stops while a feed waits for what never comes: the
// results end, and what was begun is finished.
func TestAStopEndsTheResults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		never, ended := make(chan int), make(chan bool, 1)
		begun, finished := 0, 0
		results, wait := Run(ctx, 1, 8, func(give func(int) bool) {
			give(1)
			give(2)
			<-never
			ended <- give(3)
		}, func(n int) {
			begun++
			if n == 2 {
				stop()
			}
			time.Sleep(time.Second)
			finished++
		})
		got := 0
		for range results {
			got++
		}
		if ctx.Err() == nil || got > 1 {
			t.Errorf("%d came, context %v", got, ctx.Err())
		}
		close(never)
		wait()
		if begun != 2 || finished != 2 || <-ended {
			t.Errorf("%d begun, %d finished", begun, finished)
		}
	})
}

// TestFewWaitAhead checks that a slow first one does not let all others pile up.
func TestFewWaitAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		given := 0
		hold := make(chan bool)
		results, wait := Run(t.Context(), 2, 3, func(give func(int) bool) {
			for n := range 100 {
				give(n)
				given++
			}
		}, func(n int) {
			if n == 0 {
				<-hold
			}
		})
		synctest.Wait()
		if given > 5 { // one in work, three that wait, one that is handed over
			t.Errorf("%d are given while the first is at work", given)
		}
		close(hold)
		for range results {
		}
		wait()
	})
}
