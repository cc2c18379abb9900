package store

import (
	"context"
	"time"
)

// The kinds of what is looked at again and again.
const (
	WatchFeed   = "feed"
	WatchFolder = "folder"
	WatchStory  = "story"
)

// A Watch is a feed, a folder or a story that is looked at again and again.
type Watch struct {
	Address        string
	Kind           string
	Every          time.Duration // least time between two looks; 0: by the age of the story
	Born           time.Time     // the age of a story counts from here
	Next           time.Time     // not before; zero: never again
	Last, Good     time.Time     // the last look, and the last that went well
	ETag, Modified string        // of the last answer, word for word
	Fails          int           // failed looks in a row
	Note           string        // why the last one failed
	Via            string        // the feed or page that named the address; "": the user did
}

// farAhead is a next look that no schedule sets, and aLittle how far in the
// future a last look may lie: else the clock was put back since, and the schedule
// is that of another time.
const (
	farAhead = 60 * 24 * time.Hour
	aLittle  = 5 * time.Minute
)

const watchColumns = `address, kind, every, born_at, next_at, last_at, good_at, etag, modified, fails, note, via`

// FeedNamed returns the feed that is followed under a name: its own address, or that of the
// page that names it; nil if there is none.
func (s *Store) FeedNamed(ctx context.Context, name string) (feed *Watch, err error) {
	err = s.rows(ctx, func(scan func(...any) error) error {
		feed = new(Watch)
		return feed.scan(scan)
	}, `SELECT `+watchColumns+` FROM watches WHERE kind = ?1 AND (address = ?2 OR via = ?2) ORDER BY address <> ?2, address LIMIT 1`, WatchFeed, name)
	return feed, err
}

// DueWatches returns what is to be looked at now, the longest due first.
func (s *Store) DueWatches(ctx context.Context, now time.Time, limit int) ([]*Watch, error) {
	var list []*Watch
	err := s.rows(ctx, func(scan func(...any) error) error {
		w := new(Watch)
		list = append(list, w)
		return w.scan(scan)
	}, `SELECT `+watchColumns+` FROM watches WHERE next_at <> '' AND (next_at <= ? OR next_at > ? OR last_at > ?) ORDER BY next_at, address LIMIT ?`,
		stamp(now), stamp(now.Add(farAhead)), stamp(now.Add(aLittle)), limit)
	return list, err
}

// NextLook returns when the next look is due, or the zero time if nothing is
// watched.
func (s *Store) NextLook(ctx context.Context) (time.Time, error) {
	next := ""
	_, err := s.row(ctx, []any{&next}, `SELECT coalesce(min(next_at), '') FROM watches WHERE next_at <> ''`)
	return parseStamp(next), err
}

func (w *Watch) scan(scan func(...any) error) error {
	var every int64
	var times [4]string
	err := scan(&w.Address, &w.Kind, &every, &times[0], &times[1], &times[2], &times[3], &w.ETag, &w.Modified, &w.Fails, &w.Note, &w.Via)
	w.Every = time.Duration(every) * time.Second
	for i, t := range []*time.Time{&w.Born, &w.Next, &w.Last, &w.Good} {
		*t = parseStamp(times[i])
	}
	return err
}

// Watch returns the watch of an address, or nil.
func (tx *Tx) Watch(address string) (*Watch, error) {
	w, ok := new(Watch), false
	err := tx.rows(func(scan func(...any) error) error {
		ok = true
		return w.scan(scan)
	}, `SELECT `+watchColumns+` FROM watches WHERE address = ?`, address)
	if !ok {
		return nil, err
	}
	return w, err
}

// PutWatch keeps a watch; one of the same address is replaced.
func (tx *Tx) PutWatch(w *Watch) error {
	_, err := tx.exec(`INSERT OR REPLACE INTO watches (`+watchColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		w.Address, w.Kind, int64(w.Every/time.Second), stamp(w.Born), stamp(w.Next), stamp(w.Last), stamp(w.Good), w.ETag, w.Modified, w.Fails, w.Note, w.Via)
	return err
}

// DropWatch takes a watch out and reports whether it was there.
func (tx *Tx) DropWatch(address string) (bool, error) {
	n, err := tx.exec(`DELETE FROM watches WHERE address = ?`, address)
	return n > 0, err
}
