package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// resolve says which days e means. What the anchor can't fix stays open.
func resolve(e expr, a *anchor) readout.TimeExpr {
	switch e.kind {
	case fullDate:
		return resolveDate(e, a)
	case weekday:
		return resolveWeekday(e, a)
	case relative:
		return resolveRelative(e, a)
	case unitOf:
		return resolvePart(e, a)
	case duration:
		if e.tied {
			return resolveTied(e, a)
		}
		return open(readout.TimexDuration, e.length(), "A length of time, tied to no day.")
	case setOf:
		return open(readout.TimexSet, e.value, "Something that recurs, tied to no day.")
	case clockTime:
		return resolveClock(e, a)
	case decadeOf:
		first := time.Date(e.year, 1, 1, 0, 0, 0, 0, time.UTC)
		t := days(readout.TimexDate, first, first.AddDate(10, 0, -1), readout.Decade, readout.DateFromText)
		t.Value, t.Why = strconv.Itoa(e.year/10), "The decade is stated."
		if e.year%100 == 0 {
			t.Value = strconv.Itoa(e.year / 10)
		}
		return t
	case nthDay:
		return resolveNth(e, a)
	case holidayOf:
		return resolveHoliday(e, a)
	case shiftOf:
		return resolveShift(e, a)
	case weekAround:
		return resolveWeekAround(e, a)
	case impossible:
		return open(readout.TimexDate, "XXXX-XX-XX", "No calendar has this day, so it is not resolved.")
	}
	return open(readout.TimexDate, e.value, "The words name no day.")
}

// open returns an expression that no day is known for.
func open(kind readout.TimeType, value, why string) readout.TimeExpr {
	return readout.TimeExpr{Type: kind, Value: value, Precision: readout.NoPrecision, Basis: readout.DateUnfixed, Why: why}
}

// days returns an expression that means the days from first to last.
func days(kind readout.TimeType, first, last time.Time, p readout.Precision, b readout.DateBasis) readout.TimeExpr {
	return readout.TimeExpr{Type: kind, Value: first.Format(time.DateOnly), From: first.Format(time.DateOnly), To: last.Format(time.DateOnly), Precision: p, Basis: b}
}

// length writes a duration as TIMEX3 does.
func (e *expr) length() string {
	if e.half {
		value := strconv.Itoa(e.n) + ".5"
		if short, ok := strings.CutPrefix(e.unit, "T"); ok {
			return "PT" + value + short
		}
		return "P" + value + e.unit
	}
	if e.sum == [4]int{} {
		return period(e.n, e.unit)
	}
	value := "P"
	for k, n := range e.sum {
		if n > 0 {
			value += strconv.Itoa(n) + "YMWD"[k:k+1]
		}
	}
	return value
}

// period writes a TIMEX3 duration; n < 0 is an unknown number.
func period(n int, unit string) string {
	count := "X"
	if n >= 0 {
		count = strconv.Itoa(n)
	}
	switch unit {
	case "E":
		if n >= 0 {
			return fmt.Sprintf("P%dY", 10*n)
		}
		return "PXD"
	case "C":
		if n >= 0 {
			return fmt.Sprintf("P%dY", 100*n)
		}
		return "PXC"
	case "F":
		return "P2W"
	case "N":
		return "P" + count + "WE"
	}
	if short, ok := strings.CutPrefix(unit, "T"); ok {
		return "PT" + count + short
	}
	return "P" + count + unit
}

