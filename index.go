package readout

import "strconv"

// An Index finds the values of a record by their ids. Every method returns nil
// for an id that the record does not have, the empty one too; what it returns
// points into the record. An index knows the lists as they were when it was
// made, may be used by several goroutines, and costs next to nothing where the
// ids count from 1 in the order of the list, as those of a reading do.
type Index struct {
	rec          *Record
	mentions     map[MentionID]int
	actors       map[ActorID]int
	dates        map[DateID]int
	places       map[PlaceID]int
	attributions map[AttributionID]int
	events       map[EventID]int
}

// Index returns the index of the record. Make another when its lists change.
// Of two values with one id it knows the last.
func (r *Record) Index() *Index {
	return &Index{rec: r,
		mentions:     positions(r.Mentions, (*Mention).id),
		actors:       positions(r.Actors, (*Actor).id),
		dates:        positions(r.Dates, (*TimeExpr).id),
		places:       positions(r.Places, (*Place).id),
		attributions: positions(r.Attributions, (*Attribution).id),
		events:       positions(r.Events, (*Event).id)}
}

// Mention returns the mention of an id.
func (x *Index) Mention(id MentionID) *Mention {
	return find(x.rec.Mentions, x.mentions, id, (*Mention).id)
}

// Actor returns the actor of an id.
func (x *Index) Actor(id ActorID) *Actor { return find(x.rec.Actors, x.actors, id, (*Actor).id) }

// Date returns the time expression of an id.
func (x *Index) Date(id DateID) *TimeExpr { return find(x.rec.Dates, x.dates, id, (*TimeExpr).id) }

// Place returns the place of an id.
func (x *Index) Place(id PlaceID) *Place { return find(x.rec.Places, x.places, id, (*Place).id) }

// Attribution returns the attribution of an id.
func (x *Index) Attribution(id AttributionID) *Attribution {
	return find(x.rec.Attributions, x.attributions, id, (*Attribution).id)
}

// Event returns the event of an id.
func (x *Index) Event(id EventID) *Event { return find(x.rec.Events, x.events, id, (*Event).id) }

func (m *Mention) id() MentionID         { return m.ID }
func (a *Actor) id() ActorID             { return a.ID }
func (t *TimeExpr) id() DateID           { return t.ID }
func (p *Place) id() PlaceID             { return p.ID }
func (a *Attribution) id() AttributionID { return a.ID }
func (e *Event) id() EventID             { return e.ID }

// positions maps the ids of a list to their positions, nil if each id says its
// position.
func positions[K ~string, E any](list []E, of func(*E) K) map[K]int {
	counted := true
	for i := range list {
		counted = counted && number(of(&list[i])) == i
	}
	if counted {
		return nil
	}
	m := make(map[K]int, len(list))
	for i := range list {
		m[of(&list[i])] = i
	}
	return m
}

// find returns the value of an id, nil if the list has none.
func find[K ~string, E any](list []E, known map[K]int, id K, of func(*E) K) *E {
	i, ok := number(id), true
	if known != nil {
		i, ok = known[id]
	}
	if id == "" || !ok || i < 0 || i >= len(list) || of(&list[i]) != id {
		return nil
	}
	return &list[i]
}

// number returns the position that an id such as "m1" counts, 0 for the first,
// or -1 if it is no letter and a number from 1.
func number[K ~string](id K) int {
	if len(id) < 2 || id[1] < '1' || id[1] > '9' {
		return -1
	}
	n, err := strconv.Atoi(string(id[1:]))
	if err != nil {
		return -1
	}
	return n - 1
}
