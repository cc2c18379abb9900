package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A joinBuild is one joining on its way.
type joinBuild struct {
	tx      *Tx
	joiner  Joiner
	stories map[int64][]*thread.Story // versions by digest, the first posted first
	lines   map[int64]string          // of stories, by row
}

func newJoinBuild(tx *Tx, joiner Joiner) *joinBuild {
	return &joinBuild{tx: tx, joiner: joiner, stories: make(map[int64][]*thread.Story), lines: make(map[int64]string)}
}

// cost counts rows that were looked at or written.
func (b *joinBuild) cost(rows int) { b.tx.s.joins.rows += rows }

// compareAll compares digests with those near them.
func (b *joinBuild) compareAll(dids []int64) error {
	for _, did := range dids {
		if err := b.compare(did); err != nil {
			return err
		}
	}
	return nil
}

// digest returns a digest.
func (tx *Tx) digest(did int64) (*thread.Digest, error) {
	if d := tx.s.joins.cache.get(did); d != nil {
		return d, nil
	}
	var data []byte
	ok, err := tx.row([]any{&data}, `SELECT body FROM digests WHERE did = ?`, did)
	if err != nil {
		return nil, err
	}
	d, err := readDigest(data)
	if !ok || err != nil {
		return nil, &DamageError{Path: tx.s.path, Err: fmt.Errorf("digest %d can't be read: %s", did, repairIndex)}
	}
	tx.s.joins.cache.put(did, d)
	return d, nil
}

// readDigest unpacks a digest.
func readDigest(data []byte) (*thread.Digest, error) {
	raw, err := unpack(data)
	if err != nil {
		return nil, err
	}
	d := new(thread.Digest)
	return d, json.Unmarshal(raw, d)
}

// mostVersions is how many versions of one digest tell of its happenings, the first
// posted half of them and the last: of ten thousand copies those between tell
// nothing that these do not, and each new one would cost as much as all before it.
const mostVersions = 64

// versions returns the versions that have a digest, the first posted first, at
// most mostVersions.
func (b *joinBuild) versions(did int64) ([]*thread.Story, error) {
	if list, ok := b.stories[did]; ok {
		return list, nil
	}
	d, err := b.tx.digest(did)
	if err != nil {
		return nil, err
	}
	var list []*thread.Story
	var sids []int64
	err = b.tx.rows(func(scan func(...any) error) error {
		st := &thread.Story{Digest: d}
		var sid int64
		err := scan(&st.ID, &sid, &st.Version, &st.Ref, &st.Outlet, &st.Posted, &st.Headline)
		list, sids = append(list, st), append(sids, sid)
		return err
	}, `SELECT s.id, s.sid, v.id, t.ref, s.outlet, t.posted, v.headline FROM told t JOIN versions v USING (vid) JOIN stories s USING (sid)
		WHERE t.did = ? ORDER BY t.posted = '', t.posted, v.id`, did)
	if err != nil {
		return nil, err
	}
	b.cost(len(list))
	if len(list) > 0 { // the same words are one line, whether they were found to be copies or not
		line, err := b.line(sids[0], list[0].ID)
		if err != nil {
			return nil, err
		}
		list = ends(list)
		for _, st := range list {
			st.Line = line
		}
	}
	b.stories[did] = list
	return list, nil
}

// ends returns the first and the last versions of a digest, if it has more than
// mostVersions; the first one knows the stories of the others.
func ends(list []*thread.Story) []*thread.Story {
	if len(list) <= mostVersions {
		return list
	}
	between := list[mostVersions/2 : len(list)-mostVersions/2]
	for _, st := range between {
		list[0].Also = append(list[0].Also, st.ID)
	}
	return slices.Concat(list[:mostVersions/2], list[len(list)-mostVersions/2:])
}

// line returns the line of reporting of a story: the first copy group that one
// of its versions is in, else its own.
func (b *joinBuild) line(sid int64, own string) (string, error) {
	if line, ok := b.lines[sid]; ok {
		return line, nil
	}
	line := own
	_, err := b.tx.row([]any{&line}, `SELECT g.id FROM versions v JOIN copy_members m USING (vid) JOIN copy_groups g USING (gid) WHERE v.sid = ? ORDER BY g.gid LIMIT 1`, sid)
	b.lines[sid] = line
	return line, err
}

// compare compares a digest with those near it in time and words, and with
// those of its story and its line of reporting.
func (b *joinBuild) compare(did int64) error {
	list, err := b.versions(did)
	if err != nil || len(list) == 0 {
		return err
	}
	if err := b.uncompare(did); err != nil {
		return err
	}
	near, err := b.candidates(did, list[0])
	if err != nil {
		return err
	}
	for _, other := range near {
		if err := b.pair(did, other); err != nil {
			return err
		}
	}
	return b.putKeys(did, list[0])
}

