package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// This file keeps what people say of values. Reviews are facts: they stand in
// rows of their own, hold for new readings and new versions of the story, and
// are put into each record on its way out and into the index.

// anyRows is a reader or a change.
type anyRows func(each func(scan func(...any) error) error, query string, args ...any) error

// An OvertakenError says that somebody else said something of a value after it
// was looked at. Nothing is changed.
type OvertakenError struct{ Other *review.Review }

// Error says who said what.
func (e *OvertakenError) Error() string {
	return fmt.Sprintf("%s said something of this value at %s: %s", e.Other.By, e.Other.At.Format(time.RFC3339), e.Other.Why)
}

// standing are the reviews that nobody took back. The view of this name does not
// say that an undo names one, so that SQLite looks through all reviews for each.
const standing = `(SELECT * FROM reviews t WHERE do <> 'undo' AND NOT EXISTS (SELECT 1 FROM main.reviews u WHERE u.undoes <> '' AND u.undoes = t.id))`

const reviewColumns = `r.seq, r.id, r.at, r.who, r.do, v.id, r.layer, r.field, r.body`

// scanReview reads what reviewColumns ask for.
func scanReview(scan func(...any) error, more ...any) (seq int64, r *review.Review, err error) {
	r = new(review.Review)
	var id, at, who, do, version, layer, field string
	var data []byte
	if err := scan(append([]any{&seq, &id, &at, &who, &do, &version, &layer, &field, &data}, more...)...); err != nil {
		return 0, nil, err
	}
	raw, err := unpack(data)
	if err == nil {
		err = json.Unmarshal(raw, r)
	}
	if err != nil {
		return 0, nil, fmt.Errorf("review %s can't be read: %w", id, err)
	}
	r.ID, r.At, r.By, r.Do = id, parseStamp(at), who, review.Deed(do)
	r.Version, r.Layer, r.Field = readout.VersionID(version), review.Layer(layer), field
	return seq, r, nil
}

// standingOf returns the reviews that hold for a version: those of its story.
func standingOf(rows anyRows, vid int64) (list []*review.Review, seqs []int64, err error) {
	err = rows(func(scan func(...any) error) error {
		seq, r, err := scanReview(scan)
		list, seqs = append(list, r), append(seqs, seq)
		return err
	}, `SELECT `+reviewColumns+` FROM versions o JOIN versions v ON v.sid = o.sid JOIN `+standing+` r ON r.vid = v.vid WHERE o.vid = ? ORDER BY r.seq`, vid)
	return list, seqs, err
}

// reviewed puts what people said into a record as the machine made it.
func reviewed(rows anyRows, vid int64, machine *readout.Record) (*readout.Record, []review.Fit, error) {
	list, _, err := standingOf(rows, vid)
	if err != nil || len(list) == 0 {
		return machine, nil, err
	}
	rec, fits := review.Apply(machine, list)
	return rec, fits, nil
}

// reviewed is the same for a change; it writes down what fits.
func (tx *Tx) reviewed(vid int64, machine *readout.Record) (*readout.Record, error) {
	list, seqs, err := standingOf(tx.rows, vid)
	if err != nil {
		return nil, err
	}
	if tx.fresh[vid] && len(list) == 0 {
		return machine, nil
	}
	if _, err := tx.exec(`DELETE FROM review_fits WHERE vid = ?`, vid); err != nil || len(list) == 0 {
		return machine, err
	}
	rec, fits := review.Apply(machine, list)
	for i, f := range fits {
		if _, err := tx.exec(`INSERT INTO review_fits (vid, seq, state, local) VALUES (?, ?, ?, ?)`, vid, seqs[i], string(f.State), f.Local); err != nil {
			return nil, err
		}
	}
	return rec, nil
}

