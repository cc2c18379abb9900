package when

import (
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/language"
)

// Words are the words of time of a language. They are safe for use by several
// goroutines.
type Words struct {
	months, weekdays, numbers, ordinals, ordinalsOfParts, decades, hours, halfDays, directions, namedDays map[string]int
	seasons, dayParts, units, recurring, recurringLower                                                   map[string]string
	partPrefixes, ordinalEndings, pluralEndings, pastEndings, theWeekOf, andAHalf                         []string
	beginnings                                                                                            map[string]bool // words that an expression can begin with
	oneWord                                                                                               map[string]expr
	phrases                                                                                               []phrase
	holidays                                                                                              []holiday
	a, after, afterNamed, afterNoYear, age, ago, aheadWords, all, and, article, before, beforeDays, beforeHours,
	beforeLengths, beforeMonths, beforeNoYear, beforeNow, beforeOne, beforeOtherWeekdays, beforeParticiples, beforeRates,
	closers, coming, couple, day, days, directionsAlone, directionsInText, directionsOfLengths, directionsOfYears, each,
	earlier, edges, edgesOfYear, every, fall, first, forWord, from, futureAfterwards, futureBeside, futureNear, futureWords,
	genitive, half, in, inOrDuring, last, later, mid, minute, month, monthsOtherWords, monthsShort, night, now, of, ofOrIn,
	old, olds, on, other, over, parts, partsOfDirected, past, pastWords, quarter, ranges, same, seasonsOtherWords, second,
	seconds, tensOfDays, that, the, this, today, unitsPlural, unitsShort, unitsWithEdges, vague, vagueWithArticle, week,
	weekdaysPlural, weekdaysShort, weekend, weeks, wholeWord, yearWord, zones, zonesUTC, anniversaries, sinceWord, yearsWord map[string]bool
}

// A phrase is a fixed expression of several words.
type phrase struct {
	words []string
	expr  expr
}

// New takes the words from a language.
func New(l *language.Language) *Words {
	get := func(section string) map[string]bool { return l.Set("calendar." + section) }
	number := func(section string) map[string]int { return l.Numbers("calendar." + section) }
	code := func(section string) map[string]string { return l.Table("calendar." + section) }
	words := func(section string) []string { return l.Words("calendar." + section) }
	w := &Words{
		months: number("months"), weekdays: number("weekdays"), numbers: number("numbers"), ordinals: number("ordinals"),
		ordinalsOfParts: number("ordinals-of-parts"), decades: number("decades"), hours: number("hours"), halfDays: number("half-days"),
		directions: number("directions"), namedDays: number("named-days"),
		seasons: code("seasons"), dayParts: code("day-parts"), units: code("units"), recurring: code("recurring"), recurringLower: code("recurring-lower"),
		partPrefixes: words("part-prefixes"), ordinalEndings: words("ordinal-endings"), pluralEndings: words("plural-endings"),
		pastEndings: words("past-endings"), theWeekOf: words("the-week-of"), andAHalf: words("and-a-half"),
		oneWord: map[string]expr{}, holidays: holidaysOf(l),
		a: get("a"), after: get("after"), afterNamed: get("after-named"), afterNoYear: get("after-no-year"), age: get("age"), ago: get("ago"),
		aheadWords: get("ahead"), all: get("all"), and: get("and"), article: get("article"), before: get("before"), beforeDays: get("before-days"),
		beforeHours: get("before-hours"), beforeLengths: get("before-lengths"), beforeMonths: get("before-months"),
		beforeNoYear: get("before-no-year"), beforeNow: get("before-now"), beforeOne: get("before-one"),
		beforeOtherWeekdays: get("before-other-weekdays"), beforeParticiples: get("before-participles"), beforeRates: get("before-rates"),
		closers: get("closers"), coming: get("coming"), couple: get("couple"), day: get("day"), days: get("days"),
		directionsAlone: get("directions-alone"), directionsInText: get("directions-in-text"), directionsOfLengths: get("directions-of-lengths"),
		directionsOfYears: get("directions-of-years"), each: get("each"), earlier: get("earlier"), edges: get("edges"),
		edgesOfYear: get("edges-of-year"), every: get("every"), fall: get("fall"), first: get("first"), forWord: get("for"), from: get("from"),
		futureAfterwards: get("future-after"), futureBeside: get("future-beside"), futureNear: get("future-near"), futureWords: get("future"),
		genitive: get("genitive"), half: get("half"), in: get("in"), inOrDuring: get("in-or-during"), last: get("last"), later: get("later"),
		mid: get("mid"), minute: get("minute"), month: get("month"), monthsOtherWords: get("months-other-words"), monthsShort: get("months-short"),
		night: get("night"), now: get("now"), of: get("of"), ofOrIn: get("of-or-in"), old: get("old"), olds: get("olds"), on: get("on"),
		other: get("other"), over: get("over"), parts: get("parts"), partsOfDirected: get("parts-of-directed"), past: get("past"),
		pastWords: get("past-words"), quarter: get("quarter"), ranges: get("ranges"), same: get("same"),
		seasonsOtherWords: get("seasons-other-words"), second: get("second"), seconds: get("seconds"), tensOfDays: get("tens-of-days"),
		that: get("that"), the: get("the"), this: get("this"), today: get("today"), unitsPlural: get("units-plural"),
		unitsShort: get("units-short"), unitsWithEdges: get("units-with-edges"), vague: get("vague"), vagueWithArticle: get("vague-with-article"),
		week: get("week"), weekdaysPlural: get("weekdays-plural"), weekdaysShort: get("weekdays-short"), weekend: get("weekend"),
		weeks: get("weeks"), wholeWord: get("whole"), yearWord: get("year"), zones: get("zones"), zonesUTC: get("zones-utc"), anniversaries: get("anniversary"),
		sinceWord: get("since"), yearsWord: get("years"),
	}
	w.beginnings = firstWords(l)
	for _, e := range l.Entries("calendar.words") {
		w.oneWord[e.Word] = exprOf(e.Value)
	}
	for _, e := range l.Entries("calendar.phrases") {
		w.phrases = append(w.phrases, phrase{strings.Fields(e.Word), exprOf(e.Value)})
	}
	return w
}

