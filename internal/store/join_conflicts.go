package store

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// conflictBody is what a conflict's row holds in JSON.
type conflictBody struct {
	A    sideBody `json:"a"`
	B    sideBody `json:"b"`
	What string   `json:"what"`
}

// sideBody is one sentence of a conflict.
type sideBody struct {
	Sentence readout.Span   `json:"sentence"`
	Words    []readout.Span `json:"words"`
	Value    string         `json:"value"`
	By       string         `json:"by,omitempty"`
	Hash     uint64         `json:"hash"` // of the sentence's words
}

// contradict looks again for what contradicts what in digests that were read
// anew, each with itself and all that it was compared with or that tells of the
// same, and in the pairs of digests whose mentions tell of others than before.
func (b *joinBuild) contradict(dids []int64, pairs map[[2]int64]bool) error {
	for _, did := range dids {
		others, err := b.tx.numbers(`SELECT b FROM compared WHERE a = ?1 UNION SELECT a FROM compared WHERE b = ?1
			UNION SELECT o.did FROM members m JOIN members o ON o.hid = m.hid WHERE m.did = ?1`, did)
		if err != nil {
			return err
		}
		for _, other := range others {
			pairs[[2]int64{min(did, other), max(did, other)}] = true
		}
	}
	for _, pair := range slices.SortedFunc(maps.Keys(pairs), func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) }) {
		if err := b.contradictPair(pair[0], pair[1]); err != nil {
			return err
		}
	}
	return nil
}

// contradictPair writes what of two digests contradicts what.
func (b *joinBuild) contradictPair(x, y int64) error {
	one, err := b.versions(x)
	if err != nil {
		return err
	}
	two, err := b.versions(y)
	if err != nil || len(one) == 0 || len(two) == 0 {
		return err
	}
	hids := make(map[thread.MentionID]int64)
	for _, side := range []struct {
		did     int64
		version string
	}{{x, one[0].Version}, {y, two[0].Version}} {
		err := b.tx.rows(func(scan func(...any) error) error {
			var at int
			var hid int64
			err := scan(&at, &hid)
			hids[thread.IDOf(side.version, at)] = hid
			return err
		}, `SELECT at, hid FROM members WHERE did = ?`, side.did)
		if err != nil {
			return err
		}
	}
	same := func(p, q thread.MentionID) bool { return hids[p] != 0 && hids[p] == hids[q] }
	of := map[string]int64{two[0].Version: y}
	of[one[0].Version] = x
	want := make(map[string]thread.Conflict)
	var order []string
	for _, c := range b.joiner.Conflicts(one[0], two[0], same) {
		id, err := b.conflictID(&c, of)
		if err != nil {
			return err
		}
		if _, ok := want[id]; !ok {
			order = append(order, id)
		}
		want[id] = c
	}
	have, err := b.tx.texts(`SELECT id FROM conflicts WHERE (a, b) IN ((?1, ?2), (?2, ?1))`, x, y)
	if err != nil {
		return err
	}
	for _, id := range have {
		if _, ok := want[id]; ok {
			continue
		}
		if _, err := b.tx.exec(`DELETE FROM conflicts WHERE id = ?`, id); err != nil {
			return err
		}
		if err := b.tx.change("conflicts", id, "delete", noRecord); err != nil {
			return err
		}
	}
	for _, id := range order {
		c := want[id]
		if err := b.putConflict(id, &c, of); err != nil {
			return err
		}
	}
	return nil
}

// conflictID returns the id of a conflict: a hash of its sentences and its kind,
// the same whichever copy is looked at.
func (b *joinBuild) conflictID(c *thread.Conflict, of map[string]int64) (string, error) {
	parts := []string{string(c.Kind)}
	for _, s := range []*thread.Side{&c.A, &c.B} {
		var hash []byte
		if _, err := b.tx.row([]any{&hash}, `SELECT hash FROM digests WHERE did = ?`, of[s.Story.Version]); err != nil {
			return "", err
		}
		parts = append(parts, hex.EncodeToString(hash), spans([]readout.Span{s.Sentence}), spans(s.Words))
	}
	return mint("cf_", parts...), nil
}

// putConflict writes a conflict.
func (b *joinBuild) putConflict(id string, c *thread.Conflict, of map[string]int64) error {
	data, err := json.Marshal(conflictBody{sideOf(&c.A), sideOf(&c.B), c.What})
	if err != nil {
		return fmt.Errorf("conflict %s: %w", id, err)
	}
	about, aboutAt := int64(-1), -1
	if c.About != "" {
		about, aboutAt = of[c.About.Version()], at(c.About)
	}
	b.cost(1)
	cells := []any{id, string(c.Kind), of[c.A.Story.Version], of[c.B.Story.Version], about, aboutAt, c.Confidence, b.tx.at, string(data)}
	n, err := b.tx.exec(`INSERT OR IGNORE INTO conflicts (id, kind, a, b, about, about_at, confidence, found_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, cells...)
	if err != nil {
		return err
	}
	if n > 0 {
		if c.Kind != thread.Update && c.Kind != thread.Scope {
			b.tx.told.conflicts = append(b.tx.told.conflicts, madeConflict{id, of[c.A.Story.Version], of[c.B.Story.Version], c.Confidence})
		}
		return b.tx.change("conflicts", id, "insert", string(c.Kind))
	}
	_, err = b.tx.exec(`UPDATE conflicts SET kind = ?2, a = ?3, b = ?4, about = ?5, about_at = ?6, confidence = ?7, body = ?9 WHERE id = ?1 AND ?8 <> ''`, cells...)
	return err
}

// sideOf returns one sentence of a conflict as its row holds it.
func sideOf(s *thread.Side) sideBody {
	out := sideBody{Sentence: s.Sentence, Words: s.Words, Value: s.Value, By: s.By}
	for i := range s.Story.Sentences {
		if s.Story.Sentences[i].Span == s.Sentence {
			out.Hash = s.Story.Sentences[i].Hash
		}
	}
	return out
}

// spans writes spans down, for ids.
func spans(list []readout.Span) string {
	var b strings.Builder
	for _, s := range list {
		fmt.Fprintf(&b, "%d-%d,", s.Start, s.End)
	}
	return b.String()
}
