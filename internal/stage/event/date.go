package event

import (
	"slices"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// setDate gives an event the date that its own clause names. It is never that
// of another clause or happening nor the day of publication, and what the
// sentence leaves undecided stays empty: in "fired the security chief on Friday
// following an attack" nothing says when the attack was.
func (f *finder) setDate(a *act, ev *readout.Event) {
	for i := range f.rec.Dates {
		d := &f.rec.Dates[i]
		if !f.t.Contains(d.Span) || d.Type == readout.TimexDuration || d.Type == readout.TimexSet {
			continue
		}
		if h := f.t.HeadOf(d.Span); h >= 0 && !f.named(d, h, a) && !f.ahead(d, a, ev) && (f.dates(h, a.verb) || f.dates(h, a.tok) || f.datesAround(h, a)) {
			if f.t.Bounds(h) { // "since Friday": nothing else says when it was
				return
			}
			ev.Date = d.AsDate()
			return
		}
	}
}

// named reports whether a date with its year, which word h heads, is part of what
// another noun is called: "vowed at the 2022 Games" is no vow of that year.
func (f *finder) named(d *readout.TimeExpr, h int, a *act) bool {
	return d.Basis == readout.DateFromText && f.t.InName(h) && f.t.Heads[h] != a.tok && f.t.Heads[h] != a.verb
}

// ahead reports whether a time lies more than a day, which may be one of clocks, behind
// the day of the story though the act is told as done, or is one of asking for what is
// to be done then: "requests answers by May 3". A meeting that somebody will hold is
// told as one, and so is what the present says of a later day: "he travels on Friday".
func (f *finder) ahead(d *readout.TimeExpr, a *act, ev *readout.Event) bool {
	if ev.Status != readout.Asserted || a.noun || !(f.t.Tense(a.verb) == syntax.Past || verbal[string(a.kind)]) {
		return false
	}
	day, err := time.Parse(time.DateOnly, f.rec.Version.Published.Day())
	if err != nil || len(d.From) < len(time.DateOnly) {
		return false
	}
	from, err := time.Parse(time.DateOnly, d.From[:len(time.DateOnly)])
	return err == nil && from.Sub(day) > 24*time.Hour
}

// maxDateSteps is how many words may stand between a date and what it dates.
const maxDateSteps = 4

// dates reports whether the time that word h heads says when word v happens:
// it stands below v, and neither a clause nor another happening lies between.
func (f *finder) dates(h, v int) bool {
	t := f.t
	for range maxDateSteps {
		if t.ApartInTime(h) && !t.Time(h) {
			return false // "after the attack of Friday"
		}
		if h = t.Heads[h]; h < 0 || h == v {
			return h == v
		}
		if t.Clausal(h) || (t.Rel[h] == syntax.Obj || t.Rel[h] == syntax.Nsubj) && f.acts[h] != nil {
			return false
		}
	}
	return false
}

// datesAround reports whether the time that word h heads says when act a
// happens though it hangs on another word: on a verb that shares it with the
// act's, on one that says how far the act has come, or on one that tells of
// nothing else than that a noun's happening took place.
func (f *finder) datesAround(h int, a *act) bool {
	t := f.t
	i := a.verb
	up := t.Heads[i]
	if up < 0 || !f.dates(h, up) {
		return false
	}
	switch t.Rel[i] {
	case syntax.Conj: // "On Friday troops entered the town and shot two men"
		return h < up && t.Clausal(i) && t.Kid(i, syntax.Nsubj) < 0 && !f.datedItself(i)
	case syntax.Xcomp:
		return t.Phase(up)
	case syntax.Nsubj: // "an explosion shook the city on Friday"
		return a.noun && f.acts[up] == nil && t.UPOS(up, "VERB") && !t.Passive(up) && !f.words.saying[t.Lemma[up]]
	}
	return false
}

// datedItself reports whether a time hangs on verb i.
func (f *finder) datedItself(i int) bool {
	return slices.ContainsFunc(f.t.Kids[i], func(k int) bool {
		return (f.t.Rel[k] == syntax.Obl || f.t.Rel[k] == syntax.Advmod) && f.t.Time(k)
	})
}
