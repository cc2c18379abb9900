package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// This file holds what pages and the API look through: lists, counts and
// pages of results. All of it only reads.

// A Brief is one line of a list of stories: a version and what it holds.
type Brief struct {
	VersionRef
	Change     Change
	Outlet     string
	Agency     string
	Day        string
	SeenAt     time.Time
	AddedAt    time.Time
	Headline   string
	Words      int
	Versions   int // of its story, trivial edits aside
	Statements int
	Events     int
	Read       bool  // it has a record
	Row        int64 // what the next page comes before
}

const briefColumns = versionRefColumns + `, v.change, s.outlet, v.agency, v.day, v.seen_at, v.added_at, v.headline, v.words,
	(SELECT count(*) FROM versions o WHERE o.sid = v.sid AND o.change <> 'trivial'),
	(SELECT count(*) FROM statements x WHERE x.vid = v.vid), (SELECT count(*) FROM events x WHERE x.vid = v.vid),
	EXISTS (SELECT 1 FROM served WHERE served.vid = v.vid)`

// NewStories returns the stories that came in last, each with its current
// version, before the row given (0: from the newest).
func (s *Store) NewStories(ctx context.Context, before int64, limit int) ([]*Brief, error) {
	return s.briefs(ctx, `s.sid`, `FROM stories s JOIN versions v ON v.vid = s.current WHERE (? = 0 OR s.sid < ?) ORDER BY s.sid DESC LIMIT ?`, before, before, limit)
}

// maxTrivial is how many versions are looked through for a page of changed
// ones: trivial edits stand among them.
const maxTrivial = 2000

// ChangedVersions returns the versions whose words differ from those of the
// version before, the newest first, before the row given (0: from the newest).
// The index of stories' versions finds them, so that first versions, which are
// most of an archive, are not read (+vid keeps the planner from walking the table).
func (s *Store) ChangedVersions(ctx context.Context, before int64, limit int) ([]*Brief, error) {
	return s.briefs(ctx, `v.vid`, `FROM (SELECT vid FROM versions WHERE n > 1 AND (? = 0 OR vid < ?) ORDER BY +vid DESC LIMIT ?) m
		CROSS JOIN versions v ON v.vid = m.vid JOIN stories s USING (sid) WHERE v.change = 'words' ORDER BY v.vid DESC LIMIT ?`, before, before, maxTrivial, limit)
}

// BriefsOf returns stories that a query finds, the newest by arrival first: each
// with its current version, or the versions whose words changed.
func (s *Store) BriefsOf(ctx context.Context, q *Query, changed bool, limit int) ([]*Brief, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	b, err := s.builder(ctx, q)
	if err != nil {
		return nil, err
	}
	from, order := `FROM stories s JOIN versions v ON v.vid = s.current WHERE v.vid IN `, `s.sid`
	if changed {
		from, order = `FROM versions v JOIN stories s USING (sid) WHERE v.n > 1 AND v.change = 'words' AND v.vid IN `, `v.vid`
	}
	return s.briefs(ctx, order, from+`(SELECT v.vid `+b.from+` WHERE `+b.where()+` LIMIT ?) ORDER BY `+order+` DESC LIMIT ?`, append(b.args(), maxCounted, limit)...)
}

// ChangedSince counts the versions whose words changed and that came in since a
// time, among as many as [Store.ChangedVersions] looks through.
func (s *Store) ChangedSince(ctx context.Context, at time.Time) (n int, err error) {
	_, err = s.first(ctx, []any{&n}, `SELECT count(*) FROM (SELECT vid FROM versions WHERE n > 1 ORDER BY +vid DESC LIMIT ?) m CROSS JOIN versions v ON v.vid = m.vid WHERE v.change = 'words' AND v.added_at >= ?`, maxTrivial, stamp(at))
	return n, err
}

// NewSince counts the stories that came in since a time, most at most.
func (s *Store) NewSince(ctx context.Context, at time.Time, most int) (n int, err error) {
	_, err = s.first(ctx, []any{&n}, `SELECT count(*) FROM (SELECT sid FROM stories ORDER BY sid DESC LIMIT ?) l CROSS JOIN stories s ON s.sid = l.sid WHERE s.added_at >= ?`, most, stamp(at))
	return n, err
}

