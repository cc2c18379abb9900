package ask

import (
	"context"
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// MaxPairs is how many pairs an answer has at most.
const MaxPairs = 200

// A PairList is who did what to whom, counted.
type PairList struct {
	Items []store.Pair `json:"items" doc:"those of most texts first, then those of somebody with his own country, government or body"`
	Total int          `json:"total" doc:"pairs in all, of which items are the first"`
}

// pairs returns who did what to whom, shared and waited for as [Service.counts] is.
func (s *Service) pairs(ctx context.Context, q *store.Query, limit int) (*PairList, error) {
	if s.Store.Whole(ctx) { // who sees a part has them counted by the database
		ctx = s.waiting(ctx, q)
	}
	pairs, ok, err := later(ctx, s, memoKey(fmt.Sprint("pairs", limit), q), func(ctx context.Context) (*PairList, error) {
		list, total, err := s.Store.Pairs(ctx, q, limit)
		if list == nil {
			list = []store.Pair{}
		}
		if err == nil {
			err = s.ownLast(ctx, list)
		}
		return &PairList{Items: list, Total: total}, err
	})
	if err == nil && !ok {
		pairs = &PairList{Items: []store.Pair{}}
	}
	return pairs, err
}

// Pairs returns who did what to whom most in the events that fit.
func (s *Service) Pairs(ctx context.Context, f EventFilter, limit int) (*PairList, error) {
	q, err := f.query()
	if err != nil {
		return nil, err
	}
	return s.pairs(ctx, q, limit)
}

// ownLooked is how many pairs of a country or its government and somebody of it are
// looked at, those of most texts first: further down a list they lead nothing.
const ownLooked = 12

// ownLast marks what somebody does to his own country, government or body, as it was
// read, and puts it behind what parties do to each other: it is misread far more often.
func (s *Service) ownLast(ctx context.Context, list []store.Pair) error {
	looked := 0
	for i := range list {
		p := &list[i]
		who, whom := kinOf(p.ActorName, p.ActorIs), kinOf(p.RecipientName, p.RecipientIs)
		state := isState(who) || isState(whom)
		switch {
		case within(who.Name, whom.Name) || within(whom.Name, who.Name) || isState(who) && isState(whom) && who.Country == whom.Country && who.Country != "":
			p.Own = true
			continue
		case who.Country == "" || who.Country != whom.Country || !state || looked == ownLooked:
			continue
		}
		looked++
		var err error
		if p.Own, err = s.ofIts(ctx, p, who, whom); err != nil {
			return err
		}
	}
	slices.SortStableFunc(list, func(a, b store.Pair) int { return own(&a) - own(&b) })
	return nil
}

// ofIts reports whether one of a pair, a state and somebody of it, acts for the state, as
// the newest story describes him.
func (s *Service) ofIts(ctx context.Context, p *store.Pair, who, whom *readout.Actor) (bool, error) {
	for _, one := range []struct {
		id string
		is **readout.Actor
	}{{p.Actor, &who}, {p.Recipient, &whom}} {
		if isState(*one.is) {
			continue
		}
		known, err := s.described(ctx, one.id)
		if err != nil {
			return false, err
		}
		if known != nil {
			*one.is = known
		}
	}
	return !twoParties(who, whom), nil
}

// own is 1 for a pair that stands behind others.
func own(p *store.Pair) int {
	if p.Own {
		return 1
	}
	return 0
}

// kinOf returns an actor as far as a pair tells.
func kinOf(name string, is store.Kin) *readout.Actor {
	return &readout.Actor{Name: name, Kind: readout.ActorKind(is.Kind), Country: is.Country}
}

// isState reports whether an actor is a country or its government.
func isState(a *readout.Actor) bool {
	return a.Kind == readout.CountryActor || a.Kind == readout.GovernmentActor
}

// described returns an actor of the archive as the newest story describes it, nil for one
// that no story does.
func (s *Service) described(ctx context.Context, id string) (*readout.Actor, error) {
	return remembered(ctx, s, "described|"+id, func() (*readout.Actor, error) {
		in, err := s.Store.ActorRecords(ctx, id, 1)
		if err != nil || len(in) == 0 {
			return nil, err
		}
		return &in[0].Actor, nil
	})
}
