package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/seed-f92ea4cf/readout"
)

// A Stored is a version as the archive keeps it.
type Stored struct {
	VersionRef
	Version  *readout.Version
	Removed  []readout.Removed
	Problems []readout.Problem
}

const storedQuery = `SELECT ` + versionRefColumns + `, v.body FROM versions v JOIN stories s USING (sid) `

// Version returns the version that id names, a version's id or a story's: the
// story's current version.
func (s *Store) Version(ctx context.Context, id string) (*Stored, error) {
	id, err := s.Resolve(ctx, id)
	if err != nil {
		return nil, err
	}
	var out Stored
	var data []byte
	ok, err := s.row(ctx, append(out.dest(), &data), storedQuery+`WHERE v.id = ? OR v.vid = (SELECT current FROM stories WHERE id = ?)`, id, id)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	return &out, out.fill(s.path, data)
}

// Load returns a version in full.
func (s *Store) Load(ctx context.Context, ref *VersionRef) (*Stored, error) {
	var out Stored
	var data []byte
	ok, err := s.row(ctx, append(out.dest(), &data), storedQuery+`WHERE v.vid = ?`, ref.row)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: %w", ref.ID, ErrNotFound)
	}
	return &out, out.fill(s.path, data)
}

// Current returns the version of a story that its outlet showed last.
func (tx *Tx) Current(story *StoryRef) (*Stored, error) {
	var out Stored
	var data []byte
	ok, err := tx.row(append(out.dest(), &data), storedQuery+`WHERE v.vid = ?`, story.current)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: %w", story.ID, ErrNotFound)
	}
	return &out, out.fill(tx.s.path, data)
}

// SameText returns the version of a story that has this text.
func (tx *Tx) SameText(story *StoryRef, v *readout.Version) (*VersionRef, error) {
	return tx.versionWhere(`v.text_sha = ? AND v.sid = ?`, v, story.row)
}

// SameTextOf returns the oldest version of an outlet that has this text.
func (tx *Tx) SameTextOf(outlet string, v *readout.Version) (*VersionRef, error) {
	known, err := tx.textKnown(v)
	if err != nil || !known { // the usual case
		tx.newText = v.SHA256
		return nil, err
	}
	return tx.versionWhere(`v.text_sha = ? AND s.outlet = ?`, v, outlet)
}

// sameTextElsewhere returns the oldest version of another story that has this text
// and came before a version.
func (tx *Tx) sameTextElsewhere(story *StoryRef, before *VersionRef, v *readout.Version) (*VersionRef, error) {
	if tx.lone == (firstOfText{before.row, v.SHA256}) {
		return nil, nil
	}
	return tx.versionWhere(`v.text_sha = ? AND v.sid <> ? AND v.vid < ?`, v, story.row, before.row)
}

// A firstOfText is a version whose text no other one had when it came, which is looked
// up once.
type firstOfText struct {
	row int64
	sha string
}

// textKnown reports whether a version has this text.
func (tx *Tx) textKnown(v *readout.Version) (bool, error) {
	sum, err := hex.DecodeString(v.SHA256)
	if err != nil {
		return false, fmt.Errorf("version %s is not sealed: %w", v.ID, err)
	}
	known := false
	_, err = tx.row([]any{&known}, `SELECT EXISTS (SELECT 1 FROM versions WHERE text_sha = ?)`, sum)
	return known, err
}

func (tx *Tx) versionWhere(where string, v *readout.Version, args ...any) (*VersionRef, error) {
	sum, err := hex.DecodeString(v.SHA256)
	if err != nil {
		return nil, fmt.Errorf("version %s is not sealed: %w", v.ID, err)
	}
	var ref VersionRef
	ok, err := tx.row(ref.dest(), `SELECT `+versionRefColumns+` FROM versions v JOIN stories s USING (sid) WHERE `+where+` ORDER BY v.vid LIMIT 1`, append([]any{sum}, args...)...)
	if !ok {
		return nil, err
	}
	return &ref, nil
}

// StoryOf returns the story of a version.
func (tx *Tx) StoryOf(ref *VersionRef) (*StoryRef, error) {
	var story StoryRef
	ok, err := tx.row(story.dest(), `SELECT `+storyRefColumns+` FROM stories s WHERE s.sid = ?`, ref.story)
	if err == nil && !ok {
		err = fmt.Errorf("story of %s: %w", ref.ID, ErrNotFound)
	}
	return &story, err
}

// fill unpacks the body of a version's row and checks the text against its hash.
func (st *Stored) fill(path string, data []byte) error {
	raw, err := unpack(data)
	if err != nil {
		return &DamageError{Path: path, Err: fmt.Errorf("version %s: %w", st.ID, err)}
	}
	var b body
	if err := decodeOwn(raw, &b); err != nil {
		return &DamageError{Path: path, Err: fmt.Errorf("version %s: %w", st.ID, err)}
	}
	if sum := sha256.Sum256([]byte(b.Version.Text)); hex.EncodeToString(sum[:]) != b.Version.SHA256 {
		return &DamageError{Path: path, Err: fmt.Errorf("version %s: the text does not fit its hash", st.ID)}
	}
	st.Version, st.Removed, st.Problems = &b.Version, b.Removed, b.Problems
	st.Version.ID, st.Version.Story = st.ID, st.Story
	return nil
}
