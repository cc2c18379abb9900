package store

import "context"

// This file joins stories after a load of many: in order of time, so that those
// that are compared are in memory, and beside nothing else.

// JoinLater leaves the stories that this change brings to [Store.JoinRest]. Until
// then each is there without what it tells together with others.
func (tx *Tx) JoinLater() { tx.joinLater = true }

// leaveNew takes the digests that were not joined yet out of what is due.
func (tx *Tx) leaveNew() error {
	left := false
	for did := range tx.due.digests {
		joined, err := tx.wasJoined(did)
		if err != nil {
			return err
		}
		if !joined {
			delete(tx.due.digests, did)
			left = true
		}
	}
	if left {
		return tx.noteLeft(true)
	}
	return nil
}

// leftKey is the archive's note that stories are perhaps left to be joined: to ask
// for it costs one row, where to look for them costs one for each story.
const leftKey = "joins_left"

// noteLeft notes whether stories are left to be joined, where that is new.
func (tx *Tx) noteLeft(left bool) error {
	noted := false
	if _, err := tx.row([]any{&noted}, `SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?)`, leftKey); err != nil || noted == left {
		return err
	}
	if left {
		return tx.SetMeta(leftKey, "1")
	}
	return tx.DropMeta(leftKey)
}

// noteRest notes whether stories are left once some were joined, by what the
// archive holds now: other processes bring some meanwhile.
func (tx *Tx) noteRest() error {
	left := false
	if _, err := tx.row([]any{&left}, `SELECT EXISTS (SELECT 1 FROM told t WHERE `+notJoined+`)`); err != nil {
		return err
	}
	return tx.noteLeft(left)
}

// notJoined is true of what is told in a digest that was not compared with others.
const notJoined = `NOT EXISTS (SELECT 1 FROM main.compared c WHERE c.a = t.did AND c.b = t.did)`

// wasJoined reports whether a digest was compared with others: with itself it is
// compared first.
func (tx *Tx) wasJoined(did int64) (joined bool, err error) {
	_, err = tx.row([]any{&joined}, `SELECT EXISTS (SELECT 1 FROM compared WHERE a = ?1 AND b = ?1)`, did)
	return joined, err
}

// restChunk is how many digests one change of [Store.JoinRest] joins: who waits
// to write waits for one change.
var restChunk = joinChunk

// JoinRest joins what changes left with [Tx.JoinLater], also those of a program
// that was killed since. It may be stopped, and goes on another time. progress
// may be nil.
func (s *Store) JoinRest(ctx context.Context, progress func(done, of int)) error {
	var dids []int64
	err := s.rows(ctx, func(scan func(...any) error) error {
		var did int64
		err := scan(&did)
		dids = append(dids, did)
		return err
	}, `SELECT did FROM told t WHERE `+notJoined+` GROUP BY did ORDER BY min(day), min(posted), did`)
	if err != nil {
		return err
	}
	noted, err := s.Meta(ctx, leftKey)
	if err != nil || len(dids) == 0 && noted == "" {
		return err
	}
	if err := s.Update(ctx, func(tx *Tx) error { return tx.noteRest() }); err != nil {
		return err
	}
	for done := 0; done < len(dids); done += restChunk {
		if progress != nil {
			progress(done, len(dids))
		}
		s.GiveWay(ctx)
		some := dids[done:min(done+restChunk, len(dids))]
		if err := s.Update(ctx, func(tx *Tx) error { return tx.dueOf(some) }); err != nil {
			return err
		}
	}
	return s.Update(ctx, func(tx *Tx) error { return tx.noteRest() })
}

// dueOf makes those of some digests due that are still there and not joined.
func (tx *Tx) dueOf(dids []int64) error {
	for _, did := range dids {
		there := false
		if _, err := tx.row([]any{&there}, `SELECT EXISTS (SELECT 1 FROM told WHERE did = ?)`, did); err != nil {
			return err
		}
		joined, err := tx.wasJoined(did)
		if err != nil {
			return err
		}
		if there && !joined {
			tx.due.digest(did)
		}
	}
	return nil
}
