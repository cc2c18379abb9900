package store

import (
	"context"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// A Watched is a feed, folder or story that is looked at again and again.
type Watched struct {
	Address string    `json:"address"`
	Kind    string    `json:"kind" enum:"feed,folder,story"`
	Last    time.Time `json:"last,omitzero" doc:"the last look"`
	Good    time.Time `json:"good,omitzero" doc:"the last look that went well"`
	Next    time.Time `json:"next,omitzero" doc:"not before; missing: never again"`
	Fails   int       `json:"fails" doc:"failed looks in a row"`
	Note    string    `json:"note,omitempty" doc:"why the last look failed"`
}

// Watches returns what is looked at, feeds and folders first, failing ones
// before the others, at most limit of them.
func (s *Store) Watches(ctx context.Context, limit int) ([]*Watched, error) {
	return s.watched(ctx, watchedQuery+` ORDER BY kind = 'story', fails = 0, address LIMIT ?`, limit)
}

func (s *Store) watched(ctx context.Context, query string, args ...any) ([]*Watched, error) {
	var list []*Watched
	err := s.rows(ctx, func(scan func(...any) error) error {
		w := new(Watched)
		var last, good, next string
		err := scan(&w.Address, &w.Kind, &last, &good, &next, &w.Fails, &w.Note)
		w.Last, w.Good, w.Next = parseStamp(last), parseStamp(good), parseStamp(next)
		list = append(list, w)
		return err
	}, query, args...)
	return list, err
}

const watchedQuery = `SELECT address, kind, last_at, good_at, next_at, fails, note FROM watches`

// Waiting returns what waits for its next look: feeds and folders that failed,
// and what comes next, if that is not before soon.
func (s *Store) Waiting(ctx context.Context, soon time.Time) ([]*Watched, error) {
	return s.watched(ctx, watchedQuery+` WHERE next_at <> '' AND (fails > 0 AND kind <> 'story'
		OR next_at >= ?1 AND address = (SELECT address FROM watches WHERE next_at <> '' ORDER BY next_at, address LIMIT 1)) ORDER BY next_at, address LIMIT 50`, stamp(soon))
}

// A Trouble is a version that could not be read, and why.
type Trouble struct {
	Version  readout.VersionID `json:"version"`
	Headline string            `json:"headline"`
	Pipeline string            `json:"pipeline"`
	At       time.Time         `json:"at"`
	Reason   string            `json:"reason"`
}

// Troubles returns the versions that were set aside, the newest first.
func (s *Store) Troubles(ctx context.Context, limit int) ([]*Trouble, error) {
	var list []*Trouble
	err := s.rows(ctx, func(scan func(...any) error) error {
		t := new(Trouble)
		var at string
		err := scan(&t.Version, &t.Headline, &t.Pipeline, &at, &t.Reason)
		t.At = parseStamp(at)
		list = append(list, t)
		return err
	}, `SELECT v.id, v.headline, p.name, a.at, a.reason FROM set_aside a JOIN versions v USING (vid) JOIN pipelines p USING (pid) ORDER BY a.at DESC, a.vid DESC LIMIT ?`, limit)
	return list, err
}
