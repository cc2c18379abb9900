package export

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/question"
)

// An Item is one record to export, with what an archive knows of it.
type Item struct {
	Record *readout.Record
	Masked bool // [Mask] made the record

	// What an archive knows; all zero for a record that comes from none.
	Story   Story
	N       int    // number of the version in its story, from 1
	Change  string // first, words or trivial
	Current bool   // the outlet showed it last
	Group   string // copy group: versions with the same words
	Copies  int    // versions in the group
	SeenAt  time.Time
	AddedAt time.Time
	// Actors gives the archive's ids of the record's actors that have one.
	Actors map[readout.ActorID]string
	// Public are those of them whom other stories show in a public role.
	Public map[readout.ActorID]bool
	// Found are the ids of the statements or events that a search found, which
	// alone are exported; nil: all are.
	Found map[string]bool
	// Told are the words that tell of happenings of the archive, and Sides the
	// sentences that others differ from.
	Told  []Telling
	Sides []Side
	// Stand is who takes which side of what, and what actors may do; nil if it is not known.
	Stand *question.Stand
	// Timelines are the entries of people's timelines whose sentences it has.
	Timelines []TimelineEntry
	// Reviews are what people said of its values.
	Reviews []Reviewed
	// Notes are notes and tags on its story and its values.
	Notes []Note
	// Label is with whom it may be shared, by the Traffic Light Protocol, as in "AMBER".
	Label string
	// Reliability is what people say of its outlet, A to F; "" for nothing.
	Reliability string
	// Origin is JSON with what another archive needs to take the version in.
	Origin []byte
	// Digest is JSON with what joining needs of the record; nil if it is not known.
	Digest []byte

	names *masker // of the private persons whom the record does not name; nil if there are none
}

// A Story is what an archive knows of the story that a version belongs to.
type Story struct {
	ID       string
	Outlet   string
	Versions int
	AddedAt  time.Time
}

// limit is how many code points of a story's words a cell shows in an export
// without the text.
const limit = 150

// A view is an item with what all tables need of it.
type view struct {
	*Item
	*readout.Index
	rec   *readout.Record
	whole bool // no limit on quotations
	pts   readout.Points
	story string // id
	line  string // copy group, else story

	statementID  map[readout.AttributionID]string
	eventID      []string
	statements   []*readout.Attribution // those that are exported
	events       []int                  // of the record's events, those that are exported
	reader       *claim.Reader          // see row
	firstOfStory bool                   // no version of the story came before
	oneActor     []bool                 // of the record's actors: no other before it has its id
	masking      bool                   // the export names no private persons
	conflicts    []conflictRow          // those whose second side the version has
}

// newView returns the view of an item.
func newView(it *Item, whole bool) *view {
	v := &view{Item: it, rec: it.Record, whole: whole, Index: it.Record.Index(), pts: it.Record.Version.Points(), story: it.Story.ID}
	if v.story == "" {
		v.story = string(v.rec.Version.Story)
	}
	if v.story == "" { // no archive: each version is a story of its own
		v.story = string(v.rec.Version.ID)
	}
	v.line = it.Group
	if v.line == "" {
		v.line = v.story
	}
	v.nameStatements()
	v.choose()
	seen := make(map[string]bool, len(v.rec.Actors))
	v.oneActor = make([]bool, len(v.rec.Actors))
	for i := range v.rec.Actors { // two of the version can be one in the archive
		id := v.actorID(v.rec.Actors[i].ID)
		v.oneActor[i], seen[id] = !seen[id], true
	}
	return v
}

// choose takes the statements and events that are exported: all, or those that
// a search found, with the events that the found statements tell and the
// statements that tell the found events.
func (v *view) choose() {
	tells := make(map[readout.AttributionID]bool)
	for i := range v.rec.Events {
		e := &v.rec.Events[i]
		if v.Found != nil && !v.Found[string(e.ID)] {
			if !slices.ContainsFunc(e.By, func(by readout.AttributionID) bool { return v.Found[string(by)] }) {
				continue
			}
		} else {
			for _, by := range e.By {
				tells[by] = true
			}
		}
		v.events = append(v.events, i)
	}
	for i := range v.rec.Attributions {
		if a := &v.rec.Attributions[i]; v.Found == nil || v.Found[string(a.ID)] || tells[a.ID] {
			v.statements = append(v.statements, a)
		}
	}
}

// exported reports whether a statement is among those that are exported.
func (v *view) exported(id readout.AttributionID) bool {
	return slices.ContainsFunc(v.statements, func(a *readout.Attribution) bool { return a.ID == id })
}

// row returns a statement or event as people read it.
func (v *view) row(id string) *claim.Row {
	if v.reader == nil {
		v.reader = claim.Read(v.rec)
	}
	return v.reader.Row(id)
}

// prose returns a statement or event as one sentence, in the story's words.
func (v *view) prose(id string) string {
	row := v.row(id)
	row.Words, row.Content, row.Of = v.quote(row.Words), v.quote(row.Content), v.quote(row.Of)
	text := row.Prose()
	if status := row.StatusText(); status != "" {
		text += " (" + status + ")"
	}
	if len(row.By) > 0 {
		text += ", according to " + claim.ByText(row.By)
	}
	return text
}

// start and end return the ends of a span in code points; nothing for a span
// that is empty.
func (v *view) start(s readout.Span) Value {
	if s.Empty() {
		return Value{}
	}
	return integer(v.pts.At(s.Start))
}

func (v *view) end(s readout.Span) Value {
	if s.Empty() {
		return Value{}
	}
	return integer(v.pts.At(s.End))
}

// actorID returns the id under which an actor is exported: the archive's, that
// of the list that knows it, or the record's own, which means nothing outside
// its version.
func (v *view) actorID(id readout.ActorID) string {
	if global := v.Actors[id]; global != "" && !v.private(id) {
		return global
	}
	return string(id)
}

// outlet returns who published the version: as the page or feed says, else the
// archive's name for it.
func (v *view) outlet() string { return firstOf(v.rec.Version.Outlet, v.Story.Outlet) }

// hide returns words without the names of the version's private persons, where
// the export names none.
func (v *view) hide(s string) string {
	if v.names == nil {
		return s
	}
	return v.names.replace(s)
}

// stretch returns the words of a stretch of the version's text, up to the limit.
func (v *view) stretch(s readout.Span) string {
	if !s.Fits(v.rec.Version.Text) {
		return ""
	}
	return v.quote(oneLine(s.In(v.rec.Version.Text)))
}

// private reports whether an actor was masked. An id that is made of its name
// would tell who it is.
func (v *view) private(id readout.ActorID) bool {
	a := v.Actor(id)
	return v.Masked && a != nil && Private(a)
}

// quote returns words of the story up to the limit.
func (v *view) quote(s string) string {
	short, _ := v.cut(s)
	return short
}

// cut returns words of the story up to the limit, and whether that cut them.
func (v *view) cut(s string) (string, bool) {
	if v.whole || len(s) <= limit {
		return s, false
	}
	if utf8.RuneCountInString(s) <= limit {
		return s, false
	}
	n := 0
	for i := range s {
		if n++; n == limit {
			return s[:i] + "…", true
		}
	}
	return s, false
}
