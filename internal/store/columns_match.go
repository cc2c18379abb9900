package store

import (
	"context"
	"sync"
)

// matches are the rows of indexes that have words, in one state of the archive.
type matches struct {
	mu    sync.Mutex
	state int64
	sets  lately[rowSet] // by their bytes
}

// maxMatched bounds the bytes of the sets of rows that are remembered: two hundred of an
// archive of 100,000 stories.
const maxMatched = 12 << 20

// get returns what is remembered of words in a state of the archive.
func (m *matches) get(key string, state int64) (rowSet, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.state != state || m.sets.most == 0 {
		m.state, m.sets = state, lately[rowSet]{most: maxMatched}
	}
	return m.sets.get(key)
}

// put remembers a set, and lets go of those that were not used for longest.
func (m *matches) put(key string, state int64, set rowSet) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.state != state {
		return
	}
	if _, known := m.sets.get(key); !known {
		m.sets.put(key, set, 8*len(set))
	}
}

// matched returns the rows of an index of words that have some, remembered while the
// archive stays as it is: what a page shows, counts and draws has the same words.
func (s *Store) matched(ctx context.Context, index, words string, state int64) (rowSet, error) {
	key := index + "\x00" + words
	if set, known := s.matches.get(key, state); known {
		return set, nil
	}
	var list string
	if _, err := s.first(ctx, []any{&list}, `SELECT coalesce(group_concat(rowid), '') FROM `+index+` WHERE `+index+` MATCH ?`, words); err != nil {
		return nil, err
	}
	set, _ := rowSetOf(list)
	s.matches.put(key, state, set)
	return set, nil
}
