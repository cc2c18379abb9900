package growth

import (
	"fmt"
	"testing"
)

// failed is a test that remembers that it failed.
type failed struct {
	testing.TB
	why string
}

func (f *failed) Helper() {}

func (f *failed) Errorf(format string, args ...any) { f.why = fmt.Sprintf(format, args...) }

// TestLinear tells what grows with its input from what grows with its square.
func TestLinear(t *testing.T) {
	var kept [][]byte
	for _, tt := range []struct {
		name   string
		bytes  func(n int) int
		linear bool
	}{
		{"linear", func(n int) int { return 64 * n }, true},
		{"with the square", func(n int) int { return n * n }, false},
	} {
		got := &failed{TB: t}
		Linear(got, 1000, func(n int) func() { return func() { kept = append(kept[:0], make([]byte, tt.bytes(n))) } })
		if (got.why == "") != tt.linear {
			t.Errorf("%s: failed with %q", tt.name, got.why)
		}
	}
}
