package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Happening is what stories of the archive tell together. Doers and
// Undergoers have the archive's ids, where it knows them.
type Happening struct {
	ID string // ev_…
	thread.Happening
	Posted, Last string // of the first and of the last report
	// Private are those of its actors who are private persons: they have no page
	// across stories.
	Private map[string]bool
	Label   people.Label // the highest of the versions that tell of it
	row     int64
	mixed   bool // reports tell of it that are not seen: it is made again of the others
}

// Happenings says which happenings are wanted, those on most lines of reporting first.
type Happenings struct {
	Query  *Query // of events of the stories; nil: any
	Newest bool   // those that were reported last first
	Before string // of those, reported before this time
	Since  string // those that were reported on this day or later
	Lines  int    // least lines of reporting
	Skip   int
	Limit  int
	Brief  bool // without mentions, and what may be the same
	// Told is how many mentions of each are read at most, those that their record
	// has an event for first, and nothing of what may be the same; 0: all.
	Told int
}

// mostReported orders happenings by lines of reporting and then by [thread.Happening.Burst],
// of the day of the first and of the last report.
var mostReported = fmt.Sprintf(`h.lines DESC, h.stories / (1 + max(coalesce(julianday(substr(h.last, 1, 10)) - julianday(substr(h.posted, 1, 10)), 0), 0) / %d.0) DESC, h.last DESC, h.hid`, thread.BurstDays)

// FindHappenings returns happenings and how many there are in all.
func (s *Store) FindHappenings(ctx context.Context, what Happenings) (list []*Happening, total int, err error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	from, args := `happenings h WHERE h.lines >= ?`, []any{what.Lines}
	if what.Query != nil {
		q := *what.Query
		switch q.Kind {
		case Statements:
			return nil, 0, errors.New("fields of statements find no events: use those of events, or words")
		case Texts: // words of what happened
			q.Kind = Events
		}
		q.All = true
		b, err := s.builder(ctx, &q)
		if err != nil {
			return nil, 0, err
		}
		hids, err := s.toldBy(ctx, b)
		if err != nil {
			return nil, 0, err
		}
		from += ` AND h.hid IN (SELECT value FROM json_each(?))`
		args = append(args, hids)
	}
	if what.Before != "" {
		from, args = from+` AND h.last < ?`, append(args, what.Before)
	}
	if what.Since != "" {
		from, args = from+` AND h.last >= ?`, append(args, what.Since)
	}
	order := mostReported
	if what.Newest {
		order = `h.last DESC, h.hid DESC`
	}
	if _, err := s.first(ctx, []any{&total}, `SELECT count(*) FROM `+from, args...); err != nil {
		return nil, 0, err
	}
	list, err = s.happenings(ctx, from+` ORDER BY `+order+` LIMIT ? OFFSET ?`, append(args, what.Limit, what.Skip)...)
	if err != nil || what.Brief {
		return list, total, err
	}
	return list, total, s.fillHappenings(ctx, list, what.Told)
}

// toldBy returns the happenings that the events of a query tell of, as JSON.
func (s *Store) toldBy(ctx context.Context, b *builder) (hids string, err error) {
	f, err := s.sifter(ctx, b)
	if err != nil {
		return "", err
	}
	if f != nil {
		rids, err := f.joined(ctx)
		if err != nil {
			return "", err
		}
		return s.toldIn(ctx, heldHits, jsonOf(rids))
	}
	return s.toldIn(ctx, `SELECT x.vid AS hit_vid, x.local AS hit_local `+b.from+` WHERE `+b.where()+` LIMIT ?`, append(b.args(), maxCounted)...)
}

// heldHits are events whose rows are known.
const heldHits = `SELECT x.vid AS hit_vid, x.local AS hit_local FROM json_each(?) j CROSS JOIN events x ON x.rid = j.value`

// toldIn returns the happenings that some events tell of, as JSON.
func (s *Store) toldIn(ctx context.Context, hits string, args ...any) (hids string, err error) {
	_, err = s.first(ctx, []any{&hids}, `SELECT json_group_array(hid) FROM (SELECT DISTINCT m.hid FROM (`+hits+`) CROSS JOIN told t ON t.vid = hit_vid CROSS JOIN members m ON m.did = t.did AND m.event = hit_local)`, args...)
	return hids, err
}

