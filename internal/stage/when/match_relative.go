package when

import "strings"

// directed reads "last week", "this year", "next Monday", "the past decade",
// "the last two years", "late last month".
func (c *clause) directed(i int) (expr, int) {
	at := i
	if c.partsOfDirected[c.at(at)] {
		at++
	}
	if c.the[c.at(at)] {
		at++
	}
	dir, ok := c.directions[c.at(at)]
	if !ok {
		return expr{}, 0
	}
	word := c.at(at)
	next := c.at(at + 1)
	switch {
	case c.units[next] != "" && !c.second[next] && !c.minute[next]:
		return c.directedUnit(i, at, dir)
	case c.weekdays[next] > 0 && c.capital(at+1):
		e := expr{kind: weekday, weekday: c.weekdays[next], dir: dir}
		if part := c.dayParts[c.at(at+2)]; part != "" {
			e.part = part
			return e, at + 3 - i
		}
		return e, at + 2 - i
	case c.months[next] > 0 && c.capital(at+1) && !c.past[word]:
		return expr{kind: fullDate, month: c.months[next], dir: dir}, at + 2 - i
	case c.seasons[next] != "" && (!c.fall[next] || c.directionsOfYears[word]):
		return expr{kind: unitOf, season: c.seasons[next], dir: dir}, at + 2 - i
	case c.dayParts[next] != "" && c.this[word]:
		return expr{kind: relative, unit: "D", part: c.dayParts[next]}, at + 2 - i
	case c.night[next] && c.last[word]:
		return expr{kind: relative, unit: "D", n: 1, dir: -1, part: "NI"}, at + 2 - i
	}
	if n, used := c.quantity(at + 1); used > 0 && c.units[c.at(at+1+used)] != "" && !c.directionsAlone[word] {
		unit := c.at(at + 1 + used)
		return expr{kind: duration, n: n, unit: c.unitCode(unit)}, at + 2 + used - i
	}
	return expr{}, 0
}

// directedUnit reads "last week" and its like; at is where "last" stands.
func (c *clause) directedUnit(i, at, dir int) (expr, int) {
	word, unit := c.at(at), c.at(at+1)
	plural := c.unitsPlural[unit]
	switch {
	case c.weekend[unit]:
		return expr{kind: unitOf, season: "WE", dir: dir}, at + 2 - i
	case plural && c.directionsOfLengths[word]:
		return expr{kind: duration, n: -1, unit: c.unitCode(unit)}, at + 2 - i
	case plural:
		return expr{}, 0
	case c.quarter[unit] && !c.same[word]:
		return expr{kind: unitOf, season: "Q", dir: dir}, at + 2 - i
	case c.past[word] || c.coming[word] && !c.week[unit]:
		return expr{kind: duration, n: 1, unit: c.unitCode(unit), dir: dir, tied: !c.unitsShort[unit]}, at + 2 - i
	}
	e := expr{kind: relative, unit: c.unitCode(unit), n: 1, dir: dir}
	if dir == 0 {
		e.n = 0
	}
	e.fromText = c.directionsInText[word]
	return e, at + 2 - i
}

// unitCode returns the ISO 8601 letter of a unit, with a T where it needs one.
func (w *Words) unitCode(word string) string {
	if w.unitsShort[word] {
		return "T" + w.units[word]
	}
	return w.units[word]
}

