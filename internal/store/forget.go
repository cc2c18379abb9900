package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Forgot counts what a [Tx.ForgetStory] or [Tx.ForgetName] did.
type Forgot struct {
	Stories, Versions, Masked, Actors int
	Fresh                             []*VersionRef // the masked versions, to be read
	Left                              []LeftWord    // words of the name that still stand in the masked texts
}

// A LeftWord is a word of a forgotten name that stands by itself in texts from
// which the name was taken. It may mean the same person, or somebody else.
type LeftWord struct {
	Word         string
	Times, Texts int // how often, in how many of the masked texts
	Others       int // other texts of the archive in which it stands
}

// ForgetStory takes a story out with all of its versions, their captures and
// records. What is kept is a tombstone and salted hashes, by which it is known
// when it comes again, and then refused.
func (tx *Tx) ForgetStory(id string) (Forgot, error) {
	var done Forgot
	story := new(StoryRef)
	ok, err := tx.row(story.dest(), `SELECT `+storyRefColumns+` FROM stories s WHERE s.id = ?`, id)
	if err == nil && !ok {
		err = fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	if err != nil {
		return done, err
	}
	refs, err := tx.versionsOf(story.row)
	if err != nil {
		return done, err
	}
	for _, ref := range refs {
		if err := tx.refuse(ref); err != nil {
			return done, err
		}
		if err := tx.dropVersion(ref, ""); err != nil {
			return done, err
		}
		done.Versions++
	}
	err = tx.rows(func(scan func(...any) error) error {
		var key string
		if err := scan(&key); err != nil {
			return err
		}
		if strings.HasPrefix(key, FileKey) {
			return nil // another story may come to stand in the file
		}
		return tx.remember("key", []byte(key))
	}, `SELECT key FROM story_keys WHERE sid = ?`, story.row)
	if err != nil {
		return done, err
	}
	if err := tx.dropStory(story); err != nil {
		return done, err
	}
	done.Stories++
	done.Actors, err = tx.dropLoneActors()
	return done, err
}

// ForgetVersion takes one version out of its story.
func (tx *Tx) ForgetVersion(id string) (Forgot, error) {
	var done Forgot
	ref, err := tx.versionRow(id)
	if err == nil && ref == nil {
		err = fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	if err != nil {
		return done, err
	}
	left := 0
	if _, err := tx.row([]any{&left}, `SELECT count(*) FROM versions WHERE sid = ?`, ref.story); err != nil {
		return done, err
	}
	if left == 1 {
		return tx.ForgetStory(string(ref.Story))
	}
	if err := errors.Join(tx.refuse(ref), tx.dropVersion(ref, "")); err != nil {
		return done, err
	}
	done.Versions++
	if err := tx.chooseCurrent(ref.story); err != nil {
		return done, err
	}
	done.Actors, err = tx.dropLoneActors()
	return done, err
}

// versionsOf returns the versions of a story.
func (tx *Tx) versionsOf(sid int64) ([]*VersionRef, error) {
	var list []*VersionRef
	err := tx.rows(func(scan func(...any) error) error {
		ref := new(VersionRef)
		list = append(list, ref)
		return scan(ref.dest()...)
	}, `SELECT `+versionRefColumns+` FROM versions v JOIN stories s USING (sid) WHERE v.sid = ? ORDER BY v.n`, sid)
	return list, err
}

// remember keeps the salted hash of something that must not come again.
func (tx *Tx) remember(kind string, value []byte) error {
	hashes, err := tx.saltedHashes(kind, value)
	if err != nil {
		return err
	}
	tx.unforgotten = false
	_, err = tx.exec(`INSERT OR IGNORE INTO forgotten (hash, kind, at) VALUES (?, ?, ?)`, hashes[0], kind, tx.at)
	return err
}

// refuse sees that a version, its words and its capture do not come in again.
func (tx *Tx) refuse(ref *VersionRef) error {
	stored, err := tx.LoadIn(ref)
	if err != nil {
		var damage *DamageError
		if !errors.As(err, &damage) {
			return err
		}
	} else if err := tx.remember("words", []byte(stored.Version.SHA256)); err != nil {
		return err
	}
	if err := tx.remember("version", []byte(ref.ID)); err != nil {
		return err
	}
	return tx.refuseCapture(ref)
}

// refuseCapture sees that the bytes of a version do not come in again.
func (tx *Tx) refuseCapture(ref *VersionRef) error {
	var sum []byte
	ok, err := tx.row([]any{&sum}, `SELECT c.sha256 FROM versions v JOIN captures c USING (cid) WHERE v.vid = ?`, ref.row)
	if !ok {
		return err
	}
	return tx.remember("capture", sum)
}

// dropVersion takes a version out with all that hangs on it. into is the id
// that stands for it from now on, "" if none does.
func (tx *Tx) dropVersion(ref *VersionRef, into string) error {
	tx.s.forgetCaches()
	clear(tx.prints)
	actors, err := tx.actorsOf(ref.row)
	if err != nil {
		return err
	}
	if err := tx.leaveReviews(ref.row); err != nil {
		return err
	}
	if err := tx.leaveNotes(ref.row); err != nil {
		return err
	}
	if err := tx.unindex(ref.row); err != nil {
		return err
	}
	if err := tx.untell(ref.row); err != nil {
		return err
	}
	if err := tx.leftLines(ref.row); err != nil {
		return err
	}
	if err := tx.leftActors(actors); err != nil {
		return err
	}
	var cid int64
	if _, err := tx.row([]any{&cid}, `SELECT cid FROM versions WHERE vid = ?`, ref.row); err != nil {
		return err
	}
	for _, query := range []string{
		`DELETE FROM records WHERE vid = ?`, `DELETE FROM again WHERE vid = ?`, `DELETE FROM set_aside WHERE vid = ?`, `DELETE FROM texts WHERE rowid = ?`,
		`DELETE FROM prints WHERE vid = ?`, `DELETE FROM sightings WHERE vid = ?`, `UPDATE copy_members SET of_vid = 0 WHERE of_vid = ?`,
		`DELETE FROM copy_members WHERE vid = ?`, `DELETE FROM review_fits WHERE vid = ?`, `DELETE FROM versions WHERE vid = ?`,
	} {
		if _, err := tx.exec(query, ref.row); err != nil {
			return err
		}
	}
	if _, err := tx.exec(`DELETE FROM captures WHERE cid = ? AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.cid = captures.cid)`, cid); err != nil {
		return err
	}
	// a group of one is none
	if _, err := tx.exec(`DELETE FROM copy_members WHERE gid IN (SELECT gid FROM copy_members GROUP BY gid HAVING count(*) = 1)`); err != nil {
		return err
	}
	if _, err := tx.exec(`DELETE FROM copy_groups WHERE NOT EXISTS (SELECT 1 FROM copy_members m WHERE m.gid = copy_groups.gid)`); err != nil {
		return err
	}
	op := "delete"
	if into != "" {
		op = "merge"
	}
	return tx.bury(string(ref.ID), into, "versions", op, "forget")
}

// leftLines says that the stories of a version's copy group may be on other lines
// of reporting without it.
func (tx *Tx) leftLines(vid int64) error {
	sids, err := tx.numbers(`SELECT DISTINCT v.sid FROM copy_members m JOIN copy_members n USING (gid) JOIN versions v ON v.vid = n.vid WHERE m.vid = ?
		AND (SELECT count(*) FROM copy_members o WHERE o.gid = m.gid) <= 2`, vid)
	for _, sid := range sids {
		if err == nil {
			err = tx.onAnotherLine(sid)
		}
	}
	return err
}

// leftActors makes actors follow that a version named which is gone. Those that
// nobody names any more are left: they are counted when they go.
func (tx *Tx) leftActors(before []naming) error {
	var left []naming
	for _, n := range before {
		has := 0
		if _, err := tx.row([]any{&has}, `SELECT EXISTS (SELECT 1 FROM actor_versions WHERE actor = ?)`, n.id); err != nil {
			return err
		}
		if has > 0 {
			left = append(left, n)
		} else if err := tx.settleNames(n, false); err != nil {
			return err
		}
	}
	return tx.followActors(left, nil, "forget")
}

// dropStory takes a story without versions out.
func (tx *Tx) dropStory(story *StoryRef) error {
	for _, query := range []string{`DELETE FROM story_keys WHERE sid = ?`, `DELETE FROM sightings WHERE sid = ?`, `DELETE FROM stories WHERE sid = ?`} {
		if _, err := tx.exec(query, story.row); err != nil {
			return err
		}
	}
	return tx.bury(string(story.ID), "", "stories", "delete", "forget")
}

// chooseCurrent makes the version that was shown last the story's current one.
func (tx *Tx) chooseCurrent(sid int64) error {
	_, err := tx.exec(`UPDATE stories SET current = coalesce((SELECT vid FROM versions WHERE sid = stories.sid AND change <> 'trivial' ORDER BY seen_at DESC, n DESC LIMIT 1),
		(SELECT max(vid) FROM versions WHERE sid = stories.sid)) WHERE sid = ? AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.vid = stories.current AND v.sid = stories.sid)`, sid)
	return err
}

// dropLoneActors takes actors out that no record names any more: their names
// would outlive the stories.
func (tx *Tx) dropLoneActors() (int, error) {
	var ids []string
	err := tx.rows(func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT id FROM actors WHERE NOT EXISTS (SELECT 1 FROM actor_versions av WHERE av.actor = actors.id)`)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := tx.dropActor(id, "forget"); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

// Scrub overwrites what earlier changes took out: in the indexes of words, in
// the free pages, in the log. readout forget calls it; it may take a while.
func (s *Store) Scrub(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wconn == nil {
		return errors.New("the archive is open for reading only")
	}
	for _, query := range []string{
		`INSERT INTO texts (texts) VALUES ('optimize')`, `INSERT INTO said (said) VALUES ('optimize')`, `INSERT INTO done (done) VALUES ('optimize')`,
		`VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`,
	} {
		if err := s.write(ctx, query); err != nil {
			return err
		}
	}
	return nil
}
