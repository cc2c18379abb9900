package when

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// anchored reads lengths and parts that are tied to a day: "the next three
// days", "2 past years", "the last four months of 2021", "three weeks after
// Easter", "in two weeks" of what is to come, "the week of April 10", "the end
// of the month", "mid-November", "the 15th day of June".
func (c *clause) anchored(i int) (expr, int) {
	for _, rule := range []func(*clause, int) (expr, int){
		(*clause).countOf, (*clause).shiftedFrom, (*clause).inCount, (*clause).weekOf, (*clause).edgeOf, (*clause).midMonth, (*clause).dayOfMonth,
	} {
		if e, n := rule(c, i); n > 0 && i+n <= len(c.low) {
			return e, n
		}
	}
	return expr{}, 0
}

// countOf reads a number of units in a direction, in either order, and the
// year they are counted in, if it is stated.
func (c *clause) countOf(i int) (expr, int) {
	at := i
	if c.the[c.at(at)] {
		at++
	}
	dir, ok := c.directions[c.at(at)]
	first := c.first[c.at(at)]
	n, used := 0, 0
	if ok || first {
		n, used = c.quantity(at + 1)
		if c.couple[c.at(at+1)] {
			n, used = 2, 1
			if c.of[c.at(at+2)] {
				used++
			}
		}
		at += 1 + used
	} else if n, used = c.quantity(at); used > 0 {
		dir, ok = c.directions[c.at(at+used)]
		at += used + 1
	}
	unit := c.at(at)
	if used == 0 || n <= 0 || !ok && !first || c.units[unit] == "" || c.unitsShort[unit] || !c.unitsPlural[unit] && n > 1 || ok && dir == 0 {
		return expr{}, 0
	}
	at++
	e := expr{kind: duration, n: n, unit: c.units[unit], dir: dir, tied: true}
	if c.of[c.at(at)] && (dir < 0 || first) {
		if base, k := c.yearLike(at + 1); k > 0 {
			e.base = &base
			return e, at + 1 + k - i
		}
	}
	if first {
		return expr{}, 0
	}
	return e, at - i
}

// yearLike reads a year in figures or by its distance.
func (c *clause) yearLike(i int) (expr, int) {
	if y := c.year(i); y > 0 {
		return expr{kind: fullDate, year: y}, 1
	}
	if dir, ok := c.directions[c.at(i)]; ok && c.yearWord[c.at(i+1)] {
		return expr{kind: relative, unit: "Y", n: dir * dir, dir: dir}, 2
	}
	return expr{}, 0
}

// shiftedFrom reads a number of units before or after a day that is named.
func (c *clause) shiftedFrom(i int) (expr, int) {
	n, used := c.quantity(i)
	unit := c.at(i + used)
	if used == 0 || n <= 0 || c.units[unit] == "" || c.unitsShort[unit] || !strings.Contains("DWMYF", c.units[unit]) {
		return expr{}, 0
	}
	at, dir := i+used+1, 1
	if c.before[c.at(at)] {
		dir = -1
	} else if !c.afterNamed[c.at(at)] {
		return expr{}, 0
	}
	at++
	for _, rule := range []func(*clause, int) (expr, int){(*clause).numericDate, (*clause).holidayRule, (*clause).weekdayRule, (*clause).monthFirst, (*clause).dayFirst, (*clause).wordRule} {
		if at >= len(c.low) || c.low[at] == "" {
			break
		}
		base, k := rule(c, at)
		if k == 0 || base.kind == fullDate && base.day == 0 || base.kind == reference || base.kind == setOf {
			continue
		}
		return expr{kind: shiftOf, n: n, unit: c.units[unit], dir: dir, base: &base}, at + k - i
	}
	return expr{}, 0
}

// inCount reads "in two weeks" where the verb looks ahead.
func (c *clause) inCount(i int) (expr, int) {
	n, used := c.quantity(i)
	unit := c.at(i + used)
	if !c.in[c.at(i-1)] || used == 0 || n <= 0 || c.units[unit] == "" || c.unitsShort[unit] || !c.closed(i+used+1) || c.of[c.at(i+used+1)] {
		return expr{}, 0
	}
	ahead := false
	for k := i - 2; k >= 0 && k > i-10; k-- {
		ahead = ahead || c.aheadWords[c.low[k]]
	}
	if !ahead {
		return expr{}, 0
	}
	return expr{kind: relative, unit: c.units[unit], n: n, dir: 1}, used + 1
}

