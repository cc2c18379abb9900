package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A joinBuild is a part of a joinRun: what is in memory for it.
type joinBuild struct {
	*joinRun
	stories map[int64][]*thread.Story // versions by digest, the first posted first
	lines   map[int64]string          // of stories, by row
	firsts  map[int64]*earliest       // of the digests that were asked for
}

func newJoinBuild(j *joinRun) *joinBuild {
	return &joinBuild{joinRun: j, stories: make(map[int64][]*thread.Story), lines: make(map[int64]string), firsts: j.tx.s.joins.heldFirsts()}
}

// cost counts rows that were looked at or written.
func (b *joinBuild) cost(rows int) { b.tx.s.joins.rows += rows }

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
	return d, decodeHeld(raw, d)
}

// readTerms unpacks what a digest's text is about. The rest of the digest, which is
// most of it, is not looked at.
func readTerms(data []byte) ([]thread.Term, error) {
	raw, err := unpack(data)
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil { // the brace
		return nil, err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		if key == "terms" {
			var terms []thread.Term
			return terms, dec.Decode(&terms)
		}
		var skipped json.RawMessage
		if err := dec.Decode(&skipped); err != nil {
			return nil, err
		}
	}
	return nil, nil
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
	if err := b.readVersions([]int64{did}); err != nil {
		return nil, err
	}
	return b.stories[did], nil
}

// readVersions makes [joinBuild.versions] of digests known.
func (b *joinBuild) readVersions(dids []int64) error {
	lists, sids := make(map[int64][]*thread.Story), make(map[int64]int64)
	err := b.tx.rows(func(scan func(...any) error) error {
		st := new(thread.Story)
		var did, sid int64
		err := scan(&did, &st.ID, &sid, &st.Version, &st.Ref, &st.Outlet, &st.Posted, &st.Headline)
		if len(lists[did]) == 0 {
			sids[did] = sid
		}
		lists[did] = append(lists[did], st)
		return err
	}, `SELECT t.did, s.id, s.sid, v.id, t.ref, s.outlet, t.posted, v.headline FROM json_each(?) d CROSS JOIN told t ON t.did = d.value JOIN versions v USING (vid) JOIN stories s USING (sid)
		ORDER BY t.did, t.posted = '', t.posted, v.id`, jsonOf(dids))
	if err != nil {
		return err
	}
	for _, did := range dids {
		list := lists[did]
		b.cost(len(list))
		b.stories[did] = ends(list)
		if len(list) == 0 {
			continue
		}
		d, err := b.tx.digest(did)
		if err != nil {
			return err
		}
		line, err := b.lineOf(sids[did], list[0].ID) // the same words are one line, whether they were found to be copies or not
		if err != nil {
			return err
		}
		for _, st := range b.stories[did] {
			st.Digest, st.Line = d, line
		}
	}
	return nil
}

