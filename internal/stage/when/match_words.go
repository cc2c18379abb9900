package when

import "strings"

// partOfYear reads "the third quarter of this year", "the first half of 2014",
// "summer 2014", "the weekend", "early 2014", "mid-2010".
func (c *clause) partOfYear(i int) (expr, int) {
	at := i
	if c.the[c.at(at)] {
		at++
	}
	w, next := c.at(at), c.at(at+1)
	switch {
	case c.weekend[w] && (c.the[c.at(i)] || c.over[c.at(i-1)]):
		return expr{kind: unitOf, season: "WE", dir: undirected}, at + 1 - i
	case c.ordinalsOfParts[w] > 0 && (c.quarter[next] || next == "-" && c.quarter[c.at(at+2)]):
		end := at + 2
		if next == "-" {
			end++
		}
		return c.ofYear(i, end, expr{kind: unitOf, season: "Q" + string(rune('0'+c.ordinalsOfParts[w])), dir: undirected})
	case c.ordinalsOfParts[w] > 0 && c.ordinalsOfParts[w] <= 2 && c.half[next] && c.of[c.at(at+2)] && (c.year(at+3) > 0 || c.yearWord[c.at(at+4)]):
		return c.ofYear(i, at+2, expr{kind: unitOf, season: "H" + string(rune('0'+c.ordinalsOfParts[w])), dir: undirected})
	case len(w) == 2 && w[0] == 'h' && (w[1] == '1' || w[1] == '2') && c.capital(at) && c.year(at+1) > 0:
		return c.ofYear(i, at+1, expr{kind: unitOf, season: strings.ToUpper(w), dir: undirected})
	case len(w) == 2 && w[0] == 'q' && w[1] >= '1' && w[1] <= '4' && c.capital(at):
		return c.ofYear(i, at+1, expr{kind: unitOf, season: strings.ToUpper(w), dir: undirected})
	case c.seasons[w] != "" && (c.year(at+1) > 0 || c.of[next] && c.year(at+2) > 0):
		return c.ofYear(i, at+1, expr{kind: unitOf, season: c.seasons[w], dir: undirected})
	case c.seasons[w] != "" && !c.seasonsOtherWords[w] && c.inOrDuring[c.at(i-1)] && c.the[c.at(i)]:
		return expr{kind: unitOf, season: c.seasons[w], dir: undirected}, at + 1 - i
	case c.parts[w] && c.year(at+1) > 0:
		return expr{kind: fullDate, year: c.year(at + 1)}, at + 2 - i
	case c.mid[w] && next == "-" && c.year(at+2) > 0:
		return expr{kind: fullDate, year: c.year(at + 2)}, at + 3 - i
	case c.edgesOfYear[w] && c.of[next] && at > i:
		if e, n := c.directed(at + 2); n > 0 && e.kind == relative && e.unit != "D" {
			return e, at + 2 + n - i
		}
		if y := c.year(at + 2); y > 0 {
			return expr{kind: fullDate, year: y}, at + 3 - i
		}
	}
	return expr{}, 0
}

// ofYear reads the year after a part of one: "of 2014", "of this year", "2014".
func (c *clause) ofYear(i, at int, e expr) (expr, int) {
	if y := c.year(at); y > 0 {
		e.year = y
		return e, at + 1 - i
	}
	if !c.of[c.at(at)] {
		return e, at - i
	}
	if y := c.year(at + 1); y > 0 {
		e.year = y
		return e, at + 2 - i
	}
	if dir, ok := c.directions[c.at(at+1)]; ok && c.yearWord[c.at(at+2)] {
		e.dir, e.unit = dir, "Y"
		return e, at + 3 - i
	}
	return e, at - i
}

// yearRule reads a year that stands for itself.
func (c *clause) yearRule(i int) (expr, int) {
	y := c.year(i)
	if y < 1500 || y > 2100 || c.beforeNoYear[c.at(i-1)] || c.afterNoYear[c.at(i+1)] || c.capital(i+1) && c.tight(i) {
		return expr{}, 0
	}
	if c.tight(i) && (c.at(i+1) == "%" || c.at(i+1) == "-" && c.integer(c.at(i+2)) < 0) {
		return expr{}, 0
	}
	return expr{kind: fullDate, year: y}, 1
}

