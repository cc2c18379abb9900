package store

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// This file keeps what stories tell together. A change marks the versions that
// it serves, takes out or puts on another line of reporting; before it is
// committed, their digests are compared with their neighbours', and the
// happenings that they touch are made again. What is made depends on which
// stories there are, not on the order in which they came.

// A Joiner compares stories, as [thread.Joiner] does.
type Joiner interface {
	Keys(s *thread.Story) []uint64
	Near(a, b *thread.Story) (likeness float64, compared bool)
	Compare(a, b *thread.Story) []thread.Link
	Conflicts(a, b *thread.Story, same func(x, y thread.MentionID) bool) []thread.Conflict
}

// WithJoiner sets what compares stories; the usual one has English weights.
func WithJoiner(j Joiner) Option {
	return func(s *Store) { s.joins.joiner = func() (Joiner, error) { return j, nil } }
}

// usualJoiner is made when the first stories are joined.
var usualJoiner = sync.OnceValues(func() (Joiner, error) { return thread.New(language.English()) })

// joining is what a store keeps in memory to join stories.
type joining struct {
	joiner      func() (Joiner, error)
	cache       digestCache
	firsts      map[int64]*earliest // of digests
	telling     telling
	rows, pairs int // that were looked at or written, and compared
}

// forget lets go of what is held of rows.
func (j *joining) forget() { j.cache, j.firsts, j.telling = digestCache{}, nil, telling{} }

// get returns what compares stories.
func (j *joining) get() (Joiner, error) {
	if j.joiner == nil {
		return usualJoiner()
	}
	return j.joiner()
}

// putDigest keeps the digest of the record that is shown of a version. nil: it
// tells nothing that could be joined.
func (tx *Tx) putDigest(ref *VersionRef, v *readout.Version, d *thread.Digest) error {
	if d == nil {
		return nil
	}
	data, err := d.Whole()
	if err != nil {
		return fmt.Errorf("digest of %s: %w", ref.ID, err)
	}
	sum := sha256.Sum256(data)
	var did int64
	ok, err := tx.row([]any{&did}, `SELECT did FROM digests WHERE hash = ?`, sum[:])
	if err == nil && !ok {
		did, err = tx.insert(`INSERT INTO digests (hash, body) VALUES (?, ?)`, sum[:], pack(data))
	}
	if err == nil && d.Notice != nil {
		err = tx.putNotice(did, d.Notice)
	}
	if err != nil {
		return err
	}
	posted := postedOf(v)
	day, err := tx.dayOf(ref, posted)
	if err != nil {
		return err
	}
	known, err := tx.toldSo(ref, did, posted, day)
	if err != nil {
		return err
	}
	if _, err := tx.exec(`INSERT INTO told (vid, did, posted, day, ref) VALUES (?, ?, ?, ?, ?)`, ref.row, did, posted, day, v.Ref); err != nil {
		return err
	}
	delete(tx.s.joins.firsts, did)
	if known {
		tx.due.line(did)
	} else {
		tx.due.digest(did)
	}
	return nil
}

// toldSo reports whether a digest is joined already, and a version more that has it
// brings it near no other: it was told on that day before, and is not posted earlier now.
func (tx *Tx) toldSo(ref *VersionRef, did int64, posted string, day int64) (bool, error) {
	if joined, err := tx.wasJoined(did); !joined || err != nil {
		return false, err
	}
	same := false
	if _, err := tx.row([]any{&same}, `SELECT EXISTS (SELECT 1 FROM told WHERE did = ? AND day = ?)`, did, day); !same || err != nil {
		return false, err
	}
	f, err := tx.earliest(did)
	return f.there && f.compare(&earliest{version: string(ref.ID), posted: posted}) < 0, err
}

// postedOf returns when a version was posted: updated, where it says so.
func postedOf(v *readout.Version) string {
	for _, t := range []*readout.Time{v.Updated, v.Published} {
		if t.Day() != "" {
			return t.Value
		}
	}
	return ""
}

// dayOf returns the day on which a version was posted, or came in, since 1970.
func (tx *Tx) dayOf(ref *VersionRef, posted string) (int64, error) {
	day := posted
	if day == "" {
		var seen, added string
		if _, err := tx.row([]any{&seen, &added}, `SELECT seen_at, added_at FROM versions WHERE vid = ?`, ref.row); err != nil {
			return 0, err
		}
		day = firstOf(seen, added)
	}
	t, err := time.Parse(time.DateOnly, day[:min(len(day), 10)])
	if err != nil {
		return 0, nil
	}
	return t.Unix() / 86400, nil
}

