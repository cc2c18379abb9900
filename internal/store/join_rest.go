package store

import "context"

// This file joins stories after a load of many: in order of time, so that those
// that are compared are in memory, and beside nothing else.

// JoinLater leaves the stories that this change brings to [Store.JoinRest]. Until
// then each is there without what it tells together with others.
func (tx *Tx) JoinLater() { tx.joinLater = true }

// leaveNew takes the digests that were not joined yet out of what is due.
func (tx *Tx) leaveNew() error {
	for did := range tx.due.digests {
		joined, err := tx.wasJoined(did)
		if err != nil {
			return err
		}
		if !joined {
			delete(tx.due.digests, did)
		}
	}
	return nil
}

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
	}, `SELECT did FROM told t WHERE NOT EXISTS (SELECT 1 FROM compared c WHERE c.a = t.did AND c.b = t.did) GROUP BY did ORDER BY min(day), did`)
	if err != nil {
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
	return nil
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
