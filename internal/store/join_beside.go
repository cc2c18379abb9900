package store

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// sideBySide calls do for each of a list, several at a time: comparing two texts asks
// for nothing but these, where all that is asked of the archive takes turns.
func sideBySide[T any](list []T, do func(T)) {
	workers := min(runtime.GOMAXPROCS(0), len(list))
	if workers < 2 {
		for _, x := range list {
			do(x)
		}
		return
	}
	var next atomic.Int64
	var all sync.WaitGroup
	failed := make(chan any, workers)
	for range workers {
		all.Go(func() {
			defer func() {
				if fault := recover(); fault != nil {
					failed <- fault
				}
			}()
			for i := next.Add(1) - 1; int(i) < len(list); i = next.Add(1) - 1 {
				do(list[i])
			}
		})
	}
	all.Wait()
	select {
	case fault := <-failed: // it costs the change, as one on the way up does
		panic(fault)
	default:
	}
}