// daysIn returns how many days a month has; year 0 is any year.
func daysIn(year, month int) int {
	if year == 0 {
		year = 2000
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// resolveDate resolves a date of which year, month and day may be stated.
func resolveDate(e expr, a *anchor) readout.TimeExpr {
	basis, why := readout.DateFromText, "The date is stated."
	if e.basis != "" {
		basis, why = e.basis, "The year is that of the other end of the range."
	}
	if e.unit == "M" && a.known { // the 20th of next month
		at := time.Date(a.day.Year(), a.day.Month()+time.Month(e.n2), 1, 0, 0, 0, 0, time.UTC)
		e.year, e.month = at.Year(), int(at.Month())
		basis, why = a.basis, "The month follows from the date of the story: "+a.words+"."
	}
	if e.day > 0 && e.month == 0 && a.known { // on the 27th
		at := time.Date(a.day.Year(), a.day.Month(), 1, 0, 0, 0, 0, time.UTC)
		switch {
		case e.future && e.day < a.day.Day():
			at = at.AddDate(0, 1, 0)
		case !e.future && e.day > a.day.Day():
			at = at.AddDate(0, -1, 0)
		}
		e.year, e.month = at.Year(), int(at.Month())
		basis, why = a.basis, "The month follows from the date of the story: "+a.words+"."
	}
	if e.year == 0 {
		if !a.known || e.month == 0 {
			value := "XXXX-XX"
			if e.month > 0 {
				value = fmt.Sprintf("XXXX-%02d", e.month)
			}
			if e.day > 0 {
				value += fmt.Sprintf("-%02d", e.day)
			}
			return open(readout.TimexDate, value, "The story does not say which year.")
		}
		e.year = yearOf(e, a.day)
		basis, why = a.basis, "The year follows from the date of the story: "+a.words+"."
	}
	first := time.Date(e.year, time.Month(max(e.month, 1)), max(e.day, 1), 0, 0, 0, 0, time.UTC)
	var t readout.TimeExpr
	switch {
	case e.day == 29 && e.month == 2 && basis != readout.DateFromText && daysIn(e.year, 2) < 29:
		return open(readout.TimexDate, "XXXX-02-29", "The story does not say which year, and its own has no such day.")
	case e.day > 0 && e.day > daysIn(e.year, e.month):
		return open(readout.TimexDate, "XXXX-XX-XX", "No calendar has this day, so it is not resolved.")
	case e.day > 0:
		t = days(readout.TimexDate, first, first, readout.Day, basis)
	case e.month > 0:
		t = days(readout.TimexDate, first, first.AddDate(0, 1, -1), readout.Month, basis)
		t.Value = first.Format("2006-01")
	default:
		t = days(readout.TimexDate, first, first.AddDate(1, 0, -1), readout.Year, basis)
		t.Value = first.Format("2006")
	}
	t.Why = why
	return t
}

// yearOf returns the year of a month or day that is stated without one: where a
// weekday stands with it, of the years around the story's that in which the
// day falls on it.
func yearOf(e expr, day time.Time) int {
	year := yearByVerb(e, day)
	if e.kind == fullDate && e.weekday > 0 && e.day > 0 {
		for _, y := range []int{year, day.Year(), day.Year() - 1, day.Year() + 1} {
			if isoWeekday(time.Date(y, time.Month(e.month), e.day, 0, 0, 0, 0, time.UTC)) == e.weekday {
				return y
			}
		}
	}
	return year
}

// yearByVerb returns the year by whether the verb looks ahead.
func yearByVerb(e expr, day time.Time) int {
	if e.unit == "Y" { // "June of last year"
		return day.Year() + e.dir
	}
	ahead := e.month > int(day.Month()) || e.month == int(day.Month()) && e.day > day.Day()
	same := e.month == int(day.Month()) && (e.day == 0 || e.day == day.Day())
	switch {
	case e.dir == -1 && (ahead || same), e.dir == undirected && ahead && !e.future && !near(e, day):
		return day.Year() - 1
	case e.dir == 1 && !ahead, e.dir == undirected && !ahead && !same && e.future:
		return day.Year() + 1
	}
	return day.Year()
}

// near reports whether a day that is stated without a year lies at most two
// months ahead, where news means the coming one whatever the verb.
func near(e expr, day time.Time) bool {
	return e.day > 0 && e.month-int(day.Month()) <= 1
}

// resolveWeekday resolves "Monday" and "last Monday".
func resolveWeekday(e expr, a *anchor) readout.TimeExpr {
	if !a.known {
		return open(readout.TimexDate, fmt.Sprintf("XXXX-WXX-%d", e.weekday), "The story does not say of which week.")
	}
	at := isoWeekday(a.day)
	if e.unit == "W" { // Tuesday next week
		day := a.day.AddDate(0, 0, e.weekday-at+7*e.dir)
		t := days(readout.TimexDate, day, day, readout.Day, a.basis)
		t.Why = "Counted from the date of the story: " + a.words + "."
		return t
	}
	back := (at - e.weekday + 7) % 7
	ahead := (e.weekday - at + 7) % 7
	var day time.Time
	switch {
	case e.dir == -1:
		if back == 0 {
			back = 7
		}
		day = a.day.AddDate(0, 0, -back)
	case e.dir == 1 || e.dir == undirected && e.future && back != 0:
		if ahead == 0 {
			ahead = 7
		}
		day = a.day.AddDate(0, 0, ahead)
	case e.dir == 0:
		day = a.day.AddDate(0, 0, e.weekday-at)
	default:
		day = a.day.AddDate(0, 0, -back)
	}
	t := days(readout.TimexDate, day, day, readout.Day, a.basis)
	t.Why = "Counted from the date of the story: " + a.words + "."
	if e.part != "" {
		t.Type, t.Value = readout.TimexTime, t.Value+"T"+e.part
	}
	return t
}

// isoWeekday returns 1 for Monday to 7 for Sunday.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }
