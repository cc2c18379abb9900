package store

import (
	"errors"
	"fmt"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// An Origin is what an archive knows of a version beside its record, in the
// form in which it goes from one archive to another.
type Origin struct {
	Story     string     `json:"story"`
	Outlet    string     `json:"outlet,omitempty"`
	Began     time.Time  `json:"story_added_at"`
	Keys      []string   `json:"keys"` // what the story is known again by
	N         int        `json:"n"`
	Change    Change     `json:"change"`
	Current   bool       `json:"current"`
	AddedAt   time.Time  `json:"added_at"`
	SeenAt    time.Time  `json:"seen_at,omitzero"`
	Sightings []Sighting `json:"sightings,omitempty"`
	Group     string     `json:"group,omitempty"` // copy group
	CopyOf    string     `json:"copy_of,omitempty"`
	Share     float64    `json:"share,omitempty"`
}

// A Sighting is a time at which an outlet was seen to show a version that it
// had not shown before it.
type Sighting struct {
	At   time.Time `json:"at"`
	Flip bool      `json:"flip,omitempty"` // the version had been shown earlier
}

// origin fills in what a row's version needs to go to another archive.
func (r *rowReader) origin(row *Row) error {
	o := &Origin{Story: string(row.Story), Outlet: row.StoryOutlet, Began: row.StoryAddedAt, N: row.N, Change: row.Change,
		Current: row.Current, AddedAt: row.AddedAt, SeenAt: row.SeenAt, Group: row.Group}
	row.Origin = o
	rows, err := r.tx.Query(`SELECT key FROM story_keys WHERE sid = ? ORDER BY key`, row.story)
	err = eachRow(rows, err, func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		o.Keys = append(o.Keys, key)
		return err
	})
	if err != nil {
		return err
	}
	rows, err = r.tx.Query(`SELECT at, flip FROM sightings WHERE vid = ? ORDER BY at`, row.row)
	err = eachRow(rows, err, func(scan func(...any) error) error {
		var at string
		var s Sighting
		err := scan(&at, &s.Flip)
		s.At = parseStamp(at)
		o.Sightings = append(o.Sightings, s)
		return err
	})
	if err != nil || row.Group == "" {
		return err
	}
	_, err = found(r.tx.QueryRow(`SELECT coalesce((SELECT id FROM versions o WHERE o.vid = m.of_vid), ''), m.share FROM copy_members m WHERE m.vid = ?`, row.row).
		Scan(&o.CopyOf, &o.Share))
	return err
}

// A Moved version is one of another archive, with its record, made ready for
// this one.
type Moved struct {
	Origin  *Origin
	Prints  []uint64
	Digest  *thread.Digest // nil: it is joined with nothing until it is read again
	arrival *Arrival
	packed  *PackedRecord
}

// NewMoved makes a version of another archive ready, outside a change.
func NewMoved(rec *readout.Record, o *Origin, prints []uint64) (*Moved, error) {
	if o.Story == "" || len(o.Keys) == 0 {
		return nil, errors.New("it does not say which story it is of")
	}
	v := rec.Version
	in := &Arrival{Capture: Capture{Kind: "text", Meta: []byte(`{"cleaner":"verbatim"}`), Data: []byte(v.Text)},
		Version: &v, Removed: rec.Removed, Change: o.Change, SeenAt: o.SeenAt}
	for _, p := range rec.Problems {
		if p.Stage == "clean" {
			in.Problems = append(in.Problems, p)
		}
	}
	if err := in.Pack(); err != nil {
		return nil, err
	}
	packed, err := PackRecord(rec)
	return &Moved{Origin: o, Prints: prints, arrival: in, packed: packed}, err
}

