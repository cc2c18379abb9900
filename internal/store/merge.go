package store

import (
	"context"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// This file brings the versions of one archive into another; merge_people.go
// brings what people decided.

// EachKept calls each for every version of the archive as another takes it in
// whole: with its capture, the record as the machine made it and what joining
// needs of that. Record is nil for a version that is not read yet.
func (s *Store) EachKept(ctx context.Context, each func(*Row) error) error {
	return s.EachRow(ctx, Rows{All: true, Origin: true, merge: true}, each)
}

// kept fills in what only a merge asks for.
func (r *rowReader) kept(ctx context.Context, row *Row, stored *Stored) error {
	row.Kept = stored
	rows := r.rows(ctx)
	err := rows(func(scan func(...any) error) error {
		c, meta := new(Capture), ""
		err := scan(&c.Kind, &meta, &c.Data)
		if c.Meta = []byte(meta); err == nil {
			c.Data, err = unpack(c.Data)
		}
		row.Capture = c
		return err
	}, `SELECT c.kind, c.meta, c.data FROM versions v JOIN captures c USING (cid) WHERE v.vid = ?`, row.row)
	if err != nil {
		return err
	}
	return rows(func(scan func(...any) error) error {
		var data []byte
		err := scan(&data)
		if err == nil {
			row.Digest, err = wholeDigest(data)
		}
		return err
	}, `SELECT d.body FROM told JOIN digests d USING (did) WHERE told.vid = ?`, row.row)
}

// wholeDigest unpacks a digest with who takes which side of what.
func wholeDigest(data []byte) (*thread.Digest, error) {
	raw, err := unpack(data)
	if err != nil {
		return nil, err
	}
	return thread.ParseWhole(raw)
}

// NewKept makes a version that [Store.EachKept] gave ready for [Tx.TakeKept].
func NewKept(row *Row, prints []uint64) (*Moved, error) {
	v := *row.Kept.Version
	in := &Arrival{Version: &v, Removed: row.Kept.Removed, Problems: row.Kept.Problems, Change: row.Change, SeenAt: row.SeenAt,
		Capture: Capture{Kind: "text", Meta: []byte(`{"cleaner":"verbatim"}`), Data: []byte(v.Text)}}
	if row.Capture != nil {
		in.Capture = *row.Capture
	}
	if err := in.Pack(); err != nil {
		return nil, err
	}
	m := &Moved{Origin: row.Origin, Prints: prints, Digest: row.Digest, arrival: in}
	if row.Record == nil {
		return m, nil
	}
	var err error
	m.packed, err = PackRecord(row.Record)
	return m, err
}

// Version returns the version that is moved.
func (m *Moved) Version() *readout.Version { return m.arrival.Version }

// VersionOf returns the version of an id, or nil if the archive has none.
func (tx *Tx) VersionOf(id readout.VersionID) (*VersionRef, error) { return tx.versionRow(string(id)) }

// StoryNamed returns the story that an id names today, or nil if the archive has
// none. It returns a [ForgottenError] for one that was taken out.
func (tx *Tx) StoryNamed(id string) (*StoryRef, error) {
	id, err := tx.resolve(id)
	if err != nil {
		return nil, err
	}
	story := new(StoryRef)
	ok, err := tx.row(story.dest(), `SELECT `+storyRefColumns+` FROM stories s WHERE s.id = ?`, id)
	if !ok {
		return nil, err
	}
	return story, nil
}

// StandFor lets an id of another archive lead to what stands for it here.
func (tx *Tx) StandFor(id, into, table string) error {
	if id == into {
		return nil
	}
	n, err := tx.exec(`INSERT OR IGNORE INTO tombstones (id, at, into_id, reason) VALUES (?, ?, ?, 'two archives had it under two ids')`, id, tx.at, into)
	if err != nil || n == 0 {
		return err
	}
	return tx.change(table, id, "merge", "two archives had it under two ids")
}

// TakeKept brings a version of another archive into a story, or into its own if
// story is nil. change is what it is against what the story has here.
func (tx *Tx) TakeKept(m *Moved, story *StoryRef, change Change) (_ *StoryRef, ref *VersionRef, err error) {
	o := m.Origin
	if story == nil {
		story, err = tx.storyRow(o)
	} else {
		_, err = tx.AddKeys(story, o.Keys)
	}
	if err != nil {
		return nil, nil, err
	}
	before := story.current
	added := ""
	if _, err := tx.row([]any{&added}, `SELECT added_at FROM versions WHERE vid = ?`, before); err != nil {
		return nil, nil, err
	}
	now := tx.at
	defer func() { tx.at = now }()
	tx.at = stamp(o.AddedAt)
	m.arrival.Change = change
	if ref, err = tx.AddVersion(story, m.arrival); err != nil {
		return nil, nil, err
	}
	own := *o
	own.Group, own.Current = "", false // copies are looked for here
	if err := tx.place(ref, story, &own); err != nil {
		return nil, nil, err
	}
	if before != 0 && (!o.Current || added > stamp(o.AddedAt)) {
		if err := tx.setCurrent(story, before); err != nil {
			return nil, nil, err
		}
	}
	return story, ref, nil
}

// PutKept keeps the record that came with a version from another archive, if
// one did; else the version waits to be read.
func (tx *Tx) PutKept(ref *VersionRef, m *Moved) error {
	if m.packed == nil {
		return nil
	}
	if m.packed.record.Version.Text != m.arrival.Version.Text { // a name in it was forgotten here
		masked := *m.packed.record
		masked.Version = *m.arrival.Version
		return tx.PutReading(ref, &masked, nil)
	}
	return tx.PutPacked(ref, m.packed.Of(m.arrival.Version), m.Digest)
}

// Mask takes names out of a version on its way in that were forgotten here.
func (tx *Tx) Mask(m *Moved) error {
	_, err := tx.MaskForgotten(m.arrival)
	return err
}
