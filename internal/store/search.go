package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// A Hit is one result of a search.
type Hit struct {
	VersionRef
	Kind     ResultKind
	Local    string // a3 or e1 in the version's record; "" for a text
	Outlet   string
	Day      string // of publication
	Headline string
	Sentence string       // the words that answer, with their sentence
	At       readout.Span // of the sentence, in bytes of the version's text
	// What the record says: the speaker and act of a statement, the type and
	// status of an event.
	Who, Act, Status string
	Group            string // copy group of the story, "" if it has none
	Copies           int    // further stories of the same group with the same sentence

	points readout.Span    // At in code points
	rec    *readout.Record // as the machine made it, if it was opened for the sentence
}

// Results are the answer to a query.
type Results struct {
	Hits []*Hit
	// Found, Stories, Outlets and Lines count all that fits, not only what is in
	// Hits: texts, statements or events, copies too, and what they stand in. A
	// line is a copy group, or a story that is in none.
	Found, Stories, Outlets, Lines int
	Capped                         bool // there are more: those are counted that came in last
	Undated                        int  // stories that fit but for a publication date, which they lack
	Newest                         bool // hits are the newest first, as they are too many to rank
}

// Limits of one search.
const (
	searchTime = 20 * time.Second
	maxCounted = 200_000 // results that are looked through for happenings, pairs and positions
	maxRanked  = 5000    // results that are ranked; beyond it the newest come first
)

// maxFound is how many results of a search are counted: those that came in last.
var maxFound = 10_000

// Search answers a query with at most limit hits. Copies of one text count as
// one hit; of each story its current version is searched.
func (s *Store) Search(ctx context.Context, q *Query, limit int) (*Results, error) {
	res, err := s.CountHits(ctx, q)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	b, err := s.builder(ctx, q)
	if err != nil {
		return nil, err
	}
	hits, err := s.findHits(ctx, b, res.Newest || b.match == "", 0, 4*limit)
	if err != nil {
		return nil, err
	}
	res.Hits = collapse(hits, limit)
	return res, nil
}

// first reads the first row of a query.
func (s *Store) first(ctx context.Context, dest []any, query string, args ...any) (bool, error) {
	return s.row(ctx, dest, query, args...)
}

// CountHits counts what a query finds, up to a limit: of a query that finds more,
// what came in last is counted.
func (s *Store) CountHits(ctx context.Context, q *Query) (*Results, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	b, err := s.builder(ctx, q)
	if err != nil {
		return nil, err
	}
	var res Results
	query := `SELECT count(*), count(DISTINCT sid), count(DISTINCT nullif(outlet, '')), count(DISTINCT line) FROM (
		SELECT v.sid, s.outlet, coalesce(m.gid, -v.sid) AS line ` + b.from + ` LEFT JOIN copy_members m ON m.vid = v.vid WHERE ` + b.where() + b.latest() + ` LIMIT ?)`
	if _, err := s.first(ctx, []any{&res.Found, &res.Stories, &res.Outlets, &res.Lines}, query, append(b.args(), maxFound+1)...); err != nil {
		return nil, err
	}
	res.Capped = res.Found > maxFound
	res.Newest = b.match != "" && res.Found > maxRanked
	if !b.dated {
		return &res, nil
	}
	undated := b.undated()
	_, err = s.first(ctx, []any{&res.Undated}, `SELECT count(DISTINCT sid) FROM (SELECT v.sid `+b.from+` WHERE `+undated.where()+b.latest()+` LIMIT ?)`,
		append(undated.args(), maxFound)...)
	return &res, err
}

// latest orders rows as they came in, the last first.
func (b *builder) latest() string { return ` ORDER BY ` + b.arrival + ` DESC` }

// A place is where a hit stands in the tables.
type place struct{ vid, rid int64 }

// findHits returns hits with their sentences, after some that are skipped:
// those of the newest stories first, by the day that the story states, or those
// that fit the words best.
func (s *Store) findHits(ctx context.Context, b *builder, newest bool, skip, limit int) ([]*Hit, error) {
	places, err := s.findPlaces(ctx, b, newest, skip, limit)
	if err != nil {
		return nil, err
	}
	return s.openHits(ctx, b, places)
}

