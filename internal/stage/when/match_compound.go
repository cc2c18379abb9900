package when

import (
	"strings"
	"time"
)

// ordinal reads an ordinal up to 31 in words or figures ("third", "3rd",
// "twenty-first") and returns how many tokens it has.
func (c *clause) ordinal(i int) (n, used int) {
	w := c.at(i)
	if d := c.ordinals[w]; d > 0 {
		return d, 1
	}
	if tens, ones, ok := strings.Cut(w, "-"); ok && c.tensOfDays[tens] && c.ordinals[ones] > 0 {
		return c.numbers[tens] + c.ordinals[ones], 1
	}
	if c.tensOfDays[w] {
		at := i + 1
		if c.at(at) == "-" {
			at++
		}
		if d := c.ordinals[c.at(at)]; d > 0 && d < 10 {
			return c.numbers[w] + d, at + 1 - i
		}
	}
	if n := c.integer(w); n > 0 && n <= 31 && strings.HasSuffix(w, w[len(w)-1:]) && w[len(w)-1] > '9' {
		return n, 1
	}
	return 0, 0
}

// compound reads expressions that are made of others: "the first Friday of
// July", "the twenty-first of June", "the 20th of next month", "Tuesday next
// week", "two days after tomorrow", "the third week of May".
func (c *clause) compound(i int) (expr, int) {
	for _, rule := range []func(*clause, int) (expr, int){
		(*clause).nthOfMonth, (*clause).dayOfWeek, (*clause).weekdayDay, (*clause).monthOrdinal, (*clause).shifted,
	} {
		if e, n := rule(c, i); n > 0 && i+n <= len(c.low) {
			return e, n
		}
	}
	return expr{}, 0
}

// nthOfMonth reads an ordinal and the month it counts in: days, weekdays and
// weeks.
func (c *clause) nthOfMonth(i int) (expr, int) {
	at := i
	if c.the[c.at(at)] {
		at++
	}
	n, used := c.ordinal(at)
	if c.last[c.at(at)] {
		n, used = -1, 1
	}
	if used == 0 {
		return expr{}, 0
	}
	at += used
	e := expr{kind: fullDate, dir: undirected, day: n}
	switch d := c.weekdays[c.at(at)]; {
	case d > 0 && c.capital(at):
		e = expr{kind: nthDay, dir: undirected, weekday: d, n: n}
		at++
	case c.week[c.at(at)]:
		e = expr{kind: nthDay, dir: undirected, n: n}
		at++
	case n < 0:
		return expr{}, 0
	}
	if !c.ofOrIn[c.at(at)] || n > 5 && e.kind == nthDay {
		return expr{}, 0
	}
	at++
	if month, year, used := c.monthAndYear(at); used > 0 {
		e.month, e.year = month, year
		at += used
	} else if dir, ok := c.directions[c.at(at)]; ok && c.month[c.at(at+1)] {
		e.unit, e.n2 = "M", dir
		at += 2
	} else if e.kind == nthDay && e.weekday == 0 {
		e, used := c.ofYear(i, at-1, expr{kind: nthDay, n: n, dir: undirected, week: true})
		if e.year == 0 && e.unit == "" {
			return expr{}, 0
		}
		return e, used
	} else {
		return expr{}, 0
	}
	if e.kind == fullDate && e.unit == "" {
		return checked(e), at - i
	}
	return e, at - i
}

// monthAndYear reads a month with its year, if that stands there: "May, 2021".
func (c *clause) monthAndYear(i int) (month, year, used int) {
	month = c.months[c.at(i)]
	if month <= 0 || !c.capital(i) {
		return 0, 0, 0
	}
	at := i + 1
	if c.at(at) == "," && c.year(at+1) > 0 {
		at++
	}
	if y := c.year(at); y > 0 {
		year = y
		at++
	}
	return month, year, at - i
}

// dayOfWeek reads a weekday of a week that is named by its distance: "Tuesday
// next week", "Friday of last week", "next week on Friday".
func (c *clause) dayOfWeek(i int) (expr, int) {
	if d := c.weekdays[c.at(i)]; d > 0 && c.capital(i) {
		at := i + 1
		if c.of[c.at(at)] {
			at++
		}
		if dir, ok := c.directions[c.at(at)]; ok && c.week[c.at(at+1)] {
			return expr{kind: weekday, weekday: d, dir: dir, unit: "W"}, at + 2 - i
		}
		return expr{}, 0
	}
	dir, ok := c.directions[c.at(i)]
	if !ok || !c.week[c.at(i+1)] {
		return expr{}, 0
	}
	at := i + 2
	if c.on[c.at(at)] {
		at++
	}
	if d := c.weekdays[c.at(at)]; d > 0 && c.capital(at) {
		return expr{kind: weekday, weekday: d, dir: dir, unit: "W"}, at + 1 - i
	}
	return expr{}, 0
}

