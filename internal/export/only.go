package export

import "github.com/seed-f92ea4cf/readout"

// Only returns the record with the statements and events that hits names by
// their ids, and what they need: of an event the chain of who says it, of a
// statement those around it and the events that it tells.
func Only(rec *readout.Record, hits map[string]bool) *readout.Record {
	keep := make(map[readout.AttributionID]bool)
	around := index(rec.Attributions, func(a *readout.Attribution) readout.AttributionID { return a.ID })
	var take func(readout.AttributionID)
	take = func(id readout.AttributionID) {
		if a := around[id]; a != nil && !keep[id] {
			keep[id] = true
			take(a.Within)
		}
	}
	out := *rec
	out.Attributions, out.Events = nil, nil
	for i := range rec.Attributions {
		if id := rec.Attributions[i].ID; hits[string(id)] {
			take(id)
		}
	}
	for i := range rec.Events {
		e := &rec.Events[i]
		told := false
		for _, by := range e.By {
			told = told || hits[string(by)]
		}
		if !told && !hits[string(e.ID)] {
			continue
		}
		out.Events = append(out.Events, *e)
		for _, by := range e.By {
			take(by)
		}
	}
	for i := range rec.Attributions {
		if keep[rec.Attributions[i].ID] {
			out.Attributions = append(out.Attributions, rec.Attributions[i])
		}
	}
	return &out
}
