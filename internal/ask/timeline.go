package ask

import (
	"context"
	"errors"
	"fmt"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/timeline"
)

// maxWeighed is how many happenings a timeline is chosen from, those on most
// lines of reporting first: each is looked up with the texts that tell of it.
const maxWeighed = 1000

// versions returns what gives versions by their ids, each read once; one that
// can't be read has no text.
func (s *Service) versions(ctx context.Context) timeline.Versions {
	known := make(map[string]*readout.Version)
	return func(id string) *readout.Version {
		v := known[id]
		if v == nil {
			v = &readout.Version{}
			if st, err := s.Store.Version(ctx, id); err == nil {
				v = st.Version
			}
			known[id] = v
		}
		return v
	}
}

// Chronology returns the timeline that the archive offers for words and fields
// of events: at most as many entries as most. matched is how many happenings
// answer. The caller must not change it.
func (s *Service) Chronology(ctx context.Context, q string, most int) (t *timeline.Timeline, matched int, err error) {
	type answer struct {
		t       *timeline.Timeline
		matched int
	}
	a, err := remembered(ctx, s, fmt.Sprintf("chronology|%d|%s", most, q), func() (a answer, err error) {
		a.t, a.matched, err = s.chronology(ctx, q, most)
		return a, err
	})
	return a.t, a.matched, err
}

// chronology is [Service.Chronology], not remembered.
func (s *Service) chronology(ctx context.Context, q string, most int) (t *timeline.Timeline, matched int, err error) {
	query, err := acrossQuery(q)
	if err != nil {
		return nil, 0, err
	}
	list, matched, err := s.Store.FindHappenings(ctx, store.Happenings{Query: query, Limit: maxWeighed})
	if err != nil {
		return nil, 0, err
	}
	versions := s.versions(ctx)
	candidates := make([]timeline.Candidate, len(list))
	by := make(map[string]*store.Happening, len(list))
	for i, h := range list {
		candidates[i], by[h.ID] = timeline.Candidate{ID: h.ID, Happening: &h.Happening}, h
	}
	t = &timeline.Timeline{Query: q, Entries: []timeline.Entry{}}
	for _, p := range timeline.Rank(candidates, most, versions.Text) {
		rows, err := s.conflictsOf(ctx, by[p.ID], versions)
		if err != nil {
			return nil, 0, err
		}
		e := timeline.EntryOf(&p, rows, versions)
		if err := s.warn(ctx, &e, versions); err != nil {
			return nil, 0, err
		}
		t.Entries = append(t.Entries, e)
	}
	t.Title = timeline.TitleOf(q, t.Entries)
	return t, matched, nil
}

// conflictsOf returns the conflicts about a happening as rows.
func (s *Service) conflictsOf(ctx context.Context, h *store.Happening, versions timeline.Versions) ([]joined.ConflictRow, error) {
	list, err := s.Store.ConflictsOf(ctx, h)
	var out []joined.ConflictRow
	for _, c := range list {
		out = append(out, conflictRow(c, versions.Text))
	}
	return out, err
}

// warn adds to an entry what has become of its story: that it was corrected,
// taken back or forgotten, or says so no more.
func (s *Service) warn(ctx context.Context, e *timeline.Entry, versions timeline.Versions) error {
	if e.Version == "" {
		return nil
	}
	id, err := s.Store.Resolve(ctx, e.Version)
	var gone *store.ForgottenError
	if errors.As(err, &gone) {
		e.Warnings = append(e.Warnings, timeline.Forgotten)
		return nil
	}
	if err != nil {
		return err
	}
	if id != e.Version {
		e.Version = id
	}
	notices, err := s.Store.NoticesOf(ctx, readout.StoryID(e.Story))
	if err != nil {
		return err
	}
	for _, n := range notices {
		if w := timeline.NoticeText(n.Kind); w != "" && len(e.Warnings) < maxWarnings {
			e.Warnings = append(e.Warnings, w)
		}
	}
	if e.Text == "" {
		return nil
	}
	if current := versions(e.Story); current.Text != "" && string(current.ID) != e.Version && !timeline.Says(current.Text, e.Text) {
		e.Warnings = append(e.Warnings, timeline.NoLonger)
	}
	return nil
}

// maxWarnings is how many notices an entry shows.
const maxWarnings = 3