// TakeFromArchive brings a version with its record from another archive and returns
// false if it is here already. What people decided in the other archive and
// the captures do not come with it: a backup holds them.
func (tx *Tx) TakeFromArchive(m *Moved) (ref *VersionRef, fresh bool, err error) {
	o := m.Origin
	if ref, err := tx.versionRow(string(m.arrival.Version.ID)); ref != nil || err != nil {
		return ref, false, err
	}
	now := tx.at
	defer func() { tx.at = now }()
	story, err := tx.storyRow(o)
	if err != nil {
		return nil, false, err
	}
	tx.at = stamp(o.AddedAt)
	if ref, err = tx.AddVersion(story, m.arrival); err != nil {
		return nil, false, err
	}
	if err := tx.place(ref, story, o); err != nil {
		return nil, false, err
	}
	if err := tx.AddPrints(ref, m.Prints); err != nil {
		return nil, false, err
	}
	tx.at = now
	return ref, true, tx.PutPacked(ref, m.packed, m.Digest)
}

// versionRow returns the version of an id, or nil.
func (tx *Tx) versionRow(id string) (*VersionRef, error) {
	ref := new(VersionRef)
	ok, err := tx.row(ref.dest(), `SELECT `+versionRefColumns+` FROM versions v JOIN stories s USING (sid) WHERE v.id = ?`, id)
	if !ok {
		return nil, err
	}
	return ref, nil
}

// storyRow returns the story of an origin, and makes it if it is not there.
func (tx *Tx) storyRow(o *Origin) (*StoryRef, error) {
	id := o.Story
	for range 100 { // merges make no circle; a damaged file could
		var into string
		ok, err := tx.row([]any{&into}, `SELECT into_id FROM tombstones WHERE id = ?`, id)
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		if into == "" {
			return nil, &ForgottenError{ID: id}
		}
		id = into
	}
	story := new(StoryRef)
	ok, err := tx.row(story.dest(), `SELECT `+storyRefColumns+` FROM stories s WHERE s.id = ?`, id)
	if err != nil || ok {
		_, keyErr := tx.AddKeys(story, o.Keys)
		return story, errors.Join(err, keyErr)
	}
	for _, key := range o.Keys {
		if gone, err := tx.forgotten("key", []byte(key)); gone || err != nil {
			return nil, forgottenOr(err)
		}
	}
	sid, err := tx.insert(`INSERT INTO stories (id, outlet, added_at) VALUES (?, ?, ?)`, id, o.Outlet, stamp(o.Began))
	if err != nil {
		return nil, err
	}
	story = &StoryRef{ID: readout.StoryID(id), Outlet: o.Outlet, row: sid}
	_, err = tx.AddKeys(story, o.Keys)
	return story, errors.Join(err, tx.change("stories", id, "insert", "import"))
}

// place gives a new version its number, its sightings and its copy group.
func (tx *Tx) place(ref *VersionRef, story *StoryRef, o *Origin) error {
	if ref.N != o.N && o.N > 0 {
		taken := 0
		if _, err := tx.row([]any{&taken}, `SELECT count(*) FROM versions WHERE sid = ? AND n = ?`, story.row, o.N); err != nil {
			return err
		}
		if taken == 0 {
			if _, err := tx.exec(`UPDATE versions SET n = ? WHERE vid = ?`, o.N, ref.row); err != nil {
				return err
			}
			ref.N = o.N
		}
	}
	for _, s := range o.Sightings {
		flip := 0
		if s.Flip {
			flip = 1
		}
		if err := tx.sight(ref, s.At, flip); err != nil {
			return err
		}
	}
	if o.Current {
		if err := tx.setCurrent(story, ref.row); err != nil {
			return err
		}
	}
	if o.Group == "" {
		return nil
	}
	if _, err := tx.exec(`INSERT OR IGNORE INTO copy_groups (id) VALUES (?)`, o.Group); err != nil {
		return err
	}
	_, err := tx.exec(`INSERT OR REPLACE INTO copy_members (vid, gid, of_vid, share)
		VALUES (?, (SELECT gid FROM copy_groups WHERE id = ?), coalesce((SELECT vid FROM versions WHERE id = ?), 0), ?)`, ref.row, o.Group, o.CopyOf, o.Share)
	if err != nil {
		return fmt.Errorf("copy group %s: %w", o.Group, err)
	}
	return nil
}
