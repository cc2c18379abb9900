package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/question"
)

// A Discourse is who takes which side of some questions, for programs that draw
// and measure networks. Private persons are masked unless Unmask says why not.
type Discourse struct {
	Program string // name and version of the program
	Unmask  string // why private persons are named; "" masks them

	book      Book
	known     map[string]*said
	questions []string
	positions []stated // question after question, by day
}

// A stated position is one with what its version says of itself.
type stated struct {
	question.Position
	question string
	said     *said
	sentence string
}

// said is a version without the names of its private persons.
type said struct {
	version *readout.Version
	names   *masker
}

// A RecordOf returns the record of a version, and what an archive knows of its actors.
type RecordOf func(version string) (*readout.Record, Who, error)

// Add adds the positions on a question, which are ordered by day.
func (d *Discourse) Add(q string, list []question.Position, record RecordOf) error {
	if d.known == nil {
		d.known = make(map[string]*said)
	}
	d.questions = append(d.questions, q)
	for _, p := range list {
		s := d.known[p.Version]
		if s == nil {
			rec, who, err := record(p.Version)
			if err != nil {
				return err
			}
			s = &said{version: &rec.Version}
			if d.Unmask == "" {
				if rec, s.names = d.book.mask(rec, who); s.names != nil {
					s.version = &rec.Version
				}
			}
			d.known[p.Version] = s
		}
		d.positions = append(d.positions, s.state(q, p))
	}
	return nil
}

// state returns a position without names that are masked.
func (s *said) state(q string, p question.Position) stated {
	c := *p.Claim
	c.Actor, c.Speaker = s.who(c.Actor), s.who(c.Speaker)
	p.Claim, p.Why = &c, s.hide(p.Why)
	out := stated{Position: p, question: q, said: s}
	if c.Sentence.Fits(s.version.Text) {
		v := view{}
		out.sentence = v.quote(oneLine(c.Sentence.In(s.version.Text)))
	}
	return out
}

func (s *said) hide(words string) string {
	if s.names == nil {
		return words
	}
	return s.names.replace(words)
}

// who returns somebody as he is told of: one whose name is masked is nobody whom
// another story knows.
func (s *said) who(w question.Who) question.Who {
	if name := s.hide(w.Name); name != w.Name {
		return question.Who{Name: name, Kind: w.Kind, Country: w.Country}
	}
	return w
}

// A stance is somebody's side of a question, with the times in which he takes it.
type stance struct {
	holder, question string // ids of nodes
	side             question.Stance
	spells           []question.Spell
	first            *stated
}

// sign is 1 for, -1 against, 0 for what is neither.
func sign(s question.Stance) int {
	switch s {
	case question.For:
		return 1
	case question.Against:
		return -1
	}
	return 0
}

// A holderNode is somebody who takes sides.
type holderNode struct {
	question.Who
	speaksFor string // the state or body, if it is another
}

// stances returns the sides that are taken, by question and in order of first
// claims, and who takes them.
func (d *Discourse) stances() ([]*stance, map[string]holderNode) {
	var list []*stance
	nodes := make(map[string]holderNode)
	for n, q := range d.questions {
		var of []question.Position
		by := make(map[*question.Claim]*stated)
		for i := range d.positions {
			if d.positions[i].question == q {
				of = append(of, d.positions[i].Position)
				by[d.positions[i].Claim] = &d.positions[i]
			}
		}
		at := make(map[[2]string]*stance)
		for _, s := range question.Spells(of) {
			id := nodeID(&s)
			node := holderNode{Who: s.Who}
			if a := s.First.Claim.Actor; a.Name != s.Who.Name {
				node.speaksFor = a.Name
			}
			if old, ok := nodes[id]; ok { // whatever else he is called later
				node.Who, node.speaksFor = old.Who, firstOf(old.speaksFor, node.speaksFor)
			}
			nodes[id] = node
			key := [2]string{id, string(s.First.Stance)}
			if at[key] == nil {
				at[key] = &stance{holder: id, question: questionID(n), side: s.First.Stance, first: by[s.First.Claim]}
				list = append(list, at[key])
			}
			at[key].spells = append(at[key].spells, s)
		}
	}
	return list, nodes
}

