// Package ordered does work side by side and hands on what is done in the order
// in which it came.
package ordered

import (
	"context"
	"sync"
)

// Run calls work for everything that feed gives, jobs at a time, and sends it
// on in the order in which it was given. At most ahead wait for one before them.
//
// feed runs beside the work; give returns false when ctx is over, and feed
// should end then. The results end when feed does or when ctx is over, whichever
// is first; a feed that reads from a pipe may still wait for it then. wait
// returns when no work is going on and feed has ended.
func Run[T any](ctx context.Context, jobs, ahead int, feed func(give func(T) bool), work func(T)) (results <-chan T, wait func()) {
	todo, order, out := make(chan *task[T]), make(chan *task[T], ahead), make(chan T)
	var workers sync.WaitGroup
	for range jobs {
		workers.Go(func() {
			for t := range todo {
				work(t.value)
				close(t.done)
			}
		})
	}
	workers.Go(func() {
		defer close(order)
		defer close(todo)
		feed(func(v T) bool {
			if ctx.Err() != nil {
				return false
			}
			t := &task[T]{v, make(chan struct{})}
			select {
			case order <- t:
				todo <- t
				return true
			case <-ctx.Done():
				return false
			}
		})
	})
	go func() {
		defer close(out)
		sendOn(ctx, order, out)
	}()
	return out, workers.Wait
}

// A task is work that is done, or not yet.
type task[T any] struct {
	value T
	done  chan struct{}
}

// sendOn sends on what is done in its order, until there is no more or ctx is
// over.
func sendOn[T any](ctx context.Context, order <-chan *task[T], out chan<- T) {
	for {
		var t *task[T]
		select {
		case t = <-order:
		case <-ctx.Done():
		}
		if t == nil {
			return
		}
		select {
		case <-t.done:
		case <-ctx.Done():
			return
		}
		select {
		case out <- t.value:
		case <-ctx.Done():
			return
		}
	}
}

// Each is the feed of a list.
func Each[T any](list []T) func(give func(T) bool) {
	return func(give func(T) bool) {
		for _, v := range list {
			if !give(v) {
				return
			}
		}
	}
}
