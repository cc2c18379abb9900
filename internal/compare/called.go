package compare

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A called is how sentences call an actor: how often, how often by a name, and where.
type called struct {
	times, names int
	spans        []readout.Span
}

// actorsIn returns how sentences call each actor, by what other versions know him by.
func (s *side) actorsIn(sents []readout.Span) map[string]*called {
	out := make(map[string]*called)
	for i := range s.Mentions {
		m := &s.Mentions[i]
		if m.Actor == "" || !slices.ContainsFunc(sents, m.Span.Overlaps) {
			continue
		}
		key := s.actorKey(m.Actor)
		if out[key] == nil {
			out[key] = &called{}
		}
		c := out[key]
		c.times++
		c.spans = append(c.spans, m.Span)
		if m.Form == readout.NameForm {
			c.names++
		}
	}
	return out
}

// actorKey returns what other versions know an actor by: a list's id, else his name.
func (s *side) actorKey(id readout.ActorID) string {
	for i := range s.Actors {
		if a := &s.Actors[i]; a.ID == id {
			if a.Basis == readout.ActorFromList {
				return string(a.ID)
			}
			return strings.ToLower(cmp.Or(a.Name, string(a.ID)))
		}
	}
	return string(id)
}

// callOtherwise drops the words by which an actor is called who is called as often
// on both sides, by his name on one and by a pronoun or what he is on the other: "Mr.
// Quispe's lawyer", "his lawyer". What he is in other words ("the owner", "the
// engineer") is another thing to say of him.
func (w *weigher) callOtherwise(d *wordDifference, g group) {
	old, new := w.old.actorsIn(g.old), w.new.actorsIn(g.new)
	for key, a := range old {
		b := new[key]
		if b == nil || a.times != b.times || a.names == b.names {
			continue
		}
		d.gone = slices.DeleteFunc(slices.Clone(d.gone), func(t token) bool { return slices.ContainsFunc(a.spans, t.span.Overlaps) })
		d.came = slices.DeleteFunc(slices.Clone(d.came), func(t token) bool { return slices.ContainsFunc(b.spans, t.span.Overlaps) })
	}
}
