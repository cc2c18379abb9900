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

// fixed, floating and movable make holidays.
func fixed(words string, month, day int) holiday {
	return holiday{words: strings.Fields(words), month: month, day: day}
}
func floating(words string, month, weekday, n int) holiday {
	return holiday{words: strings.Fields(words), month: month, weekday: weekday, n: n}
}
func movable(words string, days int) holiday {
	return holiday{words: strings.Fields(words), easter: days, movable: true}
}

// holidays are those that English-language news dates things by: the longer
// name first. Days of the Muslim, Jewish and Chinese calendars are left out:
// their dates differ from country to country and follow no short rule.
var holidays = []holiday{
	fixed("new year 's eve", 12, 31), fixed("new year 's day", 1, 1), fixed("valentine 's day", 2, 14),
	fixed("st. patrick 's day", 3, 17), fixed("saint patrick 's day", 3, 17), fixed("april fools ' day", 4, 1), fixed("april fool 's day", 4, 1),
	fixed("earth day", 4, 22), fixed("anzac day", 4, 25), fixed("may day", 5, 1), fixed("international workers ' day", 5, 1), fixed("workers ' day", 5, 1), fixed("labour day", 5, 1), fixed("bastille day", 7, 14),
	fixed("juneteenth", 6, 19), fixed("fourth of july", 7, 4), fixed("halloween", 10, 31), fixed("guy fawkes night", 11, 5), fixed("veterans day", 11, 11), fixed("armistice day", 11, 11),
	fixed("christmas eve", 12, 24), fixed("christmas day", 12, 25), fixed("christmas", 12, 25), fixed("boxing day", 12, 26),
	floating("martin luther king jr. day", 1, 1, 3), floating("martin luther king day", 1, 1, 3), floating("mlk day", 1, 1, 3),
	floating("presidents ' day", 2, 1, 3), floating("presidents day", 2, 1, 3), floating("mother 's day", 5, 7, 2), floating("father 's day", 6, 7, 3),
	floating("memorial day", 5, 1, -1), floating("labor day", 9, 1, 1), floating("columbus day", 10, 1, 2),
	floating("thanksgiving day", 11, 4, 4), floating("thanksgiving", 11, 4, 4),
	{words: strings.Fields("black friday"), month: 11, weekday: 4, n: 4, shift: 1},
	{words: strings.Fields("cyber monday"), month: 11, weekday: 4, n: 4, shift: 4},
	movable("ash wednesday", -46), movable("palm sunday", -7), movable("good friday", -2), movable("easter sunday", 0),
	movable("easter monday", 1), movable("easter", 0),
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
	for k := range holidays {
		h := &holidays[k]
		if !c.named(i, h.words) {
			continue
		}
		e, at := expr{kind: holidayOf, n: k, dir: undirected}, i+len(h.words)
		if c.at(at) == "of" && (c.year(at+1) > 0 || direction[c.at(at+1)] != 0 && c.at(at+2) == "year") {
			at++
		}
		if y := c.year(at); y > 0 {
			e.year = y
			at++
		} else if dir, ok := direction[c.at(at)]; ok && c.at(at+1) == "year" {
			e.unit, e.dir = "Y", dir
			at += 2
		} else if dir, ok := direction[c.at(i-1)]; ok {
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
	h := &holidays[e.n]
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
