package score

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// statuses are the statuses in the order in which they are printed.
var statuses = []readout.Status{readout.Asserted, readout.Denied, readout.Probable, readout.Possible, readout.Planned,
	readout.Demanded, readout.Hypothetical, readout.Open, readout.Generic}

// EventCounts are the counts of the events of some texts.
type EventCounts struct {
	Rows   []Row
	Status map[readout.Status]Count // over the events that were found
	missed int                      // asserted events that were not found
}

// Add adds the counts of other texts.
func (c *EventCounts) Add(d EventCounts) {
	c.Rows = Merge(c.Rows, d.Rows)
	if c.Status == nil {
		c.Status = map[readout.Status]Count{}
	}
	c.missed += d.missed
	for s, n := range d.Status {
		sum := c.Status[s]
		sum.Add(n)
		c.Status[s] = sum
	}
}

// MacroF1 returns the mean F1, in per cent, over the statuses that the gold has.
func (c *EventCounts) MacroF1() float64 {
	sum, n := 0.0, 0
	for _, count := range c.Status {
		if count.Want > 0 {
			sum += count.F1()
			n++
		}
	}
	if n == 0 {
		return 100
	}
	return sum / float64(n)
}

// String returns the counts as a table.
func (c *EventCounts) String() string {
	rows := slices.Clone(c.Rows)
	for _, s := range statuses {
		if n := c.Status[s]; n.Got+n.Want > 0 {
			rows = append(rows, Row{"status " + string(s), n})
		}
	}
	all := c.Status[readout.Asserted]
	all.Want += c.missed
	rows = append(rows, Row{"status asserted, with events missed", all})
	return Format(rows) + fmt.Sprintf("%-36s %6.1f\n", "status, mean over those of the gold", c.MacroF1())
}

// Events compares the events of a record with the gold's. They are aligned one
// to one by their triggers; an aligned one is right if it has the gold's type.
// Modes, roles and chains are counted over those that are right, the status
// over all that are aligned.
func Events(gold []GoldEvent, got *readout.Record) EventCounts {
	c := EventCounts{Status: map[readout.Status]Count{}}
	kind := Count{Got: len(got.Events), Want: len(gold)}
	var modes, actors, recipients, chains Count
	for i, j := range alignEvents(gold, got) {
		if j < 0 {
			if gold[i].Status == readout.Asserted {
				c.missed++
			}
			continue
		}
		g, e := &gold[i], &got.Events[j]
		c.status(g.Status, e.Status)
		if g.Type != string(e.Type) {
			continue
		}
		kind.Hit++
		tally(&modes, shares(g.Modes, e.Modes), true, true)
		actors.Add(match(g.Actor, e.Actor, func(w []string, r readout.Role) bool { return isRole(got, w, r) }))
		recipients.Add(match(g.Recipient, e.Recipient, func(w []string, r readout.Role) bool { return isRole(got, w, r) }))
		tally(&chains, isChain(got, g.By, e.By), true, true)
	}
	c.Rows = []Row{{"events, type", kind}, {"modes of the same", modes}, {"actors of the same", actors},
		{"recipients of the same", recipients}, {"chains of the same", chains}}
	return c
}

// status counts a pair of statuses.
func (c *EventCounts) status(want, got readout.Status) {
	w := c.Status[want]
	w.Want++
	if want == got {
		w.Hit++
	}
	c.Status[want] = w
	g := c.Status[got]
	g.Got++
	c.Status[got] = g
}

// shares reports whether both lists are empty or have a member in common.
func shares(a, b []string) bool {
	return len(a)+len(b) == 0 || slices.ContainsFunc(a, func(m string) bool { return slices.Contains(b, m) })
}

// alignEvents returns for each gold event the index of its partner or -1, best
// pairs first.
func alignEvents(gold []GoldEvent, got *readout.Record) []int {
	pair := make([]int, len(gold))
	for i := range pair {
		pair[i] = -1
	}
	used := make([]bool, len(got.Events))
	for {
		best, bi, bj := 0.0, -1, -1
		for i := range gold {
			for j := range got.Events {
				if pair[i] < 0 && !used[j] {
					if sim := similarEvents(&gold[i], got, &got.Events[j]); sim > best {
						best, bi, bj = sim, i, j
					}
				}
			}
		}
		if bi < 0 {
			return pair
		}
		pair[bi], used[bj] = bj, true
	}
}

// similarEvents measures how much two events have in common; 0 if their
// triggers share no word.
func similarEvents(g *GoldEvent, rec *readout.Record, e *readout.Event) float64 {
	triggers := []string{e.Trigger.Text}
	for _, m := range e.Mentions {
		triggers = append(triggers, m.Trigger.Text)
	}
	best := 0.0
	for _, w := range g.Trigger {
		for _, t := range triggers {
			best = max(best, dice(words(w), words(t)))
		}
	}
	if best == 0 {
		return 0
	}
	if g.Type == string(e.Type) {
		best++
	}
	if isChain(rec, g.By, e.By) {
		best += 0.5
	}
	if m := match(g.Actor, e.Actor, func(w []string, r readout.Role) bool { return isRole(rec, w, r) }); m.Hit > 0 {
		best += 0.25
	}
	return best
}

// isRole reports whether a role is one of the gold's, put in one of several
// ways: half of the words are shared with its own or with its actor's names.
func isRole(rec *readout.Record, ways []string, r readout.Role) bool {
	return anyAlike(ways, append(namesOf(rec, r.Actor), r.Text))
}

// namesOf returns the names of an actor.
func namesOf(rec *readout.Record, id readout.ActorID) []string {
	for i := range rec.Actors {
		if a := &rec.Actors[i]; a.ID == id {
			return append([]string{a.Name}, a.Aliases...)
		}
	}
	return nil
}

// anyAlike reports whether one of the ways shares half of its words with one of the texts.
func anyAlike(ways, texts []string) bool {
	return slices.ContainsFunc(ways, func(w string) bool {
		return slices.ContainsFunc(texts, func(t string) bool { return dice(content(w), content(t)) >= 0.5 })
	})
}

// content returns the words of text without articles.
func content(text string) []string {
	return slices.DeleteFunc(words(text), func(w string) bool { return w == "the" || w == "a" || w == "an" })
}

// isChain reports whether a chain of attributions is the gold's.
func isChain(rec *readout.Record, want [][]string, ids []readout.AttributionID) bool {
	if len(want) != len(ids) {
		return false
	}
	for n, id := range ids {
		i := slices.IndexFunc(rec.Attributions, func(a readout.Attribution) bool { return a.ID == id })
		if i < 0 {
			return false
		}
		s := &rec.Attributions[i].Speaker
		named := len(s.Spans) > 0 && !strings.Contains(string(s.Kind), "unnamed")
		if want[n][0] == "?" {
			if named {
				return false
			}
			continue
		}
		if !anyAlike(want[n], append(namesOf(rec, s.Actor), s.Text)) {
			return false
		}
	}
	return true
}
