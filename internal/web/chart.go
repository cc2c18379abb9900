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
	W, H, Base, Left float64
	Label            string
	Bars             []bar
	Lines            []tick // of the scale of counts
	Ticks            []tick // of time
	Rows             []bar  // the table: bars that have something, the newest first
	Cut              string // what is left out on the left, in words
	Plain            bool   // what is counted is there or not: no part of it is denied or planned
}

// A bar is a day, a week or a month: what is asserted below, the rest above.
type bar struct {
	X, W             float64
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

// maxBars bounds the bars of a chart: older ones are left out of the picture,
// and it says so.
const maxBars = 120

// chartOf draws counts, nil if there are none. Href returns the address that
// looks at a time alone; what names what is counted, with % for the scale:
// "Events a %".
func chartOf(what string, scale store.Scale, bins []store.Bin, href func(from, to string) string) *chart {
	if len(bins) == 0 {
		return nil
	}
	cut := 0
	for _, b := range bins[:max(0, len(bins)-maxBars)] {
		cut += b.Count
	}
	shown := withGaps(bins[max(0, len(bins)-maxBars):], scale)
	c := &chart{W: 960, H: 200, Base: 168, Left: 40}
	c.Label = fmt.Sprintf("%s, %s to %s", strings.Replace(what, "%", string(scale), 1), binName(shown[0].When, scale), binName(shown[len(shown)-1].When, scale))
	if cut > 0 {
		c.Cut = thousands(cut) + " before " + binName(shown[0].When, scale) + " are left out of the picture"
	}
	top := 1
	for _, b := range shown {
		top = max(top, b.Count)
	}
	top = roundUp(top)
	height := func(n int) float64 {
		if n == 0 {
			return 0
		}
		return max(round((c.Base-14)*float64(n)/float64(top)), 1.5)
	}
	step := (c.W - c.Left) / float64(max(len(shown), 12))
	for i, b := range shown {
		sure, rest := height(b.Asserted), height(b.Count-b.Asserted)
		d := bar{X: round(c.Left + float64(i)*step + step*.1), W: round(step * .8), Y: round(c.Base - sure), H: sure, RestY: round(c.Base - sure - rest), RestH: rest,
			Name: binName(b.When, scale), Count: b.Count, Sure: b.Asserted, Not: b.Count - b.Asserted}
		from, to := binDays(b.When, scale)
		d.Href = href(from, to)
		d.Title = fmt.Sprintf("%s: %s, %s asserted", d.Name, thousands(b.Count), thousands(b.Asserted))
		if b.Count > 0 {
			c.Bars = append(c.Bars, d)
			c.Rows = append([]bar{d}, c.Rows...)
		}
		if every := max(1, (len(shown)+5)/6); i%every == 0 && (i == 0 || len(shown)-i > every/2) {
			c.Ticks = append(c.Ticks, tick{X: round(c.Left + float64(i)*step), Y: c.Base + 18, Anchor: "start", Text: binName(b.When, scale)})
		}
	}
	for _, n := range []int{0, top / 2, top} {
		if n > 0 || len(c.Lines) == 0 {
			c.Lines = append(c.Lines, tick{X: c.Left - 6, Y: round(c.Base - (c.Base-14)*float64(n)/float64(top)), Text: thousands(n)})
		}
	}
	return c
}

// roundUp returns the next number that reads well at the end of a scale.
func roundUp(n int) int {
	for unit := 1; ; unit *= 10 {
		for _, m := range []int{2, 4, 6, 8, 10} {
			if n <= m*unit {
				return m * unit
			}
		}
	}
}

// binName writes a bin for people.
func binName(when string, scale store.Scale) string {
	if scale == store.Weeks {
		if t, err := time.Parse(time.DateOnly, when); err == nil {
			return "week of " + t.Format("2 Jan 2006")
		}
	}
	return claim.Day(when)
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

// A matrix is who did something to whom: a row an actor, a column a recipient.
type matrix struct {
	Whom []party
	Rows []matrixRow
	Most []matrixCell // the pairs of most lines, in words
	Left int          // pairs that are not in it
}

// A matrixRow is an actor with what he did to each.
type matrixRow struct {
	Who   party
	Cells []matrixCell
}

// A matrixCell is what one did to another.
type matrixCell struct {
	Who, Whom       party
	Lines, Asserted int
	Shade           int // 0 to 5
	Href            string
}

// maxMatrix bounds the rows and columns of a matrix.
const maxMatrix = 12

// matrixOf arranges pairs, nil if there are too few for a picture.
func matrixOf(pairs []store.Pair, href func(actor, recipient string) string) *matrix {
	if len(pairs) < 2 {
		return nil
	}
	m := &matrix{}
	if n := len(pairs); n > maxMatrix { // what is told once says little beside what is told often
		for n > maxMatrix && pairs[n-1].Lines == 1 {
			n--
		}
		m.Left, pairs = len(pairs)-n, pairs[:n]
	}
	rows, cols := map[string]int{}, map[string]int{}
	name := func(id, name string) party { return party{Name: short(name, 40), Href: "/actor/" + id} }
	at := map[[2]int]matrixCell{}
	for _, p := range pairs {
		c := matrixCell{Who: name(p.Actor, p.ActorName), Whom: name(p.Recipient, p.RecipientName), Lines: p.Lines, Asserted: p.Asserted, Href: href(p.Actor, p.Recipient),
			Shade: 1 + 4*p.Lines/max(pairs[0].Lines, 1)}
		if len(m.Most) < 3 {
			m.Most = append(m.Most, c)
		}
		i, okRow := rows[p.Actor]
		j, okCol := cols[p.Recipient]
		if !okRow && len(rows) == maxMatrix || !okCol && len(cols) == maxMatrix {
			m.Left++
			continue
		}
		if !okRow {
			i, rows[p.Actor] = len(rows), len(rows)
			m.Rows = append(m.Rows, matrixRow{Who: c.Who})
		}
		if !okCol {
			j, cols[p.Recipient] = len(cols), len(cols)
			m.Whom = append(m.Whom, c.Whom)
		}
		at[[2]int{i, j}] = c
	}
	for i := range m.Rows {
		for j := range m.Whom {
			m.Rows[i].Cells = append(m.Rows[i].Cells, at[[2]int{i, j}])
		}
	}
	return m
}
