package thread

import (
	"math"
	"strings"
)

// This file says which figures contradict nothing though they differ: one is the
// other in round numbers, they measure time from two days, one is a hundred times
// the other, or who tells them tells something together.

// Bounds of what is taken for one number told less exactly, and for numbers of one
// thing: by hand, on releases whose headline rounds what the text gives.
const (
	leastRound = 1000 // "12" is told exactly
	roundedBy  = 0.05 // of the number itself
	farApart   = 100  // times
)

// unlike reports whether two figures that differ are no contradiction whatever else
// their sentences say.
func (p *pair) unlike(x, y *Figure) bool {
	u, v := x.middle(), y.middle()
	if max(u, v) > farApart*min(u, v) || roundNumber(u, v) || roundNumber(v, u) {
		return true
	}
	return p.j.units[x.What] && !p.oneSpan(x, y)
}

// roundNumber reports whether a number is another one cut or raised to fewer digits:
// "$15 million" of $15,680,000, "nearly $7 million" of $6,999,632.
func roundNumber(round, exact float64) bool {
	if math.Min(round, exact) < leastRound || math.Abs(round-exact) > roundedBy*exact {
		return false
	}
	step := 1.0
	for math.Mod(math.Round(round), 10*step) == 0 {
		step *= 10
	}
	if math.Mod(math.Round(exact), step) == 0 {
		return false // it is told as exactly as the other
	}
	return math.Round(round) == step*math.Floor(exact/step) || math.Round(round) == step*math.Ceil(exact/step)
}

// oneSpan reports whether two lengths of time are of the same: of what is done in
// like words. "Twenty-two years since" and "over the next 20 years" are not.
func (p *pair) oneSpan(x, y *Figure) bool {
	return x.Act != "" && (x.Act == y.Act || sameStem(x.Act, y.Act))
}

// ofOneMind reports whether the tellers of two figures do something together in one
// of the texts: members who announce a grant give its parts and its sum, each in his
// own words.
func (p *pair) ofOneMind(x, y *Figure) bool {
	return x.By != nil && y.By != nil && (p.a.together(x.By.Name, y.By.Name) || p.b.together(x.By.Name, y.By.Name))
}

// together reports whether two do one thing in a text.
func (s *Story) together(x, y string) bool {
	for i := range s.Mentions {
		if m := &s.Mentions[i]; m.does(x) && m.does(y) {
			return true
		}
	}
	return false
}

// does reports whether a mention tells that somebody of a name does it.
func (m *Mention) does(name string) bool {
	for i := range m.Args {
		if a := &m.Args[i]; a.Part == Doer && a.Named && strings.EqualFold(a.Name, name) {
			return true
		}
	}
	return false
}