// weekOf reads "the week of April 10".
func (c *clause) weekOf(i int) (expr, int) {
	if !c.has(i, c.theWeekOf) || i+3 >= len(c.low) || c.low[i+3] == "" {
		return expr{}, 0
	}
	base, n := c.monthFirst(i + 3)
	if n == 0 || base.day == 0 {
		return expr{}, 0
	}
	return expr{kind: weekAround, base: &base}, 3 + n
}

// edgeOf reads "the end of the month", "the middle of March".
func (c *clause) edgeOf(i int) (expr, int) {
	at := i
	if c.the[c.at(at)] {
		at++
	}
	if !c.edges[c.at(at)] || !c.of[c.at(at+1)] {
		return expr{}, 0
	}
	at += 2
	if c.the[c.at(at)] {
		at++
	}
	if unit := c.at(at); c.unitsWithEdges[unit] && (c.the[c.at(at-1)] || c.yearWord[unit]) {
		return expr{kind: relative, unit: c.units[unit]}, at + 1 - i
	}
	if at < len(c.low) && c.low[at] != "" {
		if e, n := c.monthFirst(at); n > 0 && e.day == 0 {
			return e, at + n - i
		}
	}
	return expr{}, 0
}

// midMonth reads "mid-November", "early March 2015", one token or three.
func (c *clause) midMonth(i int) (expr, int) {
	w := c.at(i)
	for _, lead := range c.partPrefixes {
		name, ok := strings.CutPrefix(w, lead)
		if !ok {
			continue
		}
		if m := c.months[name]; m > 0 && len(name) > 2 {
			e := expr{kind: fullDate, month: m, dir: undirected}
			if y := c.year(i + 1); y > 0 {
				e.year = y
				return e, 2
			}
			return e, 1
		}
		if y := c.integer(name); len(name) == 4 && y >= 1500 && y <= 2100 {
			return expr{kind: fullDate, year: y}, 1
		}
	}
	if c.mid[w] && c.at(i+1) == "-" && i+2 < len(c.low) && c.low[i+2] != "" {
		if e, n := c.monthFirst(i + 2); n > 0 && e.day == 0 {
			return e, n + 2
		}
	}
	return expr{}, 0
}

// dayOfMonth reads "the 15th day of June", "the first day of next month".
func (c *clause) dayOfMonth(i int) (expr, int) {
	at := i
	if c.the[c.at(at)] {
		at++
	}
	n, used := c.ordinal(at)
	if used == 0 || !c.day[c.at(at+used)] || !c.of[c.at(at+used+1)] {
		return expr{}, 0
	}
	at += used + 2
	if dir, ok := c.directions[c.at(at)]; ok && c.month[c.at(at+1)] {
		return expr{kind: fullDate, day: n, unit: "M", n2: dir, dir: undirected}, at + 2 - i
	}
	if at >= len(c.low) || c.low[at] == "" {
		return expr{}, 0
	}
	e, k := c.monthFirst(at)
	if k == 0 || e.day > 0 {
		return expr{}, 0
	}
	e.day = n
	return checked(e), at + k - i
}

// spread gives the first month of a range the year of the second: in "from May
// to October 2020" both lie in 2020, in "November to March 2020" the first in
// 2019.
func (c *clause) spread(first, second *expr, between string, a *anchor) {
	if first.kind != fullDate || second.kind != fullDate || first.month == 0 || second.month == 0 || first.year > 0 || first.unit != "" || first.dir != undirected ||
		!c.ranges[between] || c.and[between] && second.year == 0 {
		return
	}
	year := second.year
	if year == 0 {
		t := resolve(*second, a)
		if t.From == "" {
			return
		}
		year = mustDay(t.From).Year()
	}
	if first.month > second.month {
		year--
	}
	first.year, first.basis = year, a.basis
	if second.year > 0 {
		first.basis = readout.DateFromText
	}
}
