package readout

import "slices"

// Keep empties the layers of the record for which keep is false, by their
// JSON names, and every reference into an emptied layer.
func (r *Record) Keep(keep func(layer string) bool) {
	mentions, actors := keep("mentions"), keep("actors")
	dates, places, atts := keep("dates"), keep("places"), keep("attributions")
	for i := range r.Mentions {
		if !actors {
			r.Mentions[i].Actor = ""
		}
	}
	for i := range r.Attributions {
		a := &r.Attributions[i]
		if !mentions {
			a.To = ""
		}
		if !actors {
			a.Speaker.Actor = ""
		}
		if a.Date != nil && !dates {
			a.Date.Ref = ""
		}
	}
	for i := range r.Events {
		r.Events[i].keepLayers(mentions, actors, dates, places, atts)
	}
	empty(&r.Mentions, !mentions)
	empty(&r.Actors, !actors)
	empty(&r.Dates, !dates)
	empty(&r.Places, !places)
	empty(&r.Attributions, !atts)
	empty(&r.Events, !keep("events"))
}

// keepLayers empties the event's references into layers that go.
func (e *Event) keepLayers(mentions, actors, dates, places, atts bool) {
	for _, roles := range [][]Role{e.Actor, e.Recipient} {
		for i := range roles {
			if !mentions {
				roles[i].Mention = ""
			}
			if !actors {
				roles[i].Actor = ""
			}
		}
	}
	if e.Date != nil && !dates {
		e.Date.Ref = ""
	}
	if !places {
		e.Place = ""
	}
	empty(&e.By, !atts)
}

// empty empties list if gone.
func empty[T any](list *[]T, gone bool) {
	if gone {
		*list = nil
	}
}

// Cleaned puts what cleaning the version's input cut and could not do into the
// record of the version, before what reading could not do.
func (r *Record) Cleaned(removed []Removed, problems []Problem) {
	r.Removed = removed
	r.Problems = append(slices.Clip(problems), r.Problems...)
}
