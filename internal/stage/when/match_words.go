package when

import "strings"

// partOfYear reads "the third quarter of this year", "the first half of 2014",
// "summer 2014", "the weekend", "early 2014", "mid-2010".
func (c *clause) partOfYear(i int) (expr, int) {
	at := i
	if c.at(at) == "the" {
		at++
	}
	w, next := c.at(at), c.at(at+1)
	switch {
	case w == "weekend" && (c.at(i) == "the" || c.at(i-1) == "over"):
		return expr{kind: unitOf, season: "WE", dir: undirected}, at + 1 - i
	case ordinals[w] > 0 && (next == "quarter" || next == "-" && c.at(at+2) == "quarter"):
		end := at + 2
		if next == "-" {
			end++
		}
		return c.ofYear(i, end, expr{kind: unitOf, season: "Q" + string(rune('0'+ordinals[w])), dir: undirected})
	case ordinals[w] > 0 && ordinals[w] <= 2 && next == "half" && c.at(at+2) == "of" && (c.year(at+3) > 0 || c.at(at+4) == "year"):
		return c.ofYear(i, at+2, expr{kind: unitOf, season: "H" + string(rune('0'+ordinals[w])), dir: undirected})
	case (w == "h1" || w == "h2") && c.capital(at) && c.year(at+1) > 0:
		return c.ofYear(i, at+1, expr{kind: unitOf, season: strings.ToUpper(w), dir: undirected})
	case len(w) == 2 && w[0] == 'q' && w[1] >= '1' && w[1] <= '4' && c.capital(at):
		return c.ofYear(i, at+1, expr{kind: unitOf, season: strings.ToUpper(w), dir: undirected})
	case seasons[w] != "" && (c.year(at+1) > 0 || next == "of" && c.year(at+2) > 0):
		return c.ofYear(i, at+1, expr{kind: unitOf, season: seasons[w], dir: undirected})
	case seasons[w] != "" && w != "fall" && w != "spring" && (c.at(i-1) == "in" || c.at(i-1) == "during") && c.at(i) == "the":
		return expr{kind: unitOf, season: seasons[w], dir: undirected}, at + 1 - i
	case (w == "early" || w == "late" || w == "mid") && c.year(at+1) > 0:
		return expr{kind: fullDate, year: c.year(at + 1)}, at + 2 - i
	case w == "mid" && next == "-" && c.year(at+2) > 0:
		return expr{kind: fullDate, year: c.year(at + 2)}, at + 3 - i
	case (w == "end" || w == "start" || w == "beginning" || w == "middle") && next == "of" && at > i:
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
	if c.at(at) != "of" {
		return e, at - i
	}
	if y := c.year(at + 1); y > 0 {
		e.year = y
		return e, at + 2 - i
	}
	if dir, ok := direction[c.at(at+1)]; ok && c.at(at+2) == "year" {
		e.dir, e.unit = dir, "Y"
		return e, at + 3 - i
	}
	return e, at - i
}

// notYear are the words after which or before which four digits are no year.
var notYear = set("$ £ € us$ # no. no room flight level about nearly around roughly than least some")

// countNouns follow numbers that count.
var countNouns = set("people troops soldiers dollars votes miles kilometers kilometres feet meters metres tons tonnes men women children jobs homes houses points barrels refugees seats students members employees workers euros percent % million")

// yearRule reads a year that stands for itself.
func (c *clause) yearRule(i int) (expr, int) {
	y := c.year(i)
	if y < 1500 || y > 2100 || notYear[c.at(i-1)] || countNouns[c.at(i+1)] || c.capital(i+1) && c.tight(i) {
		return expr{}, 0
	}
	if c.tight(i) && (c.at(i+1) == "%" || c.at(i+1) == "-" && integer(c.at(i+2)) < 0) {
		return expr{}, 0
	}
	return expr{kind: fullDate, year: y}, 1
}

// decadeRule reads "the 1990s", "1990s", "the '90s".
func (c *clause) decadeRule(i int) (expr, int) {
	at := i
	if c.at(at) == "the" {
		at++
	}
	w := strings.TrimLeft(c.at(at), "'’")
	if d := decades[w]; d > 0 && at > i {
		return expr{kind: decadeOf, year: d}, at + 1 - i
	}
	if y := c.year(at); y >= 1500 && y <= 2100 && y%10 == 0 && at > i && (c.at(at+1) == "'s" || c.at(at+1) == "’s") {
		return expr{kind: decadeOf, year: y}, at + 2 - i
	}
	if n := len(w); n >= 3 && w[n-1] == 's' && w[n-2] == '0' {
		y := integer(w[:n-1])
		switch {
		case y >= 1500 && y <= 2100 && n == 5:
			return expr{kind: decadeOf, year: y}, at + 1 - i
		case n == 3 && y >= 20 && (w != c.at(at) || at > i):
			return expr{kind: decadeOf, year: 1900 + y}, at + 1 - i
		}
	}
	return expr{}, 0
}

// decades by name: those of the twentieth century.
var decades = map[string]int{"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}

// simpleWords are expressions of one word.
var simpleWords = map[string]expr{
	"today":       {kind: relative, unit: "D"},
	"yesterday":   {kind: relative, unit: "D", n: 1, dir: -1},
	"tomorrow":    {kind: relative, unit: "D", n: 1, dir: 1},
	"tonight":     {kind: relative, unit: "D", part: "NI"},
	"now":         {kind: reference, value: "PRESENT_REF"},
	"currently":   {kind: reference, value: "PRESENT_REF"},
	"nowadays":    {kind: reference, value: "PRESENT_REF"},
	"recently":    {kind: reference, value: "PAST_REF"},
	"recent":      {kind: reference, value: "PAST_REF"},
	"formerly":    {kind: reference, value: "PAST_REF"},
	"previously":  {kind: reference, value: "PAST_REF"},
	"soon":        {kind: reference, value: "FUTURE_REF"},
	"century":     {},
	"overnight":   {kind: relative, unit: "D", part: "NI"},
	"present-day": {kind: reference, value: "PRESENT_REF"},
}

// phrases are fixed expressions of several words.
var phrases = []struct {
	words []string
	expr  expr
}{
	{strings.Fields("earlier today"), expr{kind: relative, unit: "D"}},
	{strings.Fields("later today"), expr{kind: relative, unit: "D"}},
	{strings.Fields("the day before yesterday"), expr{kind: relative, unit: "D", n: 2, dir: -1}},
	{strings.Fields("the day after tomorrow"), expr{kind: relative, unit: "D", n: 2, dir: 1}},
	{strings.Fields("the same day"), expr{kind: relative, unit: "D", fromText: true}},
	{strings.Fields("the next day"), expr{kind: relative, unit: "D", n: 1, dir: 1, fromText: true}},
	{strings.Fields("the following day"), expr{kind: relative, unit: "D", n: 1, dir: 1, fromText: true}},
	{strings.Fields("the future"), expr{kind: reference, value: "FUTURE_REF"}},
	{strings.Fields("the near future"), expr{kind: reference, value: "FUTURE_REF"}},
	{strings.Fields("the past"), expr{kind: reference, value: "PAST_REF"}},
	{strings.Fields("the moment"), expr{kind: reference, value: "PRESENT_REF"}},
	{strings.Fields("the time being"), expr{kind: reference, value: "PRESENT_REF"}},
	{strings.Fields("at present"), expr{kind: reference, value: "PRESENT_REF"}},
	{strings.Fields("recent years"), expr{kind: duration, n: -1, unit: "Y"}},
	{strings.Fields("recent months"), expr{kind: duration, n: -1, unit: "M"}},
	{strings.Fields("recent weeks"), expr{kind: duration, n: -1, unit: "W"}},
	{strings.Fields("recent days"), expr{kind: duration, n: -1, unit: "D"}},
}

// wordRule reads fixed words and phrases.
func (c *clause) wordRule(i int) (expr, int) {
	for _, p := range phrases {
		if c.has(i, p.words) && !(p.expr.value == "PAST_REF" && units[c.at(i+2)] != "") {
			return p.expr, len(p.words)
		}
	}
	e, ok := simpleWords[c.low[i]]
	if !ok || e.kind == fullDate {
		return expr{}, 0
	}
	if c.low[i] == "now" && (c.at(i+1) == "that" || c.capital(i) && c.at(i+1) == ",") {
		return expr{}, 0
	}
	if c.at(i+1) == "'s" && c.low[i] == "today" && c.capital(i) && i > 0 && c.UPOS(i-1, "PROPN") {
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
		hour, minute = integer(a), integer(b[:2])
	} else {
		hour = integer(w)
	}
	half := strings.ReplaceAll(c.at(at), ".", "")
	switch {
	case w == "noon" || w == "midnight":
		hour = 12
		if w == "midnight" {
			hour = 24
		}
	case hour >= 0 && (half == "am" || half == "pm") && hour <= 12 && len(w) <= 5:
		at++
		if half == "pm" && hour < 12 {
			hour += 12
		} else if half == "am" && hour == 12 {
			hour = 0
		}
	case hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && strings.Contains(w, ":") && (zones[c.at(at)] || c.at(i-1) == "at" || c.at(i-1) == "by"):
	default:
		return expr{}, 0
	}
	if minute < 0 || minute > 59 || hour > 24 {
		return expr{}, 0
	}
	e.clock = "T" + two(hour) + ":" + two(minute)
	if c.at(at) == "(" && zones[c.at(at+1)] && c.at(at+2) == ")" {
		e.zone = c.at(at + 1)
		at += 3
	} else if zones[c.at(at)] {
		e.zone = c.at(at)
		at++
	}
	if c.at(at) == "on" && (weekdays[c.at(at+1)] > 0 || c.monthAt(at+1) > 0) {
		return e, at - i // the day is an expression of its own
	}
	if d := weekdays[c.at(at)]; d > 0 && c.capital(at) {
		e.weekday = d
		at++
	} else if c.at(at) == "today" {
		at++
	}
	return e, at - i
}

// two writes n with two digits.
func two(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
