package ask

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// What a page counts of a large archive takes longer than a person waits for a
// page. With patience, a question has what is found, and what is counted only where
// that is soon there or known: the rest is counted behind it, one answer after the
// other, so that it takes a small part of the processor from the pages that others
// open meanwhile, and is there when it is asked for again.

// A Patience is how long questions wait for what is counted.
type Patience struct {
	until   time.Time
	missing atomic.Bool
}

type patienceKey struct{}

// WithPatience returns a context in which questions wait for so long, together, for
// what they count.
func WithPatience(ctx context.Context, d time.Duration) (context.Context, *Patience) {
	p := &Patience{until: time.Now().Add(d)}
	return context.WithValue(ctx, patienceKey{}, p), p
}

// Missing reports whether something was not waited for.
func (p *Patience) Missing() bool { return p.missing.Load() }

// counting has counts behind pages made one after the other.
type counting struct {
	one     sync.Mutex
	mu      sync.Mutex
	waiting map[string]chan struct{} // closed when a count was made; by its key
}

// later is [remembered] of what is counted: ok is false if the answer was not
// waited for. answer is given the context to make it with.
func later[T any](ctx context.Context, s *Service, key string, answer func(context.Context) (T, error)) (value T, ok bool, err error) {
	p, _ := ctx.Value(patienceKey{}).(*Patience)
	if p == nil {
		value, err = remembered(ctx, s, key, func() (T, error) { return answer(ctx) })
		return value, err == nil, err
	}
	if value, ok, err = known[T](ctx, s, key); ok || err != nil {
		return value, ok, err
	}
	behind := context.WithValue(context.WithoutCancel(ctx), patienceKey{}, (*Patience)(nil))
	made := s.counting.behind(key, func() {
		_, _ = remembered(behind, s, key, func() (T, error) { return answer(behind) }) // who asks again makes an error his own
	})
	select {
	case <-made:
		if value, ok, err = known[T](ctx, s, key); ok || err != nil {
			return value, ok, err
		}
		p.missing.Store(true) // it failed, or the archive has changed meanwhile
		return value, false, nil
	case <-time.After(time.Until(p.until)):
		p.missing.Store(true)
		return value, false, nil
	case <-ctx.Done():
		return value, false, ctx.Err()
	}
}

// behind has a count made in its turn, unless it waits for that already, and
// returns what is closed then. Whoever wants it at once need not wait for the turn:
// until that comes it is not known that somebody makes it.
func (c *counting) behind(key string, count func()) <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if made := c.waiting[key]; made != nil {
		return made
	}
	if c.waiting == nil {
		c.waiting = make(map[string]chan struct{})
	}
	made := make(chan struct{})
	c.waiting[key] = made
	go func() {
		c.one.Lock()
		defer func() {
			_ = recover() // only a bug can cause it: who asks without patience hears of it
			c.one.Unlock()
			c.mu.Lock()
			delete(c.waiting, key)
			c.mu.Unlock()
			close(made)
		}()
		count()
	}()
	return made
}
