package store

import (
	"context"
	"slices"
	"sort"

	"github.com/seed-f92ea4cf/readout"
)

// printSample is how many fingerprints share one row of the index: a quarter
// of them is enough to find a copy, and copies are then compared in full.
const printSample = 4

// commonPrint is the number of texts from which on a fingerprint tells
// nothing: a passage that stands in so many is a form letter.
const commonPrint = 60

// sample returns the prints that the index holds, as SQLite's signed numbers.
func sample(prints []uint64) []int64 {
	var out []int64
	for _, p := range prints {
		if (p>>1)%printSample == 0 {
			out = append(out, int64(p))
		}
	}
	return out
}

// AddPrints makes a version findable as a copy.
func (tx *Tx) AddPrints(ref *VersionRef, prints []uint64) error {
	for _, p := range sample(prints) {
		tx.later(`INSERT OR IGNORE INTO prints (hash, vid) VALUES `, 2, p, ref.row)
		tx.prints[p] = append(tx.prints[p], ref.row)
	}
	return nil
}

// mostCommon is how many common fingerprints are remembered.
const mostCommon = 200_000

// textsWith returns the versions before one that have a fingerprint, nil if it is
// a common one among them. It looks at what this change has still to write by itself.
func (tx *Tx) textsWith(print, before int64) ([]int64, error) {
	if tx.s.common[print] {
		return nil, nil
	}
	var vids []int64
	err := tx.eachDirect(`SELECT vid FROM prints WHERE hash = ? AND vid < ? LIMIT ?`, []any{print, before, commonPrint + 1}, func(scan func(...any) error) error {
		var vid int64
		err := scan(&vid)
		vids = append(vids, vid)
		return err
	})
	for _, vid := range tx.prints[print] {
		if vid < before && !slices.Contains(vids, vid) {
			vids = append(vids, vid)
		}
	}
	if len(vids) <= commonPrint {
		return vids, err
	}
	if len(tx.s.common) >= mostCommon {
		clear(tx.s.common)
	}
	tx.s.common[print] = true
	return nil, err
}

// copyCandidates returns texts of other stories before one that share
// fingerprints, those that share most of the rare ones first: so many, and those
// that share as much as the last of them, or which are found would depend on the
// order in which they came. They are fewer than [commonPrint], as what more texts
// have counts nothing.
func (tx *Tx) copyCandidates(story *StoryRef, before *VersionRef, prints []uint64, many int) ([]*formed, error) {
	shared := make(map[int64]float64)
	for _, p := range sample(prints) {
		vids, err := tx.textsWith(p, before.row)
		if err != nil {
			return nil, err
		}
		for _, vid := range vids {
			shared[vid] += 1 / float64(len(vids))
		}
	}
	vids := make([]int64, 0, len(shared))
	for vid := range shared {
		vids = append(vids, vid)
	}
	sort.Slice(vids, func(i, j int) bool {
		if a, b := shared[vids[i]], shared[vids[j]]; a != b {
			return a > b
		}
		return vids[i] < vids[j]
	})
	var list []*formed
	last := 0.0 // what the last of them shares
	for _, vid := range vids {
		if len(list) >= many && shared[vid] < last {
			break
		}
		f, err := tx.formOf(vid)
		if err != nil {
			return nil, err
		}
		if f != nil && f.ref.story != story.row {
			list = append(list, f)
			last = shared[vid]
		}
	}
	return list, nil
}

// LoadIn returns a version in full, as this change sees it.
func (tx *Tx) LoadIn(ref *VersionRef) (*Stored, error) {
	var out Stored
	var data []byte
	if ok, err := tx.row(append(out.dest(), &data), storedQuery+`WHERE v.vid = ?`, ref.row); !ok || err != nil {
		if err == nil {
			err = ErrNotFound
		}
		return nil, err
	}
	return &out, out.fill(tx.s.path, data)
}

// JoinCopy puts a version into the copy group of another one, share being the
// part of one that stands in the other. A group begins with its first pair.
func (tx *Tx) JoinCopy(ref, of *VersionRef, share float64) error {
	var gid int64
	ok, err := tx.row([]any{&gid}, `SELECT gid FROM copy_members WHERE vid = ?`, of.row)
	if err != nil {
		return err
	}
	if !ok {
		id, err := tx.free("copy_groups", "cg_", string(of.ID))
		if err != nil {
			return err
		}
		if gid, err = tx.insert(`INSERT INTO copy_groups (id) VALUES (?)`, id); err != nil {
			return err
		}
		if _, err := tx.exec(`INSERT INTO copy_members (vid, gid, of_vid, share) VALUES (?, ?, 0, 1)`, of.row, gid); err != nil {
			return err
		}
		if err := tx.change("groups", id, "insert", ""); err != nil {
			return err
		}
		if err := tx.onALine(of.story); err != nil {
			return err
		}
	}
	if err := tx.onALine(ref.story); err != nil {
		return err
	}
	_, err = tx.exec(`INSERT OR REPLACE INTO copy_members (vid, gid, of_vid, share) VALUES (?, ?, ?, ?)`, ref.row, gid, of.row, share)
	return err
}

// A Copy is a version that shares its words with other stories.
type Copy struct {
	VersionRef
	Outlet, Agency, Day, Headline string
	Of                            readout.VersionID // the member it resembles most, "" for the first
	Share                         float64
}

// A Group is stories of the same words: one line of reporting.
type Group struct {
	ID      string
	Members []*Copy // in the order in which they came in
}

// Origin returns the agency that most members credit, or "".
func (g *Group) Origin() string {
	count := make(map[string]int)
	best := ""
	for _, m := range g.Members {
		if m.Agency == "" {
			continue
		}
		count[m.Agency]++
		if count[m.Agency] > count[best] {
			best = m.Agency
		}
	}
	return best
}

// Outlets returns how many outlets carry the words.
func (g *Group) Outlets() int {
	set := make(map[string]bool)
	for _, m := range g.Members {
		set[m.Outlet] = true
	}
	return len(set)
}

// GroupOf returns the copy group that a version or its story is in, or nil.
func (s *Store) GroupOf(ctx context.Context, ref *VersionRef) (*Group, error) {
	var gid int64
	var g Group
	ok, err := s.row(ctx, []any{&gid, &g.ID}, `SELECT g.gid, g.id FROM copy_members m JOIN copy_groups g USING (gid) JOIN versions v USING (vid)
		WHERE v.sid = ? ORDER BY v.vid = ? DESC, v.vid DESC LIMIT 1`, ref.story, ref.row)
	if !ok {
		return nil, err
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		m := new(Copy)
		g.Members = append(g.Members, m)
		return scan(append(m.dest(), &m.Outlet, &m.Agency, &m.Day, &m.Headline, &m.Of, &m.Share)...)
	}, `SELECT `+versionRefColumns+`, s.outlet, v.agency, v.day, v.headline, coalesce((SELECT id FROM versions o WHERE o.vid = m.of_vid), ''), m.share
		FROM copy_members m JOIN versions v USING (vid) JOIN stories s USING (sid) WHERE m.gid = ? ORDER BY v.vid`, gid)
	return &g, err
}