// AddReview keeps what a person says of a value of a version that is read:
// local is the id of a statement, an event or an actor in its record, "" to add
// one. What searches find follows at once, in all versions of the story. seen
// is how many reviews of the archive the person had seen, from [Store.LastReview]:
// if somebody said something of the value since, it returns an [OvertakenError];
// below zero it is not asked.
func (tx *Tx) AddReview(id, local string, r review.Review, seen int64) (*review.Review, error) {
	ref, machine, err := tx.machineRecord(id)
	if err != nil {
		return nil, err
	}
	served, fits, err := reviewed(tx.rows, ref.row, machine)
	if err != nil {
		return nil, err
	}
	made, err := review.Make(machine, served, local, r)
	if err != nil {
		return nil, err
	}
	if err := tx.overtaken(ref.row, fits, local, made.Field, seen); err != nil {
		return nil, err
	}
	if err := tx.blind(ref, made, served); err != nil {
		return nil, err
	}
	made.At = parseStamp(tx.at)
	return made, tx.putReview(ref, made, "")
}

// overtaken returns an [OvertakenError] if somebody said something of a field of
// a value after a review.
func (tx *Tx) overtaken(vid int64, fits []review.Fit, local, field string, seen int64) error {
	if seen < 0 || local == "" {
		return nil
	}
	_, seqs, err := standingOf(tx.rows, vid)
	if err != nil {
		return err
	}
	for i, f := range fits {
		if seqs[i] > seen && f.Local == local && (f.Review.Field == field || f.Review.Field == "" || field == "") {
			return &OvertakenError{Other: f.Review}
		}
	}
	return nil
}

