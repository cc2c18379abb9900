package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
)

// A Capture is the bytes of a story as they came, with what came with them.
// It is kept beside the version that was made of it, and never changes.
type Capture struct {
	Kind string // "html" or "text"
	Meta []byte // JSON: address, outlet, times and all else that came with the bytes
	Data []byte
}

// Sum returns the hash by which the same capture is known again.
func (c *Capture) Sum() [32]byte {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(c.Kind), c.Meta, c.Data} {
		var size [8]byte // so that parts can't run into each other
		binary.BigEndian.PutUint64(size[:], uint64(len(part)))
		h.Write(size[:])
		h.Write(part)
	}
	return [32]byte(h.Sum(nil))
}

// CaptureSeen returns the version that was made of a capture, if the archive
// has it. It returns a [ForgottenError] if the capture was taken out.
func (tx *Tx) CaptureSeen(sum [32]byte) (*VersionRef, error) {
	if gone, err := tx.forgotten("capture", sum[:]); gone || err != nil {
		return nil, forgottenOr(err)
	}
	var ref VersionRef
	ok, err := tx.row(ref.dest(), `SELECT `+versionRefColumns+` FROM captures c JOIN versions v USING (cid) JOIN stories s USING (sid) WHERE c.sha256 = ? LIMIT 1`, sum[:])
	if !ok {
		return nil, err
	}
	return &ref, nil
}

// addCapture keeps a capture, packed, and returns its row; one that is there
// already is not kept twice.
func (tx *Tx) addCapture(c *Capture, packed []byte) (int64, error) {
	sum := c.Sum()
	cid, fresh, err := tx.insertNew(`INSERT OR IGNORE INTO captures (sha256, kind, meta, size, data) VALUES (?, ?, ?, ?, ?)`, sum[:], c.Kind, string(c.Meta), len(c.Data), packed)
	if fresh || err != nil {
		return cid, err
	}
	_, err = tx.row([]any{&cid}, `SELECT cid FROM captures WHERE sha256 = ?`, sum[:])
	return cid, err
}

// Capture returns the bytes that a version was made of.
func (s *Store) Capture(ctx context.Context, ref *VersionRef) (*Capture, error) {
	var c Capture
	var meta string
	ok, err := s.row(ctx, []any{&c.Kind, &meta, &c.Data}, `SELECT c.kind, c.meta, c.data FROM versions v JOIN captures c USING (cid) WHERE v.vid = ?`, ref.row)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, ErrNotFound
	}
	c.Meta = []byte(meta)
	if c.Data, err = unpack(c.Data); err != nil {
		return nil, &DamageError{Path: s.path, Err: err}
	}
	return &c, nil
}

// HasCapture reports whether the archive has a capture of this hash.
func (s *Store) HasCapture(ctx context.Context, sum [32]byte) (bool, error) {
	known := 0
	_, err := s.row(ctx, []any{&known}, `SELECT EXISTS (SELECT 1 FROM captures WHERE sha256 = ?)`, sum[:])
	return known != 0, err
}