// firstWords returns all words of the calendar's lists, and the first of its
// phrases and holidays.
func firstWords(l *language.Language) map[string]bool {
	out := map[string]bool{}
	for _, name := range l.Sections() {
		if file, _, _ := strings.Cut(name, "."); file != "calendar" && file != "holidays" {
			continue
		}
		for _, w := range l.Words(name) {
			if f := strings.Fields(w); len(f) > 0 {
				out[f[0]] = true
			}
		}
	}
	return out
}

// exprOf reads the value of a word or phrase: a reference of TIMEX3, "P" and a
// unit for a length of unknown number, or a unit, by how many it lies off the
// anchor, and a part of the day or "text" for another anchor.
func exprOf(value string) expr {
	f := strings.Fields(value)
	switch {
	case len(f) == 1:
		return expr{kind: reference, value: f[0]}
	case len(f) == 2 && f[0] == "P":
		return expr{kind: duration, n: -1, unit: f[1]}
	case len(f) < 2:
		return expr{kind: impossible}
	}
	n, _ := strconv.Atoi(f[1])
	e := expr{kind: relative, unit: f[0], n: n}
	switch {
	case n < 0:
		e.n, e.dir = -n, -1
	case n > 0:
		e.dir = 1
	}
	if len(f) > 2 && f[2] == "text" {
		e.fromText = true
	} else if len(f) > 2 {
		e.part = f[2]
	}
	return e
}

// holidaysOf reads a language's holidays.
func holidaysOf(l *language.Language) []holiday {
	var out []holiday
	for _, e := range l.Entries("holidays.days") {
		f := strings.Fields(e.Value)
		n := make([]int, 5)
		for i := 1; i < len(f) && i < len(n); i++ {
			n[i], _ = strconv.Atoi(f[i])
		}
		h := holiday{words: strings.Fields(e.Word)}
		switch f[0] {
		case "fixed":
			h.month, h.day = n[1], n[2]
		case "nth":
			h.month, h.weekday, h.n, h.shift = n[1], n[2], n[3], n[4]
		case "easter":
			h.movable, h.easter = true, n[1]
		}
		out = append(out, h)
	}
	return out
}

// integer reads digits with an optional ordinal ending; -1 for anything else.
func (w *Words) integer(word string) int {
	for _, e := range w.ordinalEndings {
		if rest, ok := strings.CutSuffix(word, e); ok && rest != "" {
			word = rest
			break
		}
	}
	if word == "" || word[0] < '0' || word[0] > '9' || len(word) > 6 {
		return -1
	}
	n, err := strconv.Atoi(word)
	if err != nil {
		return -1
	}
	return n
}

// endsIn reports whether a word has one of the endings.
func endsIn(w string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}
