package store

import (
	"context"
	"fmt"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	fastjson "github.com/segmentio/encoding/json"
)

// plainRecord is a record without its own JSON methods: inside the archive
// spans count bytes, and the version stands in a row of its own.
type plainRecord readout.Record

// PutRecord is [Tx.PutReading] without a digest: the version is joined with no
// other until it is read again.
func (tx *Tx) PutRecord(ref *VersionRef, rec *readout.Record) error {
	return tx.PutReading(ref, rec, nil)
}

// PutReading keeps the record of a version and makes it the one that is shown
// and searched, and joins what its digest tells with what other stories tell. A
// record of the same pipeline is replaced.
func (tx *Tx) PutReading(ref *VersionRef, rec *readout.Record, digest *thread.Digest) error {
	packed, err := PackRecord(rec)
	if err != nil {
		return err
	}
	return tx.PutPacked(ref, packed, digest)
}

// A PackedRecord is a record that was checked and compressed.
type PackedRecord struct {
	record *readout.Record
	body   []byte
	keys   []string // the own keys of its actors
}

// PackRecord makes ready, outside a change, what keeping a record takes. It
// returns an error for a record that is not whole.
func PackRecord(rec *readout.Record) (*PackedRecord, error) {
	if err := rec.Check(); err != nil {
		return nil, err
	}
	plain := plainRecord(*rec)
	plain.Version = readout.Version{}
	data, err := fastjson.Marshal(&plain)
	if err != nil {
		return nil, fmt.Errorf("record of version %s: %w", rec.Version.ID, err)
	}
	return &PackedRecord{record: rec, body: packRecord(data), keys: ownKeys(rec)}, nil
}

// Of returns the same for a version of the same text: with the id that an archive gave it.
func (p *PackedRecord) Of(v *readout.Version) *PackedRecord {
	rec := *p.record
	rec.Version = *v
	return &PackedRecord{record: &rec, body: p.body, keys: p.keys}
}

// PutPacked is [Tx.PutReading] of a record that was made ready.
func (tx *Tx) PutPacked(ref *VersionRef, packed *PackedRecord, digest *thread.Digest) error {
	rec := packed.record
	pid, err := tx.pipeline(rec.Pipeline)
	if err != nil {
		return err
	}
	if tx.fresh[ref.row] {
		tx.later(`INSERT OR FAIL INTO records (vid, pid, at, body) VALUES `, 4, ref.row, pid, tx.at, packed.body)
	} else {
		if _, err := tx.exec(`INSERT OR REPLACE INTO records (vid, pid, at, body) VALUES (?, ?, ?, ?)`, ref.row, pid, tx.at, packed.body); err != nil {
			return err
		}
		if _, err := tx.exec(`DELETE FROM set_aside WHERE vid = ?`, ref.row); err != nil { // by older pipelines too: it is read now
			return err
		}
		if _, err := tx.exec(`DELETE FROM again WHERE vid = ? AND pid = ?`, ref.row, pid); err != nil {
			return err
		}
		if err := tx.untell(ref.row); err != nil {
			return err
		}
	}
	first, err := tx.first(ref)
	if err != nil {
		return err
	}
	if err := tx.serve(ref, pid, rec, packed.keys); err != nil {
		return err
	}
	if first {
		var notice *thread.Notice
		if digest != nil {
			notice = digest.Notice
		}
		tx.told.arrive(ref, notice)
	}
	if err := tx.putDigest(ref, &rec.Version, digest); err != nil {
		return err
	}
	delete(tx.fresh, ref.row)
	delete(tx.alone, ref.row)
	return tx.change("records", string(ref.ID), "insert", rec.Pipeline)
}

// first reports whether a version has no record yet that is shown.
func (tx *Tx) first(ref *VersionRef) (bool, error) {
	if tx.fresh[ref.row] {
		return true, nil
	}
	n := 0
	_, err := tx.row([]any{&n}, `SELECT count(*) FROM served WHERE vid = ?`, ref.row)
	return n == 0, err
}

