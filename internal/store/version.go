package store

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	fastjson "github.com/segmentio/encoding/json"
)

// A VersionRef names one version of the archive.
type VersionRef struct {
	ID    readout.VersionID
	Story readout.StoryID
	N     int // the story's first version is 1
	row   int64
	story int64
}

// versionRefColumns are what dest takes, of versions v and stories s.
const versionRefColumns = `v.id, s.id, v.n, v.vid, v.sid`

func (r *VersionRef) dest() []any { return []any{&r.ID, &r.Story, &r.N, &r.row, &r.story} }

// VersionInfo is what the archive knows of a version, its text aside.
type VersionInfo struct {
	VersionRef
	Change   Change
	Day      string // of publication, YYYY-MM-DD, or ""
	SeenAt   time.Time
	AddedAt  time.Time
	URL      string
	Headline string
	Words    int
	Pipeline string // of the record that is shown and searched, "" if it is not read yet
	Current  bool   // the outlet showed it last
}

// A Change says what a version is against the one before it.
type Change string

// The changes.
const (
	First   Change = "first"
	Changed Change = "words"   // the words changed
	Trivial Change = "trivial" // only white space, quotation marks, case or the date line did
)

// An Arrival is a version on its way into the archive, with what it is made of.
type Arrival struct {
	Capture  Capture
	Version  *readout.Version // sealed
	Removed  []readout.Removed
	Problems []readout.Problem
	Change   Change
	SeenAt   time.Time // when the outlet showed it, zero if that is not known
	packed   packedArrival
}

// A packedArrival is what [Arrival.Pack] made of an arrival.
type packedArrival struct {
	id            readout.VersionID // of the version that was packed: a forgotten name or an id that is taken changes it
	text          string
	words         int
	body, capture []byte
}

// Pack makes ready, outside a change, what [Tx.AddVersion] has to compress.
func (in *Arrival) Pack() error {
	data, err := packBody(in)
	if err != nil {
		return err
	}
	in.packed = packedArrival{id: in.Version.ID, text: in.Version.Text, words: countWords(in.Version.Text), body: data, capture: pack(in.Capture.Data)}
	return nil
}

// body is what a version's row holds in JSON.
type body struct {
	Version  readout.Version
	Removed  []readout.Removed `json:",omitempty"`
	Problems []readout.Problem `json:",omitempty"`
}

// AddVersion adds a version to a story and keeps its capture. The text can be
// searched at once. It returns a [ForgottenError] for a text that was taken out.
func (tx *Tx) AddVersion(story *StoryRef, in *Arrival) (*VersionRef, error) {
	v := in.Version
	if err := tx.mayCome(v); err != nil {
		return nil, err
	}
	if err := in.packAgain(); err != nil {
		return nil, err
	}
	cid, err := tx.addCapture(&in.Capture, in.packed.capture)
	if err != nil {
		return nil, err
	}
	ref := &VersionRef{Story: story.ID, story: story.row, N: 1}
	alone := story.made
	if story.made = false; !alone {
		if _, err := tx.row([]any{&ref.N}, `SELECT coalesce(max(n), 0) + 1 FROM versions WHERE sid = ?`, story.row); err != nil {
			return nil, err
		}
	}
	if err := tx.insertVersion(ref, cid, in); err != nil {
		return nil, err
	}
	if tx.lone = (firstOfText{}); tx.newText == v.SHA256 {
		tx.lone = firstOfText{ref.row, v.SHA256}
	}
	tx.newText = ""
	tx.fresh[ref.row], tx.alone[ref.row] = true, alone
	tx.later(`INSERT INTO texts (rowid, headline, body) VALUES `, 3, ref.row, v.Headline, v.Text)
	if err := tx.change("versions", string(v.ID), "insert", string(in.Change)); err != nil {
		return nil, err
	}
	return ref, tx.show(story, ref, in)
}

// packAgain packs an arrival that is not what was packed.
func (in *Arrival) packAgain() error {
	if in.packed.id == in.Version.ID && in.packed.text == in.Version.Text {
		return nil
	}
	return in.Pack()
}

