package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Conflict is two sentences of the archive that cannot both be so, or look
// like it.
type Conflict struct {
	ID    string       // cf_…
	Event string       // ev_… of the happening that it is about, "" for none
	Found string       // when the archive found it
	Label people.Label // the higher one of the versions of both sides
	thread.Conflict
}

// Conflicts says which conflicts are wanted.
type Conflicts struct {
	Query   *Query // of events that they are about; nil: any
	Updates bool   // updates and other scopes, which are no conflicts, too
	// Between leaves out what two texts of one outlet say, and what one says in two
	// places: they have other things in mind more often than they contradict.
	Between bool
	Least   float64
	Newest  bool // those that were found last first, else the surest first
	Skip    int
	Limit   int
}

// outletsOf asks for the outlets that carry a digest.
const outletsOf = `SELECT s.outlet FROM told t JOIN versions v USING (vid) JOIN stories s USING (sid) WHERE t.did = `

// FindConflicts returns conflicts, each once for two lines of reporting, and
// how many rows there are before copies are left out.
func (s *Store) FindConflicts(ctx context.Context, what Conflicts) (list []*Conflict, total int, err error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	from, args := `conflicts c WHERE c.confidence >= ?`, []any{what.Least}
	if !what.Updates {
		from += ` AND c.kind NOT IN ('update', 'scope')`
	}
	if what.Between {
		from += ` AND NOT EXISTS (` + outletsOf + `c.a INTERSECT ` + outletsOf + `c.b)`
	}
	if what.Query != nil {
		q := *what.Query
		if q.Kind == Statements {
			return nil, 0, errors.New("fields of statements find no conflicts: use those of events, or words")
		}
		q.Kind, q.All = Events, true
		b, err := s.builder(ctx, &q)
		if err != nil {
			return nil, 0, err
		}
		hids, err := s.toldBy(ctx, b)
		if err != nil {
			return nil, 0, err
		}
		from += ` AND EXISTS (SELECT 1 FROM members o WHERE o.did = c.about AND o.at = c.about_at AND o.hid IN (SELECT value FROM json_each(?)))`
		args = append(args, hids)
	}
	order := `c.confidence DESC, c.cfid`
	if what.Newest {
		order = `c.found_at DESC, c.cfid DESC`
	}
	if _, err := s.first(ctx, []any{&total}, `SELECT count(*) FROM `+from, args...); err != nil {
		return nil, 0, err
	}
	list, err = s.conflicts(ctx, from+` ORDER BY `+order+` LIMIT ? OFFSET ?`, append(args, what.Limit, what.Skip)...)
	return list, total, err
}

// ConflictsOf returns the conflicts about a happening, updates and scopes too.
func (s *Store) ConflictsOf(ctx context.Context, h *Happening) ([]*Conflict, error) {
	return s.conflicts(ctx, `members m JOIN conflicts c ON c.about = m.did AND c.about_at = m.at WHERE m.hid = ? ORDER BY c.kind IN ('update', 'scope'), c.confidence DESC, c.cfid LIMIT 500`, h.row)
}

// ConflictsIn returns the conflicts that a sentence of a version is a side of,
// updates and scopes left out.
func (s *Store) ConflictsIn(ctx context.Context, ref *VersionRef) ([]*Conflict, error) {
	return s.conflicts(ctx, `told t JOIN conflicts c ON c.a = t.did OR c.b = t.did WHERE t.vid = ? AND c.kind NOT IN ('update', 'scope') ORDER BY c.confidence DESC, c.cfid LIMIT 200`, ref.row)
}

// conflicts reads rows of conflicts, the first of those that are one
// ([thread.Conflict.Keys]).
func (s *Store) conflicts(ctx context.Context, from string, args ...any) ([]*Conflict, error) {
	type row struct {
		*Conflict
		a, b int64
		body conflictBody
	}
	var rows []row
	err := s.rows(ctx, func(scan func(...any) error) error {
		r := row{Conflict: new(Conflict)}
		var body, kind string
		if err := scan(&r.ID, &kind, &r.a, &r.b, &r.Confidence, &r.Found, &body, &r.Event); err != nil {
			return err
		}
		r.Kind = thread.ConflictKind(kind)
		rows = append(rows, r)
		return json.Unmarshal([]byte(body), &rows[len(rows)-1].body)
	}, `SELECT c.id, c.kind, c.a, c.b, c.confidence, c.found_at, c.body,
		coalesce((SELECT h.id FROM members o JOIN happenings h USING (hid) WHERE o.did = c.about AND o.at = c.about_at), '') FROM `+from, args...)
	if err != nil {
		return nil, err
	}
	r := s.toldOf(s.rowsOf(ctx))
	r.most = 1
	seen := make(map[string]bool)
	var list []*Conflict
	for _, row := range rows {
		a, err := r.versions(row.a)
		if err != nil {
			return nil, err
		}
		b, err := r.versions(row.b)
		if err != nil {
			return nil, err
		}
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		c := row.Conflict
		c.A, c.B, c.What = row.body.A.side(a[0]), row.body.B.side(b[0]), row.body.What
		keys := c.Keys(row.body.A.Hash, row.body.B.Hash)
		if !slices.ContainsFunc(keys, func(k string) bool { return seen[k] }) {
			list = append(list, c)
		}
		for _, k := range keys {
			seen[k] = true
		}
	}
	return list, s.labelConflicts(ctx, list)
}

// labelConflicts fills in with whom conflicts may be shared.
func (s *Store) labelConflicts(ctx context.Context, list []*Conflict) error {
	var ids []string
	for _, c := range list {
		ids = append(ids, c.A.Story.Version, c.B.Story.Version)
	}
	labels, err := s.Labels(ctx, ids)
	for _, c := range list {
		c.Label = max(labels[c.A.Story.Version], labels[c.B.Story.Version])
	}
	return err
}

// side returns a side with its story.
func (b *sideBody) side(st *thread.Story) thread.Side {
	return thread.Side{Story: st, Sentence: b.Sentence, Words: b.Words, Value: b.Value, By: b.By}
}

// Conflict returns the conflict of an id, or [ErrNotFound].
func (s *Store) Conflict(ctx context.Context, id string) (*Conflict, error) {
	list, err := s.conflicts(ctx, `conflicts c WHERE c.id = ?`, id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("conflict %.40q: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return list[0], nil
}
