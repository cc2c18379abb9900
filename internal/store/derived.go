package store

import (
	"database/sql"
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// This file checks what is derived from texts and records: the tables and the
// indexes of words that searches read.

const repairIndex = "texts and records are whole: readout check --repair makes the index again"

// maxIndexFindings is how many findings about the index are passed on; a count
// stands for the others, as one fault may touch every story.
const maxIndexFindings = 50

// index reports that the index of a version is not what its record says.
func (c *checker) index(st *Stored, format string, args ...any) {
	f := Finding{What: "index", Err: fmt.Sprintf(format, args...), Recover: repairIndex}
	if st != nil {
		f.ID, f.Story = string(st.ID), string(st.Story)
	}
	if c.indexed++; c.indexed <= maxIndexFindings {
		c.report(f)
		return
	}
	c.sum.Findings++
}

// derived compares what the index holds of a version with its text and record.
func (c *checker) derived(st *Stored, rec *readout.Record) {
	ids, err := c.actorsOf(st, rec)
	if err != nil {
		c.index(st, "its actors can't be read: %v", inner(err))
		return
	}
	actors := make(map[readout.ActorID]*archived, len(rec.Actors))
	for i := range rec.Actors {
		actors[rec.Actors[i].ID] = &archived{key: ids[rec.Actors[i].ID], actor: &rec.Actors[i]}
	}
	if err := c.statements(st, rec, actors); err != nil {
		c.index(st, "its statements can't be read: %v", inner(err))
	}
	if err := c.events(st, rec, actors); err != nil {
		c.index(st, "its events can't be read: %v", inner(err))
	}
	if err := c.who(st, rec, actors); err != nil {
		c.index(st, "who says what, and where, can't be read: %v", inner(err))
	}
}

// who compares which statement stands in which, who says that events happened
// and which places are named with the record.
func (c *checker) who(st *Stored, rec *readout.Record, actors map[readout.ActorID]*archived) error {
	want := make(map[string]bool)
	speaker := make(map[readout.AttributionID]string)
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		speaker[a.ID] = actors[a.Speaker.Actor].id()
		if a.Within != "" {
			want[fmt.Sprint("within ", a.ID, " ", a.Within)] = true
		}
	}
	for i := range rec.Events {
		for step, id := range rec.Events[i].By {
			want[fmt.Sprint("by ", rec.Events[i].ID, " ", step+1, " ", id, " ", speaker[id])] = true
		}
	}
	for i := range rec.Places {
		if rec.Places[i].Place != "" {
			want["place "+rec.Places[i].Place] = true
		}
	}
	err := c.rows(func(scan func(...any) error) error {
		var row string
		err := scan(&row)
		if err == nil && !want[row] {
			c.index(st, "%q is not in the record", row)
		}
		delete(want, row)
		return err
	}, `SELECT 'within ' || x.local || ' ' || o.local FROM statements x JOIN statements o ON o.rid = x.within WHERE x.vid = ?1
		UNION ALL SELECT 'by ' || e.local || ' ' || b.step || ' ' || o.local || ' ' || b.actor FROM events e JOIN event_by b USING (rid) JOIN statements o ON o.rid = b.said WHERE e.vid = ?1
		UNION ALL SELECT 'place ' || p.id FROM place_versions v JOIN places p ON p.id = v.place WHERE v.vid = ?1`, st.row)
	if err == nil && len(want) > 0 {
		c.index(st, "missing of who says what, and where: %s", plural.Of(len(want), "row", "rows"))
	}
	return err
}

