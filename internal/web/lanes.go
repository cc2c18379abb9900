package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// Lanes are marks along time, one lane above the other, drawn as SVG; the table
// beside them says the same.
type lanes struct {
	W, H, Left  float64
	Label       string
	Lanes       []lane
	Ties        []tie
	Ticks       []tick
	Rows        []*laneMark // of the table, in order of time
	Head        string      // of the table: what a lane is
	Mark        string      // what a mark's number is
	Outside     int         // marks without a time
	More        int         // lanes that have no room
	Close       int         // marks that would hide others
	First, Last string      // the times of the first and the last mark
	first       time.Time
	hour        float64 // units of the picture
}

// A lane is an outlet, or where a time is from.
type lane struct {
	Y, Line float64 // of its name and of its line
	Name    string
	Marks   []*laneMark
}

// A laneMark is a report or a version.
type laneMark struct {
	X, W         float64 // W is more than nothing where the day alone is known
	Number       string
	Class        string // "copy", "not", "on"
	Lane, When   string
	Title, Href  string
	Note         string // what the table says of it
	at           time.Time
	wholeDay     bool
	until        time.Time // the end of what lasts, zero for a moment or a day
	group, order int
}

// A tie joins the marks of one number across lanes.
type tie struct{ X1, Y1, X2, Y2 float64 }

// The picture in its units: how high a lane is, how large a mark, how many lanes
// there are at most, and rows of the table.
const (
	endRoom     = 40.0 // units that half of a day and an hour take in the picture
	laneHigh    = 26.0
	markWide    = 9.0
	markRoom    = 2*markWide + 2
	maxLanes    = 20
	maxLaneRows = 200
)

// momentOf reads a time as stories state it: with an hour, or a day alone.
func momentOf(text string) (at time.Time, wholeDay, ok bool) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UTC(), false, true
	}
	t, err := time.Parse(time.DateOnly, text[:min(10, len(text))])
	return t, true, err == nil
}

// add puts a mark on the lane of its name; it counts what has no room or time.
func (l *lanes) add(m *laneMark, posted string) {
	var ok bool
	if m.at, m.wholeDay, ok = momentOf(posted); !ok {
		l.Outside++
		return
	}
	m.When = clock(m.at)
	if m.wholeDay {
		m.When = dayText(m.at.Format(time.DateOnly))
	}
	l.Rows = append(l.Rows, m)
}

// draw places the marks; nil if there is nothing that stands before or after
// something else.
func (l *lanes) draw() *lanes {
	slices.SortStableFunc(l.Rows, func(a, b *laneMark) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.order, b.order)) })
	if len(l.Rows) < 2 {
		return nil
	}
	l.W, l.Left = 960, 150
	var last time.Time
	l.first = l.Rows[0].at
	for _, m := range l.Rows {
		end := m.at
		if m.wholeDay {
			end = end.AddDate(0, 0, 1)
		}
		for _, end := range []time.Time{end, m.until} {
			if end.After(last) {
				last = end
			}
		}
	}
	if !last.After(l.first) {
		last = l.first.Add(time.Hour)
	}
	l.hour = (l.W - l.Left - 2*markWide - 4) / last.Sub(l.first).Hours()
	l.place()
	l.tie()
	l.H = float64(len(l.Lanes))*laneHigh + 26
	l.ticks(last)
	l.First, l.Last = l.Rows[0].When, l.Rows[len(l.Rows)-1].When
	l.Rows = l.Rows[:min(len(l.Rows), maxLaneRows)]
	return l
}

// x returns where a time stands.
func (l *lanes) x(at time.Time) float64 {
	return round(l.Left + markWide + 2 + l.hour*at.Sub(l.first).Hours())
}

// place makes the lanes, in the order of their first marks.
func (l *lanes) place() {
	index, left := map[string]int{}, map[string]bool{}
	for _, m := range l.Rows {
		i, ok := index[m.Lane]
		if !ok {
			if len(l.Lanes) == maxLanes {
				left[m.Lane] = true
				continue
			}
			i = len(l.Lanes)
			y := float64(i)*laneHigh + laneHigh/2
			index[m.Lane], l.Lanes = i, append(l.Lanes, lane{Y: y, Line: y, Name: short(m.Lane, 20)})
		}
		if m.X = l.x(m.at); m.wholeDay {
			m.W = round(24 * l.hour)
		}
		if m.until.After(m.at) {
			m.W = round(max(m.W, l.hour*m.until.Sub(m.at).Hours()))
		}
		if m.W < 2*markWide { // of years a day is narrower than its number
			m.W = 0
		}
		l.Lanes[i].Marks = append(l.Lanes[i].Marks, m)
	}
	for i := range l.Lanes {
		la := &l.Lanes[i]
		kept := thin(la.Marks, int((l.W-l.Left)/(2*markRoom)))
		l.Close, la.Marks = l.Close+len(la.Marks)-len(kept), kept
		apart(la.Marks, l.W-markWide-2)
	}
	l.More = len(left)
}

// thin takes of a lane with more than so many marks those out that would stand upon one
// before them: moved apart, they would stand far from their times, and over the name.
func thin(marks []*laneMark, most int) []*laneMark {
	if len(marks) <= most {
		return marks
	}
	var out []*laneMark
	for _, m := range marks {
		if n := len(out); n == 0 || m.X >= out[n-1].X+markRoom {
			out = append(out, m)
		}
	}
	return out
}

// apart moves the marks of a lane so that none hides another, to the right, and
// where that leads over the edge back from there; their order stays.
func apart(marks []*laneMark, edge float64) {
	for i := 1; i < len(marks); i++ {
		marks[i].X = round(max(marks[i].X, marks[i-1].X+markRoom))
	}
	for i := len(marks) - 1; i >= 0; i-- {
		marks[i].X = round(min(marks[i].X, edge-marks[i].W))
		edge = marks[i].X - markRoom
	}
}

