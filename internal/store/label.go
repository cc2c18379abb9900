package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/people"
)

// SetLabel says with whom a story may be shared; its versions to come have the
// same label. It returns the label that it had.
func (tx *Tx) SetLabel(id string, label people.Label) (was people.Label, err error) {
	ref, _, err := tx.labelled(id)
	if err != nil {
		return 0, err
	}
	if _, err := tx.row([]any{&was}, `SELECT level FROM labels WHERE sid = ?`, ref); err != nil {
		return 0, err
	}
	if label == people.Clear {
		_, err = tx.exec(`DELETE FROM labels WHERE sid = ?`, ref)
	} else {
		_, err = tx.exec(`INSERT INTO labels (sid, level) VALUES (?, ?) ON CONFLICT (sid) DO UPDATE SET level = excluded.level`, ref, int(label))
	}
	if err != nil || was == label {
		return was, err
	}
	return was, tx.change("stories", id, "update", "label")
}

// labelled returns the story that an id of a story or a version names, and its id.
func (tx *Tx) labelled(id string) (sid int64, story string, err error) {
	if id, err = tx.resolve(id); err != nil {
		return 0, "", err
	}
	ok, err := tx.row([]any{&sid, &story}, `SELECT s.sid, s.id FROM stories s WHERE s.id = ?1 OR s.sid = (SELECT sid FROM versions WHERE id = ?1)`, id)
	if err == nil && !ok {
		err = fmt.Errorf("story %.40q: %w", id, ErrNotFound)
	}
	return sid, story, err
}

// SetTimelineLabel says with whom a timeline may be shared.
func (tx *Tx) SetTimelineLabel(id string, label people.Label) error {
	ref, err := timelineRef(tx.row, id)
	if err != nil {
		return err
	}
	if _, err := tx.exec(`UPDATE timelines SET level = ? WHERE tlid = ?`, int(label), ref.Row); err != nil {
		return err
	}
	return tx.change("timelines", id, "update", "label")
}

// RaiseTimeline gives a timeline the highest label of versions that it shows, if
// its own is lower.
func (tx *Tx) RaiseTimeline(id string, versions ...string) error {
	for _, v := range versions {
		if _, err := tx.exec(`UPDATE timelines SET level = max(level, coalesce((SELECT k.level FROM shut k JOIN versions v USING (vid) WHERE v.id = ?), 0)) WHERE id = ?`, v, id); err != nil {
			return err
		}
	}
	return nil
}

// Label returns the label of a story, a version or a timeline.
func (s *Store) Label(ctx context.Context, id string) (people.Label, error) {
	label, _, err := s.LabelOf(ctx, id)
	return label, err
}

// LabelOf is [Store.Label] that also says whether the archive has the id.
func (s *Store) LabelOf(ctx context.Context, id string) (label people.Label, known bool, err error) {
	var n int
	_, err = s.row(ctx, []any{&label, &n}, `SELECT coalesce(max(level), 0), count(*) FROM (
		SELECT k.level FROM labels k JOIN stories s USING (sid) WHERE s.id = ?1
		UNION ALL SELECT k.level FROM shut k JOIN versions v USING (vid) WHERE v.id = ?1
		UNION ALL SELECT level FROM timelines WHERE id = ?1
		UNION ALL SELECT 0 FROM stories WHERE id = ?1
		UNION ALL SELECT 0 FROM versions WHERE id = ?1)`, id)
	return label, n > 0, err
}

// Labels returns the labels above CLEAR of versions, by their ids.
func (s *Store) Labels(ctx context.Context, ids []string) (map[string]people.Label, error) {
	out := make(map[string]people.Label)
	for chunk := range slices.Chunk(ids, 200) {
		args := make([]any, len(chunk))
		for i, id := range chunk {
			args[i] = id
		}
		err := s.rows(ctx, func(scan func(...any) error) error {
			var id string
			var label people.Label
			err := scan(&id, &label)
			out[id] = label
			return err
		}, `SELECT v.id, k.level FROM versions v JOIN shut k USING (vid) WHERE v.id IN (?`+strings.Repeat(`, ?`, len(chunk)-1)+`)`, args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Whole reports whether all of the archive is seen, whatever its labels.
func (s *Store) Whole(context.Context) bool { return s.whole == nil }
