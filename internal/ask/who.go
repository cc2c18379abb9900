package ask

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// by returns in whose name something is done: of who has signed in; else as given.
func by(ctx context.Context, given string) string {
	if p := people.Of(ctx); p != nil {
		return p.Name
	}
	return given
}

// sees returns [store.ErrNotFound] for the first of ids that names something that
// the service does not show: changes are made in the whole archive, and who
// may not see a thing must not change it or learn that it is there.
func (s *Service) sees(ctx context.Context, ids ...string) error {
	if s.Store.Whole(ctx) {
		return nil
	}
	for _, id := range ids {
		id, _, _ = strings.Cut(id, ":")
		kind, _, _ := strings.Cut(id, "_")
		var err error
		switch kind {
		case "st", "ve":
			_, err = s.Store.Version(ctx, id)
		case "ev":
			_, err = s.Store.Happening(ctx, id)
		case "ac":
			_, err = s.Store.Actor(ctx, id)
		case "tl":
			_, _, err = s.Store.Timeline(ctx, id)
		case "rv":
			var n int
			if _, n, err = s.Store.Reviews(ctx, store.Reviews{ID: id, Limit: 1}); err == nil && n == 0 {
				err = store.ErrNotFound
			}
		case "":
		default:
			err = store.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("%.40s: %w", id, err)
		}
	}
	return nil
}

// A Labelling says with whom a story or a timeline may be shared.
type Labelling struct {
	ID    string       `json:"id" maxLength:"100" doc:"st_…, ve_… for its story, or tl_…"`
	Label people.Label `json:"label" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"of the Traffic Light Protocol"`
}

// SetLabel labels a story or a timeline. Nobody labels above his own clearance: he
// would not see what he did.
func (s *Service) SetLabel(ctx context.Context, in *Labelling) error {
	if err := s.sees(ctx, cmp.Or(in.ID, "?")); err != nil {
		return err
	}
	if p := people.Of(ctx); p != nil && in.Label > p.Clearance {
		return mistaken("Ask somebody who may see it.", "TLP:%s is above your clearance, TLP:%s", in.Label, p.Clearance)
	}
	was, err := s.Store.Label(ctx, in.ID)
	if err != nil {
		return err
	}
	people.Did(ctx, "%s: TLP:%s, was TLP:%s", in.ID, in.Label, was)
	return s.Store.Update(ctx, func(tx *store.Tx) error {
		if strings.HasPrefix(in.ID, "tl_") {
			return tx.SetTimelineLabel(in.ID, in.Label)
		}
		_, err := tx.SetLabel(in.ID, in.Label)
		return err
	})
}
