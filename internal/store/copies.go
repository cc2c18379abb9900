package store

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
)

// manyCandidates is how many texts a new one is compared with in full, besides those
// that share as much with it as the last of them, and copyWords the length from which
// on equal texts are copies without a look at anything else. Shorter ones may be
// notices such as "page not found".
const (
	manyCandidates = 5
	copyWords      = 50
)

// JoinCopies puts a version into the copy group of the text of another story that
// it resembles most among those that came before it, if it is a copy, and makes it
// findable by its fingerprints. form is what is compared of its text; nil: it is
// made if it is needed.
func (tx *Tx) JoinCopies(story *StoryRef, ref *VersionRef, v *readout.Version, prints []uint64, form *compare.Form) error {
	if form != nil { // those that come next may be copies of it
		tx.s.texts.add(ref, form)
	}
	if err := tx.joinCopies(story, ref, v, prints, form); err != nil {
		return err
	}
	return tx.AddPrints(ref, prints)
}

// joinCopies is [Tx.JoinCopies] for a version that has its fingerprints.
func (tx *Tx) joinCopies(story *StoryRef, ref *VersionRef, v *readout.Version, prints []uint64, own *compare.Form) error {
	same, err := tx.sameTextElsewhere(story, ref, v)
	if err != nil {
		return err
	}
	if same != nil && HasWords(v.Text, copyWords) { // found however many there are
		return tx.JoinCopy(ref, same, 1)
	}
	candidates, err := tx.copyCandidates(story, ref, prints, manyCandidates)
	if err != nil {
		return err
	}
	var best *VersionRef
	var share float64
	for _, candidate := range candidates {
		if own == nil {
			own = compare.FormOf(v)
		}
		if o := candidate.form.Shared(own); o.Copy() && o.Share() > share {
			best, share = candidate.ref, o.Share()
		}
	}
	if best == nil {
		return nil
	}
	return tx.JoinCopy(ref, best, share)
}

// brokenGroups are copy groups that lack somebody: one of a single member, and one
// with a copy of a text that is in no group.
const brokenGroups = `SELECT gid FROM copy_groups g WHERE (SELECT count(*) FROM copy_members m WHERE m.gid = g.gid) < 2
	UNION SELECT gid FROM copy_members WHERE of_vid <> 0 AND of_vid NOT IN (SELECT vid FROM copy_members) UNION SELECT gid FROM copy_members WHERE gid NOT IN (SELECT gid FROM copy_groups)`

// lostGroups are the ids of copy groups that came to be, are not there, and lost no
// version that was forgotten or merged since.
const lostGroups = `SELECT DISTINCT c.id FROM changes c WHERE c.tbl = 'groups' AND c.op = 'insert' AND c.id NOT IN (SELECT id FROM copy_groups)
	AND NOT EXISTS (SELECT 1 FROM changes d WHERE d.seq > c.seq AND (d.tbl = 'groups' AND d.id = c.id AND d.op = 'delete' OR d.tbl = 'versions' AND d.op IN ('delete', 'merge')))`

// repairCopies makes copy groups that lack somebody again, and looks for the copies
// of all texts that are in none. A group has its id from its first text, so that it
// keeps it.
func (tx *Tx) repairCopies() error {
	if tx.s.prints == nil {
		return nil
	}
	if _, err := tx.exec(`DELETE FROM copy_members WHERE vid NOT IN (SELECT vid FROM versions)`); err != nil {
		return err
	}
	broken, err := tx.numbers(brokenGroups)
	if err != nil {
		return err
	}
	for _, gid := range broken {
		for _, query := range []string{`DELETE FROM copy_members WHERE gid = ?`, `DELETE FROM copy_groups WHERE gid = ?`} {
			if _, err := tx.exec(query, gid); err != nil {
				return err
			}
		}
	}
	clear(tx.s.common) // a fingerprint is common among those before a text, not among all
	vids, err := tx.numbers(`SELECT vid FROM versions WHERE change <> 'trivial' AND vid NOT IN (SELECT vid FROM copy_members) ORDER BY vid`)
	for _, vid := range vids {
		if err == nil {
			err = tx.repairCopy(vid)
		}
	}
	clear(tx.s.common)
	lost, failed := tx.texts(lostGroups)
	for _, id := range lost {
		if err == nil && failed == nil {
			failed = tx.change("groups", id, "delete", noRecord)
		}
	}
	if err == nil {
		err = failed
	}
	return err
}

// repairCopy looks for what a version is a copy of, unless a later one made it the
// first of a group meanwhile.
func (tx *Tx) repairCopy(vid int64) error {
	var st Stored
	var data []byte
	ok, err := tx.row(append(st.dest(), &data), storedQuery+`WHERE v.vid = ?`, vid)
	if err != nil || !ok {
		return err
	}
	if err := st.fill(tx.s.path, data); err != nil {
		return nil // it can't be read, as readout check says
	}
	story, err := tx.StoryOf(&st.VersionRef)
	if err != nil {
		return err
	}
	return tx.joinCopies(story, &st.VersionRef, st.Version, tx.s.prints(st.Version), nil)
}