// untell takes out what a version tells. A digest that no version has any more
// goes with its links.
func (tx *Tx) untell(vid int64) error {
	var did, day int64
	ok, err := tx.row([]any{&did, &day}, `SELECT did, day FROM told WHERE vid = ?`, vid)
	if err != nil || !ok {
		return err
	}
	if _, err := tx.exec(`DELETE FROM told WHERE vid = ?`, vid); err != nil {
		return err
	}
	delete(tx.s.joins.firsts, did)
	left, sameDay := 0, 0
	if _, err := tx.row([]any{&left, &sameDay}, `SELECT count(*), coalesce(sum(day = ?), 0) FROM told WHERE did = ?`, day, did); err != nil {
		return err
	}
	if sameDay == 0 {
		if err := tx.untellKeys(did, day); err != nil {
			return err
		}
	}
	hids, err := tx.numbers(`SELECT DISTINCT hid FROM members WHERE did = ?`, did)
	if err != nil {
		return err
	}
	for _, hid := range hids {
		tx.due.happening(hid)
	}
	if left > 0 {
		tx.due.digest(did) // it may have another line, or be posted later
		return nil
	}
	return tx.dropDigest(did)
}

// dropDigest takes a digest out with its links.
func (tx *Tx) dropDigest(did int64) error {
	near, err := tx.numbers(`SELECT b FROM compared WHERE a = ?1 UNION SELECT a FROM compared WHERE b = ?1`, did)
	if err != nil {
		return err
	}
	for _, b := range near {
		if b == did {
			continue
		}
		tx.due.lacks(b)
		if _, err := tx.exec(`DELETE FROM links WHERE a = ? AND b = ?`, b, did); err != nil {
			return err
		}
	}
	for _, query := range []string{`DELETE FROM links WHERE a = ?`, `DELETE FROM compared WHERE a = ?1 OR b = ?1`, `DELETE FROM members WHERE did = ?`,
		`DELETE FROM conflicts WHERE a = ?1 OR b = ?1`, `DELETE FROM notices WHERE did = ?`, `DELETE FROM digests WHERE did = ?`} {
		if _, err := tx.exec(query, did); err != nil {
			return err
		}
	}
	delete(tx.due.digests, did)
	delete(tx.due.lacking, did)
	tx.s.joins.cache.drop(did)
	delete(tx.s.joins.firsts, did)
	return nil
}

// onALine says that a version's story counts for a line of reporting from now on
// that others are of, too.
func (tx *Tx) onALine(sid int64) error { return tx.eachDigestOf(sid, tx.due.line) }

// onAnotherLine says that a version's story counts for another line of reporting from
// now on, which it perhaps had left for it.
func (tx *Tx) onAnotherLine(sid int64) error { return tx.eachDigestOf(sid, tx.due.digest) }

// eachDigestOf calls do for each digest of a story's versions.
func (tx *Tx) eachDigestOf(sid int64, do func(did int64)) error {
	dids, err := tx.numbers(`SELECT DISTINCT did FROM told JOIN versions USING (vid) WHERE sid = ?`, sid)
	for _, did := range dids {
		do(did)
	}
	return err
}

// renamed says that the actors of a version have other ids.
func (tx *Tx) renamed(vid int64) error {
	hids, err := tx.numbers(`SELECT DISTINCT hid FROM told JOIN members USING (did) WHERE vid = ?`, vid)
	for _, hid := range hids {
		tx.due.happening(hid)
	}
	return err
}

// idOfHappening returns the id of a new happening: the one that it had before a
// person joined it with another, where that is taken back, else one that no
// other had.
func (tx *Tx) idOfHappening(key thread.MentionID) (string, error) {
	id := mint("ev_", string(key))
	if !slices.Contains(tx.due.again, id) {
		return tx.free("happenings", "ev_", string(key))
	}
	tx.due.again = slices.DeleteFunc(tx.due.again, func(s string) bool { return s == id })
	if _, err := tx.exec(`DELETE FROM tombstones WHERE id = ?`, id); err != nil {
		return "", err
	}
	return tx.free("happenings", "ev_", string(key))
}

// joinChunk is how many digests are joined at a time: what they touch is in memory.
const joinChunk = 64

