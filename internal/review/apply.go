package review

import (
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// leastAlike is the share of the words of a content that another reading's must
// have in common where the words that attribute are others: half of them. Less
// would take a neighbour of the same sentence for the same.
const leastAlike = 0.5

// Apply puts reviews, in the order in which people made them, into a copy of
// the record that a machine made, and says what became of each. Of two that say
// something of one field the later one stands.
func Apply(machine *readout.Record, reviews []*Review) (*readout.Record, []Fit) {
	if len(reviews) == 0 {
		return machine, nil
	}
	a := &applier{machine: machine, out: copyOf(machine), text: fold(machine.Version.Text), gone: make(map[string]bool)}
	fits := make([]Fit, len(reviews))
	for i, r := range reviews {
		fits[i] = a.apply(r)
	}
	a.drop()
	if a.out.Check() != nil { // it can't be: what is set was checked when it was made
		for i := range fits {
			fits[i].State, fits[i].Why = Gone, "the record would not be whole with it"
		}
		return machine, fits
	}
	return a.out, fits
}

// An applier puts reviews into one record.
type applier struct {
	machine, out *readout.Record
	text         *folded
	added        []position      // of out, those that people added
	gone         map[string]bool // ids of what people reject
}

// apply puts one review in.
func (a *applier) apply(r *Review) Fit {
	fit := Fit{Review: r, State: Gone}
	where, ok := r.Anchor.locate(a.text, len(a.machine.Version.Text))
	if !ok {
		fit.Why = "its sentence is not in this version"
		return fit
	}
	rec, at, ok := a.match(r, where)
	switch {
	case ok:
		fit.Local = at.local(rec)
	case r.Do == Add || r.Field == "" && r.Do == Confirm:
		return a.restore(r, where, fit)
	case r.Field == "":
		fit.State = Agrees
		return fit
	default:
		fit.Why = fmt.Sprintf("this reading has no %s at these words", r.Layer)
		return fit
	}
	if r.Field == "" {
		return a.whole(r, rec, at, fit)
	}
	return a.field(r, rec, at, fit)
}

// field puts a person's value of one field in.
func (a *applier) field(r *Review, rec *readout.Record, at position, fit Fit) Fit {
	fit.Machine = get(rec, at, r.Field)
	here, _ := find(a.out, fit.Local)
	if err := set(a.out, here, r.Field, r.Value); err != nil {
		fit.Why = err.Error()
		return fit
	}
	if fit.State = Applies; fit.Machine == get(a.out, here, r.Field) {
		fit.State = Agrees
	}
	a.note(here, fmt.Sprintf("%s of %s by %s: %s", verb[fit.State], r.Field, r.By, r.Why))
	return fit
}

var verb = map[State]string{Applies: "Correction", Agrees: "Confirmation", Restored: "Restored"}

// whole puts in what a person says of a whole that the reading has.
func (a *applier) whole(r *Review, rec *readout.Record, at position, fit Fit) Fit {
	fit.Machine = whole(rec, at)
	if r.Do == Reject {
		fit.State, a.gone[fit.Local] = Applies, true
		return fit
	}
	delete(a.gone, fit.Local) // the later one stands
	fit.State = Agrees
	here, _ := find(a.out, fit.Local)
	a.sure(here)
	a.note(here, fmt.Sprintf("Confirmed by %s: %s", r.By, r.Why))
	return fit
}

// restore puts a whole in that the reading does not have.
func (a *applier) restore(r *Review, where *located, fit Fit) Fit {
	draft := copyOf(a.out)
	at, err := build(draft, r.Layer, r.Values, where.passage)
	if err != nil {
		fit.Why = err.Error()
		return fit
	}
	a.out = draft
	a.added = append(a.added, at)
	fit.State, fit.Local = Restored, at.local(draft)
	a.note(at, fmt.Sprintf("Added by %s: %s", r.By, r.Why))
	return fit
}

// sure says that a person has seen a value.
func (a *applier) sure(at position) {
	switch at.layer {
	case Statement:
		a.out.Attributions[at.i].Confidence = 1
	case Event:
		a.out.Events[at.i].Confidence = 1
	}
}

// note adds to why a value is what it is.
func (a *applier) note(at position, why string) {
	var old *string
	switch at.layer {
	case Statement:
		old = &a.out.Attributions[at.i].Why
	case Event:
		old = &a.out.Events[at.i].Why
	case Actor:
		old = &a.out.Actors[at.i].Why
	}
	if *old != "" {
		*old += " "
	}
	*old += why
}

// match finds the value that a review is about: in the machine's record, else
// among what people added.
func (a *applier) match(r *Review, where *located) (*readout.Record, position, bool) {
	best, found := position{}, 0.0
	look := func(rec *readout.Record, at position) {
		if score := score(rec, at, r, where); score > found {
			best, found = at, score
		}
	}
	n := map[Layer]int{Statement: len(a.machine.Attributions), Event: len(a.machine.Events), Actor: len(a.machine.Actors)}[r.Layer]
	for i := range n {
		look(a.machine, position{r.Layer, i})
	}
	if found > 0 {
		return a.machine, best, true
	}
	for _, at := range a.added {
		if at.layer == r.Layer {
			look(a.out, at)
		}
	}
	return a.out, best, found > 0
}

// score returns how well a value is what a review is about, 0 for not at all.
func score(rec *readout.Record, at position, r *Review, where *located) float64 {
	switch at.layer {
	case Statement:
		s := &rec.Attributions[at.i]
		cue := likeness(where.parts["cue"], s.Cue.Spans, where.passage)
		content := likeness(where.parts["content"], s.Content.Spans, where.passage)
		if content >= leastAlike || cue > 0 && (content > 0 || len(where.parts["content"]) == 0) {
			return cue + 2*content
		}
	case Event:
		e := &rec.Events[at.i]
		trigger := likeness(where.parts["trigger"], e.Trigger.Spans, where.passage)
		if trigger == 0 {
			return 0
		}
		if r.Anchor.Kind == string(e.Type) {
			trigger += 2
		}
		return trigger
	case Actor:
		return scoreActor(rec, &rec.Actors[at.i], r, where)
	}
	return 0
}

// scoreActor says how well an actor is one whom a person meant: by the words of
// its mentions in the sentence, and by its name.
func scoreActor(rec *readout.Record, a *readout.Actor, r *Review, where *located) float64 {
	score := likeness(where.parts["mention"], within(mentionsOf(rec, a.ID), where.passage), where.passage)
	if fold(a.Name).text == fold(r.Anchor.Kind).text && a.Name != "" {
		score += 2
	}
	return score
}

// within returns the spans that stand in a passage.
func within(list []readout.Span, passage readout.Span) []readout.Span {
	return slices.DeleteFunc(slices.Clone(list), func(s readout.Span) bool { return !passage.Contains(s) })
}

// drop takes out what people reject, and what refers to it.
func (a *applier) drop() {
	if len(a.gone) == 0 {
		return
	}
	out := a.out
	gone := func(id string) bool { return a.gone[id] }
	within := make(map[readout.AttributionID]readout.AttributionID)
	for _, s := range out.Attributions {
		within[s.ID] = s.Within
	}
	out.Attributions = slices.DeleteFunc(out.Attributions, func(s readout.Attribution) bool { return gone(string(s.ID)) })
	for i := range out.Attributions {
		s := &out.Attributions[i]
		for gone(string(s.Within)) { // the statement that the rejected one stood in
			s.Within = within[s.Within]
		}
		if gone(string(s.Speaker.Actor)) {
			s.Speaker.Actor = ""
		}
	}
	out.Events = slices.DeleteFunc(out.Events, func(e readout.Event) bool { return gone(string(e.ID)) })
	for i := range out.Events {
		e := &out.Events[i]
		e.By = slices.DeleteFunc(slices.Clone(e.By), func(id readout.AttributionID) bool { return gone(string(id)) })
		e.Actor, e.Recipient = nobody(e.Actor, gone), nobody(e.Recipient, gone)
	}
	a.dropActors(gone)
}

// dropActors takes actors out; their mentions stay, and are nobody's.
func (a *applier) dropActors(gone func(string) bool) {
	out := a.out
	if !slices.ContainsFunc(out.Actors, func(x readout.Actor) bool { return gone(string(x.ID)) }) {
		return
	}
	out.Actors = slices.DeleteFunc(out.Actors, func(x readout.Actor) bool { return gone(string(x.ID)) })
	out.Mentions = slices.Clone(out.Mentions)
	for i := range out.Mentions {
		if gone(string(out.Mentions[i].Actor)) {
			out.Mentions[i].Actor = ""
		}
	}
}

// nobody takes rejected actors out of roles, which keep their words.
func nobody(roles []readout.Role, gone func(string) bool) []readout.Role {
	out := slices.Clone(roles)
	for i := range out {
		if gone(string(out[i].Actor)) {
			out[i].Actor, out[i].Country, out[i].Sectors = "", "", nil
		}
	}
	return out
}
