package timeline

import (
	_ "embed" // the axis as a template
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/plural"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// AxisTemplate is the template "axis", which draws an [Axis] as SVG with the
// same as a table; it sets no style.
//
//go:embed axis.html
var AxisTemplate string

// An Axis is the entries of a timeline along time, to be drawn; Rows say the same.
type Axis struct {
	W, H, Base float64
	Label      string
	Dots       []Dot
	Ticks      []Tick
	Rows       []AxisRow
	Numbered   bool // dots are large enough for a number
}

// A Dot is an entry on the axis.
type Dot struct {
	X, Y, R     float64
	N           string // of the entry, from 1
	Class, Text string // "not" for what is denied or called off, "plan" for what is planned or open; what a pointer shows
}

// A Tick is a label of the axis.
type Tick struct {
	X            float64
	Anchor, Text string
}

// An AxisRow is a day with its entries.
type AxisRow struct {
	Day     string
	Entries []AxisEntry
}

// An AxisEntry is an entry in the table.
type AxisEntry struct{ N, Text, Status string }

// The axis in units of its picture: width, room at the ends, size of dots with
// a number and without, and how many stand above each other.
const (
	axisWidth = 960
	axisEdge  = 34
	bigDot    = 10
	smallDot  = 4
	mostBig   = 40
	mostRows  = 9
)

// Axis returns the entries along time, nil without two days.
func (t *Timeline) Axis() *Axis {
	a := &Axis{W: axisWidth, Numbered: len(t.Entries) <= mostBig}
	var first, last time.Time
	days := make(map[string]bool)
	for i := range t.Entries {
		e := &t.Entries[i]
		a.row(e, i)
		if at, ok := e.at(); ok {
			days[e.Day.From] = true
			if first.IsZero() || at.Before(first) {
				first = at
			}
			if at.After(last) {
				last = at
			}
		}
	}
	if len(days) < 2 {
		return nil
	}
	a.dots(t, first, last)
	a.ticks(first, last)
	a.Label = plural.Of(len(t.Entries), "entry", "entries") + " along time, " + first.Format(time.DateOnly) + " to " + last.Format(time.DateOnly)
	return a
}

// at returns the day on which an entry stands.
func (e *Entry) at() (time.Time, bool) {
	if e.undated() {
		return time.Time{}, false
	}
	at, err := time.Parse(time.DateOnly, e.Day.From[:10])
	return at, err == nil
}

// row adds an entry to the table.
func (a *Axis) row(e *Entry, i int) {
	day := e.DayText()
	if n := len(a.Rows); n == 0 || a.Rows[n-1].Day != day {
		a.Rows = append(a.Rows, AxisRow{Day: day})
	}
	r := &a.Rows[len(a.Rows)-1]
	r.Entries = append(r.Entries, AxisEntry{strconv.Itoa(i + 1), plain(e.Heading()), e.StatusText()})
}

// dots places the entries, those of one place above each other.
func (a *Axis) dots(t *Timeline, first, last time.Time) {
	r := float64(smallDot)
	if a.Numbered {
		r = bigDot
	}
	type column struct {
		x float64
		n int
	}
	var columns []*column
	most := 0
	span := last.Sub(first).Hours()
	for i := range t.Entries {
		e := &t.Entries[i]
		day, ok := e.at()
		if !ok {
			continue
		}
		x := axisEdge + (a.W-2*axisEdge)*day.Sub(first).Hours()/span
		at := slices.IndexFunc(columns, func(c *column) bool { return math.Abs(c.x-x) < 2.1*r }) // they would hide each other
		if at < 0 {
			at, columns = len(columns), append(columns, &column{x: x})
		}
		x = columns[at].x
		level := min(columns[at].n, mostRows-1)
		columns[at].n++
		most = max(most, level+1)
		d := Dot{X: math.Round(10*x) / 10, Y: float64(level), R: r, N: strconv.Itoa(i + 1), Text: e.DayText() + ": " + plain(e.Heading())}
		switch e.Status {
		case thread.FinalDenied, thread.FinalDisputed, thread.FinalCalledOff:
			d.Class = "not"
		case thread.FinalPlanned, thread.FinalOpen:
			d.Class = "plan"
		}
		a.Dots = append(a.Dots, d)
	}
	a.Base = math.Round(float64(most)*2.2*r + 8)
	a.H = a.Base + 26
	for i := range a.Dots {
		a.Dots[i].Y = math.Round(10*(a.Base-r-3-a.Dots[i].Y*2.2*r)) / 10
	}
}

// steps are how far ticks stand apart: months and days.
var steps = []struct {
	months, days int
	layout       string
}{{0, 1, "2 Jan"}, {0, 2, "2 Jan"}, {0, 7, "2 Jan"}, {0, 14, "2 Jan 2006"}, {1, 0, "Jan 2006"}, {3, 0, "Jan 2006"}, {6, 0, "Jan 2006"}, {12, 0, "2006"}, {24, 0, "2006"}, {60, 0, "2006"}, {120, 0, "2006"}, {600, 0, "2006"}, {6000, 0, "2006"}}

// mostTicks is how many labels have room.
const mostTicks = 9

// ticks labels the time from first to last.
func (a *Axis) ticks(first, last time.Time) {
	days := last.Sub(first).Hours() / 24
	step := steps[len(steps)-1]
	for _, s := range steps {
		if days/(30.4*float64(s.months)+float64(s.days)) <= mostTicks {
			step = s
			break
		}
	}
	at := first
	if step.months > 0 {
		at = time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC)
		if step.months >= 12 {
			at = time.Date(first.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		}
	}
	for n := 0; !at.After(last) && n < 4*mostTicks; n++ {
		if !at.Before(first) {
			x := axisEdge + (a.W-2*axisEdge)*at.Sub(first).Hours()/(24*days)
			a.Ticks = append(a.Ticks, Tick{X: math.Round(10*x) / 10, Anchor: "middle", Text: at.Format(step.layout)})
		}
		at = at.AddDate(0, step.months, step.days)
	}
}
