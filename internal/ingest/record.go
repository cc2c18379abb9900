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

// TakeRecord brings the version of a record that was made elsewhere into the
// archive, as if it had come by a feed or a file, and keeps the record with it.
func TakeRecord(tx *store.Tx, rec *readout.Record) (Outcome, *store.VersionRef, error) {
	return TakeReading(tx, rec, nil)
}

// TakeReading is [TakeRecord] with what joining needs of the version.
func TakeReading(tx *store.Tx, rec *readout.Record, digest *thread.Digest) (Outcome, *store.VersionRef, error) {
	v := rec.Version
	v.Story = ""
	it := &item{capture: store.Capture{Kind: "text", Data: []byte(v.Text)}, prints: compare.Prints(&v)}
	meta := captureMeta{Ref: v.Ref, URL: v.URL, Outlet: v.Outlet, Extra: v.Extra, Cleaner: "verbatim"}
	if v.Published != nil {
		meta.Published = v.Published.Value
	}
	var err error
	if it.capture.Meta, err = json.Marshal(&meta); err != nil {
		return 0, nil, err
	}
	it.sum = it.capture.Sum()
	it.result = &article.Result{Version: v, Removed: rec.Removed}
	outcome, ref, err := arrive(tx, it)
	if err != nil || outcome == Known || outcome == CameBack || outcome == NewAddress {
		return outcome, ref, err
	}
	own := *rec
	own.Version = it.result.Version // with the id that the archive gave it
	return outcome, ref, tx.PutReading(ref, &own, digest)
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