// openHits returns the hits at some places, with their sentences.
func (s *Store) openHits(ctx context.Context, b *builder, places []place) ([]*Hit, error) {
	if len(places) == 0 {
		return nil, nil
	}
	query, err := s.asked.take(ctx, s.read, `SELECT `+versionRefColumns+`, s.outlet, v.day, v.headline, v.body,
		coalesce((SELECT r.body FROM served JOIN records r USING (vid, pid) WHERE served.vid = v.vid), x''),
		coalesce((SELECT g.id FROM copy_members m JOIN copy_groups g USING (gid) WHERE m.vid = v.vid), ''), `+b.columns+` `+b.plain()+` WHERE v.vid = ? AND `+b.row+` = ?`)
	if err != nil {
		return nil, explain(s.path, err)
	}
	defer s.asked.give(query)
	hits, known := make([]*Hit, 0, len(places)), make(map[int64]*openVersion)
	keep := len(places) <= maxOpen
	for _, p := range places {
		h := &Hit{Kind: b.kind}
		var data, record []byte
		dest := append(h.dest(), &h.Outlet, &h.Day, &h.Headline, &data, &record, &h.Group, &h.Local, &h.Who, &h.Act, &h.Status, &h.At.Start, &h.At.End)
		if ok, err := found(query.QueryRowContext(ctx, p.vid, p.rid).Scan(dest...)); err != nil {
			return nil, explain(s.path, err)
		} else if !ok {
			continue // gone since
		}
		v := known[p.vid]
		if v == nil {
			if v, err = s.openVersion(&h.VersionRef, data, record, keep); err != nil {
				return nil, err
			}
			known[p.vid] = v
		}
		h.rec = v.rec
		h.open(v.text, v.sents, b.words)
		hits = append(hits, h)
	}
	return hits, nil
}

// maxOpen is how many hits are opened at most whose records are kept for what is shown
// of them: one for words of a text too, as most sentences have a row, and to read the
// sentences alone takes a third of the time of reading all of it.
const maxOpen = 100

// An openVersion is what hits of a version show.
type openVersion struct {
	text  *readout.Version
	sents []readout.Span
	rec   *readout.Record // nil: it is not kept, or there is none
}

// openVersion unpacks a version, and of its record the sentences or all.
func (s *Store) openVersion(ref *VersionRef, data, record []byte, whole bool) (*openVersion, error) {
	stored := Stored{VersionRef: *ref}
	if err := stored.fill(s.path, data); err != nil {
		return nil, err
	}
	v := &openVersion{text: stored.Version}
	var err error
	if whole && len(record) > 0 {
		if v.rec, err = s.opens().open(record); err == nil {
			v.rec.Version = *stored.Version
			v.sents = units(v.text.Text, v.rec.Sentences)
		}
	} else {
		v.sents, err = sentencesOf(v.text.Text, record)
	}
	if err != nil {
		return nil, &DamageError{Path: s.path, Err: fmt.Errorf("record of %s: %w", ref.ID, err)}
	}
	return v, nil
}

// RecordOf is [Store.Record] of a hit's version, which was opened for the hit already
// where a page is not long.
func (s *Store) RecordOf(ctx context.Context, h *Hit) (*readout.Record, error) {
	if h.rec == nil {
		return s.Record(ctx, &h.VersionRef)
	}
	return s.judged(ctx, h.row, h.rec)
}

// findPlaces returns where the hits of a page stand.
func (s *Store) findPlaces(ctx context.Context, b *builder, newest bool, skip, limit int) (places []place, err error) {
	f, err := s.sifter(ctx, b)
	if err != nil {
		return nil, err
	}
	switch {
	case f != nil && newest:
		return f.newest(ctx, skip, limit)
	case f != nil:
		return f.ranked(ctx, skip, limit)
	}
	order := `v.day DESC, v.vid DESC, ` + b.row
	if b.upto > 0 {
		b.cond(`v.vid <= ?`, b.upto)
	}
	if !newest {
		order = b.fts + `.rank, ` + order
	} else if b.match == "" {
		places, err = s.newestPlaces(ctx, b, skip, limit)
	}
	if err == nil && len(places) < limit {
		places, err = s.places(ctx, `SELECT v.vid, `+b.row+` `+b.from+` WHERE `+b.where()+` ORDER BY `+order+` LIMIT ? OFFSET ?`, append(b.args(), limit, skip)...)
	}
	return places, err
}

