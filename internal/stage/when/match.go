package when

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A kind is the form of a time expression.
type kind int

// The kinds of expression.
const (
	fullDate   kind = iota // year, month, day: parts that are not stated are 0
	weekday                // Monday, with a direction
	relative               // n units away from the anchor: yesterday, last week, two years ago
	unitOf                 // quarter, half, season, weekend of a year or of the anchor's
	duration               // two weeks
	setOf                  // every Monday
	clockTime              // 9:18 a.m.
	reference              // now, recently, the future
	decadeOf               // the 1990s
	nthDay                 // the first Friday of July, the third week of May, Friday the 13th
	holidayOf              // Christmas
	shiftOf                // three weeks after Easter
	weekAround             // the week of April 10
	impossible             // 31 June
)

// An expr is a time expression before it is resolved.
type expr struct {
	kind             kind
	year, month, day int
	weekday          int
	unit             string // letter of units, "T" before those below a day
	n                int    // how many; -1 for an unknown number
	half             bool   // and a half
	week             bool   // n counts the weeks of a year
	sum              [4]int // years, months, weeks and days together
	n2               int    // months from the anchor's, for days of a month
	dir              int    // -1 last, 0 this, 1 next; 2 none stated
	season           string // code of a season, "Q1", "H2", "WE"
	part             string // code of the part of a day
	value            string // for references and sets
	clock            string // "T09:18"
	utc              bool
	future           bool              // the verb looks ahead
	past             bool              // the verb tells of what has been
	anniversary      int               // whole years from a day without a year to the story; -1 unknown, 0 none told
	fromText         bool              // counts from another date of the text
	shifted          bool              // counts from another date of the text or from none: "a year later"
	exact            bool              // to the day: "a year ago today"
	basis            readout.DateBasis // where the year comes from, if a range gave it
	tied             bool              // a length that begins or ends at the anchor
	base             *expr             // what a shift counts from, what a length is a part of
}

// undirected is the dir of a bare weekday or month.
const undirected = 2

// match returns the expression that starts at token i and its number of
// tokens, 0 if none does. The first rule that matches wins.
func (c *clause) match(i int) (expr, int) {
	w := c.low[i]
	if w == "" {
		return expr{}, 0
	}
	for _, rule := range []func(*clause, int) (expr, int){
		(*clause).numericDate, (*clause).clockRule, (*clause).holidayRule, (*clause).compound, (*clause).anchored, (*clause).weekdayRule, (*clause).monthFirst, (*clause).dayFirst,
		(*clause).bareDay, (*clause).directed, (*clause).partOfYear, (*clause).everyRule, (*clause).repeated, (*clause).length, (*clause).counted, (*clause).yearRule,
		(*clause).decadeRule, (*clause).wordRule,
	} {
		if e, n := rule(c, i); n > 0 && i+n <= len(c.low) {
			return e, n
		}
	}
	return expr{}, 0
}

// year reads a year at i.
func (c *clause) year(i int) int {
	w := c.at(i)
	if len(w) != 4 {
		return 0
	}
	if y := c.integer(w); y >= 1000 && y < 2200 {
		return y
	}
	return 0
}

// numericDate reads 2014-06-16, 6/16/2014, 16.06.2014.
func (c *clause) numericDate(i int) (expr, int) {
	w := c.low[i]
	if w[0] < '0' || w[0] > '9' || len(w) < 6 || len(w) > 10 {
		return expr{}, 0
	}
	sep := strings.IndexAny(w, "-/.")
	if sep < 0 {
		return expr{}, 0
	}
	parts := strings.Split(w, w[sep:sep+1])
	if len(parts) != 3 {
		return expr{}, 0
	}
	a, b, d := c.integer(parts[0]), c.integer(parts[1]), c.integer(parts[2])
	if a < 0 || b < 0 || d < 0 {
		return expr{}, 0
	}
	e := expr{kind: fullDate}
	switch {
	case len(parts[0]) == 4:
		e.year, e.month, e.day = a, b, d
	case w[sep] == '.' || a > 12: // day first
		e.day, e.month, e.year = a, b, d
	case w[sep] == '/': // month first, as in American news
		e.month, e.day, e.year = a, b, d
	default:
		return expr{}, 0
	}
	if e.year < 100 {
		e.year += 2000
		if e.year > 2050 {
			e.year -= 100
		}
	}
	return checked(e), 1
}

