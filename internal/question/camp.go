package question

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// A Camp is those who agree with each other on the questions that were asked.
type Camp struct {
	Names   []string
	Holders []string // keys, in the order of Names
}

// A CampsNote says why there are no camps, "" where there are.
type CampsNote string

// Why there are no camps.
const (
	NoOpposites CampsNote = "nobody stands for what somebody else stands against"
	Tangled     CampsNote = "somebody agrees with two who oppose each other"
	Unstable    CampsNote = "without one of the stories they would be others"
)

// Camps parts those who take a side into camps: those agree who take the same
// side of more questions than opposite ones. questions has the positions on each
// question. There are camps only if at least two oppose each other, nobody
// agrees with both of two opponents, and no one story decides who is in which:
// they have to be the same, but for those whom it alone tells of, when any one
// story is dropped.
func Camps(questions [][]Position) ([]Camp, CampsNote) {
	full, note := camps(questions, "")
	if note != "" {
		return nil, note
	}
	for _, story := range telling(questions) {
		less, note := camps(questions, story)
		if note != "" || !within(less, full) {
			return nil, Unstable
		}
	}
	out := make([]Camp, 0, len(full))
	for _, c := range full {
		out = append(out, c.Camp)
	}
	return out, ""
}

// telling returns the stories that tell of anybody's last stance: without
// another one nothing changes.
func telling(questions [][]Position) []string {
	seen := make(map[string]bool)
	for _, list := range questions {
		for _, p := range Sides(list, "") {
			seen[p.Story] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// A camp is one with the set of its holders.
type camp struct {
	Camp
	has map[string]bool
}

// camps parts those who take a side, without what one story tells.
func camps(questions [][]Position, without string) ([]camp, CampsNote) {
	names, agree := make(map[string]string), make(map[[2]string]int)
	for _, list := range questions {
		var of []Position
		for _, p := range Sides(list, "") {
			if p.Story == without { // an earlier claim may stand for it
				of = Sides(slices.DeleteFunc(slices.Clone(list), func(p Position) bool { return p.Story == without }), "")
				break
			}
			of = append(of, p)
		}
		count(of, names, agree)
	}
	opposed := false
	group := make(map[string]string)
	find := func(k string) string {
		for group[k] != "" {
			k = group[k]
		}
		return k
	}
	for pair, n := range agree {
		opposed = opposed || n < 0
		if a, b := find(pair[0]), find(pair[1]); n > 0 && a != b {
			group[max(a, b)] = min(a, b)
		}
	}
	if !opposed {
		return nil, NoOpposites
	}
	inside := make(map[string]bool) // groups with somebody whom another opposes
	for pair, n := range agree {
		if n >= 0 {
			continue
		}
		a, b := find(pair[0]), find(pair[1])
		if a == b {
			return nil, Tangled
		}
		inside[a], inside[b] = true, true
	}
	return collect(names, inside, find), ""
}

// count adds up on how many questions two stand together, less those on which
// they stand against each other.
func count(sides []Position, names map[string]string, agree map[[2]string]int) {
	sides = slices.DeleteFunc(sides, func(p Position) bool {
		who := p.Holder()
		return !who.Named() || p.Stance.Side() == "other"
	})
	for i := range sides {
		names[sides[i].holder()] = sides[i].Holder().Name
		for j := range sides[:i] {
			a, b := sides[i].holder(), sides[j].holder()
			if a > b {
				a, b = b, a
			}
			if sides[i].Stance == sides[j].Stance {
				agree[[2]string{a, b}]++
			} else {
				agree[[2]string{a, b}]--
			}
		}
	}
}

// collect makes the camps of the groups, the largest first.
func collect(names map[string]string, groups map[string]bool, find func(string) string) []camp {
	by := make(map[string]*camp)
	for _, k := range slices.Sorted(maps.Keys(names)) {
		g := find(k)
		if !groups[g] {
			continue
		}
		if by[g] == nil {
			by[g] = &camp{has: make(map[string]bool)}
		}
		by[g].Names, by[g].Holders = append(by[g].Names, names[k]), append(by[g].Holders, k)
		by[g].has[k] = true
	}
	var out []camp
	for _, c := range by {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(x, y camp) int {
		return cmp.Or(cmp.Compare(len(y.Names), len(x.Names)), cmp.Compare(strings.Join(x.Holders, "\n"), strings.Join(y.Holders, "\n")))
	})
	return out
}

// within reports whether camps are those of all stories, but for who is left out.
func within(less, full []camp) bool {
	if len(less) != len(full) {
		return false
	}
	used := make(map[int]bool)
	for _, c := range less {
		of := -1
		for i := range full {
			if full[i].has[c.Holders[0]] {
				of = i
			}
		}
		if of < 0 || used[of] || slices.ContainsFunc(c.Holders, func(k string) bool { return !full[of].has[k] }) {
			return false
		}
		used[of] = true
	}
	return true
}
