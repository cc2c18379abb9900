package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Telling is a word of a row's version that tells of a happening.
type Telling struct {
	ID       string          // ev_… of the happening
	Mention  *thread.Mention // of the row's digest
	Sentence readout.Span
	// Whole is the happening, at the one of all the words that are read that tells
	// of it best; nil at the others.
	Whole *Whole
}

// A Whole is a happening, without its mentions, and how many it has.
type Whole struct {
	*Happening
	Mentions  int // words that tell of it, in all versions that have a record
	Credible  thread.Credibility
	Conflicts int // pairs of sentences about it that contradict each other, shown as such
}

// A RowSide is a sentence of a row's version that is one side of a conflict
// whose other side is read too, perhaps of the same version.
type RowSide struct {
	Conflict // without sides
	Second   bool
	Side     thread.Side // without its story
}

// A joinedRows knows of the rows that are read which of them tells best of
// each happening, and what of them contradicts what.
type joinedRows struct {
	best  map[int64]wordOf    // by happening
	sides map[int64][]rowSide // by version
}

// A wordOf is a mention of a version, as its row has them.
type wordOf struct {
	vid   int64
	at    int
	score int
}

type rowSide struct {
	cfid   int64
	second bool
}

// A joinedVersion is a version that is read, with its digest and line of reporting.
type joinedVersion struct{ vid, did, line int64 }

// A rowChooser makes a joinedRows.
type rowChooser struct {
	r     *rowReader
	rows  anyRows
	hits  map[int64]map[string]bool // events of each version that are read; nil: all
	list  []joinedVersion           // the first posted first
	first map[int64]joinedVersion   // of each digest
	out   *joinedRows
}

// join finds out what the versions of a list, with what was found in them, tell together.
func (r *rowReader) join(ctx context.Context, list []int64, whole bool) error {
	c := &rowChooser{r: r, rows: r.rows(ctx), first: make(map[int64]joinedVersion),
		out: &joinedRows{best: make(map[int64]wordOf), sides: make(map[int64][]rowSide)}}
	for _, step := range []func() error{
		func() error { return c.versions(list) },
		func() error {
			if whole || r.hits == nil {
				return nil
			}
			return c.found()
		}, c.choose, c.contradict} {
		if err := step(); err != nil {
			return err
		}
	}
	r.joined = c.out
	return nil
}

// versions reads the digests and lines of versions.
func (c *rowChooser) versions(list []int64) error {
	wanted := make(map[int64]bool, len(list))
	for _, vid := range list {
		wanted[vid] = true
	}
	return c.rows(func(scan func(...any) error) error {
		var v joinedVersion
		err := scan(&v.vid, &v.did, &v.line)
		if wanted[v.vid] {
			if _, ok := c.first[v.did]; !ok {
				c.first[v.did] = v
			}
			c.list = append(c.list, v)
		}
		return err
	}, `SELECT t.vid, t.did, coalesce((SELECT m.gid FROM versions o JOIN copy_members m ON m.vid = o.vid WHERE o.sid = v.sid ORDER BY m.gid LIMIT 1), -v.sid)
		FROM told t JOIN versions v USING (vid) ORDER BY t.posted = '', t.posted, v.id`)
}

// found reads which events a search found, or the statements that tell them.
func (c *rowChooser) found() error {
	c.hits = make(map[int64]map[string]bool)
	for vid, list := range c.r.hits {
		events := make(map[string]bool)
		for _, local := range list {
			events[local] = true
		}
		err := c.rows(func(scan func(...any) error) error {
			var event, said string
			err := scan(&event, &said)
			if events[said] {
				events[event] = true
			}
			return err
		}, `SELECT e.local, s.local FROM events e JOIN event_by b ON b.rid = e.rid JOIN statements s ON s.rid = b.said WHERE e.vid = ?`, vid)
		if err != nil {
			return err
		}
		c.hits[vid] = events
	}
	return nil
}