// insertVersion writes the row of a version. Its id is looked up only where the row
// can't be written: most are new.
func (tx *Tx) insertVersion(ref *VersionRef, cid int64, in *Arrival) error {
	v := in.Version
	sum, err := hex.DecodeString(v.SHA256)
	if err != nil {
		return fmt.Errorf("version %s is not sealed: %w", v.ID, err)
	}
	const row = ` INTO versions (id, sid, n, cid, text_sha, words, change, day, seen_at, added_at, language, outlet, agency, url, headline, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	cells := func() []any {
		return []any{v.ID, ref.story, ref.N, cid, sum, in.packed.words, in.Change, v.Published.Day(), stamp(in.SeenAt), tx.at,
			v.Language, v.Outlet, v.Agency, v.URL, v.Headline, in.packed.body}
	}
	var fresh bool
	ref.row, fresh, err = tx.insertNew(`INSERT OR IGNORE`+row, cells()...)
	if err == nil && !fresh {
		if err = tx.nameVersion(v); err == nil {
			err = in.packAgain()
		}
		if err == nil {
			ref.row, err = tx.insert(`INSERT OR FAIL`+row, cells()...)
		}
	}
	ref.ID = readout.VersionID(strings.Clone(string(v.ID))) // the change holds it, and not the row that the version came in
	return err
}

// nameVersion gives a version another id when its own is taken: two outlets
// can bring the same words without an address, and are told apart by their
// names and the caller's refs.
func (tx *Tx) nameVersion(v *readout.Version) error {
	used := 0
	_, err := tx.row([]any{&used}, `SELECT count(*) FROM versions WHERE id = ?`, v.ID)
	if err != nil || used == 0 {
		return err
	}
	id, err := tx.free("versions", "ve_", v.Outlet, v.Ref, v.URL, v.Text)
	v.ID = readout.VersionID(id)
	return err
}

// packBody returns the packed row body of a version. The archive's own ids
// are not in it: they may change when stories are joined.
func packBody(in *Arrival) ([]byte, error) {
	b := body{Version: *in.Version, Removed: in.Removed, Problems: in.Problems}
	b.Version.Story = ""
	data, err := fastjson.Marshal(&b)
	if err != nil {
		return nil, fmt.Errorf("version %s: %w", in.Version.ID, err)
	}
	return pack(data), nil
}

// show makes a new version the current one, unless it is a trivial edit or is
// known to be older, and writes its first sighting.
func (tx *Tx) show(story *StoryRef, ref *VersionRef, in *Arrival) error {
	if in.Change != Trivial || story.current == 0 {
		var later int
		if !in.SeenAt.IsZero() {
			if _, err := tx.row([]any{&later}, `SELECT count(*) FROM sightings WHERE sid = ? AND at > ? AND at <= ?`, story.row, stamp(in.SeenAt), tx.present()); err != nil {
				return err
			}
		}
		if later == 0 {
			if err := tx.setCurrent(story, ref.row); err != nil {
				return err
			}
		}
	}
	return tx.sight(ref, in.SeenAt, 0)
}

func (tx *Tx) setCurrent(story *StoryRef, vid int64) error {
	story.current = vid
	_, err := tx.exec(`UPDATE stories SET current = ? WHERE sid = ?`, vid, story.row)
	return err
}

// sight writes that the outlet showed a version that it had not shown before.
func (tx *Tx) sight(ref *VersionRef, at time.Time, flip int) error {
	if at.IsZero() {
		return nil
	}
	_, err := tx.exec(`INSERT OR IGNORE INTO sightings (sid, at, vid, flip) VALUES (?, ?, ?, ?)`, ref.story, stamp(at), ref.row, flip)
	return err
}

// Sighted writes that the outlet showed a known version at a time, and reports
// whether that is news: a text that came back after another one. Without a
// time nothing is written: an old copy of a text is no sighting.
func (tx *Tx) Sighted(ref *VersionRef, at time.Time) (back bool, err error) {
	if at.IsZero() {
		return false, nil
	}
	var before, known int64
	if _, err := tx.row([]any{&before}, `SELECT vid FROM sightings WHERE sid = ? AND at <= ? ORDER BY at DESC, vid = ? DESC LIMIT 1`, ref.story, stamp(at), ref.row); err != nil {
		return false, err
	}
	if before == ref.row {
		return false, nil
	}
	if _, err := tx.row([]any{&known}, `SELECT count(*) FROM sightings WHERE vid = ? AND at < ?`, ref.row, stamp(at)); err != nil {
		return false, err
	}
	flip := 0
	if known > 0 {
		flip = 1
	}
	if err := tx.sight(ref, at, flip); err != nil {
		return false, err
	}
	return flip == 1, tx.currentAt(ref, at)
}

// currentAt makes a version that was seen at a time the story's current one,
// unless a later sighting is known or it is a trivial edit.
func (tx *Tx) currentAt(ref *VersionRef, at time.Time) error {
	_, err := tx.exec(`UPDATE stories SET current = ? WHERE sid = ?
		AND NOT EXISTS (SELECT 1 FROM sightings WHERE sid = stories.sid AND at > ? AND at <= ?)
		AND (SELECT change FROM versions WHERE vid = ?) <> 'trivial'`, ref.row, ref.story, stamp(at), tx.present(), ref.row)
	return err
}

// present is the latest time that may be true. What was seen later was seen by a
// clock that was ahead and is put right since: it does not stand against what is
// seen now.
func (tx *Tx) present() string { return stamp(tx.s.now().Add(aLittle)) }