// actorsOf returns the ids of a version's actors, and compares what the archive
// says of them with the record.
func (c *checker) actorsOf(st *Stored, rec *readout.Record) (map[readout.ActorID]string, error) {
	ids := make(map[readout.ActorID]string)
	have, own := make(map[readout.ActorID]ActorInfo), make(map[readout.ActorID]string)
	err := c.rows(func(scan func(...any) error) error {
		var a ActorInfo
		var local readout.ActorID
		var key string
		err := scan(&local, &key, &a.ID, &a.Name, &a.Kind, &a.Country, &a.Basis, &a.Public)
		ids[local], have[local], own[local] = a.ID, a, key
		return err
	}, `SELECT local, own, actor, name, kind, country, basis, public FROM actor_versions WHERE vid = ?`, st.row)
	if err != nil {
		return nil, err
	}
	for i := range rec.Actors {
		a := &rec.Actors[i]
		today, err := standsFor(c.row, ownKey(a), string(st.Story))
		if err != nil {
			return nil, err
		}
		want := ActorInfo{ID: today, Name: a.Name, Kind: string(a.Kind), Country: a.Country, Basis: string(a.Basis), Public: a.Public}
		if _, ok := have[a.ID]; !ok && !anonymous(a) {
			c.index(st, "actor %s is missing", a.ID)
		} else if ok && (have[a.ID] != want || own[a.ID] != ownKey(a)) {
			c.index(st, "actor %s is not as the record says", a.ID)
		}
		delete(have, a.ID)
	}
	if len(have) > 0 {
		c.index(st, "%s that the record does not have", plural.Of(len(have), "actor", "actors"))
	}
	return ids, nil
}

// statements compares the index of statements with the record.
func (c *checker) statements(st *Stored, rec *readout.Record, actors map[readout.ActorID]*archived) error {
	n := 0
	err := c.rows(func(scan func(...any) error) error {
		var got saidRow
		var rid int64
		if err := scan(append([]any{&rid}, got.cells()...)...); err != nil {
			return err
		}
		if n++; n > len(rec.Attributions) {
			return nil
		}
		want := saidRowOf(&st.VersionRef, &rec.Attributions[n-1], actors)
		words := want.speaker + " " + want.content
		if want.speaker, want.content = "", ""; got != want {
			c.index(st, "statement %s is not as the record says", want.Local)
			return nil
		}
		return c.sampled(st, "said", n, rid, words)
	}, `SELECT rid, `+saidColumns+` FROM statements WHERE vid = ? ORDER BY rid`, st.row)
	if err == nil && n != len(rec.Attributions) {
		c.index(st, "%d of %s", n, plural.Of(len(rec.Attributions), "statement", "statements"))
	}
	return err
}

// events compares the index of events with the record.
func (c *checker) events(st *Stored, rec *readout.Record, actors map[readout.ActorID]*archived) error {
	roles, err := c.roles(st)
	if err != nil {
		return err
	}
	n := 0
	err = c.rows(func(scan func(...any) error) error {
		var got doneRow
		var rid int64
		if err := scan(append([]any{&rid}, got.cells()...)...); err != nil {
			return err
		}
		if n++; n > len(rec.Events) {
			return nil
		}
		want := doneRowOf(&st.VersionRef, rec, &rec.Events[n-1], actors)
		if fmt.Sprint(values(got.cells())) != fmt.Sprint(values(want.cells())) {
			c.index(st, "event %s is not as the record says", want.Local)
			return nil
		}
		strange := slices.ContainsFunc(roles[rid], func(r roleRow) bool { return !slices.Contains(want.roles, r) })
		if strange || len(roles[rid]) != len(want.roles) {
			c.index(st, "the roles of event %s are not as the record says", want.Local)
		}
		return c.sampled(st, "done", n, rid, want.actor+" "+want.recipient+" "+want.words)
	}, `SELECT rid, `+doneColumns+` FROM events WHERE vid = ? ORDER BY rid`, st.row)
	if err == nil && n != len(rec.Events) {
		c.index(st, "%d of %s", n, plural.Of(len(rec.Events), "event", "events"))
	}
	return err
}

// roles returns the roles of a version's events.
func (c *checker) roles(st *Stored) (map[int64][]roleRow, error) {
	list := make(map[int64][]roleRow)
	return list, c.rows(func(scan func(...any) error) error {
		var r roleRow
		var rid int64
		err := scan(&rid, &r.Role, &r.Actor, &r.Country)
		list[rid] = append(list[rid], r)
		return err
	}, `SELECT rid, role, actor, r.country FROM events JOIN event_roles r USING (rid) WHERE vid = ?`, st.row)
}

// hasPrints tells of a version whether it has fingerprints, and whether it is a
// trivial edit, which needs none.
const hasPrints = `SELECT EXISTS (SELECT 1 FROM prints WHERE vid = v.vid), change = 'trivial' FROM versions v WHERE vid = ?`

