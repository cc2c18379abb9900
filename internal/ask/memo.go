package ask

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// maxMemos bounds the answers that are remembered.
const maxMemos = 500

// A memos remembers what questions about the whole archive gave, as long as the
// archive is the same: pages, facets and pictures ask the same ones again and
// again. Those who ask at once wait for one answer.
type memos struct {
	mu   sync.Mutex
	seq  int64 // of the archive's last change, for which the answers hold
	list map[string]*memo
}

// A memo is one answer; done is closed when it is there.
type memo struct {
	done  chan struct{}
	value any
	err   error
}

// remembered returns the answer to a question by its key, made once for each
// state of the archive. An error is not remembered.
func remembered[T any](ctx context.Context, s *Service, key string, answer func() (T, error)) (T, error) {
	var none T
	seq, err := s.Store.LastChange(ctx)
	if err != nil {
		return none, err
	}
	m := &s.memos
	m.mu.Lock()
	if m.seq != seq || len(m.list) >= maxMemos || m.list == nil {
		m.seq, m.list = seq, make(map[string]*memo)
	}
	list, known := m.list, m.list[key]
	if known == nil {
		known = &memo{done: make(chan struct{})}
		list[key] = known
		m.mu.Unlock()
		return fill(m, list, key, known, answer)
	}
	m.mu.Unlock()
	select {
	case <-known.done:
	case <-ctx.Done():
		return none, ctx.Err()
	}
	if known.err != nil { // perhaps the other one went away: ask again, for oneself
		return answer()
	}
	return known.value.(T), nil
}

// fill makes an answer and lets those go on who wait for it, whatever happens.
func fill[T any](m *memos, list map[string]*memo, key string, known *memo, answer func() (T, error)) (T, error) {
	known.err = errNoAnswer
	defer func() {
		if known.err != nil {
			m.mu.Lock()
			delete(list, key)
			m.mu.Unlock()
		}
		close(known.done)
	}()
	value, err := answer()
	known.value, known.err = value, err
	return value, err
}

// errNoAnswer is what a memo has until it is filled.
var errNoAnswer = errors.New("no answer was made")

// memoKey names a question to the archive.
func memoKey(what string, q *store.Query) string {
	return fmt.Sprintf("%s|%s|%v|%s|%s", what, q.Kind, q.All, q.Words, fieldsText(q))
}
