package review

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// fields are the fields that can be reviewed, in the order in which people are
// asked for them.
var fields = map[Layer][]string{
	Statement: {"speaker", "kind", "act", "status", "quoted", "date", "content"},
	Event:     {"type", "modes", "actor", "recipient", "status", "date", "place"},
	Actor:     {"name", "kind", "country", "sectors"},
}

// plurals name layers to people.
var plurals = map[Layer]string{Statement: "statements", Event: "events", Actor: "actors"}

// Fields returns the fields of a layer that can be reviewed.
func Fields(l Layer) []string { return fields[l] }

// Choices returns the values that a field may have; nil if it may have others.
func Choices(l Layer, field string) []string {
	switch string(l) + "." + field {
	case "statement.kind":
		return texts(readout.AllSpeakerKinds[:])
	case "statement.act":
		return texts(readout.AllActs[:])
	case "statement.status", "event.status":
		return texts(readout.AllStatuses[:])
	case "statement.quoted":
		return texts(readout.AllQuotings[:])
	case "event.type":
		return plover.Types()
	case "actor.kind":
		return slices.Clone(actorKinds)
	}
	return nil
}

// actorKinds are the kinds of actors, as a record has them.
var actorKinds = texts(readout.AllActorKinds[:])

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// A position is a value of a record.
type position struct {
	layer Layer
	i     int
}

// find returns the value of an id.
func find(rec *readout.Record, local string) (position, bool) {
	for i := range rec.Attributions {
		if string(rec.Attributions[i].ID) == local {
			return position{Statement, i}, true
		}
	}
	for i := range rec.Events {
		if string(rec.Events[i].ID) == local {
			return position{Event, i}, true
		}
	}
	for i := range rec.Actors {
		if string(rec.Actors[i].ID) == local {
			return position{Actor, i}, true
		}
	}
	return position{}, false
}

// local returns the id of a value.
func (p position) local(rec *readout.Record) string {
	switch p.layer {
	case Statement:
		return string(rec.Attributions[p.i].ID)
	case Event:
		return string(rec.Events[p.i].ID)
	}
	return string(rec.Actors[p.i].ID)
}

// Value returns what a field of a value holds, as people write it.
func Value(rec *readout.Record, local, field string) (string, bool) {
	at, ok := find(rec, local)
	if !ok || !slices.Contains(fields[at.layer], field) {
		return "", false
	}
	return get(rec, at, field), true
}

// Line returns a statement, an event or an actor as one line; "" if the record
// has none of the id.
func Line(rec *readout.Record, local string) string {
	at, ok := find(rec, local)
	if !ok {
		return ""
	}
	return whole(rec, at)
}

// get returns what a field holds, as people write it.
func get(rec *readout.Record, at position, field string) string {
	switch at.layer {
	case Statement:
		return getStatement(rec, &rec.Attributions[at.i], field)
	case Event:
		return getEvent(rec, &rec.Events[at.i], field)
	}
	a := &rec.Actors[at.i]
	switch field {
	case "name":
		return a.Name
	case "kind":
		return string(a.Kind)
	case "country":
		return a.Country
	}
	return strings.Join(a.Sectors, " ")
}

func getStatement(rec *readout.Record, a *readout.Attribution, field string) string {
	switch field {
	case "speaker":
		return nameOf(rec, a.Speaker.Actor, a.Speaker.Text)
	case "kind":
		return string(a.Speaker.Kind)
	case "act":
		return string(a.Act)
	case "status":
		return string(a.Status)
	case "quoted":
		return string(a.Quoted)
	case "date":
		return dateText(a.Date)
	case "cue":
		return a.Cue.Text
	}
	return a.Content.Text
}

func getEvent(rec *readout.Record, e *readout.Event, field string) string {
	switch field {
	case "type":
		return string(e.Type)
	case "modes":
		return strings.Join(e.Modes, " ")
	case "actor":
		return roleText(rec, e.Actor)
	case "recipient":
		return roleText(rec, e.Recipient)
	case "status":
		return string(e.Status)
	case "date":
		return dateText(e.Date)
	case "trigger":
		return e.Trigger.Text
	}
	for i := range rec.Places {
		if p := &rec.Places[i]; p.ID == e.Place && e.Place != "" {
			return placeText(p)
		}
	}
	return ""
}

// nameOf returns an actor's name, or the words if nobody is known.
func nameOf(rec *readout.Record, id readout.ActorID, words string) string {
	if a := rec.Index().Actor(id); a != nil && a.Name != "" {
		return a.Name
	}
	return words
}

func roleText(rec *readout.Record, roles []readout.Role) string {
	var list []string
	for _, r := range roles {
		list = append(list, nameOf(rec, r.Actor, r.Text))
	}
	return strings.Join(list, "; ")
}

// dateText returns a date as people write it: a day, a month, a year, two days
// with ".." between them, or "" if the text does not fix it.
func dateText(d *readout.Date) string {
	switch {
	case d == nil || d.From == "":
		return ""
	case d.Precision == readout.Month && len(d.From) >= 7:
		return d.From[:7]
	case d.Precision == readout.Year && len(d.From) >= 4:
		return d.From[:4]
	case d.To == "" || d.To == d.From:
		return d.From
	}
	return d.From + ".." + d.To
}

func placeText(p *readout.Place) string {
	name := p.Name
	if name == "" {
		name = p.Text
	}
	if p.Country != "" {
		name += " [" + p.Country + "]"
	}
	return name
}

// ownWords are the fields that a whole is found by; they are not reviewed.
var ownWords = map[Layer]string{Statement: "cue", Event: "trigger"}

// values returns all fields of a value, with the words that it is found by.
func values(rec *readout.Record, at position) map[string]string {
	out := make(map[string]string)
	for _, f := range append(slices.Clone(fields[at.layer]), ownWords[at.layer]) {
		if f == "" {
			continue
		}
		if v := get(rec, at, f); v != "" {
			out[f] = v
		}
	}
	return out
}

// whole returns a statement, an event or an actor as one line.
func whole(rec *readout.Record, at position) string {
	v := values(rec, at)
	switch at.layer {
	case Statement:
		return strings.Join(given(v["speaker"], v["cue"], v["content"]), " | ")
	case Event:
		return strings.Join(given(v["actor"], v["trigger"]+" ("+v["type"]+")", v["recipient"]), " | ")
	}
	return strings.Join(given(v["name"], v["kind"], v["country"]), ", ")
}

// given returns the texts that are not empty.
func given(list ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}
