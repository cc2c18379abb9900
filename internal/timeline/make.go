package timeline

import (
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// Usual is how many entries a timeline has unless it is told otherwise: what
// fits on two pages, and Most what it may have.
const (
	Usual = 20
	Most  = 2000
)

// OfSet returns a timeline of stories that are given at once.
func OfSet(d *joined.Set, most int) *Timeline {
	list := make([]Candidate, len(d.Happenings))
	for i := range d.Happenings {
		h := &d.Happenings[i]
		list[i] = Candidate{ID: joined.EventID(h.Key), Happening: h}
	}
	versions := Versions(d.Version)
	about := make(map[string][]joined.ConflictRow)
	event := func(id thread.MentionID) string {
		if h := d.Happening(id); h != nil {
			return joined.EventID(h.Key)
		}
		return ""
	}
	conflicts := d.Conflicts()
	for i := range conflicts {
		if row := joined.Conflict(&conflicts[i], event, versions.Text); row.Event != nil {
			about[*row.Event] = append(about[*row.Event], row)
		}
	}
	t := &Timeline{Entries: []Entry{}}
	for _, p := range Rank(list, most, versions.Text) {
		t.Entries = append(t.Entries, EntryOf(&p, about[p.ID], versions))
	}
	t.Title = TitleOf("", t.Entries)
	return t
}
