package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// This file writes down what is to be told, in the change that makes it so: the
// first record of a version that is served, with what joining makes of it. A
// version that is read again, by a newer model too, is no news.

// An arrived version is one whose first record this change serves.
type arrived struct {
	ref  *VersionRef
	lvl  people.Label
	old  bool         // published long before it came in
	copy people.Label // the lowest label of the texts that were there before and of which it is one; noCopy if it is of none
	prev *VersionRef  // the version of its story that was served before it, nil for none
	was  *passages    // what it says otherwise than prev; nil until that is asked
	note *thread.Notice
}

// noCopy is above every label: nobody sees a text that a version is a copy of.
const noCopy = people.Red + 1

// passages are what two versions say otherwise.
type passages struct{ list []compare.Passage }

// tidings are what a change has made, for alerts.
type tidings struct {
	arrived   []*arrived
	conflicts []madeConflict
	lines     []int64         // happenings that one more line tells of
	before    map[string]bool // ids of what was told by another archive whose stories come in
}

type madeConflict struct {
	id   string
	a, b int64 // digests
	sure float64
}

// arrive notes that the first record of a version is served.
func (t *tidings) arrive(ref *VersionRef, notice *thread.Notice) {
	t.arrived = append(t.arrived, &arrived{ref: ref, note: notice})
}

// alert writes what the change's new records have to tell to whom.
func (tx *Tx) alert() error {
	if len(tx.told.arrived) == 0 {
		return nil
	}
	var list []*watching
	err := tx.rows(func(scan func(...any) error) error {
		w := new(watching)
		err := w.scan(scan, &w.most)
		list = append(list, w)
		return err
	}, `SELECT `+alertColumns+`, CASE WHEN a.uid = 0 THEN ? ELSE c.clearance END FROM alerts a LEFT JOIN accounts c USING (uid) WHERE a.paused_at = '' AND (a.uid = 0 OR c.off_at = '') ORDER BY a.aid`, int(people.Red))
	if err != nil || len(list) == 0 {
		return err
	}
	for _, a := range tx.told.arrived {
		if err := tx.describe(a); err != nil {
			return err
		}
	}
	for _, w := range list {
		if err := tx.match(w); err != nil {
			return fmt.Errorf("alert %s: %w", w.ID, err)
		}
	}
	return nil
}

// watching is an alert with what its owner may see.
type watching struct {
	Alert
	most people.Label
}

// sees reports whether the alert tells of a version at all.
func (w *watching) sees(a *arrived) bool { return a.lvl <= w.most && (w.Plan.Old || !a.old) }

// describe fills in what alerts ask of a version that has arrived.
func (tx *Tx) describe(a *arrived) error {
	var posted string
	if _, err := tx.row([]any{&a.lvl, &posted, &a.copy}, `SELECT coalesce((SELECT level FROM shut WHERE vid = ?1), 0), coalesce((SELECT posted FROM told WHERE vid = ?1), (SELECT day FROM versions WHERE vid = ?1), ''),
		(SELECT coalesce(min(coalesce(k.level, 0)), ?3) FROM copy_members m JOIN copy_members o USING (gid) JOIN versions v ON v.vid = o.vid LEFT JOIN shut k ON k.vid = o.vid WHERE m.vid = ?1 AND o.vid < ?1 AND v.sid <> ?2)`, a.ref.row, a.ref.story, int(noCopy)); err != nil {
		return err
	}
	if day, err := time.Parse(time.DateOnly, posted[:min(len(posted), 10)]); err == nil {
		a.old = parseStamp(tx.at).Sub(day) > alert.Old+24*time.Hour
	}
	prev := new(VersionRef)
	ok, err := tx.row(prev.dest(), `SELECT `+versionRefColumns+` FROM versions v JOIN stories s USING (sid) JOIN served USING (vid) WHERE v.sid = ? AND v.n < ? ORDER BY v.n DESC LIMIT 1`, a.ref.story, a.ref.N)
	if ok {
		a.prev = prev
	}
	return err
}

