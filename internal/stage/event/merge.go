package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// merge makes one event of those that tell the same happening: of one type,
// with roles, dates, places, status and speakers that agree. The fullest
// stays, the others become its mentions.
func merge(events []readout.Event) []readout.Event {
	var out []readout.Event
	for _, ev := range events {
		i := 0
		for i < len(out) && !same(&out[i], &ev) {
			i++
		}
		if i == len(out) {
			out = append(out, ev)
			continue
		}
		first, second := out[i], ev
		if fullness(&second) > fullness(&first) {
			first, second = second, first
		}
		first.Mentions = append(append(first.Mentions, second.Mentions...),
			readout.EventMention{Trigger: second.Trigger, Sentence: second.Sentence, Place: second.Place, Date: second.Date})
		slices.SortFunc(first.Mentions, func(a, b readout.EventMention) int { return a.Trigger.Cover().Start - b.Trigger.Cover().Start })
		if first.Date == nil {
			first.Date = second.Date
		}
		if first.Place == "" {
			first.Place = second.Place
		}
		for _, n := range second.Numbers {
			if !has(first.Numbers, n.What) {
				first.Numbers = append(first.Numbers, n)
			}
		}
		out[i] = first
	}
	return out
}

// fullness counts what an event tells.
func fullness(e *readout.Event) int {
	n := 2*min(len(e.Actor), 1) + 2*min(len(e.Recipient), 1) + len(e.Numbers) + len(e.Modes)
	if e.Date != nil {
		n++
	}
	return n
}

// same reports whether two events of a story tell one happening.
func same(a, b *readout.Event) bool {
	if a.Type != b.Type || a.Status != b.Status || !compatible(a.Modes, b.Modes) {
		return false
	}
	if !slices.Equal(a.By, b.By) && a.Status != readout.Asserted {
		return false
	}
	if len(a.By) > 0 && len(b.By) > 0 && a.By[0] != b.By[0] && a.Sentence != b.Sentence {
		return false
	}
	if a.Date != nil && b.Date != nil && a.Date.From != "" && b.Date.From != "" && (a.Date.To < b.Date.From || b.Date.To < a.Date.From) {
		return false
	}
	if a.Place != "" && b.Place != "" && a.Place != b.Place && a.Sentence != b.Sentence {
		return false
	}
	known := 0
	for _, pair := range [][2][]readout.Role{{a.Actor, b.Actor}, {a.Recipient, b.Recipient}} {
		if len(pair[0]) == 0 || len(pair[1]) == 0 {
			continue
		}
		if !meet(pair[0], pair[1]) {
			return false
		}
		known++
	}
	if known == 1 && (a.Sentence.Start == 0 || b.Sentence.Start == 0) && a.Sentence != b.Sentence && len(a.Actor) > 0 && len(b.Actor) > 0 {
		return true // a headline leaves out the other side
	}
	return known == 2 || known == 1 && (len(a.Recipient) == 0 && len(b.Recipient) == 0 || a.Trigger.Text == b.Trigger.Text || a.Sentence == b.Sentence)
}

// compatible reports whether one list of modes is empty or shares one with the other.
func compatible(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(m string) bool { return slices.Contains(b, m) })
}

// meet reports whether two lists of roles share an actor; where one of them is
// nobody that the story knows, words or country and sector have to do. Two
// people of one country are two.
func meet(a, b []readout.Role) bool {
	return slices.ContainsFunc(a, func(x readout.Role) bool {
		return slices.ContainsFunc(b, func(y readout.Role) bool {
			if x.Actor != "" && y.Actor != "" {
				return x.Actor == y.Actor
			}
			return x.Text == y.Text || x.Country != "" && x.Country == y.Country && sector(x) == sector(y)
		})
	})
}

// sector returns a role's primary sector.
func sector(r readout.Role) string {
	if len(r.Sectors) == 0 {
		return ""
	}
	return r.Sectors[0]
}
