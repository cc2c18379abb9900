package compare

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// maxEvents is how many events of a record are compared.
const maxEvents = 400

// A happened is an event as it is compared.
type happened struct {
	*readout.Event
	words   []string // of its clause, folded
	clause  string
	place   string
	actors  []string
	targets []string
	at      int
}

// happenings returns the events of a side's body.
func (s *side) happenings() []happened {
	var list []happened
	for i := range s.Events {
		e := &s.Events[i]
		at := e.Trigger.Cover()
		if at.End <= s.body || len(list) == maxEvents {
			continue
		}
		h := happened{Event: e, clause: s.eventClause(e), at: at.Start, actors: s.roleNames(e.Actor), targets: s.roleNames(e.Recipient)}
		h.words = folded(h.clause)
		if p := s.Place(e.Place); p != nil {
			h.place = p.Text
		}
		list = append(list, h)
	}
	return list
}

// eventClause returns the words of an event: from the first to the last of
// trigger, actors and recipients within its sentence.
func (s *side) eventClause(e *readout.Event) string {
	spans := slices.Clone(e.Trigger.Spans)
	for _, r := range slices.Concat(e.Actor, e.Recipient) {
		if m := s.Mention(r.Mention); m != nil && (e.Sentence.Empty() || e.Sentence.Contains(m.Span)) {
			spans = append(spans, m.Span)
		}
	}
	return shorten(coverOf(spans).In(s.text), maxClause)
}

// roleNames returns the names of actors or recipients.
func (s *side) roleNames(roles []readout.Role) []string {
	var out []string
	for _, r := range roles {
		name := r.Text
		if a := s.Actor(r.Actor); a != nil && a.Name != "" && a.Kind != readout.UnnamedActor {
			name = a.Name
		}
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// events compares the events of the two records.
func (d *recordDiffer) events() {
	olds, news := d.old.happenings(), d.new.happenings()
	var list []pairing
	for i := range olds {
		place := d.place(olds[i].at)
		for j := range news {
			if score := pairEvents(&olds[i], &news[j], near(place, news[j].at)); score >= 1 {
				list = append(list, pairing{i, j, score})
			}
		}
	}
	oldTo, newTo := bestPairs(list)
	for i := range olds {
		if j, ok := oldTo[i]; ok {
			d.compareEvent(&olds[i], &news[j])
		} else if !d.told(olds[i].Trigger.Cover(), readout.Span{}) {
			d.out.Items = append(d.out.Items, Item{Kind: IsDropped, Layer: "event", Old: string(olds[i].ID), OldSpan: olds[i].Sentence,
				Text: d.new.name + " no longer has the event: " + olds[i].describe() + "."})
		}
	}
	for j := range news {
		if _, ok := newTo[j]; !ok && !d.told(readout.Span{}, news[j].Trigger.Cover()) {
			d.out.Items = append(d.out.Items, Item{Kind: IsAdded, Layer: "event", New: string(news[j].ID), NewSpan: news[j].Sentence,
				Text: d.new.name + " adds the event: " + news[j].describe() + "."})
		}
	}
}

// pairEvents scores whether two events are versions of one: 1 or more if so.
func pairEvents(a, b *happened, here bool) float64 {
	score := dice(a.words, b.words)
	if a.Type == b.Type {
		score += 0.5
	}
	if strings.EqualFold(a.Trigger.Text, b.Trigger.Text) {
		score += 0.4
	}
	if shareName(a.actors, b.actors) {
		score += 0.3
	}
	if here {
		score += 0.2
	}
	return score
}

func shareName(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return sameName(x, y) })
	})
}

// told reports whether a changed statement's item covers the words already.
func (d *recordDiffer) told(old, new readout.Span) bool {
	return slices.ContainsFunc(d.out.Items, func(it Item) bool {
		return it.Layer == "statement" && (!old.Empty() && it.OldSpan.Contains(old) || !new.Empty() && it.NewSpan.Contains(new))
	})
}

// describe says an event in its own words, with its code and status.
func (h *happened) describe() string {
	text := "“" + h.clause + "” (coded " + string(h.Type)
	if h.Status != readout.Asserted {
		text += ", " + string(h.Status)
	}
	return text + ")"
}

// compareEvent adds what differs between two versions of an event.
func (d *recordDiffer) compareEvent(a, b *happened) {
	details, label := eventChanges(a, b)
	if len(details) == 0 {
		d.out.Same++
		return
	}
	// the statement that says it may be among the items already
	for i := range d.out.Items {
		if it := &d.out.Items[i]; it.Layer == "statement" && it.Kind == IsChanged && it.NewSpan.Contains(b.Trigger.Cover()) && it.OldSpan.Contains(a.Trigger.Cover()) {
			it.Details = append(it.Details, "event: "+strings.Join(details, "; "))
			return
		}
	}
	if label != Counting && label != Dating && d.told(a.Trigger.Cover(), readout.Span{}) && d.told(readout.Span{}, b.Trigger.Cover()) {
		return // the statements that hold them say what changed
	}
	d.out.Items = append(d.out.Items, Item{Kind: IsChanged, Layer: "event", Label: label, Old: string(a.ID), New: string(b.ID),
		OldSpan: a.Sentence, NewSpan: b.Sentence, Words: strings.Join(details, "; "),
		Text: d.new.name + " has " + b.describe() + " where " + d.old.name + " had " + a.describe() + "."})
}

// eventChanges lists the values in which two versions of an event differ, and
// the label of the weightiest.
func eventChanges(a, b *happened) (details []string, label Label) {
	note := func(what string, l Label, old, new string) {
		if old == new {
			return
		}
		details = append(details, fmt.Sprintf("%s: %s → %s", what, orNone(old), orNone(new)))
		if label == Unlabeled {
			label = l
		}
	}
	status := OtherThan
	switch x, y := certainty(a.Status), certainty(b.Status); {
	case flipped(a.Status, b.Status):
		status = Reversed
	case x > y:
		status = Softened
	case x < y:
		status = Hardened
	}
	note("status", status, string(a.Status), string(b.Status))
	note("type", OtherThan, string(a.Type), string(b.Type))
	for _, what := range countKinds(a.Numbers, b.Numbers) {
		note(what, Counting, countOf(a.Numbers, what), countOf(b.Numbers, what))
	}
	if !shareName(a.actors, b.actors) {
		note("actor", Speaking, strings.Join(a.actors, ", "), strings.Join(b.actors, ", "))
	}
	if !shareName(a.targets, b.targets) {
		note("recipient", OtherThan, strings.Join(a.targets, ", "), strings.Join(b.targets, ", "))
	}
	note("date", Dating, dateOf(a.Date), dateOf(b.Date))
	if !sameName(a.place, b.place) {
		note("place", OtherThan, a.place, b.place)
	}
	return details, label
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// countKinds returns what two lists of numbers count, in order.
func countKinds(lists ...[]readout.Number) []string {
	var out []string
	for _, n := range slices.Concat(lists...) {
		if !slices.Contains(out, n.What) {
			out = append(out, n.What)
		}
	}
	return out
}

// countOf writes down the range of a number.
func countOf(list []readout.Number, what string) string {
	for _, n := range list {
		if n.What == what && n.Low == n.High {
			return fmt.Sprint(n.Low)
		}
		if n.What == what {
			return fmt.Sprintf("%d to %d", n.Low, n.High)
		}
	}
	return ""
}
