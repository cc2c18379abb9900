package store

import "context"

// Stats are counts of what the archive holds.
type Stats struct {
	Captures, Stories, Versions, Sightings  int
	Records, Statements, Events, SetAside   int
	Actors, CopyGroups, CopyMembers         int
	Changes, Decisions, Tombstones, Watches int
	StoryKeys, Prints, Forgotten, Outlets   int
	// Of Statements and Events, those of the versions that outlets showed last,
	// which searches and pages count.
	CurrentStatements, CurrentEvents int
	FromDay, ToDay                   string // publication days
	Size                             int64  // bytes of the file
}

// Stats counts what the archive holds.
func (s *Store) Stats(ctx context.Context) (*Stats, error) {
	var st Stats
	var pages, pageSize int64
	for _, q := range []struct {
		query string
		dest  []any
	}{
		{`SELECT (SELECT count(*) FROM captures), (SELECT count(*) FROM stories), (SELECT count(*) FROM versions), (SELECT count(*) FROM sightings)`,
			[]any{&st.Captures, &st.Stories, &st.Versions, &st.Sightings}},
		{`SELECT (SELECT count(*) FROM records), (SELECT count(*) FROM statements), (SELECT count(*) FROM events), (SELECT count(*) FROM set_aside)`,
			[]any{&st.Records, &st.Statements, &st.Events, &st.SetAside}},
		{`SELECT (SELECT count(*) FROM statements x JOIN stories s ON s.current = x.vid), (SELECT count(*) FROM events x JOIN stories s ON s.current = x.vid)`,
			[]any{&st.CurrentStatements, &st.CurrentEvents}},
		{`SELECT (SELECT count(*) FROM actors), (SELECT count(*) FROM copy_groups), (SELECT count(*) FROM copy_members)`,
			[]any{&st.Actors, &st.CopyGroups, &st.CopyMembers}},
		{`SELECT (SELECT count(*) FROM changes), (SELECT count(*) FROM decisions), (SELECT count(*) FROM tombstones), (SELECT count(*) FROM watches)`,
			[]any{&st.Changes, &st.Decisions, &st.Tombstones, &st.Watches}},
		{`SELECT (SELECT count(*) FROM story_keys), (SELECT count(*) FROM prints), (SELECT count(*) FROM forgotten), (SELECT count(DISTINCT outlet) FROM stories)`,
			[]any{&st.StoryKeys, &st.Prints, &st.Forgotten, &st.Outlets}},
		{`SELECT coalesce(min(day), ''), coalesce(max(day), '') FROM versions WHERE day <> ''`, []any{&st.FromDay, &st.ToDay}},
		{`PRAGMA page_count`, []any{&pages}},
		{`PRAGMA page_size`, []any{&pageSize}},
	} {
		if _, err := s.row(ctx, q.dest, q.query); err != nil {
			return nil, err
		}
	}
	st.Size = pages * pageSize
	return &st, nil
}
