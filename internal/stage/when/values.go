package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

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
	case e.dir == -1 && (ahead || same), e.dir == undirected && ahead && !e.future && (e.past || !near(e, day)):
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

// isoWeekday returns 1 for Monday to 7 for Sunday.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// mostUnits is how many units are counted: ten thousand years ahead is no day.
const mostUnits = 1000

// ahead returns the day that lies the expression's length after a day, back
// the one before it.
func (e *expr) ahead(day time.Time) time.Time { return e.shift(day, 1) }
func (e *expr) back(day time.Time) time.Time  { return e.shift(day, -1) }

func (e *expr) shift(day time.Time, sign int) time.Time {
	n := sign * e.n
	switch e.unit {
	case "W":
		return day.AddDate(0, 0, 7*n)
	case "F":
		return day.AddDate(0, 0, 14*n)
	case "M":
		return day.AddDate(0, n, 0)
	case "Q":
		return day.AddDate(0, 3*n, 0)
	case "Y":
		return day.AddDate(n, 0, 0)
	case "E":
		return day.AddDate(10*n, 0, 0)
	case "C":
		return day.AddDate(100*n, 0, 0)
	}
	return day.AddDate(0, 0, n)
}
