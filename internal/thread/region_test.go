package thread

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRegionsAreAsAllTogether adds mentions one after the other, in random order:
// only the clusters that a new one would be joined with are put together again, and
// those that these would be joined with then. What comes of it is what putting all
// together at once gives.
func TestRegionsAreAsAllTogether(t *testing.T) {
	again, whole := 0, 0
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 3))
		ids, links := web(r, 60)
		want := inOrder(Grow(ids, links, nil).Clusters())
		g := &growing{ids: ids, links: links, of: make(map[MentionID]int)}
		for _, i := range r.Perm(len(ids)) {
			again += g.add(ids[i])
			whole += len(g.of)
		}
		if got := inOrder(g.all()); got != want {
			t.Fatalf("seed %d: got %v\nwant %v", seed, got, want)
		}
	}
	if again > whole/2 {
		t.Errorf("%d mentions were put together again, %d are all each time", again, whole)
	}
}

// web returns mentions and links between them, most between those that stand near
// each other, with likelihoods of which many are the same.
func web(r *rand.Rand, n int) (ids []MentionID, links []Link) {
	for i := range n {
		ids = append(ids, IDOf(fmt.Sprintf("ve_%03d", i/3), i%3))
	}
	for i := range ids {
		for k := range i {
			near := i/6 == k/6
			if p := r.Float64(); near && p < 0.8 || p < 0.08 {
				l := Link{A: ids[k], B: ids[i], P: 0.25 + float64(r.IntN(12))/16}
				switch {
				case r.IntN(12) == 0:
					l.P, l.Apart = 0, true
				case l.P > 0.9:
					l.P = 1
				}
				links = append(links, l)
			}
		}
	}
	return ids, links
}

// growing is clusters to which mentions are added.
type growing struct {
	ids   []MentionID
	links []Link
	of    map[MentionID]int // the cluster of each
	next  int
}

// cluster returns the mentions of a cluster, in order.
func (g *growing) cluster(c int) (out []MentionID) {
	for _, id := range g.ids {
		if have, ok := g.of[id]; ok && have == c {
			out = append(out, id)
		}
	}
	return out
}

// add adds a mention and returns how many were put together again.
func (g *growing) add(id MentionID) int {
	g.of[id] = g.next
	g.next++
	in := map[int]bool{g.of[id]: true}
	for {
		var some []MentionID
		for _, id := range g.ids {
			if c, ok := g.of[id]; ok && in[c] {
				some = append(some, id)
			}
		}
		region, more := Grow(some, g.links, nil), false
		for _, l := range g.links {
			a, ok := g.of[l.A]
			b, also := g.of[l.B]
			if !ok || !also || in[a] == in[b] {
				continue
			}
			c := a
			if in[a] {
				c = b
			}
			if region.Meets(Grow(g.cluster(c), g.links, nil), g.links) {
				in[c], more = true, true
			}
		}
		if !more {
			for _, list := range region.Clusters() {
				for _, id := range list {
					g.of[id] = g.next
				}
				g.next++
			}
			return len(some)
		}
	}
}

// all returns the clusters as [Region.Clusters] does.
func (g *growing) all() (out [][]MentionID) {
	var seen []int
	for _, id := range g.ids {
		if c, ok := g.of[id]; ok && !slices.Contains(seen, c) {
			seen = append(seen, c)
			out = append(out, g.cluster(c))
		}
	}
	return out
}

// inOrder names clusters whatever their order.
func inOrder(clusters [][]MentionID) string {
	for _, c := range clusters {
		slices.Sort(c)
	}
	slices.SortFunc(clusters, func(a, b []MentionID) int { return slices.Compare(a, b) })
	return fmt.Sprint(clusters)
}
