package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A StoryMatter is what a story of the archive is about, by its newest version.
type StoryMatter struct {
	thread.Matter
	Version  readout.VersionID
	Outlet   string
	Headline string
	Copies   []string     // stories that have the same words to join by
	Label    people.Label // the highest of the version and the copies
}

// Matters returns what the stories are about that were posted nearest to a day, at
// most so many; with no day, those that were posted last. Copies count once.
func (s *Store) Matters(ctx context.Context, day string, most int) ([]StoryMatter, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	order, args := `t.day DESC, t.vid DESC`, []any{2 * most} // versions and copies go
	if day != "" {
		order, args = `abs(t.day - CAST(julianday(?) - 2440587.5 AS INTEGER)), t.vid DESC`, []any{day, day, 2 * most}
	}
	type row struct {
		StoryMatter
		n    int
		hash string
		rank int // 1 is nearest to the day
	}
	var list []*row
	of := make(map[string]*row) // by story
	err := s.rows(ctx, func(scan func(...any) error) error {
		r := new(row)
		var posted string
		if err := scan(&r.hash, &r.Story, &r.n, &r.Version, &r.Outlet, &r.Headline, &posted, &r.Label, &r.rank); err != nil {
			return err
		}
		r.Day = posted[:min(len("2006-01-02"), len(posted))]
		switch known := of[r.Story]; {
		case known == nil:
			of[r.Story] = r
			list = append(list, r)
		case known.n < r.n:
			*known = *r
		}
		return nil
	}, `SELECT d.hash, s.id, v.n, v.id, s.outlet, v.headline, t.posted, coalesce((SELECT level FROM shut WHERE vid = v.vid), 0), t.rank FROM
		(SELECT t.*, row_number() OVER (ORDER BY `+order+`) AS rank FROM (SELECT * FROM told t ORDER BY `+order+` LIMIT ?) t) t JOIN digests d USING (did) JOIN versions v USING (vid) JOIN stories s USING (sid)
		ORDER BY t.posted = '', t.posted, v.id`, args...)
	if err != nil {
		return nil, err
	}
	ranks := make(map[string]int, len(list)) // of digests: that of the copy nearest to the day
	for _, r := range list {
		if best, known := ranks[r.hash]; !known || r.rank < best {
			ranks[r.hash] = r.rank
		}
	}
	near := slices.Sorted(maps.Values(ranks))
	var out []StoryMatter
	at := make(map[string]int) // by digest
	for _, r := range list {
		if len(near) > most && ranks[r.hash] >= near[most] {
			continue
		}
		if k, ok := at[r.hash]; ok {
			out[k].Copies, out[k].Label = append(out[k].Copies, r.Story), max(out[k].Label, r.Label)
			continue
		}
		at[r.hash] = len(out)
		if r.Terms, err = s.matterTerms(ctx, r.hash); err != nil {
			return nil, err
		}
		out = append(out, r.StoryMatter)
	}
	return out, nil
}

// heldMatters is how many matters are held in memory at least, of some 400 bytes
// each, and half of those at most.
const heldMatters = 20_000

// A matterCache holds what digests are about: unpacking one takes as long as
// comparing a hundred. They are held by the digests' hashes.
type matterCache struct {
	mu        sync.Mutex
	held, old map[string][]thread.Term
}

// matterTerms returns what a digest is about.
func (s *Store) matterTerms(ctx context.Context, hash string) ([]thread.Term, error) {
	c := &s.matters
	c.mu.Lock()
	terms, ok := c.held[hash]
	if !ok {
		terms, ok = c.old[hash]
	}
	c.mu.Unlock()
	if !ok {
		var data []byte
		if _, err := s.row(ctx, []any{&data}, `SELECT body FROM digests WHERE hash = ?`, []byte(hash)); err != nil {
			return nil, err
		}
		all, err := readTerms(data)
		if err != nil {
			return nil, &DamageError{Path: s.path, Err: fmt.Errorf("digest %x can't be read: %s", hash, repairIndex)}
		}
		terms = thread.MatterOf(&thread.Story{Digest: &thread.Digest{Terms: all}}).Terms
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held == nil || len(c.held) >= heldMatters {
		c.held, c.old = make(map[string][]thread.Term), c.held
	}
	c.held[hash] = terms
	return terms, nil
}

// HappeningsIn returns the happenings that stories tell together, at most so many:
// those of which at least half of the stories are among these, by day, with the
// mentions of a few reports.
func (s *Store) HappeningsIn(ctx context.Context, stories []string, most int) ([]*Happening, error) {
	among := `(SELECT DISTINCT t.did FROM stories s JOIN versions v USING (sid) JOIN told t USING (vid) WHERE s.id IN (` + strings.TrimSuffix(strings.Repeat("?, ", len(stories)), ", ") + `))`
	args := make([]any, 0, len(stories)+1)
	for _, id := range stories {
		args = append(args, id)
	}
	list, err := s.happenings(ctx, `happenings h JOIN (SELECT hid, count(DISTINCT did) AS n FROM members WHERE did IN `+among+` AND event <> '' GROUP BY hid) m USING (hid)
		WHERE h.lines > 0 AND 2 * m.n >= (SELECT count(DISTINCT did) FROM members o WHERE o.hid = h.hid) AND EXISTS (SELECT 1 FROM happening_actors a WHERE a.hid = h.hid)
		ORDER BY h.lines DESC, h.stories DESC, h.hid LIMIT ?`, append(args, most)...)
	if err != nil {
		return nil, err
	}
	return list, s.fillHappenings(ctx, list, storylineTold)
}

// storylineTold is how many mentions of each happening of a storyline are read for
// the sentence that is shown.
const storylineTold = 8

// PostedDay returns the day on which a story's newest version was posted, "" if it
// is not known, for a story that is there and whose id is today's.
func (s *Store) PostedDay(ctx context.Context, story readout.StoryID) (day string, err error) {
	_, err = s.row(ctx, []any{&day}, `SELECT coalesce(substr(max(t.posted), 1, 10), '') FROM stories s JOIN versions v USING (sid) JOIN told t USING (vid) WHERE s.id = ?`, story)
	return day, err
}
