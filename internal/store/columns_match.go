package store

import (
	"context"
	"sync"
)

// matches are the rows of indexes that have words, in one state of the archive.
type matches struct {
	mu    sync.Mutex
	state int64
	sets  map[string]*match
	size  int // bytes of the sets
	uses  int64
}

// A match is a set of rows; the one that was used last has the highest number.
type match struct {
	rows rowSet
	used int64
}

// maxMatched bounds the bytes of the sets of rows that are remembered: two hundred of an
// archive of 100,000 stories.
const maxMatched = 12 << 20

// get returns what is remembered of words in a state of the archive.
func (m *matches) get(key string, state int64) (rowSet, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.state != state || m.sets == nil {
		m.state, m.sets, m.size = state, make(map[string]*match), 0
	}
	known := m.sets[key]
	if known == nil {
		return nil, false
	}
	m.uses++
	known.used = m.uses
	return known.rows, true
}

// put remembers a set, and lets go of those that were not used for longest.
func (m *matches) put(key string, state int64, set rowSet) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.state != state || m.sets[key] != nil {
		return
	}
	m.uses++
	m.sets[key] = &match{set, m.uses}
	for m.size += 8 * len(set); m.size > maxMatched && len(m.sets) > 1; {
		oldest := ""
		for key, known := range m.sets {
			if oldest == "" || known.used < m.sets[oldest].used {
				oldest = key
			}
		}
		m.size -= 8 * len(m.sets[oldest].rows)
		delete(m.sets, oldest)
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
