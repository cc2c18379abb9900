package store

import (
	"crypto/sha256"
	"fmt"
	"math/bits"
	"sync"
	"sync/atomic"
)

// Questions have conditions in common: a country, a type, a month. A screen says of one
// condition for which rows it holds, a bit for each, looked at in blocks when one of
// their rows is first asked for, so that a page that needs the newest rows alone looks
// at few. What a question finds is where the bits of all its screens are set.

// screenRows is how many rows of a screen are looked at in one go: a tenth of a
// millisecond, and 512 bytes.
const screenRows = 4096

// A screen is the rows for which a condition holds. It is of columns that never change.
type screen struct {
	rows  int
	holds func(i int) bool
	mu    sync.Mutex
	seen  []atomic.Bool // by block: its bits say how it is
	bits  []uint64
}

func newScreen(rows int, holds func(int) bool) *screen {
	blocks := (rows + screenRows - 1) / screenRows
	return &screen{rows: rows, holds: holds, seen: make([]atomic.Bool, blocks), bits: make([]uint64, blocks*screenRows/64)}
}

// among looks at some rows alone: for no others the condition holds.
func (s *screen) among(rows []int32) {
	for _, i := range rows {
		if s.holds(int(i)) {
			s.bits[i>>6] |= 1 << (i & 63)
		}
	}
	for block := range s.seen {
		s.seen[block].Store(true)
	}
}

// word returns the bits of 64 rows.
func (s *screen) word(w int) uint64 {
	if block := w / (screenRows / 64); !s.seen[block].Load() {
		s.look(block)
	}
	return s.bits[w]
}

// has reports whether the condition holds for a row.
func (s *screen) has(i int) bool { return s.word(i>>6)&(1<<(i&63)) != 0 }

// look looks at a block of rows.
func (s *screen) look(block int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen[block].Load() {
		return
	}
	for i := block * screenRows; i < min((block+1)*screenRows, s.rows); i++ {
		if s.holds(i) {
			s.bits[i>>6] |= 1 << (i & 63)
		}
	}
	s.seen[block].Store(true)
}

// Screens holds the screens of conditions that were asked for last.
type screens struct {
	mu   sync.Mutex
	cols *columns
	rows [2]*rowColumns  // of statements and events
	held lately[*screen] // by the bytes of their bits
}

// maxScreens bounds the bytes of all screens: a hundred of those of an archive of
// 100,000 stories.
const maxScreens = 8 << 20

// of returns the screen of a condition of a question, made of what looks
// gives if it is not held; nil where that is nothing. Of other columns none is held any more.
func (s *screens) of(f *sifter, c *cond, rows int, looks func() func(i int) bool) *screen {
	sum := sha256.Sum256(fmt.Appendf(nil, "%v %s %+q", f.b.kind, c.sql, c.vals))
	key, side := string(sum[:]), f.side()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cols != f.cols || side >= 0 && s.rows[side] != nil && s.rows[side] != f.rows {
		s.cols, s.rows, s.held = f.cols, [2]*rowColumns{}, lately[*screen]{most: maxScreens}
	}
	if side >= 0 {
		s.rows[side] = f.rows
	}
	if known, ok := s.held.get(key); ok {
		return known
	}
	holds := looks()
	if holds == nil {
		return nil
	}
	made := newScreen(rows, holds)
	if c.among != nil {
		made.among(c.among(f.rows))
	}
	s.held.put(key, made, 8*len(made.bits))
	return made
}

// down goes through the rows that the screens of a question leave, the last first,
// until do is false.
func (f *sifter) down(rows int, do func(i int) bool) {
	for w := (rows+63)>>6 - 1; w >= 0; w-- {
		left := ^uint64(0)
		if more := rows - w<<6; more < 64 {
			left = 1<<more - 1
		}
		for k := 0; k < len(f.screens) && left != 0; k++ {
			left &= f.screens[k].word(w)
		}
		for left != 0 {
			bit := 63 - bits.LeadingZeros64(left)
			left &^= 1 << bit
			if !do(w<<6 | bit) {
				return
			}
		}
	}
}