// places returns where hits stand: rows with texts would be sorted with them.
func (s *Store) places(ctx context.Context, query string, args ...any) (list []place, err error) {
	err = s.rows(ctx, func(scan func(...any) error) error {
		var p place
		err := scan(&p.vid, &p.rid)
		list = append(list, p)
		return err
	}, query, args...)
	return list, err
}

// maxWalk is how many of the newest versions are looked at for a page of hits
// before all that a query finds are put in order.
var maxWalk = 4000

// newestPlaces looks for hits in the newest versions alone, which are found by
// their day: what half of the stories have, the newest of them have too, and to
// order all of it for one page costs 0.2 s of 100,000 stories. It returns fewer
// hits than were asked for where these versions have no more. (Tables may be views
// of what somebody may see, so that no index is named; the planner takes that of
// the version.)
func (s *Store) newestPlaces(ctx context.Context, b *builder, skip, limit int) (list []place, err error) {
	join := ``
	switch b.kind {
	case Statements:
		join = `CROSS JOIN statements x ON x.vid = v.vid`
	case Events:
		join = `CROSS JOIN events x ON x.vid = v.vid`
	}
	for walk := 4 * (skip + limit); len(list) < limit && walk < 8*maxWalk; walk *= 8 {
		list, err = s.places(ctx, `SELECT v.vid, `+b.row+` FROM (SELECT vid FROM versions ORDER BY day DESC, vid DESC LIMIT ?) w
			CROSS JOIN versions v ON v.vid = w.vid CROSS JOIN stories s ON s.sid = v.sid `+join+` WHERE `+b.where()+` ORDER BY v.day DESC, v.vid DESC, `+b.row+` LIMIT ? OFFSET ?`,
			append(append([]any{min(walk, maxWalk)}, b.args()...), limit, skip)...)
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// sentencesOf returns what hits in a text show, by its record if it has one.
func sentencesOf(text string, record []byte) ([]readout.Span, error) {
	var rec struct {
		Sentences []readout.Sentence `json:"sentences"`
	}
	if len(record) > 0 {
		raw, err := unpack(record)
		if err == nil {
			err = decodeOwn(raw, &rec)
		}
		if err != nil {
			return nil, err
		}
	}
	return units(text, rec.Sentences), nil
}

// open finds the sentence of a hit.
func (h *Hit) open(v *readout.Version, sents []readout.Span, words []string) {
	if h.Kind == Texts {
		h.At = bestSentence(v.Text, sents, words)
	} else if h.At.Fits(v.Text) {
		h.At = sentenceAround(v.Text, sents, h.At)
	} else {
		h.At = readout.Span{}
	}
	h.Sentence = strings.Join(strings.Fields(h.At.In(v.Text)), " ")
	h.points = v.Points().Span(h.At)
}

// collapse keeps one hit of copies that have the same sentence.
func collapse(hits []*Hit, limit int) []*Hit {
	first := make(map[string]*Hit)
	var out []*Hit
	for _, h := range hits {
		key := h.Group + "\x00" + h.Sentence + "\x00" + h.Act
		if other := first[key]; other != nil && h.Group != "" && other.Story != h.Story {
			other.Copies++
			continue
		}
		if len(out) == limit {
			continue
		}
		first[key] = h
		out = append(out, h)
	}
	return out
}

// Ref returns what "readout show" takes to open the hit: the version and the
// id in its record, or the sentence's place in code points.
func (h *Hit) Ref() string {
	if h.Local != "" {
		return fmt.Sprintf("%s:%s", h.ID, h.Local)
	}
	return fmt.Sprintf("%s:%d-%d", h.ID, h.points.Start, h.points.End)
}

// Points returns where the sentence stands in the text, in code points.
func (h *Hit) Points() readout.Span { return h.points }