// fingerprints reports a text that has lost its fingerprints.
func (c *checker) fingerprints(st *Stored) {
	if c.s.prints == nil {
		return
	}
	have, trivial := 0, 0
	if _, err := c.row([]any{&have, &trivial}, hasPrints, st.row); err != nil {
		c.index(st, "its fingerprints can't be read: %v", inner(err))
	} else if have+trivial == 0 && len(sample(c.s.prints(st.Version))) > 0 {
		c.index(st, "its fingerprints are gone, by which copies are found")
	}
}

// row and rows are the store's, by statements that are prepared once.
func (c *checker) row(dest []any, query string, args ...any) (bool, error) {
	stmt, err := c.stmt(query)
	if err != nil {
		return false, err
	}
	ok, err := found(stmt.QueryRowContext(c.ctx, args...).Scan(dest...))
	return ok, explain(c.s.path, err)
}

func (c *checker) rows(each func(scan func(...any) error) error, query string, args ...any) error {
	stmt, err := c.stmt(query)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(c.ctx, args...)
	return explain(c.s.path, eachRow(rows, err, each))
}

func (c *checker) stmt(query string) (*sql.Stmt, error) {
	if stmt := c.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := c.s.read.PrepareContext(c.ctx, query)
	if err == nil {
		c.stmts[query] = stmt
	}
	return stmt, explain(c.s.path, err)
}

// sampled looks a word of a version's first statement or event up: to look all
// of them up takes longer than all the rest. That each has its row in the index
// is seen by the tables.
func (c *checker) sampled(st *Stored, index string, n int, rowid int64, text string) error {
	if n > 1 {
		return nil
	}
	return c.words(st, index, rowid, text)
}

// words looks a word of a text up in an index of words.
func (c *checker) words(st *Stored, index string, rowid int64, text string) error {
	expr := probe(text)
	if expr == "" {
		return nil
	}
	found := 0
	_, err := c.row([]any{&found}, `SELECT EXISTS (SELECT 1 FROM `+index+` WHERE `+index+` MATCH ? AND rowid = ?)`, expr, rowid)
	if err == nil && found == 0 {
		c.index(st, "words of it are not found in the index %s", index)
	}
	return err
}