// join joins what the change has left to be joined.
func (tx *Tx) join() error {
	if tx.joinLater {
		if err := tx.leaveNew(); err != nil {
			return err
		}
	}
	if len(tx.due.digests)+len(tx.due.happens)+len(tx.due.lacking) == 0 {
		return nil
	}
	joiner, err := tx.s.joins.get()
	if err != nil {
		return err
	}
	j := &joinRun{tx: tx, joiner: joiner, fresh: tx.due.digests, pairs: make(map[[2]int64]bool), built: make(map[node]bool)}
	lacking, hids := slices.Sorted(maps.Keys(tx.due.lacking)), tx.due.happens
	tx.due = due{again: tx.due.again}
	if err := j.compare(lacking); err != nil {
		return err
	}
	for hid := range tx.due.happens { // what the new digests made a formula, or no more
		if hids == nil {
			hids = make(map[int64]bool)
		}
		hids[hid] = true
	}
	tx.due.happens = nil
	return j.build(slices.Sorted(maps.Keys(hids)))
}

// Joined counts what was done to join stories since the archive was opened:
// rows that were looked at or written, and pairs of texts that were compared.
func (s *Store) Joined() (rows, pairs int) { return s.joins.rows, s.joins.pairs }

// rejoinAll joins all digests anew. Happenings keep their ids as far as they
// have the same mentions.
func (tx *Tx) rejoinAll() error {
	for _, query := range []string{
		`DELETE FROM told WHERE vid NOT IN (SELECT vid FROM served)`,
		`DELETE FROM digests WHERE did NOT IN (SELECT did FROM told)`,
		`DELETE FROM members WHERE did NOT IN (SELECT did FROM told)`,
		`DELETE FROM members WHERE hid NOT IN (SELECT hid FROM happenings)`,
		`DELETE FROM happening_actors WHERE hid NOT IN (SELECT hid FROM happenings)`,
		`DELETE FROM telling`, `DELETE FROM links`, `DELETE FROM compared`, `DELETE FROM notices`,
		`DELETE FROM conflicts WHERE a NOT IN (SELECT did FROM told) OR b NOT IN (SELECT did FROM told)`,
	} {
		if _, err := tx.exec(query); err != nil {
			return err
		}
	}
	if err := tx.dropDamagedDigests(); err != nil {
		return err
	}
	dids, err := tx.numbers(`SELECT did FROM digests`)
	if err != nil {
		return err
	}
	for _, did := range dids {
		tx.due.digest(did)
		if d, err := tx.digest(did); err == nil && d.Notice != nil {
			if err := tx.putNotice(did, d.Notice); err != nil {
				return err
			}
		}
	}
	hids, err := tx.numbers(`SELECT hid FROM happenings`)
	for _, hid := range hids {
		tx.due.happening(hid)
	}
	return err
}

// dropDamagedDigests takes digests out that can't be read. Their versions are
// read again.
func (tx *Tx) dropDamagedDigests() error {
	tx.s.joins.forget()
	dids, err := tx.numbers(`SELECT did FROM digests`)
	if err != nil {
		return err
	}
	dids = append(dids, 0) // of versions whose digest is gone
	for _, did := range dids {
		var data, hash []byte
		if _, err := tx.row([]any{&data, &hash}, `SELECT body, hash FROM digests WHERE did = ?`, did); err != nil {
			return err
		}
		if intact(data, hash) {
			continue
		}
		for _, query := range []string{
			`INSERT OR IGNORE INTO again (vid, pid) SELECT vid, pid FROM told JOIN served USING (vid) WHERE did = ?1 OR did NOT IN (SELECT did FROM digests)`,
			`DELETE FROM told WHERE did = ?1 OR did NOT IN (SELECT did FROM digests)`,
			`DELETE FROM members WHERE did = ?1 OR did NOT IN (SELECT did FROM digests)`, `DELETE FROM conflicts WHERE a = ?1 OR b = ?1`, `DELETE FROM digests WHERE did = ?1`,
		} {
			if _, err := tx.exec(query, did); err != nil {
				return err
			}
		}
	}
	return nil
}

// intact reports whether a digest can be read and is that of its hash.
func intact(data, hash []byte) bool {
	raw, err := unpack(data)
	if err != nil {
		return false
	}
	sum := sha256.Sum256(raw)
	return string(sum[:]) == string(hash)
}
