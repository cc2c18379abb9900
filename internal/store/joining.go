package store

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// This file says how far the stories of an archive are joined, while some wait for it.

// A Joining says how many stories there are whose records can be told together, and
// how many of them are joined. The zero Joining is that of an archive where all are.
type Joining struct {
	Done int `json:"done" doc:"stories that are joined"`
	Of   int `json:"of" doc:"stories that are read"`
}

// joiningShare is the part of the time that counting for [Store.Joining] may take: a
// count holds for as many times what it took.
const joiningShare = 20

// Joining returns how far the stories that one may see are joined, as it was a moment
// ago. Of an archive where all are it asks for one row.
func (s *Store) Joining(ctx context.Context) (j Joining, err error) {
	noted, err := s.Meta(ctx, leftKey)
	if err != nil || noted == "" {
		return j, err
	}
	s.joining.Lock()
	defer s.joining.Unlock()
	if time.Now().Before(s.joining.until) {
		return s.joining.last, nil
	}
	began, left := time.Now(), 0
	_, err = s.row(ctx, []any{&j.Of, &left}, `SELECT count(DISTINCT v.sid), count(DISTINCT iif(`+notJoined+`, v.sid, NULL)) FROM told t JOIN versions v USING (vid)`)
	if err != nil {
		return Joining{}, err
	}
	if j.Done = j.Of - left; left == 0 {
		j = Joining{}
	}
	s.joining.last, s.joining.until = j, time.Now().Add(max(time.Second, joiningShare*time.Since(began)))
	return j, nil
}

// String says it in a sentence, "" where all stories are joined.
func (j Joining) String() string {
	if j.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %s joined so far: what the others tell is not here yet.", j.Done, plural.Of(j.Of, "story is", "stories are"))
}

// A joiningMemo is the last count of [Store.Joining], and how long it holds.
type joiningMemo struct {
	sync.Mutex
	last  Joining
	until time.Time
}
