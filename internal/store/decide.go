package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// This file keeps what people decide of actors. Decisions are facts: they hold
// for new readings, and are taken back by another one.

// PartActor says that in one story an actor is somebody else. The story's
// index follows at once, and later readings obey.
func (tx *Tx) PartActor(actor string, story *StoryRef, reason string) error {
	if err := tx.decide("part-actor", actor, string(story.ID), reason); err != nil {
		return err
	}
	return tx.retellStory(story.row)
}

// PartActorIn is [Tx.PartActor] by the story's id.
func (tx *Tx) PartActorIn(actor string, story readout.StoryID, reason string) error {
	id, err := tx.resolve(string(story))
	if err != nil {
		return err
	}
	ref := new(StoryRef)
	ok, err := tx.row(ref.dest(), `SELECT `+storyRefColumns+` FROM stories s WHERE s.id = ?`, id)
	if err == nil && !ok {
		err = fmt.Errorf("%s: %w", story, ErrNotFound)
	}
	if err != nil {
		return err
	}
	if actor, err = tx.resolve(actor); err != nil {
		return err
	}
	return tx.PartActor(actor, ref, reason)
}

// PartActors says that an actor whom a rule joined with another, because the
// names are alike, is somebody else.
func (tx *Tx) PartActors(actor, other, reason string) error {
	if err := tx.decide("part-actors", actor, other, reason); err != nil {
		return err
	}
	return tx.settleOwn(other)
}

// JoinActors says that two actors are one: other's id resolves to actor from
// then on.
func (tx *Tx) JoinActors(actor, other, reason string) error {
	if actor == other {
		return nil
	}
	if id, err := tx.actorOf(actor, ""); err != nil || id == other {
		return errors.Join(err, errors.New("they are joined already"))
	}
	if err := tx.decide("join-actors", actor, other, reason); err != nil {
		return err
	}
	if err := tx.standFor(other, actor, reason); err != nil {
		return err
	}
	return tx.retarget("actor", other)
}

// JoinEvents says that two happenings are one. All their reports are what is
// kept: they are joined whatever else keeps some of them apart, such as two
// words of one story for it.
func (tx *Tx) JoinEvents(id, other, reason string) error {
	a, err := tx.happeningRow(id)
	if err != nil {
		return err
	}
	b, err := tx.happeningRow(other)
	if err != nil {
		return err
	}
	if a.row == b.row {
		return errors.New("they are joined already")
	}
	pairs := [][2]thread.MentionID{{a.Key, b.Key}}
	for _, h := range []*Happening{a, b} {
		err := tx.eachMember(h, func(_ node, id thread.MentionID) {
			if id != a.Key && id != b.Key {
				pairs = append(pairs, [2]thread.MentionID{a.Key, id})
			}
		})
		if err != nil {
			return err
		}
	}
	return tx.decideEvents("join-events", a, b.ID, reason, pairs, b.row)
}

// eachMember calls f for the mentions of a happening.
func (tx *Tx) eachMember(h *Happening, f func(node, thread.MentionID)) error {
	return tx.rows(func(scan func(...any) error) error {
		var n node
		var version string
		err := scan(&n.did, &n.at, &version)
		f(n, thread.IDOf(version, n.at))
		return err
	}, `SELECT m.did, m.at, (SELECT v.id FROM told t JOIN versions v USING (vid) WHERE t.did = m.did ORDER BY t.posted = '', t.posted, v.id LIMIT 1) FROM members m WHERE m.hid = ? ORDER BY m.did, m.at`, h.row)
}

// PartEvent says that a mention, "ve_…:17" with the byte at which its word
// begins, tells of another happening than the others of one.
func (tx *Tx) PartEvent(id string, mention thread.MentionID, reason string) error {
	h, err := tx.happeningRow(id)
	if err != nil {
		return err
	}
	apart, err := tx.mentionNode(mention.Version(), at(mention))
	if err != nil {
		return err
	}
	var pairs [][2]thread.MentionID
	found := false
	err = tx.eachMember(h, func(n node, id thread.MentionID) {
		if n == apart {
			found = true
		} else {
			pairs = append(pairs, [2]thread.MentionID{mention, id})
		}
	})
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("mention %s of %s: %w", mention, h.ID, ErrNotFound)
	}
	if len(pairs) == 0 {
		return fmt.Errorf("%s is told by this mention alone", h.ID)
	}
	return tx.decideEvents("part-event", h, string(mention), reason, pairs, 0)
}

