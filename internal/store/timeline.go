package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A TimelineStep is one thing that a person did to a timeline.
type TimelineStep struct {
	N     int
	At    time.Time
	Do    string
	Entry string // "" for the whole timeline
	Body  []byte // JSON
}

// A TimelineRef is a timeline that a person made.
type TimelineRef struct {
	ID     string
	MadeAt time.Time
	LastAt time.Time // of its last step
	Row    int64
}

// A ChangedError says that somebody else changed what a step is about after it
// was looked at.
type ChangedError struct {
	ID   string
	Last int // the last step today
	At   time.Time
}

// Error says what was changed, and when.
func (e *ChangedError) Error() string {
	return fmt.Sprintf("somebody else changed this part of %s at %s", e.ID, e.At.Format(time.RFC3339))
}

// AddTimeline makes a timeline with its first step and returns its id.
func (tx *Tx) AddTimeline(do string, body []byte) (string, error) {
	id, err := tx.free("timelines", "tl_", tx.at, string(body))
	if err != nil {
		return "", err
	}
	row, err := tx.insert(`INSERT INTO timelines (id, made_at, last_at) VALUES (?, ?, ?)`, id, tx.at, tx.at)
	if err == nil {
		_, err = tx.exec(`INSERT INTO timeline_steps (tlid, n, at, do, entry, body) VALUES (?, 1, ?, ?, '', ?)`, row, tx.at, do, pack(body))
	}
	if err != nil {
		return "", err
	}
	return id, tx.change("timelines", id, "insert", do)
}

// AddTimelineStep adds a step to a timeline whose steps up to since were
// looked at. It returns a [ChangedError] if one of those after it says so by
// clash, or if since is none of the timeline's.
func (tx *Tx) AddTimelineStep(id string, since int, do, entry string, body []byte, clash func(*TimelineStep) bool) (n int, err error) {
	ref, err := timelineRef(tx.row, id)
	if err != nil {
		return 0, err
	}
	steps, err := timelineSteps(tx.rows, ref.Row, since)
	if err != nil {
		return 0, err
	}
	if _, err := tx.row([]any{&n}, `SELECT max(n) FROM timeline_steps WHERE tlid = ?`, ref.Row); err != nil {
		return 0, err
	}
	if since < 1 || since > n {
		return 0, &ChangedError{ID: id, Last: n, At: ref.LastAt}
	}
	for _, s := range steps {
		if clash(s) {
			return 0, &ChangedError{ID: id, Last: n, At: s.At}
		}
	}
	n++
	if _, err := tx.exec(`INSERT INTO timeline_steps (tlid, n, at, do, entry, body) VALUES (?, ?, ?, ?, ?, ?)`, ref.Row, n, tx.at, do, entry, pack(body)); err != nil {
		return 0, err
	}
	if _, err := tx.exec(`UPDATE timelines SET last_at = ? WHERE tlid = ?`, tx.at, ref.Row); err != nil {
		return 0, err
	}
	return n, tx.change("timelines", id, "update", do)
}

// DropTimeline takes a timeline out with its history.
func (tx *Tx) DropTimeline(id string) error {
	ref, err := timelineRef(tx.row, id)
	if err != nil {
		return err
	}
	for _, query := range []string{`DELETE FROM timeline_steps WHERE tlid = ?`, `DELETE FROM timelines WHERE tlid = ?`} {
		if _, err := tx.exec(query, ref.Row); err != nil {
			return err
		}
	}
	return tx.bury(id, "", "timelines", "delete", "forget")
}

// Timelines returns the timelines that were changed last, and how many there are.
func (s *Store) Timelines(ctx context.Context, skip, limit int) (list []*TimelineRef, total int, err error) {
	if _, err := s.first(ctx, []any{&total}, `SELECT count(*) FROM timelines`); err != nil {
		return nil, 0, err
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		ref, made, last := new(TimelineRef), "", ""
		err := scan(&ref.Row, &ref.ID, &made, &last)
		ref.MadeAt, ref.LastAt = parseStamp(made), parseStamp(last)
		list = append(list, ref)
		return err
	}, `SELECT tlid, id, made_at, last_at FROM timelines ORDER BY last_at DESC, tlid DESC LIMIT ? OFFSET ?`, limit, skip)
	return list, total, err
}

// Timeline returns a timeline with all of its steps.
func (s *Store) Timeline(ctx context.Context, id string) (*TimelineRef, []*TimelineStep, error) {
	ref, err := timelineRef(func(dest []any, query string, args ...any) (bool, error) { return s.row(ctx, dest, query, args...) }, id)
	if err != nil {
		return nil, nil, err
	}
	steps, err := timelineSteps(func(each func(scan func(...any) error) error, query string, args ...any) error {
		return s.rows(ctx, each, query, args...)
	}, ref.Row, 0)
	if err != nil {
		return nil, nil, &DamageError{Path: s.path, Err: fmt.Errorf("%s: %w", id, err)}
	}
	return ref, steps, nil
}

