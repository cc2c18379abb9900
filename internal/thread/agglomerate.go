package thread

import (
	"container/heap"
	"math"
	"slices"
)

// A cluster is units that tell of one happening so far.
type cluster struct {
	units []int // ascending
	near  map[int]*tie
	gone  bool
}

// A tie is what links say of two clusters.
type tie struct {
	sum    float64 // of the probabilities of the units' links
	links  int
	apart  bool
	parted bool // by a person; apart is set too
}

// agglomeration joins the units of one component, the likeliest two clusters
// first, as long as the mean of their links, a missing one counted as absent,
// is not below [Joined] and nothing keeps them apart.
type agglomeration struct {
	absent   float64
	clusters []cluster
	queue    mergeQueue
	step     func(a, b []int, mean float64)
}

// What counts as the probability of two units without a link: of words that
// are given, chosen on ECB+, topics 1 to 25, and of those that are found,
// chosen on two press worlds with the weights of the other (0.2 loses a fifth of
// the pairs, 0.36 precision).
const (
	absentGiven = 0.38
	absentFound = 0.3
)

// A unitLink is a link between units, numbered by their first mention.
type unitLink struct {
	a, b   int
	p      float64
	apart  bool
	parted bool // by a person; apart is set too
}

// agglomerate returns the clusters of n units, each ascending, by their first.
// firm are pairs that a person joined: they are joined whatever the links say and keep
// apart, unless a person parted what they are joined with. step is told of each two
// that become one and how likely they are together; it may be nil.
func agglomerate(n int, links []unitLink, firm [][2]int, absent float64, step func(a, b []int, mean float64)) [][]int {
	g := &agglomeration{absent: absent, clusters: make([]cluster, n), step: step}
	for i := range g.clusters {
		g.clusters[i] = cluster{units: []int{i}, near: map[int]*tie{}}
	}
	for _, l := range links {
		g.tie(l)
	}
	slices.SortFunc(firm, func(x, y [2]int) int { return slices.Compare(x[:], y[:]) })
	for _, f := range firm {
		a, b := g.holder(f[0]), g.holder(f[1])
		if a != b && !g.parted(a, b) {
			g.merge(min(a, b), max(a, b), math.Inf(1))
		}
	}
	for a := range g.clusters {
		if !g.clusters[a].gone {
			g.offerAll(a, true)
		}
	}
	for len(g.queue) > 0 {
		m := heap.Pop(&g.queue).(merging)
		if g.clusters[m.a].gone || g.clusters[m.b].gone || m.size != len(g.clusters[m.a].units)+len(g.clusters[m.b].units) {
			continue // one of them has grown since
		}
		g.merge(m.a, m.b, m.mean)
		g.offerAll(m.a, false)
	}
	var out [][]int
	for _, c := range g.clusters {
		if !c.gone {
			out = append(out, c.units)
		}
	}
	return out
}

// tie takes down a link between two units.
func (g *agglomeration) tie(l unitLink) {
	if l.a == l.b {
		return
	}
	t := g.clusters[l.a].near[l.b]
	if t == nil {
		t = &tie{}
		g.clusters[l.a].near[l.b], g.clusters[l.b].near[l.a] = t, t
	}
	t.sum, t.links = max(t.sum, l.p), 1
	t.apart, t.parted = t.apart || l.apart, t.parted || l.parted
}

// holder returns the cluster that holds a unit.
func (g *agglomeration) holder(unit int) int {
	for i := range g.clusters {
		if _, ok := slices.BinarySearch(g.clusters[i].units, unit); ok && !g.clusters[i].gone {
			return i
		}
	}
	return unit
}

// parted reports whether a person keeps two clusters apart.
func (g *agglomeration) parted(a, b int) bool {
	t := g.clusters[a].near[b]
	return t != nil && t.parted
}

// merge adds cluster b to a, which is the lesser.
func (g *agglomeration) merge(a, b int, mean float64) {
	into, from := &g.clusters[a], &g.clusters[b]
	if g.step != nil {
		g.step(into.units, from.units, mean)
	}
	into.units = append(into.units, from.units...)
	slices.Sort(into.units)
	delete(into.near, b)
	delete(from.near, a)
	for c, t := range from.near {
		other := g.clusters[c].near
		delete(other, b)
		if have := into.near[c]; have != nil {
			have.sum, have.links = have.sum+t.sum, have.links+t.links
			have.apart, have.parted = have.apart || t.apart, have.parted || t.parted
			continue
		}
		into.near[c], other[a] = t, t
	}
	from.gone, from.near = true, nil
}

// offerAll queues what cluster a may be joined with; above says only with
// clusters after it.
func (g *agglomeration) offerAll(a int, above bool) {
	for b, t := range g.clusters[a].near {
		if t.apart || above && b < a {
			continue
		}
		na, nb := len(g.clusters[a].units), len(g.clusters[b].units)
		if mean := t.mean(na*nb, g.absent); mean >= Joined {
			heap.Push(&g.queue, merging{a: min(a, b), b: max(a, b), size: na + nb, mean: mean})
		}
	}
}

// mean is the mean over so many pairs, those without a link included.
func (t *tie) mean(pairs int, absent float64) float64 {
	return (t.sum + absent*float64(pairs-t.links)) / float64(pairs)
}

// A merging is two clusters that may be joined, as large as they were together.
type merging struct {
	a, b, size int
	mean       float64
}

// A mergeQueue has the likeliest merging first, of alike ones the first two.
type mergeQueue []merging

func (q mergeQueue) Len() int      { return len(q) }
func (q mergeQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q mergeQueue) Less(i, j int) bool {
	if q[i].mean != q[j].mean {
		return q[i].mean > q[j].mean
	}
	if q[i].a != q[j].a {
		return q[i].a < q[j].a
	}
	return q[i].b < q[j].b
}
func (q *mergeQueue) Push(x any) { *q = append(*q, x.(merging)) }
func (q *mergeQueue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