// probe returns a full-text expression of a long word of a text, as such words
// are rare and found fast: one that stands between plain signs, which any
// tokenizer takes alike. "" if it has none of three letters or more.
func probe(text string) string {
	letter := func(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
	plain := func(b byte) bool { return b == ' ' || b == '\n' || b == '.' || b == ',' }
	best := ""
	for i := 1; i < min(len(text), maxProbe); i++ {
		if !plain(text[i-1]) || !letter(text[i]) {
			continue
		}
		end := i
		for end < len(text) && letter(text[end]) {
			end++
		}
		if end-i >= 3 && end-i > len(best) && end < len(text) && plain(text[end]) {
			best = text[i:end]
		}
		i = end
	}
	if best == "" {
		return ""
	}
	return `"` + best + `"`
}

// maxProbe is how far into a text a word is looked for.
const maxProbe = 2000

// cast is who has a part in happenings, as their rows say.
const cast = `SELECT h.hid, 'actor' AS part, j.value ->> 'name' AS name, coalesce(j.value ->> 'id', '') AS own FROM happenings h, json_each(h.body, '$.doers') j
	UNION ALL SELECT h.hid, 'recipient', j.value ->> 'name', coalesce(j.value ->> 'id', '') FROM happenings h, json_each(h.body, '$.undergoers') j`

// counterparts are rows of the index that must have their like elsewhere, as
// queries for those that have none.
var counterparts = []struct{ what, query string }{
	{"texts are not in the index of words", `SELECT count(*) FROM versions WHERE vid NOT IN (SELECT id FROM texts_docsize)`},
	{"texts that are gone stand in the index of words", `SELECT count(*) FROM texts_docsize WHERE id NOT IN (SELECT vid FROM versions)`},
	{"statements are not in the index of words", `SELECT count(*) FROM statements WHERE rid NOT IN (SELECT id FROM said_docsize)`},
	{"statements that are gone stand in the index of words", `SELECT count(*) FROM said_docsize WHERE id NOT IN (SELECT rid FROM statements)`},
	{"events are not in the index of words", `SELECT count(*) FROM events WHERE rid NOT IN (SELECT id FROM done_docsize)`},
	{"events that are gone stand in the index of words", `SELECT count(*) FROM done_docsize WHERE id NOT IN (SELECT rid FROM events)`},
	{"steps of saying belong to no event", `SELECT count(*) FROM event_by WHERE rid NOT IN (SELECT rid FROM events) OR said NOT IN (SELECT rid FROM statements)`},
	{"statements stand within one that is not there", `SELECT count(*) FROM statements WHERE within <> 0 AND within NOT IN (SELECT rid FROM statements)`},
	{"places are missing that versions name", `SELECT count(DISTINCT place) FROM place_versions WHERE place NOT IN (SELECT id FROM places)`},
	{"places are named by no version", `SELECT count(*) FROM places WHERE id NOT IN (SELECT place FROM place_versions)`},
	{"events are in a place that is not there", `SELECT count(*) FROM events WHERE place_id <> '' AND place_id NOT IN (SELECT id FROM places)`},
	{"names of actors belong to no version", `SELECT count(*) FROM actor_names k WHERE NOT EXISTS (SELECT 1 FROM actor_versions av WHERE av.own = k.own)`},
	{"variants of actors belong to no name", `SELECT count(*) FROM actor_variants WHERE own NOT IN (SELECT own FROM actor_names)`},
	{"digests belong to no record", `SELECT count(*) FROM told WHERE vid NOT IN (SELECT vid FROM served)`},
	{"digests are gone", `SELECT count(*) FROM told WHERE did NOT IN (SELECT did FROM digests)`},
	{"digests are of no version", `SELECT count(*) FROM digests WHERE did NOT IN (SELECT did FROM told)`},
	{"digests are not found by their words", `SELECT count(*) FROM (SELECT DISTINCT did, day FROM told WHERE did NOT IN (SELECT d.did FROM digests d WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.did = d.did))
		EXCEPT SELECT DISTINCT did, day FROM telling)`},
	{"words lead to digests that are gone", `SELECT count(*) FROM telling t WHERE NOT EXISTS (SELECT 1 FROM told WHERE told.did = t.did AND told.day = t.day)`},
	{"notices are of digests that are gone", `SELECT count(*) FROM notices WHERE did NOT IN (SELECT did FROM digests)`},
	{"links lead to digests that are gone", `SELECT count(*) FROM links WHERE a NOT IN (SELECT did FROM digests) OR b NOT IN (SELECT did FROM digests)`},
	{"links lead one way only", `SELECT count(*) FROM links l WHERE NOT EXISTS (SELECT 1 FROM links o WHERE o.a = l.b AND o.a_at = l.b_at AND o.b = l.a AND o.b_at = l.a_at)`},
	{"links are of digests that were not compared", `SELECT count(*) FROM (SELECT DISTINCT min(a, b) AS x, max(a, b) AS y FROM links) WHERE (x, y) NOT IN (SELECT a, b FROM compared)`},
	{"mentions tell of happenings that are gone", `SELECT count(*) FROM members WHERE hid NOT IN (SELECT hid FROM happenings)`},
	{"mentions are of digests that are gone", `SELECT count(*) FROM members WHERE did NOT IN (SELECT did FROM digests)`},
	{"happenings are told by no mention", `SELECT count(*) FROM happenings WHERE hid NOT IN (SELECT hid FROM members)`},
	{"happenings have another number of stories", `SELECT count(*) FROM happenings h WHERE stories <> (SELECT count(DISTINCT v.sid) FROM members m JOIN told t USING (did) JOIN versions v USING (vid) WHERE m.hid = h.hid)`},
	{"actors of happenings are gone", `SELECT count(*) FROM happening_actors WHERE hid NOT IN (SELECT hid FROM happenings) OR actor <> '' AND actor NOT IN (SELECT id FROM actors)`},
	{"happenings lack somebody who has a part in them", `SELECT count(DISTINCT hid) FROM (` + cast + `) c WHERE NOT EXISTS (SELECT 1 FROM happening_actors a WHERE a.hid = c.hid AND a.part = c.part AND a.name = c.name)
		AND NOT EXISTS (SELECT 1 FROM members m JOIN told t USING (did) JOIN actor_versions v ON v.vid = t.vid AND (v.name = c.name OR v.own = c.own) JOIN happening_actors a ON a.hid = m.hid AND a.part = c.part AND a.actor = v.actor WHERE m.hid = c.hid)`},
	{"actors have a part in happenings that are not theirs", `SELECT count(*) FROM happening_actors a WHERE NOT EXISTS (SELECT 1 FROM happenings h, json_each(h.body, CASE a.part WHEN 'actor' THEN '$.doers' ELSE '$.undergoers' END) j WHERE h.hid = a.hid AND j.value ->> 'name' = a.name)`},
	{"copy groups lack a text", `SELECT count(*) FROM (` + brokenGroups + `)`},
	{"copy groups are gone", `SELECT count(*) FROM (` + lostGroups + `)`},
	{"conflicts are of digests that are gone", `SELECT count(*) FROM conflicts WHERE a NOT IN (SELECT did FROM digests) OR b NOT IN (SELECT did FROM digests) OR about >= 0 AND about NOT IN (SELECT did FROM digests)`},
	{"reviews are of versions that are gone", `SELECT count(*) FROM reviews WHERE vid NOT IN (SELECT vid FROM versions)`},
	{"reviews were not put into records", `SELECT count(*) FROM ` + standing + ` r JOIN versions v USING (vid) JOIN versions o USING (sid) JOIN served d ON d.vid = o.vid
		WHERE NOT EXISTS (SELECT 1 FROM review_fits f WHERE f.vid = o.vid AND f.seq = r.seq)`},
	{"reviews stand in records that do not stand", `SELECT count(*) FROM review_fits f WHERE seq NOT IN (SELECT seq FROM ` + standing + `) OR vid NOT IN (SELECT vid FROM served)`},
	{"roles belong to no event", `SELECT count(*) FROM event_roles WHERE rid NOT IN (SELECT rid FROM events)`},
	{"statements belong to no record", `SELECT count(*) FROM statements WHERE vid NOT IN (SELECT vid FROM served)`},
	{"events belong to no record", `SELECT count(*) FROM events WHERE vid NOT IN (SELECT vid FROM served)`},
	{"records are not shown", `SELECT count(DISTINCT vid) FROM records WHERE vid NOT IN (SELECT vid FROM served)`},
	{"actors are missing that versions name", `SELECT count(DISTINCT actor) FROM actor_versions WHERE actor NOT IN (SELECT id FROM actors)`},
	{"actors are named by no version", `SELECT count(*) FROM actors WHERE id NOT IN (SELECT actor FROM actor_versions)`},
}

// digests reads all digests.
func (c *checker) digests() {
	err := c.rows(func(scan func(...any) error) error {
		var did int64
		var hash, body []byte
		err := scan(&did, &hash, &body)
		if err == nil && !intact(body, hash) {
			c.index(nil, "digest %d can't be read: what it tells is not joined", did)
		}
		return err
	}, `SELECT did, hash, body FROM digests`)
	if err != nil {
		c.index(nil, "digests can't be read: %v", inner(err))
	}
}

// tables compares the tables of the index with one another.
func (c *checker) tables() {
	c.digests()
	for _, pair := range counterparts {
		n := 0
		if _, err := c.s.first(c.ctx, []any{&n}, pair.query); err != nil {
			c.index(nil, "%s: can't be checked: %v", pair.what, inner(err))
		} else if n > 0 {
			c.index(nil, "%d %s", n, pair.what)
		}
	}
	var ids []string
	err := c.rows(func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT id FROM actors`)
	for _, id := range ids {
		var have ActorInfo
		if err == nil {
			_, err = c.row([]any{&have.Name, &have.Kind, &have.Country, &have.Basis, &have.Public}, `SELECT name, kind, country, basis, public FROM actors WHERE id = ?`, id)
		}
		if err != nil {
			break
		}
		var want *ActorInfo
		if want, err = describe(c.rows, id); err == nil && want != nil && have != *want {
			c.index(nil, "actor %s is not as its versions say", id)
		}
	}
	if err != nil {
		c.index(nil, "actors can't be read: %v", inner(err))
	}
	if more := c.indexed - maxIndexFindings; more > 0 {
		c.sum.Findings-- // it stands for those that are counted already
		c.report(Finding{What: "index", Err: plural.Of(more, "further fault of this kind", "further faults of this kind"), Recover: repairIndex})
	}
}
