package ask

import (
	"context"
	"errors"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// maxOpened is how many records [Service.Open] holds for hits that follow.
const maxOpened = 100

// Open finds what fits a question best, at most so many results, and hands each
// on with what opens the record that it stands in: nil for a version that is not
// read yet. A record is read only if it is asked for, and mostly once. It is for those
// who show records themselves; [Service.Search] has the words of results as
// rows, page by page.
func (s *Service) Open(ctx context.Context, q *store.Query, most int, each func(h *store.Hit, record func() (*readout.Record, error)) error) (*store.Results, error) {
	res, err := s.Store.Search(ctx, q, most)
	if err != nil {
		return nil, err
	}
	known := make(map[readout.VersionID]*readout.Record)
	for _, h := range res.Hits {
		record := func() (*readout.Record, error) {
			if rec, ok := known[h.ID]; ok {
				return rec, nil
			}
			rec, err := s.Store.RecordOf(ctx, h)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return nil, err
			}
			if len(known) == maxOpened {
				clear(known)
			}
			known[h.ID] = rec
			return rec, nil
		}
		if err := each(h, record); err != nil {
			return nil, err
		}
	}
	return res, nil
}

// ReadRecord returns the record of a version, or of a story's current one, with an
// error that is [store.ErrNotFound] if it is not read yet.
func (s *Service) ReadRecord(ctx context.Context, id string) (*readout.Record, error) {
	rec, _, read, err := s.Record(ctx, id)
	if err == nil && !read {
		err = store.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return rec, nil
}

// Named returns the actor of an id (ac_…) or of a name, of several that of most
// stories, and how many others have the name. The error is [store.ErrNotFound]
// if there is none.
func (s *Service) Named(ctx context.Context, name string) (info *Actor, others int, err error) {
	if strings.HasPrefix(name, "ac_") {
		found, err := s.Store.Actor(ctx, name)
		if err != nil {
			return nil, 0, err
		}
		a := actorOf(found)
		return &a, 0, nil
	}
	list, err := s.Store.ActorsNamed(ctx, strings.TrimSpace(name))
	if err == nil && len(list) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return nil, 0, err
	}
	a := actorOf(list[0])
	return &a, len(list) - 1, nil
}

// Known returns what the archive knows of a record's actors: their ids there,
// and who of them is public. It is empty for what the archive does not have.
func (s *Service) Known(ctx context.Context, rec *readout.Record) (ids map[readout.ActorID]string, public map[readout.ActorID]bool) {
	stored, err := s.Store.Version(ctx, string(rec.Version.ID))
	if err != nil {
		return nil, nil
	}
	ids, public, _ = s.Store.ActorIDs(ctx, &stored.VersionRef)
	return ids, public
}

// ReadKnown is [Service.ReadRecord] of a version, with what [Service.Known] says
// of its actors.
func (s *Service) ReadKnown(ctx context.Context, id readout.VersionID) (rec *readout.Record, ids map[readout.ActorID]string, public map[readout.ActorID]bool, err error) {
	stored, err := s.Store.Version(ctx, string(id))
	if err != nil {
		return nil, nil, nil, err
	}
	if rec, err = s.Store.RecordWith(ctx, stored); err != nil {
		return nil, nil, nil, err
	}
	ids, public, err = s.Store.ActorIDs(ctx, &stored.VersionRef)
	return rec, ids, public, err
}
