package web

import (
	"fmt"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A chart is bars over time, drawn as SVG; the table beside it says the same.
type chart struct {
	W, H, Base, Top float64
	Right, Edge     float64 // where the lines of the scale end, and the room for their numbers
	Label           string
	First, Last     string // bin
	Bars            []bar
	Lines           []tick      // of the scale of counts
	Ticks           []tick      // of time
	Rows            []bar       // the table: bars that have something, the newest first
	Outside         []facetLink // what the picture does not show, in words, and the way to it
	Scales          []navLink   // how long a bar is
	Bases           []navLink   // by which date
	Most            bar         // the highest
	Plain           bool        // what is counted is there or not: no part of it is denied or planned
	Least           int         // bars for which there is room at least
	Few             bool        // bars are wide enough for their number
	Short           bool        // bars end in the first half: a narrow window begins there
}

// A bar is a day, a week or a month: what is asserted below, the rest above.
type bar struct {
	X, W, Mid        float64
	Y, H             float64 // asserted
	RestY, RestH     float64 // denied, planned, in doubt, …
	Name, Title      string
	Count, Sure, Not int
	Href             string // looks at this time alone
}

// A tick is a label of an axis.
type tick struct {
	X, Y         float64
	Anchor, Text string
}

// A span leads to what lies in a time, given by its first and last day, one of
// which may be "" for no end; it returns "" where nothing does.
type span func(from, to string) string

// maxBars bounds the bars of a chart: older ones are left out of the picture,
// and it says so.
const maxBars = 120

// chartOf draws what is counted over time, nil if there is nothing. What names
// it, with % for the scale: "Events a %".
func chartOf(what string, t *store.Timeline, href span) *chart {
	c := &chart{W: 960, H: 200, Base: 168, Top: 18, Edge: 40, Least: 12}
	return c.fill(what, t, href)
}

// sparkline draws it without scales, as high as two lines of text.
func sparkline(what string, t *store.Timeline, href span) *chart {
	c := (&chart{W: 480, H: 46, Base: 44, Top: 2}).fill(what, t, href)
	if c != nil { // as short as it is
		c.First, c.Last, c.Most.Name = strings.TrimPrefix(c.First, weekOf), strings.TrimPrefix(c.Last, weekOf), strings.TrimPrefix(c.Most.Name, weekOf)
	}
	return c
}

// fill draws a chart of the size that it has.
func (c *chart) fill(what string, t *store.Timeline, href span) *chart {
	if len(t.Bins) == 0 {
		return nil
	}
	shown := withGaps(t.Bins[max(0, len(t.Bins)-maxBars):], t.Scale)
	c.Few = len(shown) <= 16
	c.First, c.Last = binName(shown[0].When, t.Scale), binName(shown[len(shown)-1].When, t.Scale)
	c.Label = fmt.Sprintf("%s, %s to %s", strings.Replace(what, "%", string(t.Scale), 1), c.First, c.Last)
	c.draw(shown, t.Scale, href)
	c.outside(t, shown, href)
	return c
}

// draw places the bars and both scales.
func (c *chart) draw(shown []store.Bin, scale store.Scale, href span) {
	top := 1
	for _, b := range shown {
		top = max(top, b.Count)
	}
	top = roundUp(top)
	room := c.Base - c.Top
	height := func(n int) float64 {
		if n == 0 {
			return 0
		}
		return max(round(room*float64(n)/float64(top)), 1.5)
	}
	step := (c.W - c.Edge) / float64(max(len(shown), c.Least))
	c.Right = round(step * float64(len(shown)))
	c.Short = c.Right <= c.W/2
	for i, b := range shown {
		sure, rest := height(b.Asserted), height(b.Count-b.Asserted)
		d := bar{X: round(float64(i)*step + step*.1), W: round(step * .8), Y: round(c.Base - sure), H: sure, RestY: round(c.Base - sure - rest), RestH: rest,
			Name: binName(b.When, scale), Count: b.Count, Sure: b.Asserted, Not: b.Count - b.Asserted}
		d.Mid = round(d.X + d.W/2)
		from, to := binDays(b.When, scale)
		d.Href = href(from, to)
		d.Title = fmt.Sprintf("%s: %s, %s asserted", d.Name, thousands(b.Count), thousands(b.Asserted))
		if b.Count > c.Most.Count {
			c.Most = d
		}
		if b.Count > 0 {
			c.Bars = append(c.Bars, d)
			c.Rows = append([]bar{d}, c.Rows...)
		}
	}
	c.ticks(shown, scale, step)
	for _, n := range []int{0, top / 2, top} {
		if n > 0 || len(c.Lines) == 0 {
			c.Lines = append(c.Lines, tick{X: c.Right + 6, Y: round(c.Base - room*float64(n)/float64(top)), Text: thousands(n)})
		}
	}
}

// tickRoom is how far labels of time stand apart, in units of the picture: the
// longest is "29 Sep 2026".
const tickRoom = 84

// ticks labels the bars, as many as have room; the year stands at the first and
// wherever it is another one.
func (c *chart) ticks(shown []store.Bin, scale store.Scale, step float64) {
	year, last := "", -1000.0
	for i, b := range shown {
		x := float64(i) * step
		anchor := "start"
		if c.Few {
			x, anchor = x+step/2, "middle"
		}
		if x-last < tickRoom || !c.Few && x > c.Right-tickRoom*.8 {
			continue
		}
		text := shortBin(b.When, scale)
		if y := b.When[:min(4, len(b.When))]; y != year {
			text, year = text+" "+y, y
		}
		last = x
		c.Ticks = append(c.Ticks, tick{X: round(x), Y: c.Base + 18, Anchor: anchor, Text: text})
	}
}

// undatedText is what is said of what has no date to be drawn at.
const undatedText = "without a date"

// dated leads from what has no date of its own to where the day of publication counts.
func (c *chart) dated(address string) {
	for i := range c.Outside {
		if o := &c.Outside[i]; o.Text == thousands(o.Count)+" "+undatedText {
			o.Text, o.Href = thousands(o.Count)+" without a date of their own, which the day of publication shows", address
		}
	}
}

// outside says what is counted and not drawn.
func (c *chart) outside(t *store.Timeline, shown []store.Bin, href span) {
	earlier, later := t.Earlier, t.Later
	for _, b := range t.Bins {
		if b.When < shown[0].When {
			earlier += b.Count
		}
	}
	add := func(n int, text, address string) {
		if n > 0 {
			c.Outside = append(c.Outside, facetLink{Text: thousands(n) + " " + text, Href: address, Count: n})
		}
	}
	first, _ := binDays(shown[0].When, t.Scale)
	_, last := binDays(shown[len(shown)-1].When, t.Scale)
	add(earlier, "before "+dayText(first), href("", nextDay(first, -1)))
	add(later, "after "+dayText(last), href(nextDay(last, 1), ""))
	add(t.Coarse, "of a longer time, such as a year", "")
	add(t.Undated, undatedText, "")
}

// nextDay returns a day some days later, or the text itself if it is no day.
func nextDay(day string, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

// roundUp returns the next even number that reads well at the end of a scale.
func roundUp(n int) int {
	for unit := 1; ; unit *= 10 {
		for _, m := range []int{2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 30, 40, 50, 60, 80, 100} {
			if n <= m*unit {
				return m * unit
			}
		}
	}
}

// weekOf begins the name of a week, which its Monday ends.
const weekOf = "week of "

// binName writes a bin for people.
func binName(when string, scale store.Scale) string {
	if scale == store.Weeks {
		if t, err := time.Parse(time.DateOnly, when); err == nil {
			return weekOf + t.Format("2 Jan 2006")
		}
	}
	return claim.Day(when)
}

// shortBin writes a bin below its bar, without the year.
func shortBin(when string, scale store.Scale) string {
	if t, err := time.Parse(time.DateOnly, when); err == nil {
		return t.Format("2 Jan")
	}
	if t, err := time.Parse("2006-01", when); err == nil {
		return t.Format("Jan")
	}
	return binName(when, scale)
}

// binDays returns the first and the last day of a bin.
func binDays(when string, scale store.Scale) (from, to string) {
	if scale == store.Months {
		t, err := time.Parse("2006-01", when)
		if err != nil {
			return when, when
		}
		return t.Format(time.DateOnly), t.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	t, err := time.Parse(time.DateOnly, when)
	if err != nil || scale == store.Days {
		return when, when
	}
	return when, t.AddDate(0, 0, 6).Format(time.DateOnly)
}

// after returns the bin that follows, "" if there is none.
func after(when string, scale store.Scale) string {
	_, last := binDays(when, scale)
	t, err := time.Parse(time.DateOnly, last)
	if err != nil {
		return ""
	}
	if next := t.AddDate(0, 0, 1); scale == store.Months {
		return next.Format("2006-01")
	} else {
		return next.Format(time.DateOnly)
	}
}

// withGaps adds the bins between that have nothing, and lets go of the oldest
// beyond what a chart shows.
func withGaps(bins []store.Bin, scale store.Scale) []store.Bin {
	last := bins[len(bins)-1].When
	have := make(map[string]store.Bin, len(bins))
	for _, b := range bins {
		have[b.When] = b
	}
	out := []store.Bin{bins[0]}
	for when := after(bins[0].When, scale); when != "" && when <= last && len(out) < 20*maxBars; when = after(when, scale) {
		b := have[when]
		b.When = when
		out = append(out, b)
	}
	if out[len(out)-1].When != last { // too far apart to be drawn as one
		return bins
	}
	return out[max(0, len(out)-2*maxBars):]
}

func round(x float64) float64 { return float64(int(x*100+.5)) / 100 }
