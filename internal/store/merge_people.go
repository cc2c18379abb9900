package store

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// takeLabels gives stories the labels that they have in the other archive, where
// those are higher than here.
func (tx *Tx) takeLabels(labels map[string]int) error {
	for id, level := range labels {
		now, err := tx.resolve(id)
		var forgotten *ForgottenError
		if errors.As(err, &forgotten) {
			continue
		}
		if err != nil {
			return err
		}
		if _, err := tx.exec(`INSERT INTO labels (sid, level) SELECT sid, ? FROM versions WHERE id = ? ON CONFLICT (sid) DO UPDATE SET level = max(level, excluded.level)`, level, now); err != nil {
			return err
		}
	}
	return nil
}

// A Merged says what became of what people decided in the other archive.
type Merged struct {
	Decisions, Reviews, Timelines, Alerts int      // that are new here
	Left                                  []string // what could not be kept, and why
}

// Forbid sees that what the other archive has forgotten does not come here
// either, and returns the versions of this archive that it had forgotten.
func (tx *Tx) Forbid(k *Kept) (ids []string, err error) {
	if len(k.forgotten) == 0 {
		return nil, nil
	}
	if err := tx.SetMeta(otherSalts+k.archive, k.salt); err != nil {
		return nil, err
	}
	tx.s.salts, tx.s.names, tx.unforgotten = nil, nil, false
	for _, row := range k.forgotten {
		if _, err := tx.exec(`INSERT OR IGNORE INTO forgotten (hash, kind, at) VALUES (?, ?, ?)`, row...); err != nil {
			return nil, err
		}
	}
	var all [][2]string
	err = tx.rows(func(scan func(...any) error) error {
		var v [2]string
		err := scan(&v[0], &v[1])
		all = append(all, v)
		return err
	}, `SELECT id, lower(hex(text_sha)) FROM versions ORDER BY vid`)
	for _, v := range all {
		if err != nil {
			return nil, err
		}
		var gone bool
		if gone, err = tx.forgotten("words", []byte(v[1])); gone {
			ids = append(ids, v[0])
		}
	}
	return ids, err
}

