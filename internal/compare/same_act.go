package compare

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// dropActs drops the words of acts that the records read as one and the same act: asked,
// urged; turned down, rejected; opened an inquiry, launched an investigation.
func (w *weigher) dropActs(d *wordDifference, g group) {
	for i := range w.old.Events {
		a := &w.old.Events[i]
		if !slices.ContainsFunc(g.old, a.Trigger.Cover().Overlaps) {
			continue
		}
		for j := range w.new.Events {
			if b := &w.new.Events[j]; sameAct(a, b) && slices.ContainsFunc(g.new, b.Trigger.Cover().Overlaps) && d.dropAct(a, b) {
				break
			}
		}
	}
}

// dropAct drops the words of two acts if they have none in common, so that none of them
// is what begins or ends the act ("imposed sanctions", "lifted sanctions").
func (d *wordDifference) dropAct(a, b *readout.Event) bool {
	gone, goneAll := wordsOf(a, d.gone, d.before)
	came, cameAll := wordsOf(b, d.came, d.after)
	if len(gone) == 0 || len(came) == 0 || len(gone) != goneAll || len(came) != cameAll || opposed(gone, came) || opposed(came, gone) {
		return false
	}
	drop := func(list []token, e *readout.Event) []token {
		return slices.DeleteFunc(slices.Clone(list), func(t token) bool { return slices.ContainsFunc(e.Trigger.Spans, t.span.Overlaps) })
	}
	d.gone, d.before = drop(d.gone, a), drop(d.before, a)
	d.came, d.after = drop(d.came, b), drop(d.after, b)
	return true
}

// wordsOf returns an act's words among those that differ, and how many there are of them
// among all.
func wordsOf(e *readout.Event, differing, all []token) (list []token, n int) {
	for _, t := range differing {
		if slices.ContainsFunc(e.Trigger.Spans, t.span.Overlaps) {
			list = append(list, t)
		}
	}
	for _, t := range all {
		if slices.ContainsFunc(e.Trigger.Spans, t.span.Overlaps) {
			n++
		}
	}
	return list, n
}

// opposed reports whether a word is a denial, or the opposite of one of others.
func opposed(list, others []token) bool {
	for i := range list {
		if list[i].class == negation && (list[i].says == "" || list[i].says == readout.Deny) {
			return true
		}
		for _, base := range list[i].bases() {
			for j := range others {
				if slices.ContainsFunc(others[j].bases(), func(b string) bool { return lists().against[base][b] }) {
					return true
				}
			}
		}
	}
	return false
}

// sameAct reports whether two events are one act that stands alike. Of what is done, other
// than of what is said, that is so only where the code says exactly what: to kill and to
// wound are both attacks.
func sameAct(a, b *readout.Event) bool {
	if a.Type != b.Type || a.Status != b.Status || !slices.Equal(a.Modes, b.Modes) || len(a.CAMEO) < 3 || len(b.CAMEO) < 3 {
		return false
	}
	if a.Quad%2 == 1 { // said: a request and a demand are one type, in two families of codes
		return a.CAMEO[2:] == b.CAMEO[2:]
	}
	return a.CAMEO == b.CAMEO && a.CAMEO[2] != '0'
}
