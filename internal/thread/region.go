package thread

import (
	"math"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// A Region is mentions put together by the links between them, whatever others
// there are, with the order in which that was done. An archive makes the regions
// again that a change touches, and asks of those beside them whether they stay as
// they are ([Region.Meets]).
//
// Why that gives what putting all mentions together at once does: the likeliest
// two clusters are joined first, and no later pair is likelier than those joined
// before it, as the mean of two is never above the likelier of them. So a run over
// all mentions takes the steps of each region, in the order of their likelihood,
// unless two clusters of two regions stand there at one time that are likelier
// together than what next happens to either. That is what Meets looks for; where it
// finds nothing, one region knows nothing of the other.
type Region struct {
	of     map[MentionID]int // unit of each mention
	units  [][]MentionID     // by their first mention, in the order that was given
	grown  []grownCluster    // the units, then what was made of them, in the order of making
	absent float64
}

// A grownCluster is a cluster that stood there for a while.
type grownCluster struct {
	units  []int
	halves []int   // the two clusters that it was made of; none for a unit
	born   float64 // how likely its halves were; +Inf for a unit
	into   int     // what it went into, -1 if it stayed
}

// gone is how likely the two were together that a cluster went into.
func (r *Region) gone(c int) float64 {
	if into := r.grown[c].into; into >= 0 {
		return r.grown[into].born
	}
	return math.Inf(-1)
}

// Grow puts mentions together. They come by [Before]; of several versions with one
// digest only the first's counts. Links and decisions about others are left out.
func Grow(mentions []MentionID, links []Link, decisions []Decision) *Region {
	r := &Region{of: make(map[MentionID]int, len(mentions)), absent: absentFound}
	at := make(map[MentionID]int, len(mentions))
	for i, id := range mentions {
		at[id] = i
	}
	one := newSets(len(mentions))
	for _, l := range links {
		a, ok := at[l.A]
		b, also := at[l.B]
		if ok && also && l.P == 1 && !l.Apart { // the same sentence of one line
			one.join(a, b)
		}
	}
	unit := make(map[int]int)
	for i, id := range mentions {
		root := one.find(i)
		u, ok := unit[root]
		if !ok {
			u = len(r.units)
			unit[root] = u
			r.units = append(r.units, nil)
			r.grown = append(r.grown, grownCluster{units: []int{u}, born: math.Inf(1), into: -1})
		}
		r.units[u] = append(r.units[u], id)
		r.of[id] = u
	}
	between, firm := betweenUnits(r.of, links, decisions)
	agglomerate(len(r.units), between, firm, r.absent, r.step)
	return r
}

// step takes down that clusters a and b, named by their least units, became one.
func (r *Region) step(a, b []int, mean float64) {
	x, y := r.last(a[0]), r.last(b[0])
	both := append(slices.Clone(a), b...)
	slices.Sort(both)
	r.grown[x].into, r.grown[y].into = len(r.grown), len(r.grown)
	r.grown = append(r.grown, grownCluster{units: both, halves: []int{x, y}, born: mean, into: -1})
}

// last returns the cluster that holds a unit at last.
func (r *Region) last(unit int) int {
	for r.grown[unit].into >= 0 {
		unit = r.grown[unit].into
	}
	return unit
}

// Clusters returns the mentions that are one, in their order.
func (r *Region) Clusters() (out [][]MentionID) {
	for _, c := range r.grown {
		if c.into >= 0 {
			continue
		}
		var all []MentionID
		for _, u := range c.units {
			all = append(all, r.units[u]...)
		}
		out = append(out, all)
	}
	return out
}

// Meets reports whether a cluster of r and one of other would have been joined had
// they grown together. links are those between them; what else keeps two apart need
// not be among them, and then Meets may say so of some that would not.
func (r *Region) Meets(other *Region, links []Link) bool {
	m := &meetings{r: r, other: other, near: make(map[[2]int]*tie), x: make(map[int][]int), y: make(map[int][]int)}
	for _, l := range links {
		a, ok := r.of[l.A]
		b, also := other.of[l.B]
		if !ok || !also {
			a, ok = r.of[l.B]
			b, also = other.of[l.A]
		}
		switch {
		case !ok || !also:
		case l.P == 1 && !l.Apart: // they are one unit, whatever keeps others of it apart
			return true
		default:
			m.tie(a, b, &l)
		}
	}
	for pair, t := range m.near {
		if m.joined(pair, t) {
			return true
		}
	}
	i, k := len(r.units), len(other.units)
	for i < len(r.grown) || k < len(other.grown) {
		first := k >= len(other.grown) || i < len(r.grown) && r.grown[i].born >= other.grown[k].born
		if first && m.grow(r, i, true) || !first && m.grow(other, k, false) {
			return true
		}
		if first {
			i++
		} else {
			k++
		}
	}
	return false
}

// meetings are what links say of the clusters of two regions that stand there at
// one time.
type meetings struct {
	r, other *Region
	near     map[[2]int]*tie
	x, y     map[int][]int // those of the other that a cluster is near to
}

// tie takes down a link between two units.
func (m *meetings) tie(a, b int, l *Link) {
	t := m.near[[2]int{a, b}]
	if t == nil {
		t = &tie{}
		m.near[[2]int{a, b}] = t
		m.x[a], m.y[b] = append(m.x[a], b), append(m.y[b], a)
	}
	t.sum, t.links, t.apart = max(t.sum, l.P), 1, t.apart || l.Apart
}

// joined reports whether two clusters are likelier together than what next happens
// to either.
func (m *meetings) joined(pair [2]int, t *tie) bool {
	if t.apart {
		return false
	}
	pairs := len(m.r.grown[pair[0]].units) * len(m.other.grown[pair[1]].units)
	mean := t.mean(pairs, m.r.absent)
	return mean >= Joined && mean >= m.r.gone(pair[0])-rounding && mean >= m.other.gone(pair[1])-rounding
}

// rounding is by how much means may be wrong: sums are made in another order.
const rounding = 1e-9

// grow puts a cluster in the place of the two that it was made of, and reports
// whether it would have been joined with one of the other region.
func (m *meetings) grow(of *Region, c int, first bool) bool {
	near, back := m.x, m.y
	key := func(a, b int) [2]int { return [2]int{a, b} }
	if !first {
		near, back = m.y, m.x
		key = func(a, b int) [2]int { return [2]int{b, a} }
	}
	for _, half := range of.grown[c].halves {
		for _, b := range near[half] {
			t := m.near[key(half, b)]
			if t == nil {
				continue
			}
			delete(m.near, key(half, b))
			if have := m.near[key(c, b)]; have != nil {
				have.sum, have.links, have.apart = have.sum+t.sum, have.links+t.links, have.apart || t.apart
				continue
			}
			m.near[key(c, b)] = t
			near[c], back[b] = append(near[c], b), append(back[b], c)
		}
	}
	for _, b := range near[c] {
		if t := m.near[key(c, b)]; t != nil && m.joined(key(c, b), t) {
			return true
		}
	}
	return false
}

// OthersOfOneStory returns links that keep apart what one story tells as events
// of two types; links of that kind are not kept with stories, since they are many.
func OthersOfOneStory(told []Told) []Link { return othersOfOneStory(told) }

// Together returns what mentions tell that are one, and whether they make a
// happening.
func Together(all []Told) (Happening, bool) {
	sorting.Func(all, Before)
	if !tells(all) {
		return Happening{}, false
	}
	return happening(all, nil), true
}