// monthAt returns the month named at i: a capital is needed, and for words
// that are more often something else also a neighbour that makes it a date.
func (c *clause) monthAt(i int) int {
	m := c.months[c.at(i)]
	if m == 0 || !c.capital(i) {
		return 0
	}
	w := c.at(i)
	next := c.at(i + 1)
	dated := c.integer(next) > 0 && c.integer(next) < 2200
	if c.monthsOtherWords[w] && !dated && !c.beforeMonths[c.at(i-1)] || c.monthsShort[w] && !dated && c.integer(c.at(i-1)) < 0 {
		return 0
	}
	return m
}

// monthFirst reads "June 16, 2014", "June 16", "June 2014", "June".
func (c *clause) monthFirst(i int) (expr, int) {
	m := c.monthAt(i)
	if m == 0 {
		return expr{}, 0
	}
	e, n := expr{kind: fullDate, month: m, dir: undirected}, 1
	if d := c.integer(c.at(i + 1)); d > 0 && d <= 31 && c.at(i+2) != ":" && len(c.at(i+1)) <= 4 {
		e.day, n = d, 2
		if c.at(i+2) == "," && c.year(i+3) > 0 {
			e.year, n = c.year(i+3), 4
		} else if c.year(i+2) > 0 {
			e.year, n = c.year(i+2), 3
		}
		return checked(e), n
	} else if d > 31 && d < 100 && c.year(i+1) == 0 {
		return expr{kind: impossible}, 2
	}
	if y := c.year(i + 1); y > 0 {
		e.year, n = y, 2
	} else if (c.at(i+1) == "," || c.of[c.at(i+1)]) && c.year(i+2) > 0 {
		e.year, n = c.year(i+2), 3
	} else if c.of[c.at(i+1)] && c.directionsOfYears[c.at(i+2)] && c.yearWord[c.at(i+3)] {
		e.dir, n = c.directions[c.at(i+2)], 4
		e.unit = "Y"
	}
	return e, n
}

// dayFirst reads "16 June 2014", "16 June", "the 16th of June".
func (c *clause) dayFirst(i int) (expr, int) {
	d, at := c.integer(c.low[i]), i+1
	if d <= 0 || d > 31 || len(c.low[i]) > 4 {
		return expr{}, 0
	}
	if c.of[c.at(at)] {
		at++
	}
	m := c.months[c.at(at)]
	if m == 0 || !c.capital(at) {
		return expr{}, 0
	}
	e := expr{kind: fullDate, month: m, day: d, dir: undirected}
	at++
	if c.at(at) == "," && c.year(at+1) > 0 && c.at(at+2) != "," {
		at++
	}
	if y := c.year(at); y > 0 {
		e.year = y
		at++
	}
	return checked(e), at - i
}

// checked turns a date that no calendar has into an impossible one.
func checked(e expr) expr {
	if e.month < 1 || e.month > 12 || e.day > daysIn(e.year, e.month) {
		return expr{kind: impossible}
	}
	return e
}

// weekdayRule reads "Monday", "Monday night", "Monday, June 16, 2014".
func (c *clause) weekdayRule(i int) (expr, int) {
	d := c.weekdays[c.low[i]]
	if d == 0 || !c.capital(i) || c.capital(i-1) && c.beforeOtherWeekdays[c.at(i-1)] {
		return expr{}, 0
	}
	if c.weekdaysShort[c.low[i]] {
		if !c.capital(i + 1) {
			return expr{}, 0
		}
	}
	at := i + 1
	if c.at(at) == "," {
		at++
	}
	for _, rule := range []func(*clause, int) (expr, int){(*clause).monthFirst, (*clause).dayFirst} {
		if at < len(c.low) {
			if e, n := rule(c, at); n > 0 && e.day > 0 {
				e.weekday = d
				return e, at - i + n
			}
		}
	}
	e := expr{kind: weekday, weekday: d, dir: undirected}
	if c.weekdaysPlural[c.low[i]] {
		return expr{kind: setOf, value: "XXXX-WXX-" + string(rune('0'+d))}, 1
	}
	if part := c.dayParts[c.at(i+1)]; part != "" {
		e.part = part
		return e, 2
	}
	return e, 1
}