// LastDay returns the last day on which a story was published, "" for none.
func (s *Store) LastDay(ctx context.Context) (day string, err error) {
	_, err = s.first(ctx, []any{&day}, `SELECT coalesce(max(day), '') FROM versions`)
	return day, err
}

// PublishedSince counts the versions of stories that were published on a day or later,
// those of any known day for "".
func (s *Store) PublishedSince(ctx context.Context, day string) (n int, err error) {
	_, err = s.first(ctx, []any{&n}, `SELECT count(*) FROM versions WHERE day >= ? AND day <> ''`, day)
	return n, err
}

// LastArrival returns when the last version came in, the zero time for none.
func (s *Store) LastArrival(ctx context.Context) (time.Time, error) {
	var at string
	_, err := s.first(ctx, []any{&at}, `SELECT coalesce((SELECT added_at FROM versions ORDER BY vid DESC LIMIT 1), '')`)
	return parseStamp(at), err
}

// CountNew counts what a query finds in versions that came in after one, and
// returns the last that came in so far. Versions count up from 1.
func (s *Store) CountNew(ctx context.Context, q *Query, after int64) (n int, last int64, err error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	b, err := s.builder(ctx, q)
	if err != nil {
		return 0, 0, err
	}
	b.cond(`v.vid > ?`, after)
	if _, err := s.first(ctx, []any{&n}, `SELECT count(*) FROM (SELECT 1 `+b.from+` WHERE `+b.where()+` LIMIT ?)`, append(b.args(), maxCounted)...); err != nil {
		return 0, 0, err
	}
	_, err = s.first(ctx, []any{&last}, `SELECT coalesce(max(vid), 0) FROM versions`)
	return n, last, err
}

func (s *Store) briefs(ctx context.Context, row, rest string, args ...any) ([]*Brief, error) {
	var list []*Brief
	err := s.rows(ctx, func(scan func(...any) error) error {
		b := new(Brief)
		var seen, added string
		err := scan(append(b.dest(), &b.Change, &b.Outlet, &b.Agency, &b.Day, &seen, &added, &b.Headline, &b.Words,
			&b.Versions, &b.Statements, &b.Events, &b.Read, &b.Row)...)
		b.SeenAt, b.AddedAt = parseStamp(seen), parseStamp(added)
		list = append(list, b)
		return err
	}, `SELECT `+briefColumns+`, `+row+` `+rest, args...)
	return list, err
}

// A Page says which part of a list of results is wanted.
type Page struct {
	Skip  int   // results before it
	Limit int   // results on it at most
	Upto  int64 // versions that came in later are left out; 0: none are
}

// maxSkip bounds how far pages of one search go; beyond it a narrower search
// or an export is the better tool.
const maxSkip = 10_000