// SetAside takes a version that a pipeline could not read out of its queue. A
// record that it has stays.
func (tx *Tx) SetAside(ref *VersionRef, pipeline, reason string) error {
	pid, err := tx.pipeline(pipeline)
	if err != nil {
		return err
	}
	if _, err := tx.exec(`DELETE FROM again WHERE vid = ? AND pid = ?`, ref.row, pid); err != nil {
		return err
	}
	_, err = tx.exec(`INSERT OR REPLACE INTO set_aside (vid, pid, at, reason) VALUES (?, ?, ?, ?)`, ref.row, pid, tx.at, reason)
	return err
}

// pipeline returns the row of a pipeline's name.
func (tx *Tx) pipeline(name string) (int64, error) {
	pid, known := tx.pids[name]
	if known {
		return pid, nil
	}
	ok, err := tx.row([]any{&pid}, `SELECT pid FROM pipelines WHERE name = ?`, name)
	if err == nil && !ok {
		pid, err = tx.insert(`INSERT INTO pipelines (name) VALUES (?)`, name)
	}
	if err == nil {
		tx.pids[name] = pid
	}
	return pid, err
}

// Record returns the record of a version that is shown and searched, with its
// version and with what people said of it. It returns [ErrNotFound] while the version is not read yet.
func (s *Store) Record(ctx context.Context, ref *VersionRef) (*readout.Record, error) {
	rec, err := s.machineRecord(ctx, ref)
	if err != nil {
		return nil, err
	}
	return s.judged(ctx, ref.row, rec)
}

// RecordWith is [Store.Record] of a version that was loaded.
func (s *Store) RecordWith(ctx context.Context, stored *Stored) (*readout.Record, error) {
	rec, err := s.machineRecordWith(ctx, stored)
	if err != nil {
		return nil, err
	}
	return s.judged(ctx, stored.row, rec)
}

// judged returns a record with what people said of it.
func (s *Store) judged(ctx context.Context, vid int64, machine *readout.Record) (*readout.Record, error) {
	if none, err := s.unjudged(ctx, vid); none || err != nil {
		return machine, err
	}
	rec, _, err := reviewed(s.rowsOf(ctx), vid, machine)
	return rec, err
}

// machineRecord is [Store.Record] without what people said of it.
func (s *Store) machineRecord(ctx context.Context, ref *VersionRef) (*readout.Record, error) {
	stored, err := s.Load(ctx, ref)
	if err != nil {
		return nil, err
	}
	return s.machineRecordWith(ctx, stored)
}

// machineRecordWith is [Store.machineRecord] of a version that was loaded.
func (s *Store) machineRecordWith(ctx context.Context, stored *Stored) (*readout.Record, error) {
	ref := &stored.VersionRef
	var data []byte
	ok, err := s.row(ctx, []any{&data}, `SELECT r.body FROM served JOIN records r USING (vid, pid) WHERE served.vid = ?`, ref.row)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("the record of %s: %w: it is not read yet, readout reread does it", ref.ID, ErrNotFound)
	}
	rec, err := unpackRecord(data)
	if err != nil {
		return nil, &DamageError{Path: s.path, Err: fmt.Errorf("record of %s: %w", ref.ID, err)}
	}
	rec.Version = *stored.Version
	return rec, nil
}

// unpackRecord reads the body of a record's row.
func unpackRecord(data []byte) (*readout.Record, error) {
	rec, _, err := unpackSized(data)
	return rec, err
}

// unpackSized is [unpackRecord], and how many bytes the record's JSON has.
func unpackSized(data []byte) (*readout.Record, int, error) {
	raw, err := unpack(data)
	if err != nil {
		return nil, 0, err
	}
	var plain plainRecord
	if err := decodeOwn(raw, &plain); err != nil {
		return nil, 0, err
	}
	rec := readout.Record(plain)
	return &rec, len(raw), nil
}

