package store

import (
	"context"
	"fmt"
)

// A PlaceCount is an entry of the gazetteer with the events that were there, and
// no more is known of where: those of towns are not counted for their country.
type PlaceCount struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Feature  string   `json:"feature,omitempty" doc:"GeoNames feature code"`
	Country  string   `json:"country,omitempty"`
	Lat      *float64 `json:"lat,omitempty" doc:"degrees, WGS 84; missing for what is no point, such as a country"`
	Lon      *float64 `json:"lon,omitempty"`
	Count    int      `json:"count" doc:"events"`
	Asserted int      `json:"asserted" doc:"of these, those that are said to have happened"`
}

// Places are where the events are that a query finds.
type Places struct {
	Items   []PlaceCount `json:"items" doc:"those of most events first"`
	Total   int          `json:"total" doc:"places in all, of which items are the first"`
	Unknown int          `json:"unknown" doc:"events whose place the lists of places do not have"`
	Nowhere int          `json:"nowhere" doc:"events of which no place is told"`
}

// Places counts all events that a query finds by where they were, and returns
// the places of most events, at most limit of them.
func (s *Store) Places(ctx context.Context, q *Query, limit int) (*Places, error) {
	if q.Kind != Events {
		return nil, fmt.Errorf("places are of events, not of %ss", q.Kind)
	}
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	b, err := s.builder(ctx, q)
	if err != nil {
		return nil, err
	}
	if f, err := s.sifter(ctx, b); err != nil {
		return nil, err
	} else if f != nil {
		return f.places(ctx, limit)
	}
	out := &Places{Items: []PlaceCount{}}
	err = s.rows(ctx, func(scan func(...any) error) error {
		var p PlaceCount
		var named int
		if err := scan(&p.ID, &p.Name, &p.Feature, &p.Country, &p.Lat, &p.Lon, &p.Count, &p.Asserted, &named); err != nil {
			return err
		}
		if p.ID == "" {
			out.Unknown, out.Nowhere = out.Unknown+named, out.Nowhere+p.Count-named
			return nil
		}
		if out.Total++; len(out.Items) < limit {
			out.Items = append(out.Items, p)
		}
		return nil
	}, `WITH hits AS MATERIALIZED (SELECT x.place_id AS id, count(*) AS n, sum(x.status = 'asserted') AS sure, sum(x.place <> '') AS named `+b.from+` WHERE `+b.where()+` GROUP BY 1)
		SELECT coalesce(p.id, ''), coalesce(p.name, ''), coalesce(p.feature, ''), coalesce(p.country, ''), p.lat, p.lon, n, sure, named FROM hits LEFT JOIN places p USING (id) ORDER BY n DESC, id`, b.args()...)
	return out, err
}

// PlaceName returns the name of an entry of the gazetteer by its id, "" for what
// is none.
func (s *Store) PlaceName(ctx context.Context, id string) (string, error) {
	name := ""
	_, err := s.first(ctx, []any{&name}, `SELECT name FROM places WHERE id = ?`, id)
	return name, err
}