// happeningRow returns the happening that an id names, with its key.
func (tx *Tx) happeningRow(id string) (*Happening, error) {
	id, err := tx.resolve(id)
	if err != nil {
		return nil, err
	}
	h := &Happening{ID: id}
	var body string
	ok, err := tx.row([]any{&h.row, &body}, `SELECT hid, body FROM happenings WHERE id = ?`, id)
	if err == nil && !ok {
		err = fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	var b happeningBody
	if err := json.Unmarshal([]byte(body), &b); err != nil {
		return nil, &DamageError{Path: tx.s.path, Err: fmt.Errorf("%s can't be read: %s", id, repairIndex)}
	}
	h.Key = b.Key
	return h, nil
}

// resolve is [Store.Resolve] as this change sees it.
func (tx *Tx) resolve(id string) (string, error) { return resolve(tx.row, id) }

// decideEvents keeps what a person decided of mentions and makes the happenings
// again that are touched.
func (tx *Tx) decideEvents(kind string, h *Happening, other, reason string, pairs [][2]thread.MentionID, also int64) error {
	if err := tx.decide(kind, h.ID, other, reason); err != nil {
		return err
	}
	var seq int64
	if _, err := tx.row([]any{&seq}, `SELECT max(seq) FROM decisions`); err != nil {
		return err
	}
	for _, p := range pairs {
		if _, err := tx.exec(`INSERT OR IGNORE INTO decided (seq, a_version, a_at, b_version, b_at, part) VALUES (?, ?, ?, ?, ?, ?)`,
			seq, p[0].Version(), at(p[0]), p[1].Version(), at(p[1]), kind == "part-event"); err != nil {
			return err
		}
	}
	tx.due.happening(h.row)
	if also != 0 {
		tx.due.happening(also)
	}
	return nil
}

// undecided makes the happenings again whose mentions a decision was about.
func (tx *Tx) undecided(seq int64) error {
	var ids []thread.MentionID
	err := tx.rows(func(scan func(...any) error) error {
		var a, b string
		var x, y int
		err := scan(&a, &x, &b, &y)
		ids = append(ids, thread.IDOf(a, x), thread.IDOf(b, y))
		return err
	}, `SELECT a_version, a_at, b_version, b_at FROM decided WHERE seq = ?`, seq)
	for _, id := range ids {
		if err != nil {
			return err
		}
		var n node
		if n, err = tx.mentionNode(id.Version(), at(id)); err == nil && n.did != 0 {
			tx.due.digest(n.did)
		}
	}
	return err
}

// A Decision is what a person decided.
type Decision struct {
	Seq    int64     `json:"seq"`
	At     time.Time `json:"at"`
	Kind   string    `json:"kind" doc:"join-actors, part-actor (in one story), part-actors, join-events, part-event, join-stories"`
	ID     string    `json:"id" doc:"what it is about"`
	Other  string    `json:"other,omitempty" doc:"the other actor, event or story"`
	Reason string    `json:"why"`
}

// Decisions returns what people decided and did not take back, the newest first.
func (s *Store) Decisions(ctx context.Context, limit int) ([]*Decision, error) {
	var list []*Decision
	err := s.rows(ctx, func(scan func(...any) error) error {
		d, at := new(Decision), ""
		err := scan(&d.Seq, &at, &d.Kind, &d.ID, &d.Other, &d.Reason)
		d.At = parseStamp(at)
		list = append(list, d)
		return err
	}, `SELECT seq, at, kind, id, other, reason FROM held ORDER BY seq DESC LIMIT ?`, limit)
	return list, err
}

// Undo takes the last decision back that is about an id and holds, and returns it.
func (tx *Tx) Undo(id, reason string) (*Decision, error) {
	d, at := new(Decision), ""
	ok, err := tx.row([]any{&d.Seq, &at, &d.Kind, &d.ID, &d.Other, &d.Reason},
		`SELECT seq, at, kind, id, other, reason FROM held WHERE (id = ?1 OR other = ?1) AND kind <> 'join-stories' ORDER BY seq DESC LIMIT 1`, id)
	if err == nil && !ok {
		err = fmt.Errorf("a decision about %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	d.At = parseStamp(at)
	tx.stand = nil
	if _, err := tx.exec(`INSERT INTO decisions (at, kind, id, other, reason) VALUES (?, 'undo', ?, ?, ?)`, tx.at, d.ID, strconv.FormatInt(d.Seq, 10), reason); err != nil {
		return nil, err
	}
	if err := tx.change("decisions", d.ID, "delete", d.Kind); err != nil {
		return nil, err
	}
	return d, tx.undone(d)
}

// undone makes the archive what it is without a decision.
func (tx *Tx) undone(d *Decision) error {
	switch d.Kind {
	case "join-events":
		tx.due.parted(d.ID) // that one went which had fewer mentions
		tx.due.parted(d.Other)
		return tx.undecided(d.Seq)
	case "part-event":
		return tx.undecided(d.Seq)
	case "part-actor":
		story := new(StoryRef)
		if ok, err := tx.row(story.dest(), `SELECT `+storyRefColumns+` FROM stories s WHERE s.id = ?`, d.Other); !ok || err != nil {
			return err
		}
		return tx.retellStory(story.row)
	case "part-actors":
		return tx.settleOwn(d.Other)
	case "join-actors":
		if err := tx.standFor(d.Other, "", ""); err != nil {
			return err
		}
		into, err := tx.actorOf(d.ID, "")
		if err != nil {
			return err
		}
		return tx.retarget("actor", into)
	}
	return nil
}

// settleOwn looks again what the keys are variants of that have a name in
// common with one.
func (tx *Tx) settleOwn(own string) error {
	var likes []string
	err := tx.rows(func(scan func(...any) error) error {
		var like string
		err := scan(&like)
		likes = append(likes, like)
		return err
	}, `SELECT DISTINCT likeness FROM actor_names WHERE own = ? AND likeness <> '' ORDER BY likeness`, own)
	for _, like := range likes {
		if err == nil {
			err = tx.settleVariants(like)
		}
	}
	return err
}

// decide keeps what a person decided.
func (tx *Tx) decide(kind, id, other, reason string) error {
	tx.stand = nil
	if _, err := tx.exec(`INSERT INTO decisions (at, kind, id, other, reason) VALUES (?, ?, ?, ?, ?)`, tx.at, kind, id, other, reason); err != nil {
		return err
	}
	return tx.change("decisions", id, "insert", kind)
}

// retellStory gives the actors of a story's versions today's ids.
func (tx *Tx) retellStory(sid int64) error {
	vids, err := tx.numbers(`SELECT vid FROM versions JOIN served USING (vid) WHERE sid = ? ORDER BY vid`, sid)
	if err != nil {
		return err
	}
	for _, vid := range vids {
		before, err := tx.actorsOf(vid)
		if err != nil {
			return err
		}
		now, err := tx.retell(vid)
		if err == nil {
			err = tx.followActors(before, now, "")
		}
		if err != nil {
			return err
		}
	}
	return nil
}
