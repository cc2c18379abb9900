package when

import "strings"

// direction of the words that point from the anchor.
var direction = map[string]int{"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "same": 0, "next": 1, "coming": 1, "following": 1, "upcoming": 1}

// directed reads "last week", "this year", "next Monday", "the past decade",
// "the last two years", "late last month".
func (c *clause) directed(i int) (expr, int) {
	at := i
	if c.at(at) == "early" || c.at(at) == "late" || c.at(at) == "earlier" || c.at(at) == "later" {
		at++
	}
	if c.at(at) == "the" {
		at++
	}
	dir, ok := direction[c.at(at)]
	if !ok {
		return expr{}, 0
	}
	word := c.at(at)
	next := c.at(at + 1)
	switch {
	case units[next] != "" && next != "second" && next != "minute":
		return c.directedUnit(i, at, dir)
	case weekdays[next] > 0 && c.capital(at+1):
		e := expr{kind: weekday, weekday: weekdays[next], dir: dir}
		if part := dayParts[c.at(at+2)]; part != "" {
			e.part = part
			return e, at + 3 - i
		}
		return e, at + 2 - i
	case months[next] > 0 && c.capital(at+1) && word != "past":
		return expr{kind: fullDate, month: months[next], dir: dir}, at + 2 - i
	case seasons[next] != "" && (next != "fall" || word == "last" || word == "this" || word == "next"):
		return expr{kind: unitOf, season: seasons[next], dir: dir}, at + 2 - i
	case dayParts[next] != "" && word == "this":
		return expr{kind: relative, unit: "D", part: dayParts[next]}, at + 2 - i
	case next == "night" && word == "last":
		return expr{kind: relative, unit: "D", n: 1, dir: -1, part: "NI"}, at + 2 - i
	}
	if n, used := c.quantity(at + 1); used > 0 && units[c.at(at+1+used)] != "" && word != "this" && word != "same" {
		unit := c.at(at + 1 + used)
		return expr{kind: duration, n: n, unit: unitCode(unit)}, at + 2 + used - i
	}
	return expr{}, 0
}

// directedUnit reads "last week" and its like; at is where "last" stands.
func (c *clause) directedUnit(i, at, dir int) (expr, int) {
	word, unit := c.at(at), c.at(at+1)
	plural := strings.HasSuffix(unit, "s")
	switch {
	case unit == "weekend":
		return expr{kind: unitOf, season: "WE", dir: dir}, at + 2 - i
	case plural && (word == "past" || word == "last" || word == "next" || word == "coming"):
		return expr{kind: duration, n: -1, unit: unitCode(unit)}, at + 2 - i
	case plural:
		return expr{}, 0
	case unit == "quarter" && word != "same":
		return expr{kind: unitOf, season: "Q", dir: dir}, at + 2 - i
	case word == "past" || word == "coming" && unit != "week":
		return expr{kind: duration, n: 1, unit: unitCode(unit), dir: dir, tied: !shortUnit(unit)}, at + 2 - i
	}
	e := expr{kind: relative, unit: unitCode(unit), n: 1, dir: dir}
	if dir == 0 {
		e.n = 0
	}
	e.fromText = word == "previous" || word == "following" || word == "same"
	return e, at + 2 - i
}

// unitCode returns the ISO 8601 letter of a unit, with a T where it needs one.
func unitCode(word string) string {
	if shortUnit(word) {
		return "T" + units[word]
	}
	return units[word]
}

// quantity reads a number, a number word or a vague quantity; n is -1 where
// it is not known. used is 0 if there is none.
func (c *clause) quantity(i int) (n, used int) {
	w := c.at(i)
	switch {
	case w == "a" && vague[c.at(i+1)]: // a few, a couple of
		used = 2
		n = -1
		if c.at(i+1) == "couple" {
			n = 2
		}
		if c.at(i+2) == "of" {
			used = 3
		}
		return n, used
	case w == "half" && (c.at(i+1) == "a" || c.at(i+1) == "an"):
		return -1, 2
	case vague[w] && w != "couple" && w != "dozens" && w != "hundreds":
		return -1, 1
	case integer(w) > 0 && !strings.ContainsAny(w, "stndrh"):
		return integer(w), 1
	case numbers[w] > 0:
		if m := numbers[c.at(i+2)]; c.at(i+1) == "-" && numbers[w] >= 20 && m > 0 && m < 10 {
			return numbers[w] + m, 3
		}
		return numbers[w], 1
	}
	return 0, 0
}

// counted reads "two weeks", "two weeks ago", "a 12-year deal", "decades".
func (c *clause) counted(i int) (expr, int) {
	n, used := c.quantity(i)
	at := i + used
	if used > 0 && c.at(at) == "-" && c.tight(at) {
		at++
	}
	unit := c.at(at)
	if units[unit] == "" || unit == "second" || unit == "weekend" || unit == "quarter" && c.at(at-1) != "-" {
		return expr{}, 0
	}
	hyphen := at > i+used
	if used == 0 {
		if !strings.HasSuffix(unit, "s") || unit == "seconds" && c.at(i-1) != "for" {
			return expr{}, 0
		}
		if p := c.at(i - 1); p != "for" && p != "in" && p != "over" && p != "within" && c.at(i+1) != "ago" {
			return expr{}, 0
		}
		n = -1
	}
	after := c.at(at + 1)
	if after == "old" || after == "-" && c.at(at+2) == "old" || after == "-" && c.at(at+2) == "olds" || after == "of" && c.at(at+2) == "age" {
		return expr{}, 0 // ages are no times
	}
	e := expr{kind: duration, n: n, unit: unitCode(unit)}
	switch {
	case hyphen:
		return e, at + 1 - i
	case after == "ago":
		e.kind, e.dir = relative, -1
		return e, at + 2 - i
	case after == "earlier" || after == "before":
		e.kind, e.dir, e.fromText = relative, -1, true
		return e, at + 2 - i
	case after == "later":
		e.kind, e.dir, e.fromText = relative, 1, true
		return e, at + 2 - i
	case after == "from" && c.at(at+2) == "now":
		e.kind, e.dir = relative, 1
		return e, at + 3 - i
	case c.at(i) == "a" || c.at(i) == "an":
		return c.perUnit(i, e, at+1-i)
	}
	return e, at + 1 - i
}

// perUnit tells "40 million a year" (a set) from "for a year" (a duration);
// a bare "a day" in other places is no time expression.
func (c *clause) perUnit(i int, e expr, n int) (expr, int) {
	switch p := c.at(i - 1); {
	case p == "for" || p == "in" || p == "over" || p == "within" || p == "than" || p == "nearly" || p == "almost" || p == "about":
		return e, n
	case p == "once" || p == "twice" || p == "times" || integer(p) >= 0 || strings.HasSuffix(p, "s") || p == "million" || p == "billion" || p == "percent":
		return expr{kind: setOf, value: "P1" + e.unit}, n
	}
	return expr{}, 0
}

// everyRule reads "every Monday", "each year", "annually".
func (c *clause) everyRule(i int) (expr, int) {
	w, next := c.low[i], c.at(i+1)
	switch {
	case (w == "every" || w == "each") && weekdays[next] > 0:
		return expr{kind: setOf, value: "XXXX-WXX-" + string(rune('0'+weekdays[next]))}, 2
	case (w == "every" || w == "each") && next == "weekend":
		return expr{kind: setOf, value: "XXXX-WXX-WE"}, 2
	case (w == "every" || w == "each") && units[next] != "" && next != "second":
		return expr{kind: setOf, value: "P1" + unitCode(next)}, 2
	case w == "every" && units[c.at(i+2)] != "":
		if n, used := c.quantity(i + 1); used == 1 && n > 0 {
			return expr{kind: setOf, value: period(n, unitCode(c.at(i+2)))}, 3
		}
	case w == "annually" || w == "yearly":
		return expr{kind: setOf, value: "P1Y"}, 1
	case w == "daily" && !c.capital(i):
		return expr{kind: setOf, value: "P1D"}, 1
	case w == "weekly" && !c.capital(i):
		return expr{kind: setOf, value: "P1W"}, 1
	case w == "quarterly" && !c.capital(i):
		return expr{kind: setOf, value: "P3M"}, 1
	case w == "monthly" && !c.capital(i):
		return expr{kind: setOf, value: "P1M"}, 1
	}
	return expr{}, 0
}
