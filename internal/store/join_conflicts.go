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
// anew, each with all that it was compared with, and in the pairs of compared digests
// whose mentions tell of others than before.
func (b *joinBuild) contradict(dids []int64, pairs map[[2]int64]bool) error {
	for _, did := range dids {
		others, err := b.comparedWith(did)
		if err != nil {
			return err
		}
		for other := range others {
			pairs[[2]int64{min(did, other), max(did, other)}] = true
		}
	}
	return b.contradictAll(slices.SortedFunc(maps.Keys(pairs), func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) }))
}

// conflictsBetween finds the conflicts of two digests by an index: it is asked for
// each pair of texts that are compared.
const conflictsBetween = `SELECT id FROM conflicts WHERE a = ?1 AND b = ?2 UNION SELECT id FROM conflicts WHERE a = ?2 AND b = ?1`

// A contradiction is two digests, and what of them contradicts what.
type contradiction struct {
	x, y     int64
	one, two *thread.Story
	compared bool
	hids     [2]map[int]int64 // happenings of the mentions of both, by the byte of their triggers
	found    []thread.Conflict
}

// contradictAll writes what of pairs of digests contradicts what.
func (b *joinBuild) contradictAll(pairs [][2]int64) error {
	for some := range slices.Chunk(pairs, joinChunk) {
		var all []*contradiction
		hids := make(map[int64]map[int]int64)
		for _, pair := range some {
			c, err := b.contradiction(pair[0], pair[1], hids)
			if err != nil {
				return err
			}
			if c != nil {
				all = append(all, c)
			}
		}
		sideBySide(all, func(c *contradiction) { c.find(b.joiner) })
		for _, c := range all {
			if err := b.putContradiction(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// contradiction returns what two digests are asked about; nil if one is of no version.
func (b *joinBuild) contradiction(x, y int64, hids map[int64]map[int]int64) (*contradiction, error) {
	one, err := b.versions(x)
	if err != nil {
		return nil, err
	}
	two, err := b.versions(y)
	if err != nil || len(one) == 0 || len(two) == 0 {
		return nil, err
	}
	c := &contradiction{x: x, y: y, one: one[0], two: two[0]}
	if c.compared, err = b.compared(x, y); err != nil {
		return nil, err
	}
	for i, did := range []int64{x, y} {
		if hids[did] == nil {
			of := make(map[int]int64)
			hids[did] = of
			if err := b.tx.rows(func(scan func(...any) error) error {
				var at int
				var hid int64
				err := scan(&at, &hid)
				of[at] = hid
				return err
			}, `SELECT at, hid FROM members WHERE did = ? AND hid > 0`, did); err != nil {
				return nil, err
			}
		}
		c.hids[i] = hids[did]
	}
	return c, nil
}

// find finds what contradicts what; nothing where the two are not compared.
func (c *contradiction) find(joiner Joiner) {
	if !c.compared {
		return
	}
	of := func(id thread.MentionID) int64 {
		if id.Version() == c.two.Version {
			return c.hids[1][at(id)]
		}
		return c.hids[0][at(id)]
	}
	c.found = joiner.Conflicts(c.one, c.two, func(p, q thread.MentionID) bool { return of(p) != 0 && of(p) == of(q) })
}

// putContradiction writes what contradicts what in the place of what did before.
func (b *joinBuild) putContradiction(c *contradiction) error {
	of := map[string]int64{c.two.Version: c.y}
	of[c.one.Version] = c.x
	want := make(map[string]thread.Conflict)
	var order []string
	for _, found := range c.found {
		id, err := b.conflictID(&found, of)
		if err != nil {
			return err
		}
		if _, ok := want[id]; !ok {
			order = append(order, id)
		}
		want[id] = found
	}
	have, err := b.tx.texts(conflictsBetween, c.x, c.y)
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
		found := want[id]
		if err := b.putConflict(id, &found, of); err != nil {
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
