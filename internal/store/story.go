package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// A StoryRef names one story of the archive.
type StoryRef struct {
	ID      readout.StoryID
	Outlet  string
	row     int64
	current int64
	made    bool // by this change, for a version that is still to come
}

const storyRefColumns = `s.id, s.outlet, s.sid, s.current`

func (r *StoryRef) dest() []any { return []any{&r.ID, &r.Outlet, &r.row, &r.current} }

// StoriesOf returns the stories that a key names, the newest first.
func (tx *Tx) StoriesOf(key string) ([]*StoryRef, error) {
	if gone, err := tx.forgotten("key", []byte(key)); gone || err != nil {
		return nil, forgottenOr(err)
	}
	var list []*StoryRef
	err := tx.rows(func(scan func(...any) error) error {
		ref := new(StoryRef)
		list = append(list, ref)
		return scan(ref.dest()...)
	}, `SELECT `+storyRefColumns+` FROM story_keys k JOIN stories s USING (sid) WHERE k.key = ? ORDER BY s.sid DESC`, key)
	return list, err
}

// AddStory makes a story of an outlet that keys name. The first key is the one
// its id is made of; there must be one.
func (tx *Tx) AddStory(outlet string, keys []string) (*StoryRef, error) {
	id := mint("st_", outlet, keys[0])
	gone := 0
	_, err := tx.row([]any{&gone}, `SELECT count(*) FROM tombstones WHERE id = ?`, id)
	var sid int64
	fresh := false
	if err == nil && gone == 0 { // the usual case
		sid, fresh, err = tx.insertNew(`INSERT OR IGNORE INTO stories (id, outlet, added_at) VALUES (?, ?, ?)`, id, outlet, tx.at)
	}
	if err == nil && !fresh {
		if id, err = tx.free("stories", "st_", outlet, keys[0]); err == nil {
			sid, err = tx.insert(`INSERT INTO stories (id, outlet, added_at) VALUES (?, ?, ?)`, id, outlet, tx.at)
		}
	}
	if err != nil {
		return nil, err
	}
	ref := &StoryRef{ID: readout.StoryID(id), Outlet: outlet, row: sid, made: true}
	if _, err := tx.AddKeys(ref, keys); err != nil {
		return nil, err
	}
	return ref, tx.change("stories", id, "insert", "")
}

// AddKeys lets further keys name a story. It returns those that did not.
func (tx *Tx) AddKeys(ref *StoryRef, keys []string) (fresh []string, err error) {
	for _, key := range keys {
		n, err := tx.exec(`INSERT OR IGNORE INTO story_keys (key, sid) VALUES (?, ?)`, key, ref.row)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			fresh = append(fresh, key)
		}
	}
	return fresh, nil
}

// AddressKey is the beginning of the keys that are addresses. They have no scheme
// and no www.
const AddressKey = "a:"

// FileKey is the beginning of the keys of files: a hash of the path follows. They
// are forgotten with their story and do not keep another out.
const FileKey = "f:"

// AddFileKey lets the key of a file name the story of a version that came from
// it, unless the version has an address.
func (tx *Tx) AddFileKey(ref *VersionRef, key string) error {
	_, err := tx.exec(`INSERT OR IGNORE INTO story_keys (key, sid) SELECT ?, sid FROM versions WHERE vid = ? AND url = ''`, key, ref.row)
	return err
}

// A Story is what one outlet keeps at one place, with its versions.
type Story struct {
	ID       readout.StoryID
	Outlet   string
	AddedAt  time.Time
	Versions []*VersionInfo // in the order in which they came in
	Flips    int            // times that an older text came back
	// Addresses are those at which the story was found, in order, without scheme
	// and www.
	Addresses []string
}

// Current returns the version that the outlet showed last.
func (st *Story) Current() *VersionInfo {
	for _, info := range st.Versions {
		if info.Current {
			return info
		}
	}
	return st.Versions[len(st.Versions)-1]
}

