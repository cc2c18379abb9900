package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// builder returns the SQL of a query, with the ids in it as they are today.
func (s *Store) builder(ctx context.Context, q *Query) (*builder, error) {
	q, err := s.withCurrentIDs(ctx, q)
	if err != nil {
		return nil, err
	}
	return newBuilder(q), nil
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
