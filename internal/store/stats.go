package store

import (
	"context"
	"slices"
)

// An Extent is how much an archive holds.
type Extent struct {
	Stories, Versions, Actors, Outlets int
	Statements, Events                 int
	// Of Statements and Events, those of the versions that outlets showed last,
	// which searches and pages count.
	CurrentStatements, CurrentEvents int
	FromDay, ToDay                   string // publication days
	Size                             int64  // bytes of the file
}

// Stats are counts of what the archive holds.
type Stats struct {
	Extent
	Captures, Sightings, Records, SetAside  int
	CopyGroups, CopyMembers                 int
	Changes, Decisions, Tombstones, Watches int
	StoryKeys, Prints, Forgotten            int
}

// A countQuery is a query for numbers and where they go.
type countQuery struct {
	query string
	dest  []any
}

// count asks for numbers.
func (s *Store) count(ctx context.Context, queries ...countQuery) error {
	for _, q := range queries {
		if _, err := s.row(ctx, q.dest, q.query); err != nil {
			return err
		}
	}
	return nil
}

// Extent counts what pages say of the whole archive.
func (s *Store) Extent(ctx context.Context) (*Extent, error) {
	var x Extent
	var pages, pageSize int64
	err := s.count(ctx,
		countQuery{`SELECT (SELECT count(*) FROM stories), (SELECT count(*) FROM versions), (SELECT count(*) FROM actors)`, []any{&x.Stories, &x.Versions, &x.Actors}},
		countQuery{`PRAGMA page_count`, []any{&pages}}, countQuery{`PRAGMA page_size`, []any{&pageSize}})
	x.Size = pages * pageSize
	if err != nil {
		return nil, err
	}
	cols, err := s.held(ctx)
	if err != nil {
		return nil, err
	}
	var shelf *shelved
	if cols != nil {
		if shelf, err = s.shelved(ctx); err != nil {
			return nil, err
		}
	}
	if shelf != nil {
		x.countHeld(cols, shelf)
		return &x, nil
	}
	return &x, s.count(ctx,
		countQuery{`SELECT (SELECT count(*) FROM statements), (SELECT count(*) FROM events), (SELECT count(DISTINCT outlet) FROM stories)`, []any{&x.Statements, &x.Events, &x.Outlets}},
		countQuery{`SELECT (SELECT count(*) FROM statements x JOIN stories s ON s.current = x.vid), (SELECT count(*) FROM events x JOIN stories s ON s.current = x.vid)`, []any{&x.CurrentStatements, &x.CurrentEvents}},
		countQuery{`SELECT coalesce(min(day), ''), coalesce(max(day), '') FROM versions WHERE day <> ''`, []any{&x.FromDay, &x.ToDay}})
}

// countHeld counts what is held in memory.
func (x *Extent) countHeld(cols *columns, shelf *shelved) {
	for _, of := range []struct {
		rows         *rowColumns
		all, current *int
	}{{shelf.statements, &x.Statements, &x.CurrentStatements}, {shelf.events, &x.Events, &x.CurrentEvents}} {
		for _, vid := range of.rows.vid {
			if int(vid) >= len(cols.story) || cols.story[vid] == 0 {
				continue
			}
			if *of.all++; cols.current.has(int64(vid)) {
				*of.current++
			}
		}
	}
	outlets, days := make(map[string]bool), make([]bool, len(cols.days))
	for vid, sid := range cols.story {
		if sid != 0 {
			outlets[cols.outlets[cols.outlet[vid]].story] = true
			days[cols.day[vid]] = true
		}
	}
	x.Outlets = len(outlets)
	var seen []string
	for n, day := range cols.days {
		if days[n] && day != "" {
			seen = append(seen, day)
		}
	}
	if len(seen) > 0 {
		x.FromDay, x.ToDay = slices.Min(seen), slices.Max(seen)
	}
}

// Stats counts what the archive holds.
func (s *Store) Stats(ctx context.Context) (*Stats, error) {
	x, err := s.Extent(ctx)
	if err != nil {
		return nil, err
	}
	st := &Stats{Extent: *x}
	return st, s.count(ctx,
		countQuery{`SELECT (SELECT count(*) FROM captures), (SELECT count(*) FROM sightings), (SELECT count(*) FROM records), (SELECT count(*) FROM set_aside)`, []any{&st.Captures, &st.Sightings, &st.Records, &st.SetAside}},
		countQuery{`SELECT (SELECT count(*) FROM copy_groups), (SELECT count(*) FROM copy_members)`, []any{&st.CopyGroups, &st.CopyMembers}},
		countQuery{`SELECT (SELECT count(*) FROM changes), (SELECT count(*) FROM decisions), (SELECT count(*) FROM tombstones), (SELECT count(*) FROM watches)`, []any{&st.Changes, &st.Decisions, &st.Tombstones, &st.Watches}},
		countQuery{`SELECT (SELECT count(*) FROM story_keys), (SELECT count(*) FROM prints), (SELECT count(*) FROM forgotten)`, []any{&st.StoryKeys, &st.Prints, &st.Forgotten}})
}
