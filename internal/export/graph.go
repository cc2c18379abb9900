package export

import (
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// A graph gathers who does what to whom: one edge for each pair, type and
// status, weighed by texts, of which copies are one, not by reports.
type graph struct {
	w     io.Writer
	o     *Options
	nodes map[string]*node
	edges map[edgeKey]*edge
	alone int // events with one side only
	write func(g *graph, b *strings.Builder)
	count func(io.Reader) (int, error)
}

// A node is an actor.
type node struct {
	id, name, kind, country, sector, wikidata string
}

type edgeKey struct{ from, to, event, status string }

// An edge is a type of event between two actors.
type edge struct {
	edgeKey
	reports int
	lines   map[uint64]struct{} // hashes of line ids
	first   string              // id of the first event
	spells  []spell
}

// A spell is a range of days, both included.
type spell struct{ from, to string }

func newGEXF(w io.Writer, o *Options) (output, error) {
	return &graph{w: w, o: o, nodes: map[string]*node{}, edges: map[edgeKey]*edge{}, write: writeGEXF, count: countXML("edge")}, nil
}

func newGraphML(w io.Writer, o *Options) (output, error) {
	return &graph{w: w, o: o, nodes: map[string]*node{}, edges: map[edgeKey]*edge{}, write: writeGraphML, count: countXML("edge")}, nil
}

func (g *graph) add(v *view) error {
	return eachEvent(v, func(r *eventRow) error {
		return eachDyad(r, func(d *dyadRow) error {
			if d.from == nil || d.to == nil {
				g.alone++
				return nil
			}
			g.tie(d)
			return nil
		})
	})
}

// tie adds an event between two actors.
func (g *graph) tie(d *dyadRow) {
	k := edgeKey{g.node(d.from), g.node(d.to), string(d.e.Type), string(d.e.Status)}
	e := g.edges[k]
	if e == nil {
		e = &edge{edgeKey: k, lines: make(map[uint64]struct{}), first: d.id()}
		g.edges[k] = e
	}
	e.reports++
	h := fnv.New64a()
	_, _ = io.WriteString(h, d.v.line)
	e.lines[h.Sum64()] = struct{}{}
	if from, to := day(dateFrom(d.e.Date)), day(dateTo(d.e.Date)); !from.Missing() && !to.Missing() && from.String() <= to.String() {
		s := spell{from.String(), to.String()}
		if i, ok := slices.BinarySearchFunc(e.spells, s, spell.compare); !ok {
			e.spells = slices.Insert(e.spells, i, s)
		}
	}
}

func (s spell) compare(other spell) int {
	return strings.Compare(s.from+s.to, other.from+other.to)
}

// after returns the day after the last of a spell: programs take a spell that
// ends where it begins for none.
func (s spell) after() string {
	t, _ := time.Parse(time.DateOnly, s.to)
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

// node returns the id of a role's actor. Actors with an id mean the same in
// all versions; others are the same when name, kind and country are.
// Those without a name are somebody else in each version.
func (g *graph) node(r *roleRow) string {
	n := &node{id: r.id2(), name: r.name(), kind: string(r.actor.Kind), country: r.country(), sector: r.sector(), wikidata: r.actor.Wikidata}
	switch {
	case strings.HasPrefix(n.id, "ac_"):
	case n.id == "" || n.kind == "unnamed" || n.kind == "role" || r.v.private(r.who.Actor):
		n.id = string(r.v.rec.Version.ID) + ":" + firstOf(n.id, fmt.Sprintf("%s-%s-%d", r.e.ID, r.role, r.n))
	default:
		n.id = mint("na_", strings.ToLower(strings.Join(strings.Fields(n.name), " ")), n.country, n.kind)
	}
	if g.nodes[n.id] == nil {
		g.nodes[n.id] = n
	}
	return n.id
}

// sorted returns the edges in order.
func (g *graph) sorted() []*edge {
	list := make([]*edge, 0, len(g.edges))
	for _, e := range g.edges {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b *edge) int {
		return strings.Compare(strings.Join([]string{a.from, a.to, a.event, a.status}, "\x00"), strings.Join([]string{b.from, b.to, b.event, b.status}, "\x00"))
	})
	return list
}

// label says what an edge means.
func (e *edge) label() string {
	if e.status == string(readout.Asserted) || e.status == "" {
		return e.event
	}
	return e.event + " (" + e.status + ")"
}

func (g *graph) close() error {
	var b strings.Builder
	g.write(g, &b)
	_, err := io.WriteString(g.w, b.String())
	return err
}

func (g *graph) check(f readerAt) error {
	n, err := g.count(f)
	if err == nil && n != len(g.edges) {
		err = fmt.Errorf("%s written and %d read back", plural.Of(len(g.edges), "edge was", "edges were"), n)
	}
	return err
}

func (g *graph) resources() []resource {
	r := resource{Name: "graph", Path: "graph" + g.o.Format.Ext, Format: strings.TrimPrefix(g.o.Format.Ext, "."), Mediatype: g.o.Format.Media, Encoding: "utf-8",
		Rows: len(g.edges), Description: "Who does what to whom: nodes are actors, edges events by pair, type and status; weight counts texts, copies once."}
	if g.alone > 0 {
		r.Notes = []string{plural.Of(g.alone, "event without an actor or without a recipient is left out", "events without an actor or without a recipient are left out") + ": an edge has two ends"}
	}
	return []resource{r}
}

// writeGEXF writes the graph as GEXF 1.3.
func writeGEXF(g *graph, b *strings.Builder) {
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>readout</creator><description>Weight counts texts, copies once; status says how far an event is said to be so.</description></meta>
<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
<attributes class="node"><attribute id="0" title="kind" type="string"/><attribute id="1" title="country" type="string"/><attribute id="2" title="sector" type="string"/><attribute id="3" title="wikidata" type="string"/></attributes>
<attributes class="edge"><attribute id="4" title="event" type="string"/><attribute id="5" title="status" type="string"/><attribute id="6" title="reports" type="integer"/><attribute id="7" title="first_event" type="string"/></attributes>
<nodes>
`)
	for _, id := range sortedKeys(g.nodes) {
		n := g.nodes[id]
		fmt.Fprintf(b, `<node id="%s" label="%s"><attvalues>`, esc(id), esc(firstOf(n.name, id)))
		for i, v := range []string{n.kind, n.country, n.sector, n.wikidata} {
			if v != "" {
				fmt.Fprintf(b, `<attvalue for="%d" value="%s"/>`, i, esc(v))
			}
		}
		b.WriteString("</attvalues></node>\n")
	}
	b.WriteString("</nodes>\n<edges>\n")
	for i, e := range g.sorted() {
		fmt.Fprintf(b, `<edge id="%d" source="%s" target="%s" kind="%s" label="%s" weight="%d"><attvalues><attvalue for="4" value="%s"/><attvalue for="5" value="%s"/><attvalue for="6" value="%d"/><attvalue for="7" value="%s"/></attvalues>`,
			i, esc(e.from), esc(e.to), esc(e.label()), esc(e.label()), len(e.lines), esc(e.event), esc(e.status), e.reports, e.first)
		if len(e.spells) > 0 {
			b.WriteString("<spells>")
			for _, s := range e.spells {
				fmt.Fprintf(b, `<spell start="%s" end="%s"/>`, s.from, s.after())
			}
			b.WriteString("</spells>")
		}
		b.WriteString("</edge>\n")
	}
	b.WriteString("</edges>\n</graph>\n</gexf>\n")
}

// writeGraphML writes the graph as GraphML.
func writeGraphML(g *graph, b *strings.Builder) {
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
`)
	for _, k := range [][3]string{{"node", "label", "string"}, {"node", "kind", "string"}, {"node", "country", "string"}, {"node", "sector", "string"}, {"node", "wikidata", "string"},
		{"edge", "label", "string"}, {"edge", "weight", "double"}, {"edge", "event", "string"}, {"edge", "status", "string"}, {"edge", "reports", "int"},
		{"edge", "first_event", "string"}, {"edge", "first_day", "string"}, {"edge", "last_day", "string"}} {
		fmt.Fprintf(b, "<key id=\"%c_%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", k[0][0], k[1], k[0], k[1], k[2])
	}
	b.WriteString("<graph edgedefault=\"directed\">\n")
	data := func(key, value string) {
		if value != "" {
			fmt.Fprintf(b, `<data key="%s">%s</data>`, key, esc(value))
		}
	}
	for _, id := range sortedKeys(g.nodes) {
		n := g.nodes[id]
		fmt.Fprintf(b, `<node id="%s">`, esc(id))
		data("n_label", firstOf(n.name, id))
		data("n_kind", n.kind)
		data("n_country", n.country)
		data("n_sector", n.sector)
		data("n_wikidata", n.wikidata)
		b.WriteString("</node>\n")
	}
	for i, e := range g.sorted() {
		fmt.Fprintf(b, `<edge id="e%d" source="%s" target="%s">`, i, esc(e.from), esc(e.to))
		data("e_label", e.label())
		data("e_weight", fmt.Sprint(len(e.lines)))
		data("e_event", e.event)
		data("e_status", e.status)
		data("e_reports", fmt.Sprint(e.reports))
		data("e_first_event", e.first)
		if n := len(e.spells); n > 0 {
			data("e_first_day", e.spells[0].from)
			data("e_last_day", e.spells[n-1].to)
		}
		b.WriteString("</edge>\n")
	}
	b.WriteString("</graph>\n</graphml>\n")
}
