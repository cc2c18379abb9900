package web

import (
	"fmt"
	"math"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A graph is who does what kind of thing to whom: actors on a circle, and a line
// for each pair. The table of pairs below it says the same.
type graph struct {
	W, H  float64
	Nodes []node
	Edges []edge
	Left  int // pairs that are not in it
}

// A node is an actor.
type node struct {
	X, Y   float64
	R      float64 // the larger, the more lines
	Turn   float64 // of the label, in degrees
	Anchor string
	Shift  float64 // of the label from the node
	Who    party
	Label  string // as much of the name as there is room for
}

// An edge is what one does to another. Its sign shows in its line, not in its
// colour alone: cooperation is solid, conflict dashed, some of each dashed and
// dotted.
type edge struct {
	Path            string
	Width           float64
	Sign            sign
	Title, Href     string
	Who, Whom       party
	Lines, Conflict int
	MidX, MidY      float64 // of the line
	Named           bool    // its number stands beside it
}

// maxNodes bounds the actors of a graph.
const maxNodes = 40

// graphOf draws pairs, nil if there are too few for a picture.
func graphOf(pairs []store.Pair, href func(actor, recipient string) string) *graph {
	if len(pairs) < 2 {
		return nil
	}
	g := &graph{W: 960, H: 780}
	at := map[string]int{}
	var kept []store.Pair
	for _, p := range pairs {
		more := 0
		for _, id := range []string{p.Actor, p.Recipient} {
			if _, ok := at[id]; !ok {
				more++
			}
		}
		if len(at)+more > maxNodes {
			g.Left++
			continue
		}
		for _, n := range []struct{ id, name string }{{p.Actor, p.ActorName}, {p.Recipient, p.RecipientName}} {
			if _, ok := at[n.id]; !ok {
				at[n.id] = len(g.Nodes)
				g.Nodes = append(g.Nodes, node{Who: party{Name: n.name, Href: "/actor/" + n.id}})
			}
		}
		kept = append(kept, p)
	}
	g.arrange(kept, at)
	g.place()
	g.weigh(kept, at)
	for _, p := range kept {
		g.Edges = append(g.Edges, g.edge(p, at[p.Actor], at[p.Recipient], pairs[0].Lines, href(p.Actor, p.Recipient)))
	}
	g.tally()
	return g
}

// maxTallies is how many lines have their number on them at most.
const maxTallies = 8

// tally numbers the lines of most reports, where there is room.
func (g *graph) tally() {
	var taken []box
	for i := range g.Edges {
		e := &g.Edges[i]
		at := box{e.MidX - 16, e.MidY - 11, e.MidX + 16, e.MidY + 3}
		if e.Named = len(taken) < maxTallies && e.Lines > 1 && !meetsAny(at, taken); e.Named {
			taken = append(taken, at)
		}
	}
}

// arrange orders the nodes around the circle so that those who deal with each
// other stand near: two change places as long as that makes the lines shorter.
// The same pairs give the same order.
func (g *graph) arrange(pairs []store.Pair, at map[string]int) {
	n := len(g.Nodes)
	slot, links := make([]int, n), make([][][2]int, n) // where each stands; with whom it deals, and how much
	for i := range slot {
		slot[i] = i
	}
	for _, p := range pairs {
		a, b := at[p.Actor], at[p.Recipient]
		weight := int(10 * math.Sqrt(float64(p.Lines)))
		links[a], links[b] = append(links[a], [2]int{b, weight}), append(links[b], [2]int{a, weight})
	}
	length := func(i int) (sum int) {
		for _, l := range links[i] {
			d := slot[i] - slot[l[0]]
			d = max(d, -d)
			sum += min(d, n-d) * l[1]
		}
		return sum
	}
	for range 20 {
		better := false
		for i := range n {
			for k := range i {
				before := length(i) + length(k)
				slot[i], slot[k] = slot[k], slot[i]
				if length(i)+length(k) < before {
					better = true
				} else {
					slot[i], slot[k] = slot[k], slot[i]
				}
			}
		}
		if !better {
			break
		}
	}
	nodes := make([]node, n)
	for i, s := range slot {
		nodes[s] = g.Nodes[i]
	}
	g.Nodes = nodes
	for id, i := range at {
		at[id] = slot[i]
	}
}

// weigh makes dots as large as there are lines of or about their actors.
func (g *graph) weigh(pairs []store.Pair, at map[string]int) {
	most := 1
	sums := make([]int, len(g.Nodes))
	for _, p := range pairs {
		for _, i := range []int{at[p.Actor], at[p.Recipient]} {
			sums[i] += p.Lines
			most = max(most, sums[i])
		}
	}
	for i := range g.Nodes {
		g.Nodes[i].R = round(3.5 + 6.5*math.Sqrt(float64(sums[i])/float64(most)))
	}
}

// How far the nodes stand from the middle, so that a label of 22 letters has room above it
// and below, and a label from its node.
const (
	radius   = 190.0
	labelGap = 13.0
)

// room returns how many letters a label has room for that leads away from the middle in a
// direction: more on either side than above.
func (g *graph) room(angle float64) int {
	far := math.Min(g.W/2/math.Max(math.Abs(math.Cos(angle)), 1e-9), g.H/2/math.Max(math.Abs(math.Sin(angle)), 1e-9))
	return int((far - radius - labelGap) / letter)
}

// place puts the nodes on a circle, with their labels outside it.
func (g *graph) place() {
	for i := range g.Nodes {
		n := &g.Nodes[i]
		angle := 2*math.Pi*float64(i)/float64(len(g.Nodes)) - math.Pi/2
		n.X, n.Y = g.W/2+radius*math.Cos(angle), g.H/2+radius*math.Sin(angle)
		n.Label = short(n.Who.Name, g.room(angle))
		n.Turn, n.Anchor, n.Shift = angle*180/math.Pi, "start", labelGap
		if math.Cos(angle) < -1e-9 { // read from the left on both sides
			n.Turn, n.Anchor, n.Shift = n.Turn+180, "end", -labelGap
		}
		n.X, n.Y, n.Turn = round(n.X), round(n.Y), math.Round(n.Turn*10)/10
	}
}

// edge draws a pair. The way back lies beside the way there.
func (g *graph) edge(p store.Pair, from, to, most int, href string) edge {
	a, b := g.Nodes[from], g.Nodes[to]
	midX, midY := (a.X+b.X)/2, (a.Y+b.Y)/2
	// towards the middle of the circle, and to the left of the way
	cx, cy := midX+(g.W/2-midX)*.45-(b.Y-a.Y)*.08, midY+(g.H/2-midY)*.45+(b.X-a.X)*.08
	e := edge{Path: fmt.Sprintf("M%.1f,%.1fQ%.1f,%.1f %.1f,%.1f", a.X, a.Y, cx, cy, b.X, b.Y), Width: round(1 + 7*float64(p.Lines)/float64(max(most, 1))), Sign: signOf(p.Lines, p.Conflict),
		Href: href, Who: a.Who, Whom: b.Who, Lines: p.Lines, Conflict: p.Conflict}
	e.MidX, e.MidY = round((a.X+2*cx+b.X)/4), round((a.Y+2*cy+b.Y)/4+4)
	e.Title = fmt.Sprintf("%s → %s: %s, %d of them of conflict", a.Who.Name, b.Who.Name, plural(p.Lines, "text", "texts"), p.Conflict)
	return e
}