// unpackActors reads of the body of a record's row the actors alone, in a third of
// the time.
func unpackActors(data []byte) (*readout.Record, error) {
	raw, err := unpack(data)
	if err != nil {
		return nil, err
	}
	var part struct {
		Actors []readout.Actor `json:"actors"`
	}
	err = decodeOwn(raw, &part)
	return &readout.Record{Actors: part.Actors}, err
}

// Queue returns the next versions without a record of a pipeline, in the order
// in which they came in, after the one given (nil: from the start) and at most
// limit of them. Versions that were set aside are not in it.
func (s *Store) Queue(ctx context.Context, pipeline string, after *VersionRef, limit int) ([]*VersionRef, error) {
	var start int64
	if after != nil {
		start = after.row
	}
	var list []*VersionRef
	err := s.rows(ctx, func(scan func(...any) error) error {
		ref := new(VersionRef)
		list = append(list, ref)
		return scan(ref.dest()...)
	}, `SELECT `+versionRefColumns+` FROM versions v JOIN stories s USING (sid)
		WHERE v.vid > ? AND `+unread+` ORDER BY v.vid LIMIT ?`, start, pipeline, pipeline, pipeline, limit)
	return list, err
}

// unread is true of versions v in the queue of a pipeline, given three times:
// those that it has not read, or is to read again, and did not set aside.
const unread = `(NOT EXISTS (SELECT 1 FROM records r WHERE r.vid = v.vid AND r.pid = (SELECT pid FROM pipelines WHERE name = ?))
	OR EXISTS (SELECT 1 FROM again g WHERE g.vid = v.vid AND g.pid = (SELECT pid FROM pipelines WHERE name = ?)))
	AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.vid = v.vid AND a.pid = (SELECT pid FROM pipelines WHERE name = ?))`

// waitsQuery asks whether a version is in the queue of a pipeline.
const waitsQuery = `SELECT EXISTS (SELECT 1 FROM versions v WHERE v.vid = ? AND ` + unread + `)`

// Waits reports whether a version is in the queue of a pipeline.
func (s *Store) Waits(ctx context.Context, ref *VersionRef, pipeline string) (waits bool, err error) {
	_, err = s.row(ctx, []any{&waits}, waitsQuery, ref.row, pipeline, pipeline, pipeline)
	return waits, err
}

// Waits reports whether a version is in the queue of a pipeline.
func (tx *Tx) Waits(ref *VersionRef, pipeline string) (waits bool, err error) {
	_, err = tx.row([]any{&waits}, waitsQuery, ref.row, pipeline, pipeline, pipeline)
	return waits, err
}

// QueueLen returns how many versions are in the queue of a pipeline.
func (s *Store) QueueLen(ctx context.Context, pipeline string) (int, error) {
	n := 0
	_, err := s.row(ctx, []any{&n}, `SELECT count(*) FROM versions v WHERE `+unread, pipeline, pipeline, pipeline)
	return n, err
}

// DropOldRecords takes out the records of versions that have a record of
// pipeline, of all other pipelines, and returns how many went. Records are
// derived: they can be made again from the version.
func (tx *Tx) DropOldRecords(pipeline string) (int64, error) {
	pid, err := tx.pipeline(pipeline)
	if err != nil {
		return 0, err
	}
	return tx.exec(`DELETE FROM records WHERE pid <> ? AND EXISTS (SELECT 1 FROM served WHERE served.vid = records.vid AND served.pid = ?)`, pid, pid)
}

// ReadAgain puts versions back into a pipeline's queue: those that it set
// aside, or, with all, every one. A version's record is shown and searched
// until the new one stands in its place.
func (tx *Tx) ReadAgain(pipeline string, all bool) error {
	pid, err := tx.pipeline(pipeline)
	if err != nil {
		return err
	}
	if _, err := tx.exec(`DELETE FROM set_aside WHERE pid = ?`, pid); err != nil || !all {
		return err
	}
	_, err = tx.exec(`INSERT OR IGNORE INTO again (vid, pid) SELECT vid, pid FROM records WHERE pid = ?`, pid)
	return err
}
