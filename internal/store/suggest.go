package store

import (
	"context"
	"strings"
)

// maxSuggested bounds the names that are weighed against one another for what a
// half-written value may become.
const maxSuggested = 200

// Suggest returns values of a field that begin, in one of their words, with what
// is written, those that most versions have first. Fields without names in the
// archive, and private persons, have none.
func (s *Store) Suggest(ctx context.Context, field, written string, limit int) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	if written = strings.TrimSpace(written); written == "" {
		return nil, nil
	}
	var query string
	word := " " + strings.ToLower(written)
	switch field {
	case "speaker", "actor", "recipient", "source":
		word = " " + plainName(written)
		query = `SELECT name FROM (SELECT a.name, (SELECT count(*) FROM actor_versions av WHERE av.actor = a.id) AS n FROM actors a
			WHERE instr(' ' || a.folded, ?) > 0 AND ` + hasProfile + ` LIMIT ?) GROUP BY name ORDER BY max(n) DESC, name LIMIT ?`
	case "outlet":
		query = `SELECT outlet FROM (SELECT outlet FROM stories WHERE instr(' ' || lower(outlet), ?) > 0) GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT min(?, ?)`
	case "place":
		query = `SELECT name FROM (SELECT p.name, (SELECT count(*) FROM place_versions v WHERE v.place = p.id) AS n FROM places p
			WHERE instr(' ' || lower(p.name), ?) > 0 LIMIT ?) GROUP BY name ORDER BY max(n) DESC, name LIMIT ?`
	default:
		return nil, nil
	}
	return s.words(ctx, query, word, maxSuggested, limit)
}

// CountriesIn returns the codes of the countries that statements or events of the
// archive have, in order.
func (s *Store) CountriesIn(ctx context.Context) ([]string, error) {
	next := func(table string) string { // the index is walked from one country to the next
		return `SELECT v FROM (WITH RECURSIVE c(v) AS (SELECT min(country) FROM ` + table + ` WHERE country <> '' UNION ALL
			SELECT (SELECT min(country) FROM ` + table + ` WHERE country <> '' AND country > c.v) FROM c WHERE c.v IS NOT NULL) SELECT v FROM c WHERE v IS NOT NULL)`
	}
	return s.words(ctx, next("statements")+` UNION `+next("events")+` ORDER BY 1`)
}

// words reads one column.
func (s *Store) words(ctx context.Context, query string, args ...any) (list []string, err error) {
	err = s.rows(ctx, func(scan func(...any) error) error {
		var word string
		err := scan(&word)
		list = append(list, word)
		return err
	}, query, args...)
	return list, err
}
