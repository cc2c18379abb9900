package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// builder returns the SQL of a query, with the ids in it as they are today.
func (s *Store) builder(ctx context.Context, q *Query) (*builder, error) {
	q, err := s.withCurrentIDs(ctx, q)
	if err != nil {
		return nil, err
	}
	known := ""
	if slices.Contains(q.Fields["told"], "unnamed") {
		if known, err = s.knownToo(ctx); err != nil {
			return nil, err
		}
	}
	return newBuilderOf(q, known), nil
}

// knowing holds which events somebody without a name tells and other reports do
// otherwise, of one state of the archive.
type knowing struct {
	mu    sync.Mutex
	state int64
	rows  string // as JSON
}

// knownToo returns the rows of events that somebody without a name tells and other
// reports of the same happening do otherwise: all of a page's questions want the same.
func (s *Store) knownToo(ctx context.Context) (string, error) {
	k := &s.knowing
	k.mu.Lock()
	defer k.mu.Unlock()
	state, err := s.State(ctx)
	if err != nil || k.rows != "" && k.state == state {
		return k.rows, err
	}
	rows, err := s.heldKnownToo(ctx)
	if err == nil && rows == "" {
		_, err = s.first(ctx, []any{&rows}, `SELECT json_group_array(rid) FROM (`+fmt.Sprintf(knownToo, "y")+`)`)
	}
	if err != nil {
		return "", err
	}
	k.state, k.rows = state, rows
	return rows, nil
}

// heldKnownToo is knownToo by columns, "" where they are not held: which events nobody
// with a name tells is known, and of the happenings of these alone the reports are read.
func (s *Store) heldKnownToo(ctx context.Context) (string, error) {
	f, err := s.sifter(ctx, newBuilder(&Query{Kind: Events, All: true}))
	if f == nil || err != nil {
		return "", err
	}
	told := f.rows.column("told")
	nobodys := told.table(func(teller string) bool { return teller == "unnamed" })
	f.tests = append(f.tests, func(i int) bool { return nobodys[told.at(i)] })
	unnamed, err := f.joined(ctx)
	if err != nil {
		return "", err
	}
	hids, err := s.toldIn(ctx, heldHits, jsonOf(unnamed))
	if err != nil {
		return "", err
	}
	reports, otherwise := make(map[int64][]int64), make(map[int64]bool) // by happening
	err = s.rows(ctx, func(scan func(...any) error) error {
		var hid, rid int64
		err := scan(&hid, &rid)
		reports[hid] = append(reports[hid], rid)
		if i := f.rows.place(rid); i >= 0 && !nobodys[told.at(i)] {
			otherwise[hid] = true
		}
		return err
	}, `SELECT m.hid, e.rid FROM json_each(?) k CROSS JOIN members m ON m.hid = k.value AND m.event <> '' CROSS JOIN told t ON t.did = m.did CROSS JOIN events e ON e.vid = t.vid AND e.local = m.event`, hids)
	out := []int64{}
	for hid := range otherwise {
		out = append(out, reports[hid]...)
	}
	return jsonOf(out), err
}

// withCurrentIDs returns a query whose ids of actors and stories are those of today:
// what was merged is found under what it was merged into. An id that leads
// nowhere is an error, as it would find nothing and not say why.
func (s *Store) withCurrentIDs(ctx context.Context, q *Query) (*Query, error) {
	if q == nil {
		return nil, nil
	}
	out := *q
	out.Fields = make(map[string][]string, len(q.Fields))
	for name, values := range q.Fields {
		values = slices.Clone(values)
		for i, v := range values {
			table := tableOf(name, v)
			if table == "" {
				continue
			}
			bare, alone := strings.CutPrefix(v, only)
			id, err := s.Resolve(ctx, bare)
			known := 0
			if err == nil {
				_, err = s.row(ctx, []any{&known}, `SELECT EXISTS (SELECT 1 FROM `+table+` WHERE id = ?)`, id)
			}
			if err == nil && known == 0 {
				err = ErrNotFound
			}
			if err != nil {
				return nil, fmt.Errorf("%s:%s: %w", name, v, err)
			}
			if values[i] = id; alone {
				values[i] = only + id
			}
		}
		out.Fields[name] = values
	}
	return &out, nil
}

// tableOf returns the table of the ids that a field's value is one of, or "".
func tableOf(field, value string) string {
	switch {
	case field == "story":
		return "stories"
	case strings.HasPrefix(value, "ac_") && (field == "speaker" || field == "actor" || field == "recipient" || field == "source"):
		return "actors"
	case isPlaceID(strings.TrimPrefix(value, only)) && field == "place":
		return "places"
	}
	return ""
}
