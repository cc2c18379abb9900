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
	Turn   float64 // of the label, in degrees
	Anchor string
	Shift  float64 // of the label from the node
	Who    party
}

// An edge is what one does to another. Its kind shows in its line, not in its
// colour alone: what is done with somebody is solid, what is done against him
// dashed.
type edge struct {
	Path            string
	Width           float64
	Sign            string // with or against
	Title, Href     string
	Who, Whom       party
	Lines, Conflict int
}

// maxNodes bounds the actors of a graph.
const maxNodes = 40

// graphOf draws pairs, nil if there are too few for a picture.
func graphOf(pairs []store.Pair, href func(actor, recipient string) string) *graph {
	if len(pairs) < 2 {
		return nil
	}
	g := &graph{W: 960, H: 760}
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
				g.Nodes = append(g.Nodes, node{Who: party{Name: short(n.name, 22), Href: "/actor/" + n.id}})
			}
		}
		kept = append(kept, p)
	}
	g.place()
	for _, p := range kept {
		g.Edges = append(g.Edges, g.edge(p, at[p.Actor], at[p.Recipient], pairs[0].Lines, href(p.Actor, p.Recipient)))
	}
	return g
}

// place puts the nodes on a circle, with their labels outside it.
func (g *graph) place() {
	const radius = 190
	for i := range g.Nodes {
		n := &g.Nodes[i]
		angle := 2*math.Pi*float64(i)/float64(len(g.Nodes)) - math.Pi/2
		n.X, n.Y = g.W/2+radius*math.Cos(angle), g.H/2+radius*math.Sin(angle)
		n.Turn, n.Anchor, n.Shift = angle*180/math.Pi, "start", 10
		if math.Cos(angle) < -1e-9 { // read from the left on both sides
			n.Turn, n.Anchor, n.Shift = n.Turn+180, "end", -10
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
	e := edge{Path: fmt.Sprintf("M%.1f,%.1fQ%.1f,%.1f %.1f,%.1f", a.X, a.Y, cx, cy, b.X, b.Y), Width: round(1 + 7*float64(p.Lines)/float64(max(most, 1))), Sign: "with",
		Href: href, Who: a.Who, Whom: b.Who, Lines: p.Lines, Conflict: p.Conflict}
	if 2*p.Conflict > p.Lines {
		e.Sign = "against"
	}
	e.Title = fmt.Sprintf("%s → %s: %s, %d of them of conflict", a.Who.Name, b.Who.Name, plural(p.Lines, "line", "lines"), p.Conflict)
	return e
}