// uncompare takes the links of a digest out.
func (b *joinBuild) uncompare(did int64) error {
	others, err := b.tx.numbers(`SELECT b FROM compared WHERE a = ?1 UNION SELECT a FROM compared WHERE b = ?1`, did)
	if err != nil {
		return err
	}
	for _, other := range others {
		for _, query := range []string{`DELETE FROM links WHERE a = ?1 AND b = ?2`, `DELETE FROM links WHERE a = ?2 AND b = ?1`,
			`DELETE FROM compared WHERE (a, b) IN ((?1, ?2), (?2, ?1))`} {
			if _, err := b.tx.exec(query, did, other); err != nil {
				return err
			}
		}
	}
	return nil
}

// candidates returns the digests that one is compared with, itself first.
func (b *joinBuild) candidates(did int64, st *thread.Story) ([]int64, error) {
	days, err := b.tx.numbers(`SELECT DISTINCT day FROM told WHERE did = ?`, did)
	if err != nil {
		return nil, err
	}
	shared := make(map[int64]int)
	for _, key := range b.joiner.Keys(st) {
		seen := make(map[int64]bool)
		for _, day := range days {
			dids, err := b.tx.numbers(`SELECT DISTINCT did FROM telling WHERE key = ? AND day BETWEEN ? AND ?`, int64(key), day-thread.JoinDays, day+thread.JoinDays)
			if err != nil {
				return nil, err
			}
			b.cost(len(dids))
			for _, other := range dids {
				if !seen[other] {
					seen[other] = true
					shared[other]++
				}
			}
		}
	}
	own, err := b.tx.numbers(`SELECT DISTINCT o.did FROM told t JOIN versions v USING (vid) JOIN versions w ON w.sid = v.sid JOIN told o ON o.vid = w.vid WHERE t.did = ?1
		UNION SELECT DISTINCT o.did FROM told t JOIN versions v USING (vid) JOIN versions u ON u.sid = v.sid JOIN copy_members m ON m.vid = u.vid JOIN copy_members n ON n.gid = m.gid
			JOIN versions x ON x.vid = n.vid JOIN versions w ON w.sid = x.sid JOIN told o ON o.vid = w.vid WHERE t.did = ?1`, did)
	if err != nil {
		return nil, err
	}
	out := []int64{did}
	for _, other := range own {
		delete(shared, other)
		if other != did {
			out = append(out, other)
		}
	}
	for other, n := range shared {
		if n >= thread.SharedKeys && other != did {
			out = append(out, other)
		}
	}
	slices.Sort(out[1:])
	return out, nil
}

// pair compares two digests by the versions of them that were posted first.
func (b *joinBuild) pair(did, other int64) error {
	x, err := b.versions(did)
	if err != nil {
		return err
	}
	y, err := b.versions(other)
	if err != nil || len(y) == 0 {
		return err
	}
	if did != other && x[0].Line != y[0].Line {
		if _, near := b.joiner.Near(x[0], y[0]); !near {
			return nil
		}
	}
	if _, err := b.tx.exec(`INSERT OR IGNORE INTO compared (a, b) VALUES (?, ?)`, min(did, other), max(did, other)); err != nil {
		return err
	}
	b.tx.s.joins.pairs++
	of := map[string]int64{y[0].Version: other}
	of[x[0].Version] = did
	for _, l := range b.joiner.Compare(x[0], y[0]) {
		a, c := node{of[l.A.Version()], at(l.A)}, node{of[l.B.Version()], at(l.B)}
		for _, ends := range [][2]node{{a, c}, {c, a}} {
			if _, err := b.tx.exec(`INSERT OR REPLACE INTO links (a, a_at, b, b_at, p, apart, why) VALUES (?, ?, ?, ?, ?, ?, ?)`,
				ends[0].did, ends[0].at, ends[1].did, ends[1].at, l.P, l.Apart, l.Why); err != nil {
				return err
			}
			b.cost(1)
		}
	}
	return nil
}

// putKeys makes a digest findable on the days on which versions of it were posted.
func (b *joinBuild) putKeys(did int64, st *thread.Story) error {
	days, err := b.tx.numbers(`SELECT DISTINCT day FROM told WHERE did = ?`, did)
	if err != nil {
		return err
	}
	for _, key := range b.joiner.Keys(st) {
		for _, day := range days {
			if _, err := b.tx.exec(`INSERT OR IGNORE INTO telling (key, day, did) VALUES (?, ?, ?)`, int64(key), day, did); err != nil {
				return err
			}
		}
	}
	return nil
}

// untellKeys takes the keys of a digest out of a day.
func (tx *Tx) untellKeys(did, day int64) error {
	joiner, err := tx.s.joins.get()
	if err != nil {
		return err
	}
	d, err := tx.digest(did)
	if err != nil { // it can't be read: the keys are looked for
		_, err := tx.exec(`DELETE FROM telling WHERE day = ? AND did = ?`, day, did)
		return err
	}
	for _, key := range joiner.Keys(&thread.Story{Digest: d}) {
		if _, err := tx.exec(`DELETE FROM telling WHERE key = ? AND day = ? AND did = ?`, int64(key), day, did); err != nil {
			return err
		}
	}
	return nil
}