// reads reports whether an event of a version is read.
func (c *rowChooser) reads(vid int64, event string) bool {
	return c.hits == nil || c.hits[vid][event]
}

// choose finds the word that tells best of each happening, the first posted of
// those that tell equally well.
func (c *rowChooser) choose() error {
	for _, v := range c.list {
		if c.hits == nil && c.first[v.did].vid != v.vid {
			continue // a copy tells no better
		}
		d, err := c.r.digest(c.rows, v.did)
		if err != nil {
			return err
		}
		err = c.rows(func(scan func(...any) error) error {
			var at int
			var hid int64
			var event string
			var final thread.Final
			if err := scan(&at, &hid, &event, &final); err != nil || !c.reads(v.vid, event) {
				return err
			}
			m := mentionAt(d, at)
			if m == nil {
				return nil
			}
			w := wordOf{v.vid, at, thread.Told{Story: &thread.Story{Digest: d}, Mention: m}.TellsAs(final)}
			if have, ok := c.out.best[hid]; !ok || w.score > have.score {
				c.out.best[hid] = w
			}
			return nil
		}, `SELECT m.at, m.hid, m.event, coalesce(h.final, '') FROM members m LEFT JOIN happenings h USING (hid) WHERE m.did = ? ORDER BY m.at`, v.did)
		if err != nil {
			return err
		}
	}
	return nil
}

// mentionAt returns the mention of a digest whose trigger begins at a byte, nil
// if there is none.
func mentionAt(d *thread.Digest, at int) *thread.Mention {
	if d == nil {
		return nil
	}
	k, ok := slices.BinarySearchFunc(d.Mentions, at, func(m thread.Mention, at int) int { return m.Trigger.Start - at })
	if !ok {
		return nil
	}
	return &d.Mentions[k]
}

// digest reads a digest with who takes which side of what; nil for one that is
// not there or that another program made.
func (r *rowReader) digest(rows anyRows, did int64) (*thread.Digest, error) {
	var d *thread.Digest
	err := rows(func(scan func(...any) error) error {
		var data []byte
		err := scan(&data)
		if err == nil {
			if d, err = wholeDigest(data); err != nil {
				err = &DamageError{Path: r.s.path, Err: fmt.Errorf("digest %d can't be read: %s", did, repairIndex)}
			}
		}
		return err
	}, `SELECT body FROM digests WHERE did = ?`, did)
	return d, err
}

// contradict finds the conflicts both of whose sides are read, each once for two
// lines of reporting. Of a search they are those about what it found.
func (c *rowChooser) contradict() error {
	seen := make(map[string]bool)
	return c.rows(func(scan func(...any) error) error {
		var cfid, a, b, hid int64
		var kind, data string
		var body conflictBody
		if err := scan(&cfid, &kind, &a, &b, &data, &hid); err != nil {
			return err
		}
		one, ok := c.first[a]
		two, also := c.first[b]
		if _, told := c.out.best[hid]; !ok || !also || c.hits != nil && !told {
			return nil
		}
		if err := json.Unmarshal([]byte(data), &body); err != nil {
			return &DamageError{Path: c.r.s.path, Err: fmt.Errorf("a conflict can't be read: %s", repairIndex)}
		}
		key := fmt.Sprint(kind, one.line, two.line, body.A.Hash, body.B.Hash, body.A.Value, body.B.Value)
		if !seen[key] {
			seen[key] = true
			c.out.sides[one.vid] = append(c.out.sides[one.vid], rowSide{cfid, false})
			c.out.sides[two.vid] = append(c.out.sides[two.vid], rowSide{cfid, true})
		}
		return nil
	}, `SELECT c.cfid, c.kind, c.a, c.b, c.body, coalesce((SELECT o.hid FROM members o WHERE o.did = c.about AND o.at = c.about_at), 0) FROM conflicts c ORDER BY c.confidence DESC, c.cfid`)
}

