package ask

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// This file says what was reported most. Of two press releases that tell of one matter a
// dozen of their sentences are joined, so that a list by the number of lines would have
// one matter a dozen times.

// reportedLooked is how many times the happenings that are shown are looked at.
const reportedLooked = 6

// A Reported is a happening in a list of those that were reported most.
type Reported struct {
	*store.Happening
	Beside int // further ones that were looked at, most of whose reports are among its own
}

// Reported returns what a question's stories told together on most lines of
// reporting since a day, each with so many mentions at most; nil asks for all. Those on one
// line are shown where nothing is on more. Of several
// times as many, those are shown that are plainest to see; what somebody did
// to himself or his own government, as it was read, is left out, and what the same reports
// tell is one row. Nobody may change the answer.
func (s *Service) Reported(ctx context.Context, what store.Happenings) ([]Reported, error) {
	return remembered(ctx, s, memoOf(fmt.Sprint("reported", what.Since, what.Limit, what.Told), what.Query), func() ([]Reported, error) {
		limit := what.Limit
		what.Limit *= reportedLooked
		what.Lines = 2
		list, _, err := s.Store.FindHappenings(ctx, what)
		if err == nil && len(list) == 0 {
			what.Lines = 0
			list, _, err = s.Store.FindHappenings(ctx, what)
		}
		return matters(plainest(slices.DeleteFunc(list, oneParty)), limit), err
	})
}

// matters returns the first happenings of different matters: one of which more than half
// of the lines of reporting stand before it adds to the row that has most of them.
func matters(list []*store.Happening, limit int) []Reported {
	var out []Reported
	var told []map[string]bool // lines of each
	for _, h := range list {
		lines := make(map[string]bool)
		for _, m := range h.Mentions {
			lines[m.Story.Line] = true
		}
		most, same := 0, -1
		for i := range told {
			n := 0
			for line := range lines {
				if told[i][line] {
					n++
				}
			}
			if n > most {
				most, same = n, i
			}
		}
		switch {
		case 2*most > len(lines):
			out[same].Beside++
		case len(out) < limit:
			out, told = append(out, Reported{Happening: h}), append(told, lines)
		}
	}
	return out
}

// Parties returns who does a happening, and to whom, by the mention that tells of it best:
// the sentence of a row bears out whom the row names. Others are those whom only other
// reports name as doers.
func Parties(h *store.Happening) (who, whom, others []thread.Actor) {
	if len(h.Mentions) == 0 {
		return h.Doers, h.Undergoers, nil
	}
	best := thread.Best(h.Mentions)
	who, others = partiesOf(best, thread.Doer, h.Doers, h.Undergoers)
	whom, _ = partiesOf(best, thread.Undergoer, h.Undergoers, h.Doers)
	return who, whom, others
}

// partiesOf returns those of one side of a happening whom a mention names, as the archive
// calls them, and the rest of that side. Whom other reports have on the other side is on none.
func partiesOf(m thread.Told, part thread.Part, side, other []thread.Actor) (named, rest []thread.Actor) {
	rest = slices.Clone(side)
	for i := range m.Args {
		a := &m.Args[i]
		if a.Part != part || a.ID == "" && !a.Named {
			continue
		}
		same := func(b thread.Actor) bool { return sameActor(&a.Actor, &b) }
		if k := slices.IndexFunc(rest, same); k >= 0 {
			known := rest[k]
			known.Sector = a.Sector
			named, rest = append(named, known), slices.Delete(rest, k, k+1)
		} else if !slices.ContainsFunc(other, same) && !slices.ContainsFunc(named, same) {
			own := a.Actor
			own.ID = "" // of a list, not of the archive
			named = append(named, own)
		}
	}
	return named, rest
}

// sameActor reports whether an actor of a mention is one of the archive.
func sameActor(a, known *thread.Actor) bool {
	return a.ID != "" && (known.ID == a.ID || known.ID == "ac_"+a.ID) || strings.EqualFold(a.Name, known.Name) || a.Named && known.Named && (within(a.Name, known.Name) || within(known.Name, a.Name))
}

// oneParty reports whether a happening, as its sentence was read, is what somebody does to
// himself, or to the country or government that he is of.
func oneParty(h *store.Happening) bool {
	who, whom, _ := Parties(h)
	for i := range who {
		for k := range whom {
			if twoParties(asRead(&who[i]), asRead(&whom[k])) {
				return false
			}
		}
	}
	return len(who) > 0 && len(whom) > 0
}

// asRead returns an actor of a happening as records have them.
func asRead(a *thread.Actor) *readout.Actor {
	out := &readout.Actor{Name: a.Name, Kind: readout.ActorKind(a.Kind), Country: a.Country}
	if a.Sector != "" {
		out.Sectors = []string{a.Sector}
	}
	return out
}

// plainest returns those that are plainest to see.
func plainest(list []*store.Happening) []*store.Happening {
	least := 2
	for _, h := range list {
		least = min(least, vague(h))
	}
	return slices.DeleteFunc(list, func(h *store.Happening) bool { return vague(h) > least })
}

// vague is 0 for a happening that is plain to see: the sentence that tells of it best says
// who did it, and its word is one that the record has an event for and likely tells of one;
// 2 if the sentence does not say who did it, else 1.
func vague(h *store.Happening) int {
	who, _, _ := Parties(h)
	if len(h.Mentions) == 0 || len(who) == 0 {
		return 2
	}
	if best := thread.Best(h.Mentions); best.Event == "" || best.Sure < plainSure {
		return 1
	}
	return 0
}