// match finds what an alert has to tell of. A search that can't be asked any more
// tells nothing; the pages say so.
func (tx *Tx) match(w *watching) error {
	if w.Question != "" {
		return tx.matchQuestion(w)
	}
	q, err := ParseQuery(w.Query)
	if err == nil {
		q, err = tx.s.withCurrentIDs(tx.ctx, q)
	}
	if err != nil {
		if tx.ctx.Err() != nil {
			return tx.ctx.Err()
		}
		var damage *DamageError
		if errors.As(err, &damage) {
			return err
		}
		return nil
	}
	q.All = true
	m := &matcher{tx: tx, w: w, q: q, b: newBuilder(q)}
	for _, a := range tx.told.arrived {
		if !w.sees(a) {
			continue
		}
		for _, tell := range []func(*arrived) error{m.line, m.arrival, m.change, m.withdrawal} {
			if err := tell(a); err != nil {
				return err
			}
		}
	}
	return m.conflicts()
}

// A matcher finds what one search has to tell of.
type matcher struct {
	tx    *Tx
	w     *watching
	q     *Query
	b     *builder
	lined map[string]bool // what of the version at hand is told as one more line already
}

// A found row is what of a version a search finds.
type foundRow struct {
	local  string // "" of a text
	denied bool
	headed bool // it stands in the headline
	at     readout.Span
}

// maxRows is how much of a version is told by one alert.
const maxRows = 40

// find returns what of a version the search finds.
func (m *matcher) find(vid int64) ([]foundRow, error) {
	from, denied := m.from()
	var list []foundRow
	err := m.tx.rows(func(scan func(...any) error) error {
		var r foundRow
		err := scan(&r.local, &r.denied, &r.at.Start, &r.at.End, &r.headed)
		list = append(list, r)
		return err
	}, `SELECT `+denied+from+` WHERE v.vid = ? AND `+m.b.where()+` ORDER BY 3 LIMIT ?`, append(append([]any{vid}, m.b.args()...), maxRows)...)
	return list, err
}

// from returns the tables in the order that begins with one version.
func (m *matcher) from() (from, columns string) {
	const headed = `, x.start, x.stop, x.stop <= length(CAST(v.headline AS BLOB))`
	from, columns = ` FROM versions v CROSS JOIN stories s ON s.sid = v.sid`, `'', 0, 0, 0, 0`
	switch m.b.kind {
	case Statements:
		from, columns = from+` CROSS JOIN statements x ON x.vid = v.vid`, `x.local, `+deniedIn(Statements)+headed
	case Events:
		from, columns = from+` CROSS JOIN events x ON x.vid = v.vid`, `x.local, `+deniedIn(Events)+headed
	}
	if m.b.match != "" {
		from += ` CROSS JOIN ` + m.b.fts + ` ON ` + m.b.fts + `.rowid = ` + m.b.row
	}
	return from, columns
}

