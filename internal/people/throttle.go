package people

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often somebody may try to sign in: ten times at once, then once in twelve
// seconds, from an address; the same for an account, from wherever. Whoever
// guesses has 7,200 tries a day at the most, for passwords of twelve
// characters and more.
const (
	triesAtOnce = 10
	trySpacing  = 12 * time.Second
	maxTried    = 20_000 // names and addresses that are remembered
)

// A Throttle bounds how often somebody may try. The zero Throttle is ready.
type Throttle struct {
	mu   sync.Mutex
	keys map[string]*rate.Limiter
}

// Try reports whether one more try under all of the keys is allowed at a time; if not, it
// says how long to wait, and the try is not counted.
func (t *Throttle) Try(now time.Time, keys ...string) (wait time.Duration, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.forget(now, len(keys))
	var taken []*rate.Reservation
	for _, key := range keys {
		l := t.keys[key]
		if l == nil {
			l = rate.NewLimiter(rate.Every(trySpacing), triesAtOnce)
			t.keys[key] = l
		}
		r := l.ReserveN(now, 1)
		taken = append(taken, r)
		wait = max(wait, r.DelayFrom(now))
	}
	if wait == 0 {
		return 0, true
	}
	for _, r := range taken {
		r.CancelAt(now)
	}
	return wait, false
}

// forget makes room for n keys more: those go that have all their tries, and if that
// is not enough, all do.
func (t *Throttle) forget(now time.Time, n int) {
	if t.keys == nil {
		t.keys = make(map[string]*rate.Limiter)
	}
	if len(t.keys)+n <= maxTried {
		return
	}
	for key, l := range t.keys {
		if l.TokensAt(now) >= triesAtOnce {
			delete(t.keys, key)
		}
	}
	if len(t.keys)+n > maxTried {
		clear(t.keys)
	}
}