func questionID(n int) string { return fmt.Sprintf("q%d", n+1) }

// nodeID returns the id of who takes a side: a state's, a list's or the archive's,
// else one made of the name as in other graphs.
func nodeID(s *question.Spell) string {
	w := &s.Who
	code, state := strings.CutPrefix(s.Holder, "@")
	switch {
	case strings.HasPrefix(w.Name, "[person "):
		return strings.Trim(strings.ReplaceAll(w.Name, " ", "_"), "[]")
	case state:
		return "state_" + code
	case w.ID != "":
		return w.ID
	}
	return mint("na_", strings.ToLower(strings.Join(strings.Fields(w.Name), " ")), w.Country, w.Kind)
}

// lines counts the lines of reporting that show a side.
func (s *stance) lines() (n int) {
	for i := range s.spells {
		n += s.spells[i].Lines
	}
	return n
}

// end returns the day on which a spell has ended: programs take one that ends
// where it begins for none. "" for a side that is taken still.
func end(s *question.Spell) string {
	if s.To == "" || s.To > s.From {
		return s.To
	}
	day, err := time.Parse(time.DateOnly, s.From)
	if err != nil {
		return ""
	}
	return day.AddDate(0, 0, 1).Format(time.DateOnly)
}

// about describes a graph to who opens it.
func (d *Discourse) about() string {
	text := "Who takes which side of a question: sign 1 for, -1 against, 0 open, conditional or undecided; weight counts independent lines of reporting; a spell begins with the first claim and ends where another side is taken. Questions: " + strings.Join(d.questions, "; ") + "."
	if d.Unmask != "" {
		text += " Private persons are named: " + d.Unmask + "."
	}
	return text
}