// SearchPage answers a query page by page. It returns the hits and the page
// that follows, nil after the last. Newest says that hits come by the day of
// their story, the newest first, as they do without words and where there are
// too many to rank. Read gets hits while their records are open, some of copies that
// the page leaves out among them; with nil, records stay open until the hits go.
func (s *Store) SearchPage(ctx context.Context, q *Query, p Page, newest bool, read func([]*Hit) error) ([]*Hit, *Page, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	if p.Upto == 0 {
		if _, err := s.first(ctx, []any{&p.Upto}, `SELECT coalesce(max(vid), 0) FROM versions`); err != nil {
			return nil, nil, err
		}
	}
	b, err := s.builder(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	b.upto = p.Upto
	fetch := 2*p.Limit + 1
	places, err := s.findPlaces(ctx, b, newest || b.match == "", p.Skip, fetch)
	if err != nil {
		return nil, nil, err
	}
	var hits, out []*Hit
	used := 0
	for opened := 0; opened < len(places) && len(out) < p.Limit; { // of a page without copies no more are opened than it shows
		some := places[opened:min(opened+min(p.Limit, maxOpen), len(places))]
		more, err := s.openHits(ctx, b, some)
		if err == nil && read != nil {
			err = read(more)
			for _, h := range more {
				h.rec = nil
			}
		}
		if err != nil {
			return nil, nil, err
		}
		opened, hits = opened+len(some), append(hits, more...)
		for _, h := range hits {
			h.Copies = 0
		}
		out, used = onePage(hits, p.Limit)
		used += opened - len(hits) // what went meanwhile was passed too
	}
	next := &Page{Skip: p.Skip + used, Limit: p.Limit, Upto: p.Upto}
	if used == len(places) && len(places) < fetch || next.Skip >= maxSkip {
		next = nil
	}
	return out, next, nil
}

// onePage collapses copies until the page is full and returns how many hits
// that took.
func onePage(hits []*Hit, limit int) ([]*Hit, int) {
	for n := min(limit, len(hits)); n < len(hits); n++ {
		if out := collapse(hits[:n], limit); len(out) == limit {
			return out, n
		}
		for _, h := range hits[:n] {
			h.Copies = 0
		}
	}
	return collapse(hits, limit), len(hits)
}

// A Facet is one value of a field with the number of results that have it.
type Facet struct {
	Field string `json:"field"`
	Value string `json:"value"`
	Count int    `json:"count"`
}

// facetColumns are what the values of a field are counted of.
var facetColumns = map[string]string{"outlet": "s.outlet", "month": "substr(v.day, 1, 7)", "act": "x.act", "status": "x.status", "kind": "x.kind",
	"country": "x.country", "type": "x.type", "place": "x.place"}

// heldIn are the fields whose values are looked for within a column: what stands
// there may be longer. The results of such a value are counted as the field finds
// them, so that a number is what its link leads to.
var heldIn = map[string]string{"outlet": outletColumn, "place": "x.place"}

// FacetFields returns the fields whose values are counted for a kind of result.
func FacetFields(kind ResultKind) []string {
	switch kind {
	case Statements:
		return []string{"act", "kind", "status", "country", "outlet", "month"}
	case Events:
		return []string{"type", "status", "place", "outlet", "month"}
	}
	return []string{"outlet", "month"}
}

// Facets returns the most frequent values of fields among all that a query
// finds, at most each of a field, and how many values each field has. Without
// fields it takes those of the query's kind.
func (s *Store) Facets(ctx context.Context, q *Query, each int, fields ...string) (list []Facet, values map[string]int, err error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	b, err := s.builder(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	if len(fields) == 0 {
		fields = FacetFields(q.Kind)
	}
	if f, err := s.sifter(ctx, b); err != nil {
		return nil, nil, err
	} else if f != nil {
		t, err := f.count(ctx, fields)
		if err != nil {
			return nil, nil, err
		}
		list, values = t.facets(each)
		return list, values, nil
	}
	query := facetQuery(b, fields, each)
	values = make(map[string]int)
	err = s.rows(ctx, func(scan func(...any) error) error {
		var f Facet
		var of int
		err := scan(&f.Field, &f.Value, &f.Count, &of)
		list, values[f.Field] = append(list, f), of
		return err
	}, query, append(b.args(), maxFound)...)
	slices.SortStableFunc(list, func(a, b Facet) int { // as they are counted at last
		if a.Field != b.Field {
			return 0
		}
		return b.Count - a.Count
	})
	return list, values, err
}

// facetQuery returns the SQL of facets: field, value, count, number of the
// field's values.
func facetQuery(b *builder, fields []string, each int) string {
	var cols, parts, whole []string
	for _, name := range fields {
		cols = append(cols, facetColumns[name]+` AS "`+name+`"`)
		count := `n`
		if column, ok := heldIn[name]; ok {
			cols = append(cols, column+` AS "in_`+name+`"`)
			whole = append(whole, fmt.Sprintf(`, all_%[1]s AS MATERIALIZED (SELECT lower("in_%[1]s") AS name, count(*) AS n FROM hits GROUP BY 1)`, name))
			count = `(SELECT sum(h.n) FROM all_` + name + ` h WHERE instr(h.name, lower(val)) > 0)`
		}
		parts = append(parts, fmt.Sprintf(`SELECT '%s', val, %s, of FROM (SELECT "%s" AS val, count(*) AS n, count(*) OVER () AS of FROM hits WHERE val <> '' GROUP BY val ORDER BY n DESC, val LIMIT %d)`, name, count, name, each))
	}
	return `WITH hits AS MATERIALIZED (SELECT ` + strings.Join(cols, ", ") + ` ` + b.from + ` WHERE ` + b.where() + b.latest() + ` LIMIT ?)` + strings.Join(whole, "") + ` ` + strings.Join(parts, ` UNION ALL `)
}

// hasProfile is the SQL that stories name an actor, and that it is no private
// person.
const hasProfile = `(a.kind <> 'person' OR a.public = 1) AND EXISTS (SELECT 1 FROM actor_versions v WHERE v.actor = a.id)`
