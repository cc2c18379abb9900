package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
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
