package ingest

import (
	"encoding/json"
	"errors"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Reading is a record that was made elsewhere, made ready for the archive.
type Reading struct {
	item   *item
	record *readout.Record
	packed *store.PackedRecord
	digest *thread.Digest
}

// NewReading does beside the change that takes a record in what needs no
// archive: it checks the record, compresses it and its text, and looks for what
// copies are found by. digest is what joining needs of it, nil if that is not
// known. It returns [ErrNotItsText] for a text that is not that of its hash.
func NewReading(rec *readout.Record, digest *thread.Digest) (*Reading, error) {
	if err := CheckText(rec); err != nil {
		return nil, err
	}
	v := rec.Version
	v.Story = ""
	it := &item{capture: store.Capture{Kind: "text", Data: []byte(v.Text)}}
	it.form, it.prints = compare.FormAndPrints(&v)
	meta := captureMeta{Ref: v.Ref, URL: v.URL, Outlet: v.Outlet, Extra: v.Extra, Cleaner: "verbatim"}
	if v.Published != nil {
		meta.Published = v.Published.Value
	}
	var err error
	if it.capture.Meta, err = json.Marshal(&meta); err != nil {
		return nil, err
	}
	it.sum = it.capture.Sum()
	it.result = &article.Result{Version: v, Removed: rec.Removed}
	it.ready = it.arrival()
	if err := it.ready.Pack(); err != nil {
		return nil, err
	}
	packed, err := store.PackRecord(rec)
	return &Reading{item: it, record: rec, packed: packed, digest: digest}, err
}

// Take brings the version of a record into the archive, as if it had come by a
// feed or a file, and keeps the record with it. A reading is taken once.
func (r *Reading) Take(tx *store.Tx) (Outcome, *store.VersionRef, error) {
	outcome, ref, err := arrive(tx, r.item)
	if err != nil || outcome == Known || outcome == CameBack || outcome == NewAddress {
		return outcome, ref, err
	}
	v := &r.item.result.Version // with the id that the archive gave it
	if v.Text == r.record.Version.Text {
		return outcome, ref, tx.PutPacked(ref, r.packed.Of(v), r.digest)
	}
	masked := *r.record // a name in it was forgotten
	masked.Version = *v
	return outcome, ref, tx.PutReading(ref, &masked, r.digest)
}

// ErrNotItsText is the error for a record whose text is not that of its hash.
var ErrNotItsText = errors.New("the text does not fit its hash: names in it were masked, or it was changed; export with --unmask for another archive")

// CheckText reports a record whose text is not that of its hash.
func CheckText(rec *readout.Record) error {
	v := rec.Version
	v.Seal()
	if v.SHA256 != rec.Version.SHA256 {
		return ErrNotItsText
	}
	return nil
}

// NewMoved makes a record of another archive ready for [store.Tx.TakeFromArchive].
// It returns [ErrNotItsText] for a text that is not that of its hash.
func NewMoved(rec *readout.Record, origin *store.Origin) (*store.Moved, error) {
	if err := CheckText(rec); err != nil {
		return nil, err
	}
	return store.NewMoved(rec, origin, compare.Prints(&rec.Version))
}