// weekdayDay reads a weekday with the day of the month: "Friday the 13th".
func (c *clause) weekdayDay(i int) (expr, int) {
	d := c.weekdays[c.at(i)]
	if d == 0 || !c.capital(i) {
		return expr{}, 0
	}
	at := i + 1
	if c.at(at) == "," {
		at++
	}
	if n := c.integer(c.at(at)); !c.the[c.at(at)] && n > 0 && n <= 31 && at == i+1 && c.at(at+1) != "" && c.closed(at+1) {
		return expr{kind: nthDay, weekday: d, day: n, dir: undirected}, 2 // "Friday 31"
	}
	if !c.the[c.at(at)] {
		return expr{}, 0
	}
	n, used := c.ordinal(at + 1)
	if used == 0 {
		return expr{}, 0
	}
	next := at + 1 + used
	if c.integer(c.at(at+1)) < 0 && !c.of[c.at(next)] && !c.closed(next) {
		return expr{}, 0 // "on Tuesday the first shells fell"
	}
	if c.of[c.at(next)] {
		if e, k := c.nthOfMonth(at); k > 0 && e.kind == fullDate {
			return e, at + k - i
		}
	}
	return expr{kind: nthDay, weekday: d, day: n, dir: undirected}, at + 1 + used - i
}

// closed reports whether no word that belongs to what stands before it can
// stand at i: the end, a mark, or one of a few small words.
func (c *clause) closed(i int) bool {
	w := c.at(i)
	return w == "" || strings.Contains(".,;:!?)”\"’–—-", w[:1]) || c.closers[w]
}

// monthOrdinal reads a month and a day in words: "September the twenty-first".
func (c *clause) monthOrdinal(i int) (expr, int) {
	m := c.months[c.at(i)]
	if m == 0 || !c.capital(i) {
		return expr{}, 0
	}
	at := i + 1
	if c.the[c.at(at)] {
		at++
	}
	d, used := c.ordinal(at)
	if used == 0 || c.integer(c.at(at)) > 0 && at == i+1 || c.half[c.at(at+used)] || c.quarter[c.at(at+used)] {
		return expr{}, 0
	}
	e := expr{kind: fullDate, month: m, day: d, dir: undirected}
	at += used
	if c.at(at) == "," && c.year(at+1) > 0 {
		at++
	}
	if y := c.year(at); y > 0 {
		e.year = y
		at++
	}
	return checked(e), at - i
}

// shifted reads a number of days or weeks before or after a named day: "two
// days after tomorrow".
func (c *clause) shifted(i int) (expr, int) {
	n, used := c.quantity(i)
	if used == 0 || n <= 0 {
		return expr{}, 0
	}
	at := i + used
	size := 0
	switch {
	case c.days[c.at(at)]:
		size = 1
	case c.weeks[c.at(at)]:
		size = 7
	default:
		return expr{}, 0
	}
	sign := 1
	if c.before[c.at(at+1)] {
		sign = -1
	} else if !c.after[c.at(at+1)] {
		return expr{}, 0
	}
	shift, ok := c.namedDays[c.at(at+2)]
	if !ok {
		return expr{}, 0
	}
	total, dir := sign*n*size+shift, 1
	if total < 0 {
		total, dir = -total, -1
	}
	return expr{kind: relative, unit: "D", n: total, dir: dir}, at + 3 - i
}

// nth returns the n-th weekday of a month, or the last for -1; false if the
// month has no such day. Weekday 0 asks for the n-th week, by its Monday.
func nth(year int, month time.Month, weekday, n int) (time.Time, bool) {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	if weekday == 0 {
		monday := first.AddDate(0, 0, 1-isoWeekday(first))
		if isoWeekday(first) > 4 { // the week belongs to the month that has most of it
			monday = monday.AddDate(0, 0, 7)
		}
		if n < 0 {
			last := first.AddDate(0, 1, -1)
			return last.AddDate(0, 0, 1-isoWeekday(last)), true
		}
		return monday.AddDate(0, 0, 7*(n-1)), true
	}
	if n < 0 {
		last := first.AddDate(0, 1, -1)
		return last.AddDate(0, 0, -((isoWeekday(last) - weekday + 7) % 7)), true
	}
	day := first.AddDate(0, 0, (weekday-isoWeekday(first)+7)%7+7*(n-1))
	return day, day.Month() == month
}
