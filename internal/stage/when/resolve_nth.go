package when

import (
	"fmt"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// resolveNth resolves the n-th weekday or week of a month, and a weekday with
// the day of the month.
func resolveNth(e expr, a *anchor) readout.TimeExpr {
	if e.day > 0 {
		return resolveWeekdayDay(e, a)
	}
	basis, why := readout.DateFromText, "The date is stated."
	year, month := e.year, time.Month(e.month)
	if year == 0 {
		if !a.known {
			return open(readout.TimexDate, "XXXX-XX-XX", "The story does not say of which year.")
		}
		basis, why = a.basis, "Counted from the date of the story: "+a.words+"."
		switch {
		case e.unit == "M":
			at := time.Date(a.day.Year(), a.day.Month()+time.Month(e.n2), 1, 0, 0, 0, 0, time.UTC)
			year, month = at.Year(), at.Month()
		case e.unit == "Y":
			year = a.day.Year() + e.dir
		case e.week:
			year = a.day.Year()
		default:
			year = yearOf(e, a.day)
		}
	}
	if e.week {
		month = time.January
		if e.n < 0 {
			month = time.December
		}
	}
	day, ok := nth(year, month, e.weekday, e.n)
	if e.week && e.n < 0 { // the last week of a year holds 28 December
		last := time.Date(year, time.December, 28, 0, 0, 0, 0, time.UTC)
		day = last.AddDate(0, 0, 1-isoWeekday(last))
	}
	if !ok {
		return open(readout.TimexDate, "XXXX-XX-XX", "No calendar has this day, so it is not resolved.")
	}
	if e.weekday > 0 {
		t := days(readout.TimexDate, day, day, readout.Day, basis)
		t.Why = why
		return t
	}
	t := days(readout.TimexDate, day, day.AddDate(0, 0, 6), readout.Week, basis)
	isoYear, week := day.ISOWeek()
	t.Value, t.Why = fmt.Sprintf("%d-W%02d", isoYear, week), why
	return t
}

// resolveWeekdayDay resolves "Friday the 13th": the nearest day of both, not
// further than a year off; the past one of two that are equally near.
func resolveWeekdayDay(e expr, a *anchor) readout.TimeExpr {
	if !a.known {
		return open(readout.TimexDate, fmt.Sprintf("XXXX-XX-%02d", e.day), "The story does not say of which month.")
	}
	for k := range 13 {
		for _, sign := range []int{-1, 1} {
			first := time.Date(a.day.Year(), a.day.Month()+time.Month(sign*k), 1, 0, 0, 0, 0, time.UTC)
			day := first.AddDate(0, 0, e.day-1)
			if day.Month() == first.Month() && isoWeekday(day) == e.weekday {
				t := days(readout.TimexDate, day, day, readout.Day, a.basis)
				t.Why = "The nearest such day to the date of the story: " + a.words + "."
				return t
			}
		}
	}
	return open(readout.TimexDate, "XXXX-XX-XX", "No month near the story has this day, so it is not resolved.")
}

// resolveHoliday resolves a holiday.
func resolveHoliday(e expr, a *anchor) readout.TimeExpr {
	day, ok := e.holidayDay(a)
	if !ok {
		return open(readout.TimexDate, "XXXX-XX-XX", "The story does not say of which year.")
	}
	if e.year > 0 {
		t := days(readout.TimexDate, day, day, readout.Day, readout.DateFromText)
		t.Why = "The day has a name and the year is stated."
		return t
	}
	t := days(readout.TimexDate, day, day, readout.Day, a.basis)
	t.Why = "The day has a name; the year follows from the date of the story: " + a.words + "."
	return t
}
