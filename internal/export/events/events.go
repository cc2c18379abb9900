// Package events writes the events of a record in the formats that event-data
// projects read: PLOVER's JSON, POLECAT's and ICEWS's tables, GDELT's event
// table, and the lines of PETRARCH-2 and Phoenix. What a format can't hold is
// counted, so that nothing is lost silently.
package events

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// A Format is the name of a format.
type Format string

// The formats.
const (
	PLOVER   Format = "plover"
	POLECAT  Format = "polecat"
	ICEWS    Format = "icews"
	GDELT    Format = "gdelt"
	PETRARCH Format = "petrarch"
	Phoenix  Format = "phoenix"
)

// Formats lists the formats' names.
func Formats() []string {
	return []string{string(PLOVER), string(POLECAT), string(ICEWS), string(GDELT), string(PETRARCH), string(Phoenix)}
}

// Options say what is written.
type Options struct {
	Format Format
	// AllStatuses writes events of every status where the format has a place
	// for it, which only PLOVER's has. Else only asserted events are written.
	AllStatuses bool
	// Issues counts the issues of a sentence for PETRARCH and Phoenix, as a
	// user's list has them; nil if there is none.
	Issues func(sentence string) map[string]int
	// Joined are the happenings that events of the record stand for: the others are
	// left out, so that a row is a happening and not a report. nil: rows are reports.
	Joined map[readout.EventID]*Joined
}

// Losses counts what could not be written, by reason.
type Losses map[string]int

// The reasons why an event or a part of it is not written.
const (
	NotAsserted = "not asserted"
	NoDyad      = "without an actor or a recipient"
	NoCode      = "without a code"
	NoDate      = "written without a date, which the story does not fix"
	StoryDate   = "dated by the story, as the format has it, because the day is not fixed"
	NoChain     = "written without the speakers it is known from"
	NoEvent     = "told only by words that are no coded event"
	NoSentences = "of an older program, its sentences not numbered: read it again with readout reread"
)

// Add adds the counts of other.
func (l Losses) Add(other Losses) {
	for why, n := range other {
		l[why] += n
	}
}

// String says the counts in one line; it is empty if nothing was lost.
func (l Losses) String() string {
	var parts []string
	for _, why := range slices.Sorted(maps.Keys(l)) {
		parts = append(parts, fmt.Sprintf("%d %s", l[why], why))
	}
	return strings.Join(parts, ", ")
}

// Header returns the first line of a format's file, or "" if it has none.
func Header(f Format) string {
	switch f {
	case POLECAT:
		return strings.Join(polecatColumns, "\t") + "\n"
	case ICEWS:
		return strings.Join(icewsColumns, "\t") + "\n"
	}
	return ""
}

// Append appends the events of rec to b.
func Append(b []byte, rec *readout.Record, o Options) ([]byte, Losses) {
	w := &writer{rec: rec, o: o, losses: Losses{}, Index: rec.Index()}
	var evs []*readout.Event
	if o.Joined != nil {
		w.join()
	}
	for i := range w.rec.Events {
		if ev := &w.rec.Events[i]; (o.Joined == nil || o.Joined[ev.ID] != nil) && w.takes(ev) {
			evs = append(evs, ev)
		}
	}
	switch o.Format {
	case PLOVER:
		b = w.plover(b, evs)
	case POLECAT:
		b = w.polecat(b, evs)
	case ICEWS:
		b = w.icews(b, w.dyads(evs, false))
	case GDELT:
		b = w.gdelt(b, w.dyads(evs, true))
	case PETRARCH:
		b = w.petrarch(b, w.dyads(evs, false))
	case Phoenix:
		b = w.phoenix(b, w.dyads(evs, false))
	}
	if w.unnumbered {
		w.losses[NoSentences]++
	}
	return b, w.losses
}

// A writer writes the events of one record.
type writer struct {
	*readout.Index
	rec        *readout.Record
	o          Options
	losses     Losses
	ids        map[readout.EventID]string // see id
	unnumbered bool                       // the record does not have its sentences, and a number was asked for
}

// takes reports whether an event is written, and counts what is lost of it.
func (w *writer) takes(ev *readout.Event) bool {
	if ev.Status != readout.Asserted && (w.o.Format != PLOVER || !w.o.AllStatuses) {
		w.losses[NotAsserted]++
		return false
	}
	if ev.CAMEO == "" && w.o.Format != PLOVER && w.o.Format != POLECAT {
		w.losses[NoCode]++
		return false
	}
	switch {
	case w.day(ev) != "":
	case (w.o.Format == PETRARCH || w.o.Format == Phoenix) && w.rec.Version.Published.Day() != "":
		w.losses[StoryDate]++
	default:
		w.losses[NoDate]++
	}
	if len(ev.By) > 0 && (w.o.Format != PLOVER || !w.o.AllStatuses) {
		w.losses[NoChain]++
	}
	return true
}

// A side is one actor in a role.
type side struct {
	readout.Role
	name    string
	actor   *readout.Actor // nil if the role's words are tied to none
	country string
	sectors []string
	cameo   string
}

// side looks a role up among the record's actors.
func (w *writer) side(r readout.Role) side {
	s := side{Role: r, name: r.Text, actor: w.Actor(r.Actor), country: r.Country, sectors: r.Sectors}
	if s.actor != nil {
		s.name = cmp.Or(s.actor.Name, r.Text)
		s.country = cmp.Or(s.country, s.actor.Country)
		if len(s.sectors) == 0 {
			s.sectors = s.actor.Sectors
		}
	}
	s.cameo = cameoString(s)
	return s
}

