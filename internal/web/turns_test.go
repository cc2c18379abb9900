package web

import (
	"context"
	"slices"
	"testing"
	"time"
)

// TestQuickPagesGoFirst has pages wait that take long and pages that do not.
func TestQuickPagesGoFirst(t *testing.T) {
	turns := &turns{free: 1, took: map[string]time.Duration{"/search": 200 * time.Millisecond, "/story/": 5 * time.Millisecond}}
	hold := turns.take(t.Context(), "/story/", false)
	order, done := make(chan string, 10), make(chan bool)
	ask := func(ctx context.Context, name, kind string, late bool) {
		waiting := turns.len()
		go func() {
			give := turns.take(ctx, kind, late)
			if ctx.Err() == nil {
				order <- name
			}
			give()
			done <- true
		}()
		for turns.len() == waiting {
			time.Sleep(time.Millisecond)
		}
	}
	gone, stop := context.WithCancel(t.Context())
	ask(t.Context(), "anew", "/story/", true)
	ask(t.Context(), "search", "/search", false)
	ask(gone, "gone", "/story/", false)
	ask(t.Context(), "story", "/story/", false)
	ask(t.Context(), "other", "/other", false)
	stop()
	<-done
	hold()
	for range 4 {
		<-done
	}
	close(order)
	if got := slices.Collect(func(yield func(string) bool) {
		for name := range order {
			yield(name)
		}
	}); !slices.Equal(got, []string{"story", "other", "search", "anew"}) && !slices.Equal(got, []string{"other", "story", "search", "anew"}) {
		t.Errorf("they go in the order %v", got)
	}
	if turns.free != 1 || turns.len() != 0 {
		t.Errorf("%d are free, %d wait", turns.free, turns.len())
	}
}

// len is how many wait.
func (t *turns) len() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.waiting)
}
