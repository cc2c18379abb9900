package when

import (
	"fmt"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

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

// resolveClock resolves a time of day.
func resolveClock(e expr, a *anchor) readout.TimeExpr {
	zone := ""
	if e.utc {
		zone = "Z"
	}
	if !a.known {
		return open(readout.TimexTime, "XXXX-XX-XX"+e.clock+zone, "The time is stated, the day is not.")
	}
	day := a.day
	if e.weekday > 0 {
		t := resolveWeekday(expr{kind: weekday, weekday: e.weekday, dir: undirected, future: e.future}, a)
		day = mustDay(t.From)
	}
	at := day.Format(time.DateOnly) + e.clock + zone
	return readout.TimeExpr{Type: readout.TimexTime, Value: at, From: at, To: at, Precision: readout.Minute, Basis: a.basis,
		Why: "The time is stated; the day follows from the date of the story: " + a.words + "."}
}
