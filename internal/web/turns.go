package web

import (
	"container/heap"
	"context"
	"runtime"
	"strings"
	"sync"
	"time"
)

// Pages that are made take turns: as many at once as there are processors and one
// more, which may wait for the disk. Twenty at once would each take twenty times as
// long, and what needs no making, a page that is kept, would wait between them. Who
// waits for a kind of page that is made quickly goes before who waits for one that
// takes long, unless that one has waited for some time.

const (
	turnWait = 10 * time.Second // nobody waits longer for his turn
	turnLead = 2                // so many times what a page takes others may come before it
	mostLead = time.Second      // and no longer
)

// A turns says whose turn it is.
type turns struct {
	mu      sync.Mutex
	free    int
	waiting waiters
	took    map[string]time.Duration // lately, by kind of page
}

// pageTurns are the turns of this program's pages: its processors are those of all.
var pageTurns = &turns{free: runtime.GOMAXPROCS(0) + 1, took: make(map[string]time.Duration)}

// A waiter is a request that waits for its turn.
type waiter struct {
	due   time.Time
	ready chan struct{}
	at    int // in the heap; -1: it is there no more
}

// kindOf names the kind of page that a path is of.
func kindOf(path string) string {
	if at := strings.IndexByte(path[1:], '/'); at >= 0 {
		return path[:at+2]
	}
	return path
}

// take waits for the turn of a page of a kind, and returns what gives it back. late is
// for pages that nobody waits for.
func (t *turns) take(ctx context.Context, kind string, late bool) (give func()) {
	t.mu.Lock()
	lead := min(turnLead*t.took[kind], mostLead)
	if late {
		lead += turnWait / 2
	}
	w := &waiter{due: time.Now().Add(lead), ready: make(chan struct{})}
	if t.free > 0 {
		t.free--
		w.at = -1
		close(w.ready)
	} else {
		heap.Push(&t.waiting, w)
	}
	t.mu.Unlock()
	timeout := time.NewTimer(turnWait)
	defer timeout.Stop()
	select {
	case <-w.ready:
	case <-timeout.C:
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if w.at >= 0 { // it goes without a turn
		heap.Remove(&t.waiting, w.at)
		return func() {}
	}
	began := time.Now()
	return func() { t.give(kind, time.Since(began)) }
}

// busy reports whether somebody waits for his turn.
func (t *turns) busy() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.waiting) > 0
}

// give hands the turn on to the one that is due first.
func (t *turns) give(kind string, took time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if before, ok := t.took[kind]; ok {
		took = (7*before + took) / 8
	}
	t.took[kind] = took
	if len(t.waiting) == 0 {
		t.free++
		return
	}
	close(heap.Pop(&t.waiting).(*waiter).ready)
}

// waiters are a heap: the one that is due first is on top.
type waiters []*waiter

func (h waiters) Len() int           { return len(h) }
func (h waiters) Less(i, j int) bool { return h[i].due.Before(h[j].due) }
func (h waiters) Swap(i, j int)      { h[i], h[j] = h[j], h[i]; h[i].at, h[j].at = i, j }

// Push adds a waiter.
func (h *waiters) Push(w any) {
	w.(*waiter).at = len(*h)
	*h = append(*h, w.(*waiter))
}

// Pop takes the last one out.
func (h *waiters) Pop() any {
	n := len(*h) - 1
	w := (*h)[n]
	w.at, (*h)[n] = -1, nil
	*h = (*h)[:n]
	return w
}