// WriteGEXF writes an edge from each actor to each question for each side that he
// takes of it, with the times in which he does, as GEXF 1.3.
func (d *Discourse) WriteGEXF(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>%s</creator><description>%s</description></meta>
<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
<attributes class="node"><attribute id="0" title="type" type="string"/><attribute id="1" title="kind" type="string"/><attribute id="2" title="country" type="string"/><attribute id="3" title="speaks_for" type="string"/></attributes>
<attributes class="edge"><attribute id="4" title="stance" type="string"/><attribute id="5" title="sign" type="integer"/><attribute id="6" title="voice" type="string"/><attribute id="7" title="sentence" type="string"/><attribute id="8" title="outlet" type="string"/><attribute id="9" title="version" type="string"/></attributes>
<nodes>
`, esc(d.Program), esc(d.about()))
	list, nodes := d.stances()
	values := func(from int, cells ...string) {
		b.WriteString("<attvalues>")
		for i, v := range cells {
			if v != "" {
				fmt.Fprintf(&b, `<attvalue for="%d" value="%s"/>`, from+i, esc(v))
			}
		}
		b.WriteString("</attvalues>")
	}
	for n, q := range d.questions {
		fmt.Fprintf(&b, `<node id="%s" label="%s">`, questionID(n), esc(q))
		values(0, "question")
		b.WriteString("</node>\n")
	}
	for _, id := range sortedKeys(nodes) {
		n := nodes[id]
		fmt.Fprintf(&b, `<node id="%s" label="%s">`, esc(id), esc(n.Name))
		values(0, "actor", n.Kind, n.Country, n.speaksFor)
		b.WriteString("</node>\n")
	}
	b.WriteString("</nodes>\n<edges>\n")
	for i, s := range list {
		fmt.Fprintf(&b, `<edge id="%d" source="%s" target="%s" kind="%s" label="%[4]s" weight="%d">`, i, esc(s.holder), s.question, esc(string(s.side)), s.lines())
		values(4, string(s.side), strconv.Itoa(sign(s.side)), string(s.first.Claim.Voice), s.first.sentence, s.first.outlet(), s.first.Version)
		b.WriteString(s.gexfSpells() + "</edge>\n")
	}
	b.WriteString("</edges>\n</graph>\n</gexf>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// gexfSpells returns the times of a side, "" if no day is known.
func (s *stance) gexfSpells() string {
	var b strings.Builder
	for i := range s.spells {
		sp := &s.spells[i]
		if sp.From == "" {
			continue
		}
		fmt.Fprintf(&b, `<spell start="%s"`, sp.From)
		if to := end(sp); to != "" {
			fmt.Fprintf(&b, ` end="%s"`, to)
		}
		b.WriteString("/>")
	}
	if b.Len() == 0 {
		return ""
	}
	return "<spells>" + b.String() + "</spells>"
}

// outlet names who published a position.
func (p *stated) outlet() string { return firstOf(p.said.version.Outlet, p.Outlet, p.Ref) }

// WriteGraphML writes an edge from an actor to a question for each time in which
// he takes a side of it.
func (d *Discourse) WriteGraphML(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<desc>%s</desc>
`, esc(d.about()))
	for _, k := range [][3]string{{"node", "label", "string"}, {"node", "type", "string"}, {"node", "kind", "string"}, {"node", "country", "string"}, {"node", "speaks_for", "string"},
		{"edge", "label", "string"}, {"edge", "weight", "double"}, {"edge", "stance", "string"}, {"edge", "sign", "int"}, {"edge", "start", "string"}, {"edge", "end", "string"},
		{"edge", "last_day", "string"}, {"edge", "claims", "int"}, {"edge", "voice", "string"}, {"edge", "sentence", "string"}, {"edge", "outlet", "string"}, {"edge", "version", "string"}} {
		fmt.Fprintf(&b, "<key id=\"%c_%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", k[0][0], k[1], k[0], k[1], k[2])
	}
	b.WriteString("<graph edgedefault=\"directed\">\n")
	data := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, `<data key="%s">%s</data>`, key, esc(value))
		}
	}
	list, nodes := d.stances()
	for n, q := range d.questions {
		fmt.Fprintf(&b, `<node id="%s">`, questionID(n))
		data("n_label", q)
		data("n_type", "question")
		b.WriteString("</node>\n")
	}
	for _, id := range sortedKeys(nodes) {
		n := nodes[id]
		fmt.Fprintf(&b, `<node id="%s">`, esc(id))
		data("n_label", n.Name)
		data("n_type", "actor")
		data("n_kind", n.Kind)
		data("n_country", n.Country)
		data("n_speaks_for", n.speaksFor)
		b.WriteString("</node>\n")
	}
	by := make(map[*question.Claim]*stated)
	for i := range d.positions {
		by[d.positions[i].Claim] = &d.positions[i]
	}
	n := 0
	for _, s := range list {
		for i := range s.spells {
			sp, first := &s.spells[i], by[s.spells[i].First.Claim]
			fmt.Fprintf(&b, `<edge id="e%d" source="%s" target="%s">`, n, esc(s.holder), s.question)
			n++
			for _, cell := range [][2]string{{"label", string(s.side)}, {"weight", strconv.Itoa(sp.Lines)}, {"stance", string(s.side)}, {"sign", strconv.Itoa(sign(s.side))}, {"start", sp.From},
				{"end", end(sp)}, {"last_day", sp.Last}, {"claims", strconv.Itoa(sp.Claims)}, {"voice", string(first.Claim.Voice)}, {"sentence", first.sentence}, {"outlet", first.outlet()}, {"version", first.Version}} {
				data("e_"+cell[0], cell[1])
			}
			b.WriteString("</edge>\n")
		}
	}
	b.WriteString("</graph>\n</graphml>\n")
	_, err := io.WriteString(w, b.String())
	return err
}
