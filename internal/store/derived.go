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

// fingerprints reports a text that has lost its fingerprints.
func (c *checker) fingerprints(st *Stored) {
	if c.s.prints == nil {
		return
	}
	if lost, err := lostPrints(c.row, st.row, sample(c.s.prints(st.Version))); err != nil {
		c.index(st, "its fingerprints can't be read: %v", inner(err))
	} else if lost {
		c.index(st, "its fingerprints are gone, by which copies are found")
	}
}

// lostPrints reports whether a version has none of the fingerprints that its text has. A
// trivial edit needs none. They are looked up by themselves: to find all that a version
// has takes going through those of all versions, which is left to the few that have none.
func lostPrints(row func([]any, string, ...any) (bool, error), vid int64, prints []int64) (bool, error) {
	if len(prints) == 0 {
		return false, nil
	}
	there := false
	for _, print := range prints {
		if _, err := row([]any{&there}, `SELECT EXISTS (SELECT 1 FROM prints WHERE hash = ? AND vid = ?)`, print, vid); there || err != nil {
			return false, err
		}
	}
	_, err := row([]any{&there}, `SELECT change = 'trivial' OR EXISTS (SELECT 1 FROM prints WHERE vid = v.vid) FROM versions v WHERE vid = ?`, vid)
	return !there, err
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