// tell reads what a row's version tells of happenings, and which of its
// sentences contradict others.
func (r *rowReader) tell(ctx context.Context, row *Row) error {
	rows := r.rows(ctx)
	did := int64(-1)
	if err := rows(func(scan func(...any) error) error { return scan(&did) }, `SELECT did FROM told WHERE vid = ?`, row.row); err != nil || did < 0 {
		return err
	}
	var err error
	if row.Digest, err = r.digest(rows, did); err != nil || r.joined == nil || row.Digest == nil {
		return err
	}
	var hids []int64
	err = rows(func(scan func(...any) error) error {
		var at int
		var hid int64
		t := Telling{}
		if err := scan(&at, &hid, &t.ID); err != nil {
			return err
		}
		if t.Mention = mentionAt(row.Digest, at); t.Mention != nil {
			t.Sentence = row.Digest.Sentences[t.Mention.Sentence].Span
			row.Told, hids = append(row.Told, t), append(hids, hid)
		}
		return nil
	}, `SELECT m.at, m.hid, h.id FROM members m JOIN happenings h USING (hid) WHERE m.did = ? ORDER BY m.at`, did)
	if err != nil {
		return err
	}
	for i := range row.Told {
		if best := r.joined.best[hids[i]]; best.vid == row.row && best.at == row.Told[i].Mention.Trigger.Start {
			if row.Told[i].Whole, err = r.wholeOf(rows, hids[i]); err != nil {
				return err
			}
		}
	}
	return r.contradict(rows, row)
}

// wholeOf reads a happening and counts what it has.
func (r *rowReader) wholeOf(rows anyRows, hid int64) (*Whole, error) {
	list, err := r.s.happeningsIn(rows, `happenings h WHERE h.hid = ?`, hid)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	w := &Whole{Happening: list[0]}
	told, err := r.tellers(rows).told(hid)
	if err != nil {
		return nil, err
	}
	w.Credible = thread.Credible(&thread.Happening{Mentions: told})
	err = rows(func(scan func(...any) error) error { return scan(&w.Mentions, &w.Conflicts) }, `SELECT (SELECT count(*) FROM members m JOIN told t USING (did) WHERE m.hid = ?1),
		(SELECT count(*) FROM members m JOIN conflicts c ON c.about = m.did AND c.about_at = m.at WHERE m.hid = ?1 AND c.kind NOT IN ('update', 'scope') AND c.confidence >= ?2)`, hid, thread.Shown)
	return w, err
}

// maxTellers bounds the digests that are held for the happenings of a row and of
// those after it, which mostly are told by the same stories.
const maxTellers = 256

// tellers returns what reads who tells of happenings. It keeps what it has read: a
// story tells of twenty, and its digest is the most of what each costs.
func (r *rowReader) tellers(rows anyRows) *toldReader {
	if r.teller == nil || len(r.teller.stories) > maxTellers {
		r.teller = r.s.toldOf(rows)
	}
	return r.teller
}

// contradict reads the sides of conflicts that a row's version is chosen for.
func (r *rowReader) contradict(rows anyRows, row *Row) error {
	for _, side := range r.joined.sides[row.row] {
		err := rows(func(scan func(...any) error) error {
			s := RowSide{Second: side.second}
			var data, kind string
			var body conflictBody
			if err := scan(&s.ID, &kind, &s.Confidence, &s.Found, &data, &s.Event); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(data), &body); err != nil {
				return &DamageError{Path: r.s.path, Err: fmt.Errorf("%s can't be read: %s", s.ID, repairIndex)}
			}
			s.Kind, s.What = thread.ConflictKind(kind), body.What
			s.Side = body.A.side(nil)
			if side.second {
				s.Side = body.B.side(nil)
			}
			row.Sides = append(row.Sides, s)
			return nil
		}, `SELECT c.id, c.kind, c.confidence, c.found_at, c.body, coalesce((SELECT h.id FROM members o JOIN happenings h USING (hid) WHERE o.did = c.about AND o.at = c.about_at), '')
			FROM conflicts c WHERE c.cfid = ?`, side.cfid)
		if err != nil {
			return err
		}
	}
	return nil
}
