package when

import (
	"fmt"
	"strconv"
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

// resolveDate resolves a date of which year, month and day may be stated.
func resolveDate(e expr, a *anchor) readout.TimeExpr {
	basis, why := readout.DateFromText, "The date is stated."
	if e.basis != "" {
		basis, why = e.basis, "The year is that of the other end of the range."
	}
	if e.monthOf(a) {
		basis, why = a.basis, "The month follows from the date of the story: "+a.words+"."
	}
	if e.year == 0 {
		if !a.known || e.month == 0 {
			return openDate(e)
		}
		if e.anniversary != 0 {
			if e.year = e.yearsBack(a.day); e.year == 0 {
				return openDate(e)
			}
		} else {
			e.year = yearOf(e, a.day)
		}
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

// monthOf sets the month of a day that is stated without it, by the anchor, and
// reports whether it did: "the 20th of next month", "on the 27th".
func (e *expr) monthOf(a *anchor) bool {
	if !a.known || e.unit != "M" && (e.day <= 0 || e.month != 0) {
		return false
	}
	at := time.Date(a.day.Year(), a.day.Month(), 1, 0, 0, 0, 0, time.UTC)
	switch {
	case e.unit == "M":
		at = at.AddDate(0, e.n2, 0)
	case e.future && e.day < a.day.Day():
		at = at.AddDate(0, 1, 0)
	case !e.future && e.day > a.day.Day():
		at = at.AddDate(0, -1, 0)
	}
	e.year, e.month = at.Year(), int(at.Month())
	return true
}

// openDate is a date of which nobody knows the year.
func openDate(e expr) readout.TimeExpr {
	value := "XXXX-XX"
	if e.month > 0 {
		value = fmt.Sprintf("XXXX-%02d", e.month)
	}
	if e.day > 0 {
		value += fmt.Sprintf("-%02d", e.day)
	}
	return open(readout.TimexDate, value, "The story does not say which year.")
}

// resolveShift resolves a number of units before or after another day.
func resolveShift(e expr, a *anchor) readout.TimeExpr {
	e.base.future = e.future
	base := resolve(*e.base, a)
	if base.From == "" {
		return openRelative(e)
	}
	day, n := mustDay(base.From), e.n*e.dir
	var t readout.TimeExpr
	switch e.unit {
	case "W", "F":
		if e.unit == "F" {
			n *= 2
		}
		at := day.AddDate(0, 0, 7*n)
		t = days(readout.TimexDate, at, at, readout.Day, base.Basis)
	case "M":
		first := time.Date(day.Year(), day.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		t = days(readout.TimexDate, first, first.AddDate(0, 1, -1), readout.Month, base.Basis)
		t.Value = first.Format("2006-01")
	case "Y":
		first := time.Date(day.Year()+n, 1, 1, 0, 0, 0, 0, time.UTC)
		t = days(readout.TimexDate, first, first.AddDate(1, 0, -1), readout.Year, base.Basis)
		t.Value = first.Format("2006")
	default:
		at := day.AddDate(0, 0, n)
		t = days(readout.TimexDate, at, at, readout.Day, base.Basis)
	}
	t.Why = "Counted from the day that the words name, " + base.From + "."
	return t
}

// resolveTied resolves a length that begins or ends at the story's day, or at
// the start or the end of a year: the length is the value, its days are from
// and to.
func resolveTied(e expr, a *anchor) readout.TimeExpr {
	t := open(readout.TimexDuration, e.length(), "A length of time, tied to no day.")
	var from, to time.Time
	basis := a.basis
	switch {
	case e.base != nil:
		year := resolve(*e.base, a)
		if year.From == "" {
			return t
		}
		from, to, basis = mustDay(year.From), mustDay(year.To), year.Basis
		if e.dir < 0 {
			from = e.back(to.AddDate(0, 0, 1))
		} else {
			to = e.ahead(from).AddDate(0, 0, -1)
		}
	case !a.known || e.n > mostUnits:
		return t
	case e.unit == "Q":
		start := time.Date(a.day.Year(), (a.day.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
		if e.dir < 0 {
			from, to = e.back(start), start.AddDate(0, 0, -1)
		} else {
			from = start.AddDate(0, 3, 0)
			to = e.ahead(from).AddDate(0, 0, -1)
		}
	case e.dir < 0:
		from, to = e.back(a.day), a.day.AddDate(0, 0, -1)
	default:
		from = a.day.AddDate(0, 0, 1)
		to = e.ahead(from).AddDate(0, 0, -1)
	}
	t.From, t.To, t.Precision, t.Basis = from.Format(time.DateOnly), to.Format(time.DateOnly), readout.Day, basis
	t.Why = "A length of time, counted from the date of the story: " + a.words + "."
	if e.base != nil {
		t.Why = "A length of time at the edge of the year that is named."
	}
	return t
}

// resolveWeekAround resolves the week that holds a day.
func resolveWeekAround(e expr, a *anchor) readout.TimeExpr {
	base := resolve(*e.base, a)
	if base.From == "" {
		return open(readout.TimexDate, "XXXX-WXX", "The story does not say of which year.")
	}
	w := anchor{Words: a.Words, day: mustDay(base.From), known: true, basis: base.Basis, words: a.words}
	t := resolveRelative(expr{kind: relative, unit: "W"}, &w)
	t.Why = "The week that holds " + base.From + "."
	return t
}