// quantity reads a number, a number word or a vague quantity; n is -1 where
// it is not known. used is 0 if there is none.
func (c *clause) quantity(i int) (n, used int) {
	w := c.at(i)
	switch {
	case c.article[w] && c.vague[c.at(i+1)]: // a few, a couple of
		used = 2
		n = -1
		if c.couple[c.at(i+1)] {
			n = 2
		}
		if c.of[c.at(i+2)] {
			used = 3
		}
		return n, used
	case c.half[w] && c.a[c.at(i+1)]:
		return -1, 2
	case c.vague[w] && !c.vagueWithArticle[w]:
		return -1, 1
	case c.integer(w) > 0 && !strings.ContainsAny(w, "stndrh"):
		return c.integer(w), 1
	case c.numbers[w] > 0:
		if m := c.numbers[c.at(i+2)]; c.at(i+1) == "-" && c.numbers[w] >= 20 && m > 0 && m < 10 {
			return c.numbers[w] + m, 3
		}
		return c.numbers[w], 1
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
	if c.units[unit] == "" || c.second[unit] || c.weekend[unit] || c.quarter[unit] && c.at(at-1) != "-" {
		return expr{}, 0
	}
	hyphen := at > i+used
	if used == 0 {
		if !c.unitsPlural[unit] || c.seconds[unit] && !c.forWord[c.at(i-1)] {
			return expr{}, 0
		}
		if p := c.at(i - 1); !c.beforeLengths[p] && !c.ago[c.at(i+1)] {
			return expr{}, 0
		}
		n = -1
	}
	after := c.at(at + 1)
	if c.old[after] || after == "-" && c.olds[c.at(at+2)] || c.of[after] && c.age[c.at(at+2)] {
		return expr{}, 0 // ages are no times
	}
	e := expr{kind: duration, n: n, unit: c.unitCode(unit)}
	switch {
	case hyphen:
		return e, at + 1 - i
	case c.ago[after] && c.today[c.at(at+2)] && !c.unitsShort[unit]:
		e.kind, e.dir, e.exact = relative, -1, true
		return e, at + 3 - i
	case c.ago[after]:
		e.kind, e.dir = relative, -1
		return e, at + 2 - i
	case c.earlier[after]:
		e.kind, e.dir, e.fromText, e.shifted = relative, -1, true, true
		return e, at + 2 - i
	case c.later[after]:
		e.kind, e.dir, e.fromText, e.shifted = relative, 1, true, true
		return e, at + 2 - i
	case c.from[after] && c.now[c.at(at+2)]:
		e.kind, e.dir = relative, 1
		return e, at + 3 - i
	case c.a[c.at(i)]:
		return c.perUnit(i, e, at+1-i)
	}
	return e, at + 1 - i
}

// perUnit tells "40 million a year" (a set) from "for a year" (a duration);
// a bare "a day" in other places is no time expression.
func (c *clause) perUnit(i int, e expr, n int) (expr, int) {
	switch p := c.at(i - 1); {
	case c.beforeOne[p]:
		return e, n
	case c.beforeRates[p] || c.integer(p) >= 0 || endsIn(p, c.pluralEndings):
		return expr{kind: setOf, value: "P1" + e.unit}, n
	}
	return expr{}, 0
}

// everyRule reads "every Monday", "each year", "annually".
func (c *clause) everyRule(i int) (expr, int) {
	w, next := c.low[i], c.at(i+1)
	switch {
	case c.each[w] && c.weekdays[next] > 0:
		return expr{kind: setOf, value: "XXXX-WXX-" + string(rune('0'+c.weekdays[next]))}, 2
	case c.each[w] && c.weekend[next]:
		return expr{kind: setOf, value: "XXXX-WXX-WE"}, 2
	case c.each[w] && c.units[next] != "" && !c.second[next]:
		return expr{kind: setOf, value: "P1" + c.unitCode(next)}, 2
	case c.every[w] && c.units[c.at(i+2)] != "":
		if n, used := c.quantity(i + 1); used == 1 && n > 0 {
			return expr{kind: setOf, value: period(n, c.unitCode(c.at(i+2)))}, 3
		}
	case c.recurring[w] != "":
		return expr{kind: setOf, value: c.recurring[w]}, 1
	case c.recurringLower[w] != "" && !c.capital(i):
		return expr{kind: setOf, value: c.recurringLower[w]}, 1
	}
	return expr{}, 0
}