// timelineRef returns the timeline that an id names.
func timelineRef(row func([]any, string, ...any) (bool, error), id string) (*TimelineRef, error) {
	if _, err := resolve(row, id); err != nil {
		return nil, err
	}
	ref, made, last := new(TimelineRef), "", ""
	ok, err := row([]any{&ref.Row, &ref.ID, &made, &last}, `SELECT tlid, id, made_at, last_at FROM timelines WHERE id = ?`, id)
	if err == nil && !ok {
		err = fmt.Errorf("timeline %.40q: %w", id, ErrNotFound)
	}
	ref.MadeAt, ref.LastAt = parseStamp(made), parseStamp(last)
	return ref, err
}

// timelineSteps returns the steps of a timeline after one, in order.
func timelineSteps(rows func(func(scan func(...any) error) error, string, ...any) error, tlid int64, after int) ([]*TimelineStep, error) {
	var list []*TimelineStep
	err := rows(func(scan func(...any) error) error {
		st, at := new(TimelineStep), ""
		var data []byte
		if err := scan(&st.N, &at, &st.Do, &st.Entry, &data); err != nil {
			return err
		}
		st.At = parseStamp(at)
		list = append(list, st)
		var err error
		st.Body, err = unpack(data)
		return err
	}, `SELECT n, at, do, entry, body FROM timeline_steps WHERE tlid = ? AND n > ? ORDER BY n`, tlid, after)
	return list, err
}

// maskTimelines takes names out of what people wrote into timelines.
func (tx *Tx) maskTimelines(m *masker) error {
	type row struct {
		tlid int64
		n    int
		body []byte
	}
	var touched []row
	err := tx.rows(func(scan func(...any) error) error {
		var r row
		var data []byte
		if err := scan(&r.tlid, &r.n, &data); err != nil {
			return err
		}
		raw, err := unpack(data)
		if err != nil {
			return nil // damaged: readout check says so
		}
		masked, found, err := m.maskJSON(raw)
		if found && err == nil {
			r.body = masked
			touched = append(touched, r)
		}
		return err
	}, `SELECT tlid, n, body FROM timeline_steps ORDER BY tlid, n`)
	for _, r := range touched {
		if err == nil {
			_, err = tx.exec(`UPDATE timeline_steps SET body = ? WHERE tlid = ? AND n = ?`, pack(r.body), r.tlid, r.n)
		}
	}
	return err
}

// timelines checks that timelines have all of their steps and these can be read.
func (c *checker) timelines() {
	ids := make(map[int64]string)
	err := c.s.rows(c.ctx, func(scan func(...any) error) error {
		var row int64
		var id string
		err := scan(&row, &id)
		ids[row] = id
		return err
	}, `SELECT tlid, id FROM timelines`)
	next := make(map[int64]int)
	wrong := func(id, why string) {
		c.report(Finding{What: "timeline", ID: id, Err: why, Recover: "readout restore brings a backup back"})
	}
	if err == nil {
		err = c.s.rows(c.ctx, func(scan func(...any) error) error {
			var row int64
			var n int
			var data []byte
			if err := scan(&row, &n, &data); err != nil {
				return err
			}
			next[row]++
			raw, err := unpack(data)
			switch {
			case ids[row] == "":
				wrong("", fmt.Sprintf("step %d: it is of no timeline", n))
			case n != next[row]:
				wrong(ids[row], fmt.Sprintf("step %d is missing", next[row]))
				next[row] = n
			case err != nil || !json.Valid(raw):
				wrong(ids[row], fmt.Sprintf("step %d can't be read", n))
			}
			return nil
		}, `SELECT tlid, n, body FROM timeline_steps ORDER BY tlid, n`)
	}
	for row, id := range ids {
		if next[row] == 0 && err == nil {
			wrong(id, "it has no steps")
		}
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		wrong("", inner(err))
	}
}

// HappeningsByID returns the happenings that ids name today, by these ids; those
// that no report tells any more are left out.
func (s *Store) HappeningsByID(ctx context.Context, ids []string) (map[string]*Happening, error) {
	out := make(map[string]*Happening, len(ids))
	named := make(map[string][]string) // those that are given, by today's
	var today []any
	for _, id := range ids {
		now, err := s.Resolve(ctx, id)
		var gone *ForgottenError
		if errors.As(err, &gone) || errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if named[now] == nil {
			today = append(today, now)
		}
		named[now] = append(named[now], id)
	}
	for chunk := range slices.Chunk(today, 200) {
		list, err := s.happenings(ctx, `happenings h WHERE h.id IN (?`+strings.Repeat(`, ?`, len(chunk)-1)+`)`, chunk...)
		if err == nil {
			err = s.fillHappenings(ctx, list, 0)
		}
		if err != nil {
			return nil, err
		}
		for _, h := range list {
			for _, id := range named[h.ID] {
				out[id] = h
			}
		}
	}
	return out, nil
}
