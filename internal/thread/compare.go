package thread

import (
	"math"
	"strings"
)

// compare returns the link of two mentions of stories as near as that, and
// whether there is one.
func (j *Joiner) compare(a, b Told, near float64) (Link, bool) {
	l := Link{A: min(a.ID(), b.ID()), B: max(a.ID(), b.ID())}
	if UnitOf(a) == UnitOf(b) {
		l.P, l.Why = 1, "the same sentence of one line of reporting"
		return l, true
	}
	if a.Lemma != b.Lemma {
		return l, false
	}
	words := dot(a.Story.Sentences[a.Sentence].Terms, b.Story.Sentences[b.Sentence].Terms)
	l.P = 1 / (1 + math.Exp(-(6*near + 2*words - 1.5)))
	if when := days(a.When, b.When); when == disjoint {
		l.P, l.Apart = 0, true
	}
	l.Why = "same act: " + strings.Join(distinct(a.Text, b.Text), ", ")
	return l, l.Apart || l.P >= Offer
}

// distinct returns the words once each.
func distinct(a, b string) []string {
	if strings.EqualFold(a, b) {
		return []string{a}
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
