package store

import (
	"testing"
	"time"
)

// TestFillingIsSaidWhileColumnsAreRead looks while the first reading has to wait, and
// after it.
func TestFillingIsSaidWhileColumnsAreRead(t *testing.T) {
	s := openTemp(t)
	add(t, s, arrival("https://one.example/1", "Sound Courier", ferryText))
	if s.Filling() {
		t.Error("something is read that nobody asked for")
	}
	s.holder.mu.Lock()
	done := make(chan error)
	go func() { done <- s.Hold(t.Context()) }()
	for !s.Filling() {
		time.Sleep(time.Millisecond)
	}
	s.holder.mu.Unlock()
	if err := <-done; err != nil || s.Filling() {
		t.Errorf("%v; it is read still: %v", err, s.Filling())
	}
}
