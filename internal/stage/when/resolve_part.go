package when

import (
	"fmt"
	"strconv"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// resolveRelative resolves "yesterday", "last week", "two years ago".
func resolveRelative(e expr, a *anchor) readout.TimeExpr {
	day, basis, words, known := a.day, a.basis, a.words, a.known && !e.shifted
	if e.fromText && a.hasLast {
		day, basis, known, words = a.last, readout.DateRelative, true, "the date before it in the text is "+a.last.Format(time.DateOnly)
	}
	if !known || e.n < 0 {
		return openRelative(e)
	}
	if e.sum != [4]int{} {
		at := day.AddDate(e.sum[0]*e.dir, e.sum[1]*e.dir, (7*e.sum[2]+e.sum[3])*e.dir)
		if e.sum[3] == 0 { // as precise as months and weeks are
			e.unit = map[bool]string{true: "W", false: "M"}[e.sum[2] > 0]
			e.n, day = 0, at
		} else {
			e.unit, e.n, day = "D", 0, at
		}
	}
	if e.exact {
		t := exactly(e, day, basis)
		t.Why = "Counted from the date of the story: " + words + "."
		return t
	}
	n := e.n * e.dir
	if e.unit == "F" {
		e.unit, n = "W", 2*n
	}
	t, ok := unitFrom(e, day, n, basis)
	if !ok {
		return openRelative(e)
	}
	t.Why = "Counted from the date of the story: " + words + "."
	return t
}

// exactly returns the day that lies a number of days, weeks, months or years from
// another: "a year ago today".
func exactly(e expr, day time.Time, basis readout.DateBasis) readout.TimeExpr {
	n := e.n * e.dir
	switch e.unit {
	case "D":
		day = day.AddDate(0, 0, n)
	case "W":
		day = day.AddDate(0, 0, 7*n)
	case "F":
		day = day.AddDate(0, 0, 14*n)
	case "M":
		day = day.AddDate(0, n, 0)
	case "E":
		day = day.AddDate(10*n, 0, 0)
	default:
		day = day.AddDate(n, 0, 0)
	}
	return days(readout.TimexDate, day, day, readout.Day, basis)
}

// unitFrom returns the day, week, month, year or decade that lies n of them from
// a day; false for other units.
func unitFrom(e expr, day time.Time, n int, basis readout.DateBasis) (t readout.TimeExpr, ok bool) {
	switch e.unit {
	case "D":
		at := day.AddDate(0, 0, n)
		t = days(readout.TimexDate, at, at, readout.Day, basis)
		if e.part != "" {
			t.Type, t.Value = readout.TimexTime, t.Value+"T"+e.part
		}
	case "W":
		at := day.AddDate(0, 0, 7*n)
		first := at.AddDate(0, 0, 1-isoWeekday(at))
		t = days(readout.TimexDate, first, first.AddDate(0, 0, 6), readout.Week, basis)
		year, week := first.ISOWeek()
		t.Value = fmt.Sprintf("%d-W%02d", year, week)
	case "M":
		first := time.Date(day.Year(), day.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		t = days(readout.TimexDate, first, first.AddDate(0, 1, -1), readout.Month, basis)
		t.Value = first.Format("2006-01")
	case "Y":
		first := time.Date(day.Year()+n, 1, 1, 0, 0, 0, 0, time.UTC)
		t = days(readout.TimexDate, first, first.AddDate(1, 0, -1), readout.Year, basis)
		t.Value = first.Format("2006")
	case "E":
		first := time.Date(day.Year()/10*10+10*n, 1, 1, 0, 0, 0, 0, time.UTC)
		t = days(readout.TimexDate, first, first.AddDate(10, 0, -1), readout.Decade, basis)
		t.Value = strconv.Itoa(first.Year() / 10)
	default:
		return t, false
	}
	return t, true
}

// openRelative is a relative expression whose anchor is not known.
func openRelative(e expr) readout.TimeExpr {
	value := "PAST_REF"
	switch {
	case e.dir > 0:
		value = "FUTURE_REF"
	case e.dir == 0:
		value = "PRESENT_REF"
	}
	if e.part != "" {
		return open(readout.TimexTime, value, "The story does not say from which day to count.")
	}
	return open(readout.TimexDate, value, "The story does not say from which day to count.")
}

// partMonths are the first month and the length in months of parts of a year.
var partMonths = map[string][2]int{"Q1": {1, 3}, "Q2": {4, 3}, "Q3": {7, 3}, "Q4": {10, 3}, "H1": {1, 6}, "H2": {7, 6},
	"SP": {3, 3}, "SU": {6, 3}, "FA": {9, 3}, "WI": {12, 3}}

// resolvePart resolves quarters, halves, seasons and weekends.
func resolvePart(e expr, a *anchor) readout.TimeExpr {
	if e.season == "WE" {
		return resolveWeekend(e, a)
	}
	basis, why := readout.DateFromText, "The year is stated."
	year := e.year
	if year == 0 {
		if !a.known {
			return open(readout.TimexDate, "XXXX-"+e.season, "The story does not say of which year.")
		}
		basis, why = a.basis, "The year follows from the date of the story: "+a.words+"."
		year = a.day.Year()
		if e.season == "Q" { // the last quarter
			q := (int(a.day.Month())-1)/3 + e.dir
			year, e.season = year+floorDiv(q, 4), fmt.Sprintf("Q%d", (q+4)%4+1)
		} else {
			year += partShift(e, a)
		}
	}
	span := partMonths[e.season]
	first := time.Date(year, time.Month(span[0]), 1, 0, 0, 0, 0, time.UTC)
	precision := readout.Season
	switch e.season[0] {
	case 'Q':
		precision = readout.Quarter
	case 'H':
		precision = readout.Year
	}
	t := days(readout.TimexDate, first, first.AddDate(0, span[1], -1), precision, basis)
	t.Value, t.Why = fmt.Sprintf("%d-%s", year, e.season), why
	return t
}

// partShift returns by how many years a part of a year that is stated without
// one lies from the anchor's.
func partShift(e expr, a *anchor) int {
	started := partMonths[e.season][0] <= int(a.day.Month())
	over := partMonths[e.season][0]+partMonths[e.season][1] <= int(a.day.Month())
	switch {
	case e.unit == "Y":
		return e.dir
	case e.dir == -1 && !over, e.dir == undirected && !started && !e.future:
		return -1
	case e.dir == 1 && started:
		return 1
	}
	return 0
}

// floorDiv divides towards minus infinity.
func floorDiv(a, b int) int {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

// resolveWeekend resolves "the weekend" and "last weekend".
func resolveWeekend(e expr, a *anchor) readout.TimeExpr {
	if !a.known {
		return open(readout.TimexDate, "XXXX-WXX-WE", "The story does not say of which week.")
	}
	saturday := a.day.AddDate(0, 0, 6-isoWeekday(a.day)) // of the anchor's week
	weekend := isoWeekday(a.day) >= 6
	switch {
	case e.dir == -1, e.dir == undirected && !e.future && !weekend:
		saturday = saturday.AddDate(0, 0, -7)
	case e.dir == 1 && weekend:
		saturday = saturday.AddDate(0, 0, 7)
	}
	t := days(readout.TimexDate, saturday, saturday.AddDate(0, 0, 1), readout.Weekend, a.basis)
	year, week := saturday.ISOWeek()
	t.Value = fmt.Sprintf("%d-W%02d-WE", year, week)
	t.Why = "Counted from the date of the story: " + a.words + "."
	return t
}