// cameoString returns the CAMEO string of an actor.
func cameoString(s side) string {
	if s.actor != nil && s.actor.CAMEO != "" && (s.country == "" || strings.HasPrefix(s.actor.CAMEO, s.country)) {
		return s.actor.CAMEO
	}
	sector := ""
	if len(s.sectors) > 0 {
		sector = plover.CAMEOSector(s.sectors[0])
	}
	switch {
	case s.country != "":
		return s.country + sector
	case sector != "":
		return "---" + sector
	}
	return "---"
}

// A dyad is one actor and one recipient of an event. A side without actor is nil.
type dyad struct {
	ev     *readout.Event
	number int // which dyad of the event it is, from 0
	code   string
	a, b   *side
}

// dyads expands events to dyads: every actor with every recipient; actors
// without recipient, as in talks, with each other in both directions. With
// open, an event that names one side only gives dyads with an empty one.
func (w *writer) dyads(evs []*readout.Event, open bool) []dyad {
	var out []dyad
	for _, ev := range evs {
		n := len(out)
		add := func(a, b *side, code string) {
			if a == nil || b == nil || a.cameo != b.cameo || a.name != b.name {
				out = append(out, dyad{ev, len(out) - n, code, a, b})
			}
		}
		actors, recipients := w.sides(ev.Actor), w.sides(ev.Recipient)
		for _, a := range actors {
			for _, b := range recipients {
				add(a, b, ev.CAMEO)
				if ev.Type == readout.ConsultEvent {
					add(b, a, mirror(ev.CAMEO))
				}
			}
		}
		if len(recipients) == 0 && len(actors) > 1 {
			for i, a := range actors {
				for j, b := range actors {
					if i != j {
						add(a, b, ev.CAMEO)
					}
				}
			}
		}
		if len(out) > n {
			continue
		}
		if !open {
			w.losses[NoDyad]++
			continue
		}
		for _, a := range actors {
			out = append(out, dyad{ev, len(out) - n, ev.CAMEO, a, nil})
		}
		for _, b := range recipients {
			out = append(out, dyad{ev, len(out) - n, ev.CAMEO, nil, b})
		}
		if len(actors)+len(recipients) == 0 {
			out = append(out, dyad{ev, 0, ev.CAMEO, nil, nil})
		}
	}
	return out
}

// mirror returns the code of a visit as the other side has it.
func mirror(code string) string {
	switch code {
	case "042":
		return "043"
	case "043":
		return "042"
	}
	return code
}

// sides looks roles up.
func (w *writer) sides(roles []readout.Role) []*side {
	out := make([]*side, len(roles))
	for i, r := range roles {
		s := w.side(r)
		out[i] = &s
	}
	return out
}

// day returns the event's day, YYYY-MM-DD, or "". It is never the day of publication.
func (w *writer) day(ev *readout.Event) string {
	if ev.Date == nil || len(ev.Date.From) < 10 {
		return ""
	}
	return ev.Date.From[:10]
}

// id returns the id that an archive gives the event: it stays the same when the
// story is read again.
func (w *writer) id(ev *readout.Event) string {
	if j := w.o.Joined[ev.ID]; j != nil {
		return j.ID
	}
	if w.ids == nil {
		_, ids := w.rec.OutsideIDs()
		w.ids = make(map[readout.EventID]string, len(ids))
		for i, id := range ids {
			w.ids[w.rec.Events[i].ID] = id
		}
	}
	return w.ids[ev.ID]
}

// number returns the same id as a positive number of at most 15 digits, which
// every reader of tables keeps whole.
func (w *writer) number(ev *readout.Event, dyad int) uint64 {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d", w.id(ev), dyad))
	return binary.BigEndian.Uint64(sum[:8]) % 1e15
}

// sentence returns the number of an event's sentence in the text, from 1. It is
// 0 in a record that does not have its sentences.
func (w *writer) sentence(ev *readout.Event) int {
	i, ok := slices.BinarySearchFunc(w.rec.Sentences, ev.Sentence.Start, func(s readout.Sentence, at int) int { return cmp.Compare(s.Start, at) })
	switch {
	case ok:
		return i + 1
	case len(w.rec.Sentences) == 0:
		w.unnumbered = true
	}
	return i // the one that begins before it
}

// place returns the event's place, or nil.
func (w *writer) place(ev *readout.Event) *readout.Place {
	p := w.Place(ev.Place)
	if j := w.o.Joined[ev.ID]; p == nil && j != nil {
		p = j.Place
	}
	return p
}

// story returns the caller's id of the story, or the version's.
func (w *writer) story() string { return cmp.Or(w.rec.Version.Ref, string(w.rec.Version.ID)) }

// coordinates returns a place's latitude and longitude, empty where it has none.
func coordinates(p *readout.Place) (lat, lon string) {
	if p == nil || p.Lat == nil || p.Lon == nil {
		return "", ""
	}
	return fmt.Sprintf("%.4f", *p.Lat), fmt.Sprintf("%.4f", *p.Lon)
}

// cell makes a value fit into a table of tabs.
func cell(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, s)
}

// row appends a line of cells.
func row(b []byte, cells []string) []byte {
	for i, c := range cells {
		if i > 0 {
			b = append(b, '\t')
		}
		b = append(b, cell(c)...)
	}
	return append(b, '\n')
}

// goldstein returns the value that a code has in ICEWS or GDELT, as text.
func goldstein(code string, gdelt bool) string {
	c, ok := plover.CAMEO(code)
	if !ok {
		return ""
	}
	if gdelt {
		return fmt.Sprintf("%g", c.GDELT)
	}
	return fmt.Sprintf("%g", c.ICEWS)
}