// putReview writes a review down and makes the records of its story follow.
func (tx *Tx) putReview(ref *VersionRef, r *review.Review, undoes string) error {
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if r.ID, err = tx.free("reviews", "rv_", tx.at, string(data)); err != nil {
		return err
	}
	if data, err = json.Marshal(r); err != nil {
		return err
	}
	if _, err := tx.exec(`INSERT INTO reviews (id, at, who, do, vid, layer, field, undoes, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, tx.at, r.By, string(r.Do), ref.row, string(r.Layer), r.Field, undoes, pack(data)); err != nil {
		return err
	}
	if err := tx.change("reviews", r.ID, "insert", string(r.Do)); err != nil {
		return err
	}
	return tx.serveStory(ref.story)
}

// UndoReview takes a review back that stands, and returns it.
func (tx *Tx) UndoReview(id, by, why string) (*review.Review, error) {
	if by == "" || why == "" {
		return nil, fmt.Errorf("%w: say who you are and why it is taken back", review.ErrUsage)
	}
	var old *review.Review
	ref := new(VersionRef)
	err := tx.rows(func(scan func(...any) error) (err error) {
		_, old, err = scanReview(scan, ref.dest()...)
		return err
	}, `SELECT `+reviewColumns+`, `+versionRefColumns+` FROM `+standing+` r JOIN versions v USING (vid) JOIN stories s USING (sid) WHERE r.id = ?`, id)
	if err == nil && old == nil {
		err = fmt.Errorf("a review %.40q that stands: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	undo := &review.Review{At: parseStamp(tx.at), By: by, Do: review.Undo, Layer: old.Layer, Field: old.Field, Version: old.Version, Why: why}
	return old, tx.putReview(ref, undo, old.ID)
}

// serveStory makes what is shown and searched of a story follow its reviews.
func (tx *Tx) serveStory(sid int64) error {
	vids, err := tx.numbers(`SELECT vid FROM versions JOIN served USING (vid) WHERE sid = ? ORDER BY vid`, sid)
	for _, vid := range vids {
		if err != nil {
			return err
		}
		err = tx.serveAgain(vid)
	}
	return err
}

// serveAgain makes what is shown and searched of a version again.
func (tx *Tx) serveAgain(vid int64) error {
	var pid int64
	if _, err := tx.row([]any{&pid}, `SELECT pid FROM served WHERE vid = ?`, vid); err != nil {
		return err
	}
	ref, rec, err := tx.unreviewed(vid)
	if err != nil || rec == nil {
		return err
	}
	if err := tx.serve(ref, pid, rec, ownKeys(rec)); err != nil {
		return err
	}
	return tx.change("records", string(ref.ID), "update", "review")
}

// machineRecord returns the record of a version, or of a story's current one, as
// the machine made it.
func (tx *Tx) machineRecord(id string) (*VersionRef, *readout.Record, error) {
	id, err := tx.resolve(id)
	if err != nil {
		return nil, nil, err
	}
	var vid int64
	ok, err := tx.row([]any{&vid}, `SELECT v.vid FROM versions v WHERE v.id = ?1 OR v.vid = (SELECT current FROM stories WHERE id = ?1)`, id)
	if err == nil && !ok {
		err = fmt.Errorf("%.40s: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, nil, err
	}
	ref, rec, err := tx.unreviewed(vid)
	if err == nil && rec == nil {
		err = fmt.Errorf("the record of %s: %w: it is not read yet, readout reread does it", id, ErrNotFound)
	}
	return ref, rec, err
}

// leaveReviews is called before a version goes. What people said of words that
// another version of the story has too stays with that one; all else goes: it
// holds the words.
func (tx *Tx) leaveReviews(vid int64) error {
	for _, query := range []string{
		`UPDATE reviews SET vid = (SELECT f.vid FROM review_fits f WHERE f.seq = reviews.seq AND f.vid <> ?1 AND f.state <> 'gone' ORDER BY f.vid LIMIT 1)
			WHERE vid = ?1 AND EXISTS (SELECT 1 FROM review_fits f WHERE f.seq = reviews.seq AND f.vid <> ?1 AND f.state <> 'gone')`,
		`UPDATE reviews SET vid = (SELECT o.vid FROM reviews o WHERE o.id = reviews.undoes) WHERE vid = ?1 AND undoes <> '' AND (SELECT o.vid FROM reviews o WHERE o.id = reviews.undoes) <> ?1`,
		`DELETE FROM reviews WHERE vid = ?1`,
		`DELETE FROM review_fits WHERE seq NOT IN (SELECT seq FROM reviews)`,
	} {
		if _, err := tx.exec(query, vid); err != nil {
			return err
		}
	}
	return nil
}

// maskReviews takes names out of what people said, and out of the words by which
// it is known.
func (tx *Tx) maskReviews(m *masker) error {
	type row struct {
		seq   int64
		who   string
		body  []byte
		story int64
	}
	var touched []row
	err := tx.rows(func(scan func(...any) error) error {
		var r row
		var data []byte
		if err := scan(&r.seq, &r.who, &data, &r.story); err != nil {
			return err
		}
		raw, err := unpack(data)
		if err != nil {
			return nil // damaged: readout check says so
		}
		masked, found, err := m.maskJSON(raw)
		if err == nil && (found || m.in(r.who)) {
			r.who, r.body = m.mask(r.who), masked
			touched = append(touched, r)
		}
		return err
	}, `SELECT r.seq, r.who, r.body, v.sid FROM reviews r JOIN versions v USING (vid) ORDER BY r.seq`)
	stories := make(map[int64]bool)
	for _, r := range touched {
		if err == nil {
			_, err = tx.exec(`UPDATE reviews SET who = ?, body = ? WHERE seq = ?`, r.who, pack(r.body), r.seq)
		}
		stories[r.story] = true
	}
	for sid := range stories {
		if err == nil {
			err = tx.serveStory(sid)
		}
	}
	return err
}

// reviews checks that reviews can be read.
func (c *checker) reviews() {
	wrong := func(id, why string) {
		c.report(Finding{What: "review", ID: id, Err: why, Recover: "readout restore brings a backup back"})
	}
	err := c.s.rows(c.ctx, func(scan func(...any) error) error {
		var id string
		var body []byte
		if err := scan(&id, &body); err != nil {
			return err
		}
		raw, err := unpack(body)
		if err == nil {
			err = json.Unmarshal(raw, new(review.Review))
		}
		if err != nil {
			wrong(id, "it can't be read")
		}
		return nil
	}, `SELECT id, body FROM reviews ORDER BY seq`)
	if err != nil && !errors.Is(err, context.Canceled) {
		wrong("", inner(err))
	}
}

// serveReviewed is serveStory for a story that people said something of.
func (tx *Tx) serveReviewed(sid int64) error {
	n := 0
	if _, err := tx.row([]any{&n}, `SELECT count(*) FROM reviews JOIN versions USING (vid) WHERE sid = ?`, sid); err != nil || n == 0 {
		return err
	}
	return tx.serveStory(sid)
}