// Happening returns the happening that an id names, today's or one that it was
// joined with.
func (s *Store) Happening(ctx context.Context, id string) (*Happening, error) {
	return s.HappeningBrief(ctx, id, 0)
}

// HappeningBrief is [Store.Happening] with so many of its mentions at most, all for 0.
func (s *Store) HappeningBrief(ctx context.Context, id string, told int) (*Happening, error) {
	id, err := s.Resolve(ctx, id)
	if err != nil {
		return nil, err
	}
	list, err := s.happenings(ctx, `happenings h WHERE h.id = ?`, id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return list[0], s.fillHappenings(ctx, list, told)
}

// HappeningsOf returns what a version's events are told of, by their ids in the
// record, without mentions.
func (s *Store) HappeningsOf(ctx context.Context, ref *VersionRef) (map[readout.EventID]*Happening, error) {
	list, err := s.happenings(ctx, `happenings h WHERE h.hid IN (SELECT m.hid FROM told t JOIN members m USING (did) WHERE t.vid = ?)`, ref.row)
	if err != nil {
		return nil, err
	}
	out := make(map[readout.EventID]*Happening)
	return out, s.rows(ctx, func(scan func(...any) error) error {
		var event readout.EventID
		var hid int64
		err := scan(&event, &hid)
		if i := slices.IndexFunc(list, func(h *Happening) bool { return h.row == hid }); i >= 0 && event != "" {
			out[event] = list[i]
		}
		return err
	}, `SELECT m.event, m.hid FROM told t JOIN members m USING (did) WHERE t.vid = ?`, ref.row)
}

// happenings reads rows of happenings with who has a part in them.
func (s *Store) happenings(ctx context.Context, from string, args ...any) ([]*Happening, error) {
	return s.happeningsIn(s.rowsOf(ctx), from, args...)
}

// labelOfHappening is the highest label of the versions that tell of a happening.
const labelOfHappening = `CASE WHEN EXISTS (SELECT 1 FROM shut) THEN (SELECT coalesce(max(k.level), 0) FROM members m JOIN told t USING (did) JOIN shut k USING (vid) WHERE m.hid = h.hid) ELSE 0 END`

// happeningsIn is happenings as a reader sees the archive.
func (s *Store) happeningsIn(rows anyRows, from string, args ...any) ([]*Happening, error) {
	var list []*Happening
	err := rows(func(scan func(...any) error) error {
		h := new(Happening)
		var modes, body string
		var final string
		if err := scan(&h.row, &h.ID, &h.Type, &modes, &final, &h.Lines, &h.Stories, &h.Posted, &h.Last, &body, &h.Label, &h.mixed); err != nil {
			return err
		}
		if list = append(list, h); h.mixed {
			return nil
		}
		var b happeningBody
		if err := json.Unmarshal([]byte(body), &b); err != nil {
			return &DamageError{Path: s.path, Err: fmt.Errorf("%s can't be read: %s", h.ID, repairIndex)}
		}
		h.Modes, h.Final = strings.Fields(modes), thread.Final(final)
		h.Key, h.When, h.Where, h.History, h.Why = b.Key, b.When, b.Where, b.History, b.Why
		return nil
	}, `SELECT h.hid, h.id, h.type, h.modes, h.final, h.lines, h.stories, h.posted, h.last, h.body, `+labelOfHappening+`, `+s.mixedColumn()+` FROM `+from, args...)
	if err != nil {
		return nil, err
	}
	if err := s.remake(rows, list); err != nil {
		return nil, err
	}
	for _, h := range list {
		err := rows(func(scan func(...any) error) error {
			var part string
			a := thread.Actor{Named: true}
			private := false
			err := scan(&part, &a.ID, &a.Name, &a.Kind, &a.Country, &private)
			if private {
				if h.Private == nil {
					h.Private = make(map[string]bool)
				}
				h.Private[a.ID] = true
			}
			if part == "actor" {
				h.Doers = append(h.Doers, a)
			} else {
				h.Undergoers = append(h.Undergoers, a)
			}
			return err
		}, `SELECT c.part, c.actor, coalesce(a.name, c.name), coalesce(a.kind, ''), coalesce(a.country, ''), coalesce(a.kind = 'person' AND a.public = 0, 0) FROM happening_actors c LEFT JOIN actors a ON a.id = c.actor WHERE c.hid = ? ORDER BY c.part, c.n`, h.row)
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// A toldReader reads what versions tell.
type toldReader struct {
	path    string // of the archive
	rows    anyRows
	stories map[int64][]*thread.Story
	most    int // mentions of a happening, and versions of a digest, that are read; 0: all

	formulas formulas
}

// limit returns the most as SQL has it.
func (r *toldReader) limit() int {
	if r.most == 0 {
		return -1
	}
	return r.most
}

// toldOf returns a reader of what versions tell.
func (s *Store) toldOf(rows anyRows) *toldReader {
	return &toldReader{path: s.path, rows: rows, stories: make(map[int64][]*thread.Story), formulas: formulas{rows: rows}}
}

// versions returns the versions that have a digest, the first posted first.
func (r *toldReader) versions(did int64) ([]*thread.Story, error) {
	if list, ok := r.stories[did]; ok {
		return list, nil
	}
	var data []byte
	if err := r.rows(func(scan func(...any) error) error { return scan(&data) }, `SELECT body FROM digests WHERE did = ?`, did); err != nil {
		return nil, err
	}
	d, err := readDigest(data)
	if err != nil {
		return nil, &DamageError{Path: r.path, Err: fmt.Errorf("digest %d can't be read: %s", did, repairIndex)}
	}
	var list []*thread.Story
	err = r.rows(func(scan func(...any) error) error {
		st := &thread.Story{Digest: d}
		list = append(list, st)
		return scan(&st.ID, &st.Version, &st.Ref, &st.Outlet, &st.Posted, &st.Headline, &st.Line)
	}, `SELECT s.id, v.id, t.ref, s.outlet, t.posted, v.headline,
		coalesce((SELECT g.id FROM versions o JOIN copy_members m USING (vid) JOIN copy_groups g USING (gid) WHERE o.sid = v.sid ORDER BY g.gid LIMIT 1), s.id)
		FROM told t JOIN versions v USING (vid) JOIN stories s USING (sid) WHERE t.did = ? ORDER BY t.posted = '', t.posted, v.id LIMIT ?`, did, r.limit())
	for _, st := range list {
		st.Line = list[0].Line
	}
	r.stories[did] = list
	return list, err
}

// told returns the mentions that tell of a happening, by [thread.Before].
func (r *toldReader) told(hid int64) (list []thread.Told, err error) {
	order := `did, at`
	if r.most > 0 {
		order = `event = '', ` + order
	}
	var nodes []node
	err = r.rows(func(scan func(...any) error) error {
		var n node
		err := scan(&n.did, &n.at)
		nodes = append(nodes, n)
		return err
	}, `SELECT did, at FROM members WHERE hid = ? ORDER BY `+order+` LIMIT ?`, hid, r.limit())
	if err != nil {
		return nil, err
	}
	for _, n := range nodes {
		versions, err := r.versions(n.did)
		if err != nil {
			return nil, err
		}
		for _, st := range versions {
			if k, ok := slices.BinarySearchFunc(st.Mentions, n.at, func(m thread.Mention, at int) int { return cmp.Compare(m.Trigger.Start, at) }); ok {
				list = append(list, thread.Told{Story: st, Mention: &st.Mentions[k]})
			}
		}
	}
	sorting.Func(list, thread.Before)
	if r.most > 0 {
		return list, nil // nothing is counted
	}
	return list, r.formulas.mark(list)
}

// fillHappenings reads the mentions of happenings, at most so many of each (0:
// all), and with all of them what may be the same.
func (s *Store) fillHappenings(ctx context.Context, list []*Happening, most int) error {
	r := s.toldOf(s.rowsOf(ctx))
	r.most = most
	for _, h := range list {
		var err error
		if h.Mentions, err = r.told(h.row); err != nil {
			return err
		}
		if most > 0 {
			continue
		}
		err = s.rows(ctx, func(scan func(...any) error) error {
			var m thread.May
			var id string
			err := scan(&id, &m.P, &m.Why)
			m.Key = thread.MentionID(id)
			h.May = append(h.May, m)
			return err
		}, `SELECT o.id, max(l.p), l.why FROM members m JOIN links l ON l.a = m.did AND l.a_at = m.at AND l.apart = 0 JOIN members n ON n.did = l.b AND n.at = l.b_at JOIN happenings o ON o.hid = n.hid
			WHERE m.hid = ?1 AND o.hid <> ?1 GROUP BY o.hid ORDER BY max(l.p) DESC, o.hid LIMIT 10`, h.row)
		if err != nil {
			return err
		}
	}
	return nil
}
