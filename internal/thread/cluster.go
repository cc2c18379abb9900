package thread

import (
	"cmp"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// UnitOf returns what is the same for a mention in all copies and versions of
// its sentence on one line of reporting. Mentions of one unit are one telling:
// they are always of one happening, and only one of them, the first by
// [Before], needs to be compared with other stories.
func UnitOf(t Told) Unit {
	s := &t.Story.Sentences[t.Sentence]
	return Unit{Line: t.Story.Line, Sentence: s.Hash, At: t.Trigger.Start - s.Span.Start}
}

// A Unit is a mention's telling, see [UnitOf].
type Unit struct {
	Line     string
	Sentence uint64
	At       int // bytes from the sentence's start to the trigger
}

// Before orders mentions by posting, version and place in the text. Stories
// whose time of posting is unknown come last.
func Before(a, b Told) int {
	return cmp.Or(ComparePosted(a.Story.Posted, b.Story.Posted), cmp.Compare(a.Story.Version, b.Story.Version), cmp.Compare(a.Trigger.Start, b.Trigger.Start))
}

// ComparePosted orders times of posting, unknown ones last. A day without a
// time comes before the day's times.
func ComparePosted(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// Components returns the mentions that links of [Joined] and more, joining
// decisions and equal units connect, each component by [Before], the
// components by their first mention. What [Happenings] makes of one depends on
// no other.
func Components(told []Told, links []Link, decisions []Decision) [][]Told {
	told = slices.Clone(told)
	sorting.Func(told, Before)
	at := make(map[MentionID]int, len(told))
	sets := newSets(len(told))
	units := make(map[Unit]int, len(told))
	for i, t := range told {
		at[t.ID()] = i
		if j, ok := units[UnitOf(t)]; ok {
			sets.join(i, j)
		} else {
			units[UnitOf(t)] = i
		}
	}
	connect := func(a, b MentionID) {
		i, ok := at[a]
		j, also := at[b]
		if ok && also {
			sets.join(i, j)
		}
	}
	for _, l := range links {
		if l.P >= Joined && !l.Apart {
			connect(l.A, l.B)
		}
	}
	for _, d := range decisions {
		if !d.Part {
			connect(d.A, d.B)
		}
	}
	return sets.groups(told)
}

// sets are disjoint sets of the numbers below their length.
type sets []int

// newSets returns n sets of one number each.
func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

// find returns the least number of i's set.
func (s sets) find(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

// join makes one set of those of i and j.
func (s sets) join(i, j int) {
	i, j = s.find(i), s.find(j)
	s[max(i, j)] = min(i, j)
}

// groups returns the items of each set, in their order.
func (s sets) groups(items []Told) [][]Told {
	var out [][]Told
	place := make(map[int]int)
	for i, t := range items {
		root := s.find(i)
		k, ok := place[root]
		if !ok {
			k = len(out)
			place[root] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], t)
	}
	return out
}
