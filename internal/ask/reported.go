package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
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
	// Best is the mention whose sentence tells of it best.
	Best thread.Told
	// Row is that sentence's row, of those whom it puts beside its words; nil where it bears
	// out nobody who did it, or where other reports name others.
	Row   *claim.Fields
	Marks []readout.Span // of Row, in bytes of the text
}

// Reported returns what a question's stories told together on most lines of
// reporting since a day, each with so many mentions at most; nil asks for all. Those on one
// line are shown where nothing is on more. Of several
// times as many, those are shown whose sentence bears out who did it; where none does, the
// sentences of those that are plainest to see, and that two lines tell in like words. What somebody did to himself or his own government, as it was read, is
// left out, and what the same reports tell is one row. Nobody may change the answer.
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
		if err != nil {
			return nil, err
		}
		list = slices.DeleteFunc(list, oneParty)
		var rows, rest []Reported
		var vaguer []*store.Happening
		for _, h := range list {
			row, err := s.bornOut(ctx, h)
			switch {
			case err != nil:
				return nil, err
			case row.Row != nil:
				rows = append(rows, row)
			default:
				vaguer = append(vaguer, h)
			}
		}
		if len(rows) > 0 {
			return matters(rows, limit), nil
		}
		for _, h := range plainest(vaguer) {
			if m, ok := likeliest(h); ok {
				rest = append(rest, Reported{Happening: h, Best: m})
			}
		}
		return matters(rest, limit), nil
	})
}

// bornOut finds the mention of a happening whose sentence bears out who did it, and makes
// the row of its event.
func (s *Service) bornOut(ctx context.Context, h *store.Happening) (Reported, error) {
	out := Reported{Happening: h}
	mentions := slices.Clone(h.Mentions)
	slices.SortStableFunc(mentions, func(a, b thread.Told) int { return b.Tells() - a.Tells() })
	for _, m := range mentions {
		if m.Event == "" || m.Sure < plainSure {
			continue
		}
		if _, _, others := partiesBy(h, m); len(others) > 0 {
			continue
		}
		rec, ids, public, err := s.ReadKnown(ctx, readout.VersionID(m.Story.Version))
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return out, err
		}
		e := eventIn(rec, string(m.Event))
		if e == nil || !slices.ContainsFunc(e.Trigger.Spans, func(at readout.Span) bool { return at.Overlaps(m.Trigger) }) {
			continue // a further mention of the event has no roles of its own
		}
		rows := claim.Read(rec)
		who, whom := rows.Tied(e)
		if !who || e.Status != readout.Asserted {
			continue
		}
		alone := *e
		if !whom {
			alone.Recipient = nil // the words go on over whom they are not sure to be done to
		}
		if !corroborated(h, m) {
			continue
		}
		row := rows.Event(&alone)
		fields := rows.Fields(row, profiles(rec, Known{Actors: ids, Public: public}))
		out.Best, out.Row, out.Marks = m, &fields, row.Marks
		break
	}
	return out, nil
}

// corroborated reports whether another line of reporting of a happening names who does it
// as one mention has it: stories of like words are joined that tell of several matters. A
// happening of one line has no other.
func corroborated(h *store.Happening, m thread.Told) bool {
	for _, o := range h.Mentions {
		if o.Story.Line != m.Story.Line && slices.ContainsFunc(o.Args, func(b thread.Argument) bool {
			return b.Part == thread.Doer && slices.ContainsFunc(m.Args, func(a thread.Argument) bool { return a.Part == thread.Doer && sameActor(&a.Actor, &b.Actor) })
		}) {
			return true
		}
	}
	return h.Lines < 2
}

// sameWords is how much of its telling words a sentence must share with one of another line
// of reporting, before it stands without anybody's part in it borne out: half of them.
const sameWords = 0.5

// likeliest returns the mention of a happening that tells of it best; ok is false if none of
// another line of reporting tells of it in like words.
func likeliest(h *store.Happening) (best thread.Told, ok bool) {
	if len(h.Mentions) == 0 {
		return best, false
	}
	best = thread.Best(h.Mentions)
	return best, h.Lines < 2 || slices.ContainsFunc(h.Mentions, func(o thread.Told) bool {
		return o.Story.Line != best.Story.Line && thread.Alike(o.Story.Sentences[o.Sentence].Terms, best.Story.Sentences[best.Sentence].Terms) >= sameWords
	})
}

// matters returns the first happenings of different matters: one of which more than half
// of the lines of reporting stand before it adds to the row that has most of them.
func matters(list []Reported, limit int) []Reported {
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
			out, told = append(out, h), append(told, lines)
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
	return partiesBy(h, thread.Best(h.Mentions))
}

// partiesBy is [Parties] by one mention.
func partiesBy(h *store.Happening, m thread.Told) (who, whom, others []thread.Actor) {
	who, others = partiesOf(m, thread.Doer, h.Doers, h.Undergoers)
	whom, _ = partiesOf(m, thread.Undergoer, h.Undergoers, h.Doers)
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
	// "the Supreme Court" of another report is the "U.S. Supreme Court" of this one
	rest = slices.DeleteFunc(rest, func(b thread.Actor) bool {
		return slices.ContainsFunc(named, func(a thread.Actor) bool { return sameActor(&a, &b) })
	})
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
