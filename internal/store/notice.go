package store

import (
	"context"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// putNotice writes that a digest's text corrects or withdraws something.
func (tx *Tx) putNotice(did int64, n *thread.Notice) error {
	_, err := tx.exec(`INSERT OR REPLACE INTO notices (did, kind, headline) VALUES (?, ?, ?)`, did, string(n.Kind), plainName(n.Headline))
	return err
}

// A Notice is what a text says of a story: that it is corrected or withdrawn.
type Notice struct {
	thread.Notice
	Version readout.VersionID // where it stands
	Story   readout.StoryID
	Outlet  string
	Posted  string
	Own     bool // it stands in the story that it is about
}

// NoticesOf returns the corrections and withdrawals of a story: those that one
// of its versions holds, and those of others that name its headline and were
// posted within a month of it, the newest first.
func (s *Store) NoticesOf(ctx context.Context, story readout.StoryID) ([]*Notice, error) {
	var headlines []string
	err := s.rows(ctx, func(scan func(...any) error) error {
		var h string
		err := scan(&h)
		if h = plainName(h); h != "" {
			headlines = append(headlines, h)
		}
		return err
	}, `SELECT DISTINCT v.headline FROM versions v JOIN stories s USING (sid) WHERE s.id = ?`, story)
	if err != nil {
		return nil, err
	}
	var list []*Notice
	take := func(own bool) func(scan func(...any) error) error {
		return func(scan func(...any) error) error {
			n := &Notice{Own: own}
			var data []byte
			if err := scan(&n.Version, &n.Story, &n.Outlet, &n.Posted, &data); err != nil {
				return err
			}
			d, err := readDigest(data)
			if err != nil || d.Notice == nil {
				return nil // damaged: readout check says so
			}
			n.Notice = *d.Notice
			list = append(list, n)
			return nil
		}
	}
	const columns = `SELECT v.id, s.id, s.outlet, t.posted, d.body FROM notices n JOIN told t USING (did) JOIN versions v USING (vid) JOIN stories s USING (sid) JOIN digests d USING (did) WHERE `
	if err := s.rows(ctx, take(true), columns+`s.id = ? AND n.headline = '' ORDER BY t.posted DESC, v.vid DESC LIMIT 20`, story); err != nil {
		return nil, err
	}
	named, err := s.namedNear(ctx, story, headlines)
	if err != nil {
		return nil, err
	}
	for _, h := range named {
		if err := s.rows(ctx, take(false), columns+`n.headline = ?1 AND s.id <> ?2 AND EXISTS (SELECT 1 FROM told o JOIN versions w USING (vid) JOIN stories z USING (sid)
			WHERE z.id = ?2 AND abs(o.day - t.day) <= 31) ORDER BY t.posted DESC, v.vid DESC LIMIT 20`, h, story); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// maxNoticed bounds how many headlines that notices name are compared with a story's.
const maxNoticed = 2000

// namedNear returns the headlines that notices within a month of a story name
// and that are likely those of the story. One that is another story's to the
// letter is that story's.
func (s *Store) namedNear(ctx context.Context, story readout.StoryID, headlines []string) ([]string, error) {
	var out []string
	var likely []string
	err := s.rows(ctx, func(scan func(...any) error) error {
		var h string
		err := scan(&h)
		switch {
		case slices.Contains(headlines, h):
			out = append(out, h)
		case slices.ContainsFunc(headlines, func(own string) bool { return thread.SameHeadline(h, own) }):
			likely = append(likely, h)
		}
		return err
	}, `SELECT DISTINCT n.headline FROM notices n JOIN told t USING (did) WHERE n.headline <> '' AND EXISTS (SELECT 1 FROM told o JOIN versions w USING (vid) JOIN stories z USING (sid)
		WHERE z.id = ? AND abs(o.day - t.day) <= 31) ORDER BY n.headline LIMIT ?`, story, maxNoticed)
	if err != nil || len(likely) == 0 {
		return out, err
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		var h string
		err := scan(&h)
		likely = slices.DeleteFunc(likely, func(l string) bool { return l == plainName(h) })
		return err
	}, `SELECT DISTINCT v.headline FROM versions v JOIN stories s USING (sid) JOIN told t USING (vid) WHERE s.id <> ?1
		AND t.day BETWEEN (SELECT min(o.day) - 31 FROM told o JOIN versions USING (vid) JOIN stories z USING (sid) WHERE z.id = ?1)
		AND (SELECT max(o.day) + 31 FROM told o JOIN versions USING (vid) JOIN stories z USING (sid) WHERE z.id = ?1)`, story)
	return append(out, likely...), err
}

// NoticesIn returns the corrections and withdrawals that a version's text holds.
func (s *Store) NoticesIn(ctx context.Context, ref *VersionRef) (list []*thread.Notice, err error) {
	err = s.rows(ctx, func(scan func(...any) error) error {
		var data []byte
		if err := scan(&data); err != nil {
			return err
		}
		if d, err := readDigest(data); err == nil && d.Notice != nil { // a damaged one readout check names
			list = append(list, d.Notice)
		}
		return nil
	}, `SELECT d.body FROM told t JOIN digests d USING (did) WHERE t.vid = ?`, ref.row)
	return list, err
}
