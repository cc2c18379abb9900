package when

import "strings"

// length reads lengths of time that are more than a number and a unit:
// "another week", "all year", "half an hour", "two and a half years", "a year
// and three months".
func (c *clause) length(i int) (expr, int) {
	for _, rule := range []func(*clause, int) (expr, int){(*clause).halves, (*clause).whole, (*clause).sumOfUnits} {
		if e, n := rule(c, i); n > 0 && i+n <= len(c.low) {
			return e, n
		}
	}
	return expr{}, 0
}

// singular returns the ISO letter of a unit of which there is one.
func (c *clause) singular(i int) string {
	w := c.at(i)
	if c.units[w] == "" || c.unitsPlural[w] || c.second[w] || c.weekend[w] || c.quarter[w] {
		return ""
	}
	return c.unitCode(w)
}

// whole reads "another week", "the whole year", "all-day".
func (c *clause) whole(i int) (expr, int) {
	if !c.wholeWord[c.at(i)] {
		return expr{}, 0
	}
	at := i + 1
	if c.at(at) == "-" {
		at++
	}
	unit := c.singular(at)
	if unit == "" || c.all[c.at(i)] && unit == "TM" {
		return expr{}, 0
	}
	return expr{kind: duration, n: 1, unit: unit}, at + 1 - i
}

// halves reads "half an hour", "half a year", "an hour and a half", "two and a
// half years".
func (c *clause) halves(i int) (expr, int) {
	if c.half[c.at(i)] {
		at := i + 1
		if c.a[c.at(at)] || c.at(at) == "-" {
			at++
		}
		if unit := c.singular(at); unit != "" && (at > i+1 || unit == "TH" || unit == "Y") {
			return expr{kind: duration, half: true, unit: unit}, at + 1 - i
		}
		return expr{}, 0
	}
	n, used := c.quantity(i)
	if used == 0 || n <= 0 {
		return expr{}, 0
	}
	at := i + used
	if c.has(at, c.andAHalf) && c.units[c.at(at+3)] != "" {
		return c.since(i, at+4, expr{kind: duration, n: n, half: true, unit: c.unitCode(c.at(at + 3))})
	}
	if unit := c.singular(at); unit != "" && n == 1 && c.has(at+1, c.andAHalf) && c.units[c.at(at+4)] == "" {
		return c.since(i, at+4, expr{kind: duration, n: 1, half: true, unit: unit})
	}
	return expr{}, 0
}

// since turns a length that "ago" follows into a day of which only the length
// is known: half a unit is no day of the calendar.
func (c *clause) since(i, at int, e expr) (expr, int) {
	if c.ago[c.at(at)] {
		return expr{kind: reference, value: "PAST_REF"}, at + 1 - i
	}
	return e, at - i
}

// sumOfUnits reads two or more counted units: "one year and two months", "1
// year, 1 month and 21 days ago".
func (c *clause) sumOfUnits(i int) (expr, int) {
	var sum [4]int // years, months, weeks, days
	at, terms := i, 0
	for {
		from := at
		if terms > 0 {
			if c.at(from) == "," {
				from++
			}
			if c.and[c.at(from)] {
				from++
			}
		}
		n, used := c.quantity(from)
		if used == 0 || n <= 0 {
			break
		}
		unit := c.at(from + used)
		k := strings.Index("YMWD", c.units[unit])
		if c.units[unit] == "" || k < 0 || c.unitsShort[unit] {
			break
		}
		sum[k] += n
		at, terms = from+used+1, terms+1
	}
	if terms < 2 {
		return expr{}, 0
	}
	e := expr{kind: duration, sum: sum}
	switch w := c.at(at); {
	case c.beforeNow[w]:
		e.kind, e.dir, e.fromText = relative, -1, !c.ago[w]
		return e, at + 1 - i
	case c.later[w]:
		e.kind, e.dir, e.fromText = relative, 1, true
		return e, at + 1 - i
	}
	return e, at - i
}

// repeated reads "every morning", "every other Friday", "biweekly", "everyday".
func (c *clause) repeated(i int) (expr, int) {
	w, next := c.at(i), c.at(i+1)
	switch {
	case c.each[w] && c.dayParts[next] != "":
		return expr{kind: setOf, value: "T" + c.dayParts[next]}, 2
	case c.every[w] && c.other[next] && c.weekdays[c.at(i+2)] > 0:
		return expr{kind: setOf, value: "XXXX-WXX-" + string(rune('0'+c.weekdays[c.at(i+2)]))}, 3
	case c.every[w] && c.other[next] && c.singular(i+2) != "":
		return expr{kind: setOf, value: period(2, c.singular(i+2))}, 3
	}
	return expr{}, 0
}

// bareDay reads "on the 27th": a day whose month is the story's or the next.
func (c *clause) bareDay(i int) (expr, int) {
	if !c.the[c.at(i)] || !c.beforeDays[c.at(i-1)] {
		return expr{}, 0
	}
	w := c.at(i + 1)
	n := c.integer(w)
	if n < 1 || n > 31 || w[len(w)-1] <= '9' {
		return expr{}, 0
	}
	if !c.closed(i + 2) {
		return expr{}, 0
	}
	return expr{kind: fullDate, day: n, dir: undirected}, 2
}
