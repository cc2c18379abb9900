package events

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// A Joined is a happening that many reports tell of, for a row that stands for
// all of them. The row has the actors and the sentence of the event that tells of
// it best, and all else as the reports have it together.
type Joined struct {
	ID     string         // of the happening
	Status readout.Status // what has become of it: "disputed" and "called-off" too
	Date   *readout.Date  // nil: that of the event
	Place  *readout.Place // where the event itself names none
	// How often and by how many it is told: words, independent lines of reporting
	// (copies count once), stories.
	Mentions, Lines, Stories int
}

// join puts what reports say together into the record's events.
func (w *writer) join() {
	rec := *w.rec
	rec.Events = slices.Clone(rec.Events)
	for i := range rec.Events {
		ev := &rec.Events[i]
		j := w.o.Joined[ev.ID]
		if j == nil {
			continue
		}
		ev.Status = j.Status
		if j.Date != nil {
			ev.Date = j.Date
		}
	}
	w.rec, w.Index = &rec, rec.Index()
}

// counts returns how many words, lines of reporting and stories tell of an event.
func (w *writer) counts(ev *readout.Event) (mentions, lines, stories int) {
	if j := w.o.Joined[ev.ID]; j != nil {
		return j.Mentions, j.Lines, j.Stories
	}
	return 1 + len(ev.Mentions), 1, 1
}
