// Package growth holds what code takes against the size of its input in tests,
// without a clock: a busy machine changes nothing.
package growth

import (
	"runtime"
	"testing"
)

// most is how many times as much four times the input may take: 4 where it grows
// with the input, a little more where tables double or things are sorted, 16
// where it grows with the square.
const most = 8

// Linear runs prepare for inputs of n and of 4n items, and what it returns, and
// fails the test if the larger one allocates more than linear growth explains.
// What a first run keeps for later ones is not counted.
func Linear(t testing.TB, n int, prepare func(n int) func()) {
	t.Helper()
	prepare(1)()
	small, large := allocated(prepare(n)), allocated(prepare(4*n))
	if float64(large) > most*float64(small) {
		t.Errorf("%d items take %d bytes, four times as many %d: %.1f times as much", n, small, large, float64(large)/float64(small))
	}
}

// allocated returns the bytes that f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
