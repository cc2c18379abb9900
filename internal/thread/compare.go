package thread

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// compare returns the link of two mentions of stories as near as that, and
// whether there is one.
func (j *Joiner) compare(a, b Told, near float64) (Link, bool) {
	l := Link{A: min(a.ID(), b.ID()), B: max(a.ID(), b.ID())}
	if UnitOf(a) == UnitOf(b) {
		l.P, l.Why = 1, "the same sentence of one line of reporting"
		return l, true
	}
	if Far(a, b) {
		return l, false
	}
	f := FeaturesOf(a, b, near)
	m := &j.Vectors
	if f[fNoVector] > 0 {
		m = &j.None
	}
	l.P = m.p(&f)
	if l.P < Offer {
		return l, false
	}
	l.Why = why(a, b, &f)
	if apart(a, b, &f) {
		l.P, l.Apart = 0, true
	}
	return l, true
}

// nearVectors is the cosine of triggers below which words that are not akin
// otherwise are not compared.
const nearVectors = 0.15

// Far reports two mentions that are too different to be worth comparing: acts
// that have nothing to do with each other.
func Far(a, b Told) bool {
	if a.Lemma == b.Lemma || a.Type != "" && a.Type == b.Type || sameStem(a.Lemma, b.Lemma) {
		return false
	}
	return len(a.Vector) == 0 || len(a.Vector) != len(b.Vector) || cosine(a.Vector, b.Vector) < nearVectors
}

// maxDays is how many days two stated days of one happening may lie apart:
// outlets have clocks of their own, and slips.
const maxDays = 2

// apart reports whether something excludes that two mentions tell of one
// happening, however alike they are.
func apart(a, b Told, f *Features) bool {
	switch {
	case f[fDayApart] > 0 && exactDay(a.When) && exactDay(b.When) && daysBetween(a.When, b.When) > maxDays:
		return true
	case f[fSameSentence] > 0 && (f[fUndergoerApart] > 0 || f[fDoerApart] > 0):
		return true
	case f[fPlaceApart] > 0 && f[fDayApart] > 0:
		return true
	}
	return victims(a.Args, b.Args)
}

// exactDay reports an interval that is a day or less.
func exactDay(w Interval) bool { return w.From == w.To && w.Precision != readout.NoPrecision }

// daysBetween returns the days between two intervals that do not meet.
func daysBetween(a, b Interval) int64 {
	if a.From > b.From {
		a, b = b, a
	}
	x, err := dayNumber(a.To)
	y, also := dayNumber(b.From)
	if err != nil || also != nil {
		return 0
	}
	return y - x
}

// victims reports whether both acts are done to persons who are named and are
// others.
func victims(a, b []Argument) bool {
	found := false
	for i := range a {
		if a[i].Part != Undergoer || a[i].Kind != "person" || !a[i].known() {
			continue
		}
		for k := range b {
			if b[k].Part != Undergoer || b[k].Kind != "person" || !b[k].known() {
				continue
			}
			if sameActor(&a[i].Actor, &b[k].Actor) >= 0.4 {
				return false
			}
			found = true
		}
	}
	return found
}

// why says in a sentence what speaks for one happening.
func why(a, b Told, f *Features) string {
	var out []string
	switch {
	case f[fLemma] > 0 || f[fStem] > 0:
		out = append(out, "same act: "+strings.Join(distinct(a.Text, b.Text), ", "))
	case f[fType] > 0:
		out = append(out, "like acts: "+strings.Join(distinct(a.Text, b.Text), ", "))
	default:
		out = append(out, "told with "+strings.Join(distinct(a.Text, b.Text), ", "))
	}
	if f[fDoer] >= 0.7 {
		out = append(out, "same actor")
	}
	if f[fUndergoer] >= 0.7 {
		out = append(out, "done to the same")
	}
	if f[fDoer] < 0.7 && f[fUndergoer] < 0.7 && f[fShared] >= 0.3 {
		out = append(out, "who and what stand with it are alike")
	}
	if f[fPlace] >= 0.7 {
		out = append(out, "same place")
	}
	if f[fDay] > 0 {
		out = append(out, "same day")
	}
	if f[fWords] >= 0.3 {
		out = append(out, "like sentences")
	}
	if f[fStories] >= 0.4 {
		out = append(out, "stories about the same")
	}
	return strings.Join(out, "; ")
}

// distinct returns the words once each.
func distinct(a, b string) []string {
	if strings.EqualFold(a, b) {
		return []string{a}
	}
	if b < a {
		a, b = b, a
	}
	return []string{a, b}
}

// A meeting says how two intervals lie.
type meeting int

const (
	unknown meeting = iota
	disjoint
	overlapping
	equal
)

// days says how two stated intervals lie.
func days(a, b Interval) meeting {
	switch {
	case a.From == "" || b.From == "" || !a.Stated || !b.Stated:
		return unknown
	case a.From == b.From && a.To == b.To:
		return equal
	case a.To < b.From || b.To < a.From:
		return disjoint
	}
	return overlapping
}
