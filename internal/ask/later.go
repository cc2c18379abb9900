package ask

import (
	"context"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// What a page counts of a large archive takes longer than a person waits for a
// page. With patience, a question has what is found, and what is counted only where
// that is soon there or known: the rest is counted behind it, one answer after the
// other, so that it takes a small part of the processor from the pages that others
// open meanwhile, and is there when it is asked for again.

// A Patience is how long questions wait for what is counted.
type Patience struct {
	began  time.Time
	most   time.Duration
	others func() bool // whether others wait meanwhile; nil: nobody does

	mu   sync.Mutex
	left []<-chan struct{} // closed when what was not waited for is counted
}

type patienceKey struct{}

const (
	impatience = 10                    // while others wait, patience is so many times less
	othersLook = 20 * time.Millisecond // how often is looked whether others wait
)

// WithPatience returns a context in which questions wait for most, together, for
// what they count, and a tenth of it while others wait; others may be nil.
func WithPatience(ctx context.Context, most time.Duration, others func() bool) (context.Context, *Patience) {
	p := &Patience{began: time.Now(), most: most, others: others}
	return context.WithValue(ctx, patienceKey{}, p), p
}

// wait waits for what is being counted as long as patience lasts.
func (p *Patience) wait(ctx context.Context, made <-chan struct{}) (there bool, err error) {
	for {
		most := p.most
		if p.others != nil && p.others() {
			most /= impatience
		}
		rest := most - time.Since(p.began)
		if p.others != nil {
			rest = min(rest, othersLook)
		}
		select {
		case <-made:
			return true, nil
		case <-time.After(rest):
			if time.Since(p.began) >= most {
				p.leave(made)
				return false, nil
			}
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
}

// leave notes what is not waited for.
func (p *Patience) leave(made <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.left = append(p.left, made)
}

// Counted reports whether what was not waited for is counted meanwhile.
func (p *Patience) Counted() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, made := range p.left {
		select {
		case <-made:
		default:
			return false
		}
	}
	return true
}

// waiting returns a context in which all that is counted of a question is waited for, if
// that takes no longer than a page does.
func (s *Service) waiting(ctx context.Context, q *store.Query) context.Context {
	if s.Store.Quick(ctx, q) {
		return context.WithValue(ctx, patienceKey{}, (*Patience)(nil))
	}
	return ctx
}

// Missing reports whether something was not waited for.
func (p *Patience) Missing() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.left) > 0
}

// TakeTurns has counts behind pages wait for their turn, which is given back when one
// is made. It is called before the first question.
func (s *Service) TakeTurns(turn func() (give func())) { s.counting.turn = turn }

// counting has counts behind pages made one after the other.
type counting struct {
	one     sync.Mutex
	turn    func() (give func()) // waits for the turn of a count; nil: it is always
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
	there, err := p.wait(ctx, made)
	if !there || err != nil {
		return value, false, err
	}
	if value, ok, err = known[T](ctx, s, key); !ok && err == nil {
		p.leave(made) // it failed, or the archive has changed meanwhile
	}
	return value, ok, err
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
		if c.turn != nil {
			defer c.turn()()
		}
		count()
	}()
	return made
}