// tie joins the marks of one group, lane by lane.
func (l *lanes) tie() {
	type end struct{ x, y float64 }
	last := make(map[int]end)
	for _, m := range l.Rows {
		i := slices.IndexFunc(l.Lanes, func(la lane) bool { return slices.Contains(la.Marks, m) })
		if i < 0 || m.group == 0 {
			continue
		}
		here := end{m.X + m.W/2, l.Lanes[i].Y}
		if from, ok := last[m.group]; ok && from.y != here.y {
			l.Ties = append(l.Ties, tie{from.x, from.y, here.x, here.y})
		}
		last[m.group] = here
	}
}

// laneSteps are how far ticks may stand apart, in hours.
var laneSteps = []int{1, 3, 6, 12, 24, 48, 7 * 24, 14 * 24, 30 * 24, 91 * 24, 365 * 24, 1826 * 24}

// ticks labels the time, in UTC.
func (l *lanes) ticks(last time.Time) {
	const room = 76
	step := laneSteps[len(laneSteps)-1]
	for _, s := range laneSteps {
		if float64(s)*l.hour >= room {
			step = s
			break
		}
	}
	at, day := l.first.Truncate(24*time.Hour), ""
	for n := 0; !at.After(last) && n < 2000; n++ {
		if !at.Before(l.first) {
			text := at.Format("2 Jan")
			if step < 24 {
				if text = at.Format("15:04"); at.Format(time.DateOnly) != day {
					day, text = at.Format(time.DateOnly), at.Format("2 Jan, 15:04")
				}
			} else if y := at.Format("2006"); y != day {
				day, text = y, at.Format("2 Jan 2006")
			}
			t := tick{X: l.x(at), Y: l.H - 8, Anchor: "middle", Text: text}
			if t.X > l.W-endRoom {
				t.X, t.Anchor = l.W, "end"
			}
			l.Ticks = append(l.Ticks, t)
		}
		at = at.Add(time.Duration(step) * time.Hour)
	}
}

// reportLanes draws when which outlet first told of a happening: a number is a
// line of reporting, whose further texts and copies are hollow.
func reportLanes(h *store.Happening) *lanes {
	l := &lanes{Head: "Outlet", Mark: "Line"}
	seen, lines, of := map[string]bool{}, map[string]int{}, thread.Independent(h.Mentions)
	for i, m := range h.Mentions {
		if seen[m.Story.ID] {
			continue
		}
		seen[m.Story.ID] = true
		mark := &laneMark{Lane: cmp.Or(m.Story.Outlet, m.Story.Ref, "outlet not known"), Href: "/story/" + m.Story.ID, order: i}
		line := of[m.Story.Line]
		if lines[line] == 0 {
			lines[line] = len(lines) + 1
			mark.Note = "first of its line"
		} else {
			mark.Class, mark.Note = "copy", "the same line again"
		}
		mark.group = lines[line]
		mark.Number = strconv.Itoa(mark.group)
		if said := claim.StatusText(m.Standing(), false); said != "" && m.Standing() != readout.Asserted {
			mark.Class += " not"
			mark.Note += ", " + said
		}
		if m.Status == thread.CalledOff {
			mark.Note += ", " + finals[thread.FinalCalledOff]
		}
		l.add(mark, m.Story.Posted)
		mark.Title = fmt.Sprintf("%s, %s: line %s, %s", mark.Lane, mark.When, mark.Number, mark.Note)
	}
	if l.draw() == nil {
		return nil
	}
	l.Label = "When which outlet told it, " + l.First + " to " + l.Last
	return l
}

// versionLanes draws the versions of a story by the outlet's own times, and by
// when it was seen to show them; nil if they have one time.
func versionLanes(story *ask.Story, href func(n int) string, on func(n int) bool) *lanes {
	l := &lanes{Head: "By", Mark: "Version"}
	for i := range story.Versions {
		v := &story.Versions[i]
		for k, from := range []struct{ lane, at string }{{"outlet's own time", statedTime(v)}, {"seen here", seenTime(v)}} {
			if from.at == "" {
				continue
			}
			mark := &laneMark{Lane: from.lane, Number: strconv.Itoa(v.N), Href: href(v.N), Note: versionNotes[v.Change], group: v.N, order: 2*i + k}
			if v.Change == store.Trivial {
				mark.Class = "copy"
			}
			if on(v.N) {
				mark.Class += " on"
			}
			l.add(mark, from.at)
			mark.Title = fmt.Sprintf("v%d, %s, %s: %s", v.N, mark.Lane, mark.When, mark.Note)
		}
	}
	if l.draw() == nil || !slices.ContainsFunc(l.Rows, func(m *laneMark) bool { return m.Lane == l.Rows[0].Lane && !m.at.Equal(l.Rows[0].at) }) {
		return nil // one time says nothing of an order
	}
	l.Label = "Versions along time, " + l.First + " to " + l.Last
	return l
}

// versionNotes say how a version differs from the one before it.
var versionNotes = map[store.Change]string{store.First: "the first", store.Changed: "other words", store.Trivial: "white space, signs or the date line"}

// statedTime returns when the outlet says that it posted or updated a version.
func statedTime(v *ask.VersionLine) string {
	for _, t := range []*readout.Time{v.Updated, v.Posted} {
		if t != nil && t.Value != "" {
			return t.Value
		}
	}
	return ""
}

// seenTime returns when the outlet was seen to show a version; when it was taken
// in, perhaps years later, says nothing of it.
func seenTime(v *ask.VersionLine) string {
	if v.SeenAt.IsZero() {
		return ""
	}
	return v.SeenAt.UTC().Format(time.RFC3339)
}