// decadeRule reads "the 1990s", "1990s", "the '90s".
func (c *clause) decadeRule(i int) (expr, int) {
	at := i
	if c.the[c.at(at)] {
		at++
	}
	w := strings.TrimLeft(c.at(at), "'’")
	if d := c.decades[w]; d > 0 && at > i {
		return expr{kind: decadeOf, year: d}, at + 1 - i
	}
	if y := c.year(at); y >= 1500 && y <= 2100 && y%10 == 0 && at > i && c.genitive[c.at(at+1)] {
		return expr{kind: decadeOf, year: y}, at + 2 - i
	}
	if n := len(w); n >= 3 && w[n-1] == 's' && w[n-2] == '0' {
		y := c.integer(w[:n-1])
		switch {
		case y >= 1500 && y <= 2100 && n == 5:
			return expr{kind: decadeOf, year: y}, at + 1 - i
		case n == 3 && y >= 20 && (w != c.at(at) || at > i):
			return expr{kind: decadeOf, year: 1900 + y}, at + 1 - i
		}
	}
	return expr{}, 0
}

// wordRule reads fixed words and phrases.
func (c *clause) wordRule(i int) (expr, int) {
	for _, p := range c.phrases {
		if c.has(i, p.words) && !(p.expr.value == "PAST_REF" && c.units[c.at(i+2)] != "") {
			return p.expr, len(p.words)
		}
	}
	e, ok := c.oneWord[c.low[i]]
	if !ok {
		return expr{}, 0
	}
	if c.now[c.low[i]] && (c.that[c.at(i+1)] || c.capital(i) && c.at(i+1) == ",") {
		return expr{}, 0
	}
	if c.genitive[c.at(i+1)] && c.today[c.low[i]] && c.capital(i) && i > 0 && c.UPOS(i-1, "PROPN") {
		return expr{}, 0 // a newspaper's
	}
	return e, 1
}

// has reports whether words stand at i.
func (c *clause) has(i int, words []string) bool {
	for k, w := range words {
		if c.at(i+k) != w {
			return false
		}
	}
	return true
}

// clockRule reads "9:18 a.m.", "18:30 GMT", "5 p.m. EDT", "noon", "midnight".
func (c *clause) clockRule(i int) (expr, int) {
	w := c.low[i]
	e := expr{kind: clockTime}
	at := i + 1
	hour, minute := -1, 0
	if a, b, ok := strings.Cut(w, ":"); ok && len(b) >= 2 {
		hour, minute = c.integer(a), c.integer(b[:2])
	} else {
		hour = c.integer(w)
	}
	add, isHalf := c.halfDays[strings.ReplaceAll(c.at(at), ".", "")]
	switch {
	case c.hours[w] > 0:
		hour = c.hours[w]
	case hour >= 0 && isHalf && hour <= 12 && len(w) <= 5:
		at++
		hour = hour%12 + add
	case hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && strings.Contains(w, ":") && (c.zones[c.at(at)] || c.beforeHours[c.at(i-1)]):
	default:
		return expr{}, 0
	}
	if minute < 0 || minute > 59 || hour > 24 {
		return expr{}, 0
	}
	e.clock = "T" + two(hour) + ":" + two(minute)
	if c.at(at) == "(" && c.zones[c.at(at+1)] && c.at(at+2) == ")" {
		e.utc = c.zonesUTC[c.at(at+1)]
		at += 3
	} else if c.zones[c.at(at)] {
		e.utc = c.zonesUTC[c.at(at)]
		at++
	}
	if c.on[c.at(at)] && (c.weekdays[c.at(at+1)] > 0 || c.monthAt(at+1) > 0) {
		return e, at - i // the day is an expression of its own
	}
	if d := c.weekdays[c.at(at)]; d > 0 && c.capital(at) {
		e.weekday = d
		at++
	} else if c.today[c.at(at)] {
		at++
	}
	return e, at - i
}

// two writes n with two digits.
func two(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
