package when

import (
	"strings"
	"time"
)

// A holiday is a day of the year that has a name: a fixed day, the n-th
// weekday of a month (-1 the last), or so many days from Easter Sunday.
type holiday struct {
	words      []string
	month, day int
	weekday, n int
	easter     int
	movable    bool // counts from Easter
	shift      int  // days after the n-th weekday
}

// in returns the holiday's day in a year.
func (h *holiday) in(year int) time.Time {
	switch {
	case h.movable:
		return easter(year).AddDate(0, 0, h.easter)
	case h.weekday > 0:
		day, _ := nth(year, time.Month(h.month), h.weekday, h.n)
		return day.AddDate(0, 0, h.shift)
	}
	return time.Date(year, time.Month(h.month), h.day, 0, 0, 0, 0, time.UTC)
}

// easter returns Easter Sunday of the Gregorian calendar (the anonymous
// algorithm printed in Nature, 20 April 1876).
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	j, k := c/4, c%4
	m := (a + 11*h) / 319
	r := (2*e + 2*j - k - h + m + 32) % 7
	month := (h - m + r + 90) / 25
	return time.Date(year, time.Month(month), (h-m+r+month+19)%32, 0, 0, 0, 0, time.UTC)
}

// holidayRule reads a holiday and its year: "Christmas", "Good Friday 2015",
// "Thanksgiving of last year".
func (c *clause) holidayRule(i int) (expr, int) {
	if !c.capital(i) {
		return expr{}, 0
	}
	for k := range c.holidays {
		h := &c.holidays[k]
		if !c.named(i, h.words) {
			continue
		}
		e, at := expr{kind: holidayOf, n: k, dir: undirected}, i+len(h.words)
		if c.of[c.at(at)] && (c.year(at+1) > 0 || c.directions[c.at(at+1)] != 0 && c.yearWord[c.at(at+2)]) {
			at++
		}
		if y := c.year(at); y > 0 {
			e.year = y
			at++
		} else if dir, ok := c.directions[c.at(at)]; ok && c.yearWord[c.at(at+1)] {
			e.unit, e.dir = "Y", dir
			at += 2
		} else if dir, ok := c.directions[c.at(i-1)]; ok {
			e.dir = dir
		}
		if !c.closed(at) && e.year == 0 && e.unit == "" {
			return expr{}, 0 // "Christmas sales", "Easter Island"
		}
		return e, at - i
	}
	return expr{}, 0
}

// named reports whether words stand at i; any apostrophe is one.
func (c *clause) named(i int, words []string) bool {
	for k, w := range words {
		if strings.ReplaceAll(c.at(i+k), "’", "'") != w {
			return false
		}
	}
	return true
}

// holidayDay finds the holiday's day: of the year that is stated, or else
// the next one for verbs that look ahead and the last one for others.
func (e *expr) holidayDay(a *anchor) (time.Time, bool) {
	h := &a.holidays[e.n]
	switch {
	case e.year > 0:
		return h.in(e.year), true
	case !a.known:
		return time.Time{}, false
	case e.unit == "Y":
		return h.in(a.day.Year() + e.dir), true
	}
	day := h.in(a.day.Year())
	switch {
	case (e.dir == 1 || e.dir == undirected && e.future) && day.Before(a.day):
		return h.in(a.day.Year() + 1), true
	case (e.dir == -1 || e.dir == undirected && !e.future) && day.After(a.day.AddDate(0, 2, 0)):
		return h.in(a.day.Year() - 1), true
	}
	return day, true
}
