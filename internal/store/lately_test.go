package store

import (
	"slices"
	"testing"
)

// TestLatelyHoldsWhatWasUsedLast fills a keeper beyond its size.
func TestLatelyHoldsWhatWasUsedLast(t *testing.T) {
	var gone []int
	l := lately[int]{most: 10, gone: func(n int) { gone = append(gone, n) }}
	if _, ok := l.get("a"); ok {
		t.Error("nothing was put, and something is held")
	}
	for i, key := range []string{"a", "b", "c"} {
		l.put(key, i, 3)
	}
	if n, ok := l.get("a"); n != 0 || !ok {
		t.Errorf("a: %d, %v", n, ok)
	}
	l.put("d", 3, 4) // 13 of 10: b was not used for longest
	if !slices.Equal(gone, []int{1}) || l.size != 10 {
		t.Errorf("%v went, %d are held", gone, l.size)
	}
	l.put("e", 4, 40)
	if n, ok := l.get("e"); n != 4 || !ok || !slices.Equal(gone, []int{1, 2, 0, 3}) || l.size != 40 {
		t.Errorf("one that is larger than all: %d, %v; %v went, %d are held", n, ok, gone, l.size)
	}
}