// versionsOf reads at once the versions of digests that will be asked for.
func (b *joinBuild) versionsOf(nodes []node) error {
	var dids []int64
	asked := make(map[int64]bool)
	for _, n := range nodes {
		if _, known := b.stories[n.did]; !known && !asked[n.did] {
			asked[n.did] = true
			dids = append(dids, n.did)
		}
	}
	if len(dids) == 0 {
		return nil
	}
	return b.readVersions(dids)
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

// lineOf returns the line of reporting of a story: the first copy group that one
// of its versions is in, else its own.
func (b *joinBuild) lineOf(sid int64, own string) (string, error) {
	if line, ok := b.lines[sid]; ok {
		return line, nil
	}
	line := own
	_, err := b.tx.row([]any{&line}, `SELECT g.id FROM versions v JOIN copy_members m USING (vid) JOIN copy_groups g USING (gid) WHERE v.sid = ? ORDER BY g.gid LIMIT 1`, sid)
	b.lines[sid] = line
	return line, err
}

// compare compares a digest with those near it in time and words, and with
// those of its story and its line of reporting. Stories posted after it may have it
// among their nearest now, or no more.
func (b *joinBuild) compare(did int64) error {
	list, err := b.versions(did)
	if err != nil || len(list) == 0 {
		return err
	}
	again, err := b.tx.wasJoined(did)
	if err != nil {
		return err
	}
	others, err := b.uncompare(did)
	if err != nil {
		return err
	}
	if err := b.putKeys(did, list[0]); err != nil {
		return err
	}
	near, err := b.candidates(did)
	if err != nil {
		return err
	}
	if err := b.pairAll(did, slices.Concat([]int64{did}, near.own.before, near.before[:near.nearest])); err != nil {
		return err
	}
	come := did
	if again {
		come = 0 // it may have come, gone, or be another of those with which they are compared
	}
	near.mind(others, b.fresh[did] || !again, again)
	for _, other := range slices.Sorted(maps.Keys(others)) {
		if err := b.settle(other, come); err != nil {
			return err
		}
	}
	return nil
}

// mind adds to digests those that look again with which they are compared, as one is
// new, or is told at another time, or, if it was compared before, is of another line.
func (n *nearness) mind(others map[int64]bool, moved, again bool) {
	lists := [][]int64{n.own.after}
	if again { // those of its line were compared with it for another reason, or with room for one more
		lists = append(lists, n.own.rest)
	}
	if moved {
		lists = append(lists, n.after)
	}
	if moved && again { // what was posted before it now may have been posted after it
		lists = append(lists, n.before)
	}
	for _, other := range slices.Concat(lists...) {
		others[other] = true
	}
}

// settle compares a digest with another that has come among its nearest, and parts
// it from those that are among them no more; where the other is not, which it may have
// been, the digest is compared with who is there in its place.
func (b *joinBuild) settle(did, other int64) error {
	near, err := b.candidates(did)
	if err != nil {
		return err
	}
	have, err := b.comparedWith(did)
	if err != nil {
		return err
	}
	for _, far := range slices.Concat(near.before[near.nearest:], near.own.far) {
		if have[far] {
			if err := b.unpair(did, far); err != nil {
				return err
			}
		}
	}
	first := slices.Concat(near.own.before, near.before[:near.nearest])
	if slices.Contains(first, other) {
		first = []int64{other}
	}
	return b.pairAll(did, slices.DeleteFunc(first, func(x int64) bool { return have[x] }))
}

// putKeys makes a digest findable on the days on which versions of it were posted.
func (b *joinBuild) putKeys(did int64, st *thread.Story) error {
	days, err := b.tx.numbers(`SELECT DISTINCT day FROM told WHERE did = ?`, did)
	if err != nil {
		return err
	}
	for _, key := range b.joiner.Keys(st) {
		for _, day := range days {
			if err := b.tx.tellKey(key, day, did); err != nil {
				return err
			}
		}
	}
	return b.putFormulas(did, st.Digest, days)
}

// tellKey makes a digest findable by a key on a day.
func (tx *Tx) tellKey(key uint64, day, did int64) error {
	tx.s.joins.telling.add(key, toldDay{did, day})
	_, err := tx.exec(`INSERT OR IGNORE INTO telling (key, day, did) VALUES (?, ?, ?)`, int64(key), day, did)
	return err
}

// untellKeys takes the keys of a digest out of a day.
func (tx *Tx) untellKeys(did, day int64) error {
	joiner, err := tx.s.joins.get()
	if err != nil {
		return err
	}
	d, err := tx.digest(did)
	if err != nil { // it can't be read: the keys are looked for
		tx.s.joins.telling = telling{}
		_, err := tx.exec(`DELETE FROM telling WHERE day = ? AND did = ?`, day, did)
		return err
	}
	for _, key := range joiner.Keys(&thread.Story{Digest: d}) {
		if err := tx.untellKey(key, day, did); err != nil {
			return err
		}
	}
	return tx.untellFormulas(d, day, did)
}

// untellKey takes one key of a digest out of a day.
func (tx *Tx) untellKey(key uint64, day, did int64) error {
	tx.s.joins.telling.forget(key)
	_, err := tx.exec(`DELETE FROM telling WHERE key = ? AND day = ? AND did = ?`, int64(key), day, did)
	return err
}
