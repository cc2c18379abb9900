package store

import (
	"bytes"
	"errors"
	"fmt"
)

// takeTimeline brings a timeline. One that both archives have goes on with the
// steps of the longer one; where both went on, that of the other archive gets an
// id of its own.
func (tx *Tx) takeTimeline(t *keptTimeline, out *Merged) error {
	id, from := t.id, 0
	var row int64
	have, err := tx.row([]any{&row}, `SELECT tlid FROM timelines WHERE id = ?`, id)
	if err != nil {
		return err
	}
	if have {
		steps, err := timelineSteps(tx.rows, row, 0)
		if err != nil {
			return err
		}
		same := 0
		for same < min(len(steps), len(t.steps)) && steps[same].Do == t.steps[same].Do && steps[same].At.Equal(t.steps[same].At) && bytes.Equal(steps[same].Body, t.steps[same].Body) {
			same++
		}
		switch {
		case same == len(t.steps):
			return nil
		case same == len(steps):
			from = same
		default:
			id, have = mint("tl_", t.id, t.last, "merged"), false
			known := 0
			if _, err := tx.row([]any{&known}, `SELECT count(*) FROM timelines WHERE id = ?`, id); err != nil || known > 0 {
				return err
			}
			out.Left = append(out.Left, fmt.Sprintf("timeline %s was changed in both archives: that of the other one is here as %s", t.id, id))
		}
	}
	if !have {
		if row, err = tx.insert(`INSERT INTO timelines (id, made_at, last_at, level) VALUES (?, ?, ?, ?)`, id, t.made, t.last, t.level); err != nil {
			return err
		}
	}
	for _, s := range t.steps[from:] {
		if _, err := tx.exec(`INSERT INTO timeline_steps (tlid, n, at, do, entry, body) VALUES (?, ?, ?, ?, ?, ?)`, row, s.N, stamp(s.At), s.Do, s.Entry, pack(s.Body)); err != nil {
			return err
		}
	}
	if _, err := tx.exec(`UPDATE timelines SET last_at = max(last_at, ?) WHERE tlid = ?`, t.last, row); err != nil {
		return err
	}
	out.Timelines++
	return tx.change("timelines", id, "insert", "merge")
}

// LeadHappenings lets the ids that happenings have in another archive lead to
// those that tell of the same here. It is done when all is joined.
func (tx *Tx) LeadHappenings(k *Kept) error {
	for id, key := range k.happenings {
		used := 0 // here, or forgotten here; one that was joined with another may have been parted there
		if _, err := tx.row([]any{&used}, `SELECT (SELECT count(*) FROM happenings WHERE id = ?1) + (SELECT count(*) FROM tombstones WHERE id = ?1 AND into_id = '' AND reason <> ?2)`, id, noRecord); err != nil {
			return err
		}
		if used > 0 {
			continue
		}
		n, err := tx.mentionNode(key.Version(), at(key))
		if err != nil {
			return err
		}
		var into string
		ok, err := tx.row([]any{&into}, `SELECT h.id FROM members m JOIN happenings h USING (hid) WHERE m.did = ? AND m.at = ?`, n.did, n.at)
		if err != nil {
			return err
		}
		today, err := tx.resolve(id)
		var gone *GoneError
		if err != nil && !errors.As(err, &gone) {
			return err
		}
		if !ok || today == into {
			continue
		}
		if _, err := tx.exec(`DELETE FROM tombstones WHERE id = ?`, id); err != nil {
			return err
		}
		if err := tx.StandFor(id, into, "happenings"); err != nil {
			return err
		}
	}
	return nil
}
