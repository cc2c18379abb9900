package when

import (
	"time"

	"github.com/seed-f92ea4cf/readout"
)

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