// arrival tells what is new or denied in a version: of a search of texts the
// version, else what fits that the version before did not have.
func (m *matcher) arrival(a *arrived) error {
	if !m.w.Tells(alert.New) && !m.w.Tells(alert.Denied) || a.copy <= m.w.most {
		return nil
	}
	if m.b.kind == Texts && m.w.Tells(alert.Denied) {
		if err := m.denials(a); err != nil {
			return err
		}
	}
	rows, err := m.find(a.ref.row)
	if err != nil || len(rows) == 0 {
		return err
	}
	if slices.ContainsFunc(rows, func(r foundRow) bool { return !r.headed }) { // what the headline says, the text says
		rows = slices.DeleteFunc(rows, func(r foundRow) bool { return r.headed })
	}
	var before []foundRow
	if a.prev != nil {
		if before, err = m.find(a.prev.row); err != nil {
			return err
		}
	}
	for _, r := range rows {
		reason := alert.New
		if r.denied {
			reason = alert.Denied
		}
		known := len(before) > 0 && (!r.denied || slices.ContainsFunc(before, func(o foundRow) bool { return o.denied }))
		if !known && !m.lined[r.local] && m.w.Tells(reason) {
			if err := m.tell(reason, r.local, a.ref.row, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// change tells that a version says something else than the one before it, in
// words that the search finds in one of them.
func (m *matcher) change(a *arrived) error {
	if !m.w.Tells(alert.Changed) || a.prev == nil {
		return nil
	}
	now, err := m.find(a.ref.row)
	if err != nil {
		return err
	}
	before, err := m.find(a.prev.row)
	if err != nil || len(now)+len(before) == 0 {
		return err
	}
	if a.was == nil {
		if a.was, err = m.tx.passages(a); err != nil {
			return err
		}
	}
	touched := func(rows []foundRow, at func(compare.Passage) readout.Span) bool {
		return slices.ContainsFunc(rows, func(r foundRow) bool {
			return slices.ContainsFunc(a.was.list, func(p compare.Passage) bool { return r.local == "" || at(p).Overlaps(r.at) })
		})
	}
	if !touched(now, func(p compare.Passage) readout.Span { return p.New }) && !touched(before, func(p compare.Passage) readout.Span { return p.Old }) {
		return nil
	}
	return m.tell(alert.Changed, "", a.ref.row, a.prev.row)
}

// passages returns what a version says otherwise than the one before it.
func (tx *Tx) passages(a *arrived) (*passages, error) {
	var recs [2]*readout.Record
	for i, ref := range []*VersionRef{a.prev, a.ref} {
		st, err := tx.LoadIn(ref)
		if err != nil {
			return nil, err
		}
		var data []byte
		if _, err := tx.row([]any{&data}, `SELECT r.body FROM served JOIN records r USING (vid, pid) WHERE served.vid = ?`, ref.row); err != nil {
			return nil, err
		}
		rec, err := unpackRecord(data)
		if err != nil {
			return &passages{}, nil // damaged: readout check says so
		}
		rec.Version, rec.Removed = *st.Version, st.Removed
		recs[i] = rec
	}
	return &passages{compare.Weigh(recs[0], recs[1])}, nil
}

func (m *matcher) tell(reason alert.Reason, fact string, vid, since int64) error {
	return m.tx.tell(&m.w.Alert, reason, fact, vid, since)
}

// tell writes down that an alert tells of a fact. What was told already is not
// told again.
func (tx *Tx) tell(a *Alert, reason alert.Reason, fact string, vid, since int64) error {
	version := fmt.Sprint(tx.at) // of a test
	if vid != 0 {
		if _, err := tx.row([]any{&version}, `SELECT id FROM versions WHERE vid = ?`, vid); err != nil {
			return err
		}
	}
	id := mint("am_", a.ID, string(reason), fact, version)
	if tx.told.before[id] {
		return nil
	}
	n, err := tx.exec(`INSERT OR IGNORE INTO outbox (id, aid, at, reason, fact, vid, since) VALUES (?, ?, ?, ?, ?, ?, ?)`, id, a.row, tx.at, string(reason), fact, vid, since)
	if err != nil || n == 0 {
		return err
	}
	due := a.Plan.Due(tx.s.now())
	if reason == alert.Test {
		due = tx.s.now()
	}
	for _, way := range a.Plan.Ways() {
		if _, err := tx.exec(`INSERT INTO deliveries (seq, way, due_at, parcel) SELECT seq, ?, ?, 0 FROM outbox WHERE id = ?`, string(way), stamp(due), id); err != nil {
			return err
		}
	}
	return nil
}

// TestAlert has an alert tell that it works, at once.
func (tx *Tx) TestAlert(a *Alert) error {
	return tx.tell(a, alert.Test, strings.Join([]string{"test", tx.at}, " "), 0, 0)
}

// TellOf has an alert tell of a version, as if it had just come in: for what is
// made by hand, and for tests.
func (tx *Tx) TellOf(a *Alert, ref *VersionRef, reason alert.Reason) error {
	return tx.tell(a, reason, "", ref.row, 0)
}