// TakeDecisions brings what people decided in another archive, whose versions
// are here already. What is here stands where the two contradict each other.
func (tx *Tx) TakeDecisions(k *Kept) (*Merged, error) {
	out := new(Merged)
	for _, row := range k.gone {
		if err := tx.takeTombstone(row); err != nil {
			return nil, err
		}
	}
	for _, w := range k.watches {
		if have, err := tx.Watch(w.Address); err != nil {
			return nil, err
		} else if have == nil {
			if err := tx.PutWatch(w); err != nil {
				return nil, err
			}
		}
	}
	if err := tx.takeLabels(k.labels); err != nil {
		return nil, err
	}
	now := tx.at
	defer func() { tx.at = now }()
	seqs := make(map[string]int64) // here, by the number there; 0: left out
	for _, d := range k.decisions {
		tx.at = d.at
		seq, err := tx.takeDecision(d, seqs, out)
		if err != nil {
			return nil, err
		}
		seqs[strconv.FormatInt(d.Seq, 10)] = seq
	}
	if err := tx.takeReviews(k.reviews, out); err != nil {
		return nil, err
	}
	if err := tx.takeNoted(k, out); err != nil {
		return nil, err
	}
	if err := tx.takeAlerts(k, out); err != nil {
		return nil, err
	}
	for _, t := range k.timelines {
		tx.at = t.last
		if err := tx.takeTimeline(t, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// takeTombstone lets an id that another archive had resolved resolve here, unless
// it is in use.
func (tx *Tx) takeTombstone(row []any) error {
	used := 0
	for _, table := range []string{"stories", "versions", "actors", "happenings", "timelines"} {
		if _, err := tx.row([]any{&used}, `SELECT count(*) FROM `+table+` WHERE id = ?`, row[0]); err != nil || used > 0 {
			return err
		}
	}
	_, err := tx.exec(`INSERT OR IGNORE INTO tombstones (id, at, into_id, reason) VALUES (?, ?, ?, ?)`, row...)
	return err
}

// takeDecision brings one decision and returns its number here.
func (tx *Tx) takeDecision(d *keptDecision, seqs map[string]int64, out *Merged) (seq int64, err error) {
	other := d.Other
	if d.Kind == "undo" {
		if other = strconv.FormatInt(seqs[d.Other], 10); other == "0" {
			return 0, nil
		}
	}
	if ok, err := tx.row([]any{&seq}, `SELECT seq FROM decisions WHERE at = ? AND kind = ? AND id = ? AND other = ?`, d.at, d.Kind, d.ID, other); ok || err != nil {
		return seq, err
	}
	if why, err := tx.against(d); why != "" || err != nil {
		if err == nil && !d.undo {
			out.Left = append(out.Left, fmt.Sprintf("%s %s %s (%s): %s", d.Kind, d.ID, d.Other, d.Reason, why))
		}
		return 0, err
	}
	out.Decisions++
	held := &Decision{Kind: d.Kind, ID: d.ID, Other: other, Reason: d.Reason}
	if d.Kind == "join-stories" {
		if done, err := tx.joinKept(d); done || err != nil {
			return seq, err
		}
	}
	var undone *Decision
	if d.Kind == "undo" {
		undone = new(Decision)
		if ok, err := tx.row([]any{&undone.Seq, &undone.Kind, &undone.ID, &undone.Other}, `SELECT seq, kind, id, other FROM held WHERE seq = ?`, seqs[d.Other]); err != nil {
			return 0, err
		} else if !ok {
			undone = nil
		}
	}
	if err := tx.decide(d.Kind, d.ID, other, d.Reason); err != nil {
		return 0, err
	}
	if _, err := tx.row([]any{&held.Seq}, `SELECT max(seq) FROM decisions`); err != nil {
		return 0, err
	}
	for _, p := range d.pairs {
		if _, err := tx.exec(`INSERT OR IGNORE INTO decided (seq, a_version, a_at, b_version, b_at, part) VALUES (?, ?, ?, ?, ?, ?)`, append([]any{held.Seq}, p...)...); err != nil {
			return 0, err
		}
	}
	switch {
	case undone != nil && undone.Kind != "join-stories":
		err = tx.undone(undone)
	case d.Kind == "join-actors" && !d.undo:
		if err = tx.standFor(d.Other, d.ID, d.Reason); err == nil {
			err = tx.retarget("actor", d.Other)
		}
	case len(d.pairs) > 0:
		err = tx.undecided(held.Seq)
	case strings.HasPrefix(d.Kind, "part-actor") && !d.undo:
		err = tx.undone(held) // looks again, and finds it
	}
	return held.Seq, err
}

// against says what stands here against a decision of another archive, "" for nothing.
func (tx *Tx) against(d *keptDecision) (string, error) {
	n, err := 0, error(nil)
	switch d.Kind {
	case "join-actors":
		var into string
		if into, err = tx.actorOf(d.ID, ""); err == nil && into == d.Other {
			return "here it is the other way round", nil
		}
		_, err = tx.row([]any{&n}, `SELECT count(*) FROM held WHERE kind = 'join-actors' AND other = ? AND id <> ?`, d.Other, d.ID)
	case "join-events", "part-event":
		for _, p := range d.pairs {
			if err == nil && n == 0 {
				_, err = tx.row([]any{&n}, `SELECT count(*) FROM held h JOIN decided x USING (seq) WHERE (x.a_version, x.a_at, x.b_version, x.b_at) IN ((?1, ?2, ?3, ?4), (?3, ?4, ?1, ?2)) AND x.part <> ?5`, p...)
			}
		}
	}
	if n > 0 {
		return "here a person decided otherwise", err
	}
	return "", err
}

// joinKept makes one story of two as in the other archive, if both are here.
func (tx *Tx) joinKept(d *keptDecision) (done bool, err error) {
	var list []*StoryRef
	for _, id := range []string{d.ID, d.Other} {
		story, err := tx.StoryNamed(id)
		var forgotten *ForgottenError
		if err != nil && !errors.As(err, &forgotten) {
			return false, err
		}
		list = append(list, story)
	}
	if list[0] == nil || list[1] == nil || list[0].row == list[1].row {
		return false, nil
	}
	return true, tx.JoinStories(list[0], list[1], d.Reason)
}

// takeReviews brings what people said of values. Whoever reads the records sees
// them; of two that say different things of one value the one that came last
// into the archive holds, as it does when one archive has both.
func (tx *Tx) takeReviews(list []*keptReview, out *Merged) error {
	stories := make(map[int64]bool)
	for _, r := range list {
		ref, err := tx.versionHere(r.version)
		if err != nil {
			return err
		}
		if ref == nil {
			out.Left = append(out.Left, fmt.Sprintf("review %s of %s: the version is not here", r.id, r.version))
			continue
		}
		n, err := tx.exec(`INSERT OR IGNORE INTO reviews (id, at, who, do, vid, layer, field, undoes, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			r.id, r.at, r.who, r.do, ref.row, r.layer, r.field, r.undoes, r.body)
		if err != nil || n == 0 {
			if err != nil {
				return err
			}
			continue
		}
		out.Reviews++
		stories[ref.story] = true
		if err := tx.change("reviews", r.id, "insert", r.do); err != nil {
			return err
		}
	}
	for sid := range stories {
		if err := tx.serveStory(sid); err != nil {
			return err
		}
	}
	return nil
}

// versionHere returns the version that an id of the other archive stands for, nil
// where it is not here or was forgotten.
func (tx *Tx) versionHere(id string) (*VersionRef, error) {
	now, err := tx.resolve(id)
	var forgotten *ForgottenError
	if err != nil && !errors.As(err, &forgotten) {
		return nil, err
	}
	return tx.versionRow(now)
}
