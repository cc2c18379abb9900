package ask

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
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
	uses int64
	list map[string]*memo
}

// drop lets go of the half of the answers that were not used for longest.
func (m *memos) drop() {
	var uses []int64
	for _, known := range m.list {
		uses = append(uses, known.used)
	}
	slices.Sort(uses)
	maps.DeleteFunc(m.list, func(_ string, known *memo) bool { return known.used < uses[len(uses)/2] })
}

// A memo is one answer; done is closed when it is there.
type memo struct {
	used  int64 // the one that was used last has the highest number
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
	if m.seq != seq || m.list == nil {
		m.seq, m.list = seq, make(map[string]*memo)
	}
	m.uses++
	list, known := m.list, m.list[key]
	if known == nil {
		if len(list) >= maxMemos {
			m.drop()
		}
		known = &memo{done: make(chan struct{}), used: m.uses}
		list[key] = known
		m.mu.Unlock()
		return fill(m, list, key, known, answer)
	}
	known.used = m.uses
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

// known returns the answer to a question that was made already.
func known[T any](ctx context.Context, s *Service, key string) (value T, ok bool, err error) {
	seq, err := s.Store.LastChange(ctx)
	if err != nil {
		return value, false, err
	}
	m := &s.memos
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.seq != seq || m.list[key] == nil {
		return value, false, nil
	}
	select {
	case <-m.list[key].done:
	default:
		return value, false, nil
	}
	if m.list[key].err != nil {
		return value, false, nil
	}
	m.uses++
	m.list[key].used = m.uses
	return m.list[key].value.(T), true, nil
}

// fill makes an answer and lets those go on who wait for it, whatever happens.
func fill[T any](m *memos, list map[string]*memo, key string, known *memo, answer func() (T, error)) (T, error) {
	known.err = errNoAnswer
	defer func() {
		if known.err != nil {
			m.mu.Lock()
			if list[key] == known {
				delete(list, key)
			}
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
