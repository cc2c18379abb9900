package thread

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// speaker returns who says what a mention says, "" for the outlet.
func (t Told) speaker() string {
	if len(t.By) == 0 {
		return ""
	}
	return t.By[len(t.By)-1]
}

// Standing returns how a mention tells of its happening, on the day on which its text
// was posted: what a text states for a later day it tells as planned, whatever the
// words alone say ("she travels to Suva on Friday for talks"). A day between them may
// be one of clocks.
func (t Told) Standing() Status {
	if t.Status != readout.Asserted && t.Status != readout.Probable || !t.When.Stated || len(t.When.From) < len("2006-01-02") || len(t.Story.Posted) < len("2006-01-02") {
		return t.Status
	}
	if day := t.When.From[:len("2006-01-02")]; day > t.Story.Posted && dayGap(day, t.Story.Posted) > 1 {
		return readout.Planned
	}
	return t.Status
}

// history returns the turns of a happening: of the mentions, by [Before], the
// first of each status and those that come back to another. What only may be
// does not undo what is told as planned or done.
func history(all []Told) []Turn {
	var out []Turn
	for _, t := range all {
		if t.Event == "" && len(out) > 0 {
			continue
		}
		last := Status("")
		if len(out) > 0 {
			last = out[len(out)-1].Status
		}
		if s := t.Standing(); s != last && !(vague(s) && len(out) > 0) {
			out = append(out, Turn{Status: s, By: t.speaker(), Story: t.Story.ID, Posted: t.Story.Posted, At: t.ID()})
		}
	}
	return out
}

// vague reports a status that neither says nor denies that something was, is
// or will be.
func vague(s Status) bool {
	switch s {
	case readout.Asserted, readout.Denied, readout.Planned, CalledOff, readout.Probable:
		return false
	}
	return true
}

// disputedShare is the share of the lines that deny what others assert from
// which on it is disputed: one slip of reading among many reports is none. By
// hand, not tuned.
const disputedShare = 0.2

// final returns what has become of a happening by its mentions, by [Before].
func final(all []Told) Final {
	lines := map[Status]map[string]bool{}
	last := map[Status]int{}
	coded := slices.ContainsFunc(all, func(t Told) bool { return t.Event != "" })
	for i, t := range all {
		s := t.Standing()
		if t.Event == "" && coded && s != CalledOff {
			continue
		}
		if s == readout.Probable {
			s = readout.Asserted
		}
		if lines[s] == nil {
			lines[s] = map[string]bool{}
		}
		lines[s][t.Story.Line], last[s] = true, i+1
	}
	asserted, denied := len(lines[readout.Asserted]), len(lines[readout.Denied])
	planned := last[readout.Planned] > 0
	switch {
	case last[CalledOff] > 0 && (planned || last[CalledOff] >= last[readout.Asserted]):
		return FinalCalledOff
	case asserted > 0 && denied > 0 && float64(denied) >= disputedShare*float64(asserted+denied):
		return FinalDisputed
	case asserted > 0:
		return FinalAsserted
	case denied > 0 && last[readout.Denied] >= last[readout.Planned]:
		return FinalDenied
	case planned:
		return FinalPlanned
	}
	return FinalOpen
}
