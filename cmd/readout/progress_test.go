package main

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/ingest"
)

// written is a writer that is read while it is written.
type written struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *written) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *written) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func (l *written) count(word string) int { return strings.Count(l.String(), word) }

// TestALongRunIsNotSilentOffATerminal sees that lines come as long as a run
// lasts, though one story take all the time, and none after it.
func TestALongRunIsNotSilentOffATerminal(t *testing.T) {
	out := new(written)
	l := &progressLine{w: out, every: 5 * time.Millisecond}
	l.begin()
	time.Sleep(20 * time.Millisecond)
	if out.count("\n") != 0 {
		t.Error("something was said before there was something to say")
	}
	l.show(ingest.Progress{Doing: "reading", Done: 8, Total: 1000, Started: time.Now()})
	for wait := 0; out.count("reading: 8 of 1000") < 3; wait++ {
		if wait > 1000 {
			t.Fatal("nothing is said")
		}
		time.Sleep(5 * time.Millisecond)
	}
	l.clear()
	l.clear()
	said := out.count("\n")
	time.Sleep(30 * time.Millisecond)
	if out.count("\n") != said {
		t.Error("it goes on after the end")
	}
	quiet := &progressLine{w: out, every: time.Millisecond}
	quiet.show(ingest.Progress{Doing: "nothing"})
	quiet.clear()
	if out.count("nothing") != 0 {
		t.Error("quiet is not quiet")
	}
}