// Story returns the story that id names: a story's or a version's id, today's
// or one that was merged. It returns [ErrNotFound] or a [ForgottenError].
func (s *Store) Story(ctx context.Context, id string) (*Story, error) {
	id, err := s.Resolve(ctx, id)
	if err != nil {
		return nil, err
	}
	var st Story
	var sid, current int64
	var added string
	ok, err := s.row(ctx, []any{&st.ID, &st.Outlet, &added, &sid, &current},
		`SELECT id, outlet, added_at, sid, current FROM stories WHERE id = ? OR sid = (SELECT sid FROM versions WHERE id = ?)`, id, id)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	st.AddedAt = parseStamp(added)
	if st.Versions, err = s.versionsOf(ctx, sid, current); err != nil {
		return nil, err
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		st.Addresses = append(st.Addresses, strings.TrimPrefix(key, AddressKey))
		return err
	}, `SELECT key FROM story_keys WHERE sid = ? AND key >= ? AND key < ? ORDER BY key`, sid, AddressKey, AddressKey+"\U0010ffff")
	if err != nil {
		return nil, err
	}
	_, err = s.row(ctx, []any{&st.Flips}, `SELECT coalesce(sum(flip), 0) FROM sightings WHERE sid = ?`, sid)
	if err == nil && len(st.Versions) == 0 {
		err = fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	return &st, err
}

// versionsOf returns what is known of a story's versions.
func (s *Store) versionsOf(ctx context.Context, sid, current int64) ([]*VersionInfo, error) {
	var list []*VersionInfo
	err := s.rows(ctx, func(scan func(...any) error) error {
		info := new(VersionInfo)
		list = append(list, info)
		var seen, added string
		dest := append(info.dest(), &info.Change, &info.Day, &seen, &added, &info.URL, &info.Headline, &info.Words, &info.Pipeline)
		err := scan(dest...)
		info.SeenAt, info.AddedAt, info.Current = parseStamp(seen), parseStamp(added), info.row == current
		return err
	}, `SELECT `+versionRefColumns+`, v.change, v.day, v.seen_at, v.added_at, v.url, v.headline, v.words,
		coalesce((SELECT name FROM served JOIN pipelines USING (pid) WHERE served.vid = v.vid), '')
		FROM versions v JOIN stories s USING (sid) WHERE v.sid = ? ORDER BY v.n`, sid)
	return list, err
}

// JoinStories makes one story of two because a person says so: the versions
// of other go to story, and other's id resolves to it from then on.
func (tx *Tx) JoinStories(story, other *StoryRef, reason string) error {
	if story.row == other.row {
		return nil
	}
	tx.s.forgetCaches()
	if _, err := tx.exec(`INSERT INTO decisions (at, kind, id, other, reason) VALUES (?, 'join-stories', ?, ?, ?)`, tx.at, story.ID, other.ID, reason); err != nil {
		return err
	}
	last := 0
	if _, err := tx.row([]any{&last}, `SELECT coalesce(max(n), 0) FROM versions WHERE sid = ?`, story.row); err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE versions SET sid = ?, n = n + ? WHERE sid = ?`, []any{story.row, last, other.row}},
		{`UPDATE OR IGNORE story_keys SET sid = ? WHERE sid = ?`, []any{story.row, other.row}},
		{`DELETE FROM story_keys WHERE sid = ?`, []any{other.row}},
		{`UPDATE sightings SET sid = ? WHERE sid = ?`, []any{story.row, other.row}},
		{`UPDATE stories SET current = (SELECT vid FROM versions WHERE sid = stories.sid AND change <> 'trivial' ORDER BY seen_at DESC, n DESC LIMIT 1) WHERE sid = ?`, []any{story.row}},
		{`DELETE FROM stories WHERE sid = ?`, []any{other.row}},
	} {
		if _, err := tx.exec(step.query, step.args...); err != nil {
			return err
		}
	}
	if err := tx.onAnotherLine(story.row); err != nil {
		return err
	}
	if err := tx.serveReviewed(story.row); err != nil {
		return err
	}
	return tx.bury(string(other.ID), string(story.ID), "stories", "merge", reason)
}

// bury leaves a tombstone for an id that goes and tells the change feed.
func (tx *Tx) bury(id, into, table, op, reason string) error {
	if _, err := tx.exec(`INSERT OR REPLACE INTO tombstones (id, at, into_id, reason) VALUES (?, ?, ?, ?)`, id, tx.at, into, reason); err != nil {
		return err
	}
	return tx.change(table, id, op, reason)
}
