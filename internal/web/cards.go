package web

import (
	"fmt"
	"sort"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
)

// The layers of a story's page.
const (
	layerWho  = "w"
	layerSaid = "s"
	layerDid  = "d"
	layerTime = "t"
)

// A card is one value of the record beside its words.
type card struct {
	ID, Mark, Layer string     // "a3", "S3", "s"
	Line            *claimLine // of a statement or event
	Title           string     // of an actor, a date, a place
	Content         string     // what is said
	Tags            []string   // short remarks that must not be missed
	Sure, Number    string     // of a place: confidence in words and as a number
	Lines           []line
	Why             string
	At              int            // where the card stands
	Note            readout.Span   // the words that carry the card's mark
	Spans           []readout.Span // all its words
	Frame           readout.Span   // the sentence of an event
	Link            string         // page of an actor
	Told            bool           // somebody else than the outlet says it
	Open            bool           // the address asks for it
	Review          *reviewPart    // of what people may review in the archive
	Said            *notePart      // notes and tags of people; nil for none
	prose           string         // as a sentence
}

// A line is one thing that a card says.
type line struct{ Label, Text string }

// A deck makes the cards of a record.
type deck struct {
	rec   *readout.Record
	rows  *claim.Reader
	ids   map[readout.ActorID]string // in the archive
	marks map[string]string          // of cards by id
}

// newDeck prepares the cards of a record.
func newDeck(rec *readout.Record, ids map[readout.ActorID]string) *deck {
	d := &deck{rec: rec, rows: claim.Read(rec), ids: ids, marks: map[string]string{}}
	for i := range rec.Attributions {
		d.marks[string(rec.Attributions[i].ID)] = "S" + number(string(rec.Attributions[i].ID))
	}
	for i := range rec.Events {
		d.marks[string(rec.Events[i].ID)] = "D" + number(string(rec.Events[i].ID))
	}
	return d
}

// number returns the number in an id such as "a12".
func number(id string) string { return strings.TrimLeft(id, "abcdefghijklmnopqrstuvwxyz_") }

// noteOf returns the words that carry the mark of a statement, the last of its
// cue where there is one.
func noteOf(a *readout.Attribution) readout.Span {
	for _, spans := range [][]readout.Span{a.Cue.Spans, a.Speaker.Spans, a.Content.Spans} {
		if len(spans) > 0 {
			return spans[len(spans)-1]
		}
	}
	return readout.Span{}
}

// An inDeck is where a card stands, before it is made: stories of
// tens of thousands of values are shown a part at a time.
type inDeck struct {
	id   string
	at   int
	make func() *card
}

// places returns where the cards of some layers stand, in text order.
func (d *deck) places(layers string) []inDeck {
	var out []inDeck
	if strings.Contains(layers, layerSaid) {
		for i := range d.rec.Attributions {
			a := &d.rec.Attributions[i]
			out = append(out, inDeck{string(a.ID), noteOf(a).Start, func() *card { return d.said(a) }})
		}
	}
	if strings.Contains(layers, layerDid) {
		for i := range d.rec.Events {
			e := &d.rec.Events[i]
			out = append(out, inDeck{string(e.ID), e.Trigger.Cover().Start, func() *card { return d.did(e) }})
		}
	}
	if strings.Contains(layers, layerWho) {
		for _, c := range d.who() {
			out = append(out, inDeck{c.ID, c.At, func() *card { return c }})
		}
	}
	if strings.Contains(layers, layerTime) {
		for i := range d.rec.Dates {
			t := &d.rec.Dates[i]
			out = append(out, inDeck{string(t.ID), t.Span.Start, func() *card { return d.when(t) }})
		}
		for i := range d.rec.Places {
			p := &d.rec.Places[i]
			out = append(out, inDeck{string(p.ID), p.Span.Start, func() *card { return d.where(p) }})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].at < out[j].at })
	return out
}

// cards returns the cards of some layers in text order, at most limit of them,
// and how many there are.
func (d *deck) cards(layers string, limit int) ([]*card, int) {
	all := d.places(layers)
	var out []*card
	for _, p := range all[:min(limit, len(all))] {
		out = append(out, p.make())
	}
	return out, len(all)
}

// card returns the card of a row.
func (d *deck) card(row *claim.Row, layer string) *card {
	f := d.rows.Fields(row, d.ids)
	l := lineOf(&f, layer, string(row.Status), "")
	for i := range l.Facts {
		for j := range l.Facts[i].By {
			id := f.AccordingTo[j].ID
			l.Facts[i].By[j].Card, l.Facts[i].By[j].Mark = "#"+id, d.marks[id]
		}
	}
	return &card{ID: row.ID, Mark: d.marks[row.ID], Layer: layer, Line: &l, Content: row.Content, Told: len(row.By) > 0, Note: row.Lead, At: row.Lead.Start, Spans: append(append(row.Marks, row.Said...), row.Lead), prose: row.Prose()}
}

// said returns the card of a statement.
func (d *deck) said(a *readout.Attribution) *card {
	c := d.card(d.rows.Statement(a), layerSaid)
	c.Why = a.Why
	c.add("act", orText(verbs[a.Act], string(a.Act)))
	c.add("the words", map[readout.Quoted]string{readout.Direct: "quoted", readout.Mixed: "quoted in part", readout.Indirect: "not quoted"}[a.Quoted])
	c.statusCue(a.StatusCue)
	c.date(a.Date)
	return c
}

// did returns the card of an event.
func (d *deck) did(e *readout.Event) *card {
	c := d.card(d.rows.Event(e), layerDid)
	c.Why, c.Frame = e.Why, e.Sentence
	if len(e.By) == 0 {
		c.add("according to", "the outlet itself")
	}
	for _, n := range e.Numbers {
		c.add(n.What, rangeText(n.Low, n.High))
		c.Spans = append(c.Spans, n.Span)
	}
	c.add("how", strings.Join(append(append([]string{}, e.Modes...), e.Contexts...), ", "))
	if e.CAMEO != "" {
		c.add("codes", fmt.Sprintf("PLOVER %s · CAMEO %s", e.Type, e.CAMEO))
	}
	c.statusCue(e.StatusCue)
	if len(e.Mentions) > 0 {
		c.add("told again", plural(len(e.Mentions), "time", "times")+" in this story")
	}
	c.date(e.Date)
	return c
}

// who returns the cards of actors, at their first mentions.
func (d *deck) who() []*card {
	spans := map[readout.ActorID][]readout.Span{}
	for _, m := range d.rec.Mentions {
		if m.Actor != "" {
			spans[m.Actor] = append(spans[m.Actor], m.Span)
		}
	}
	called := claim.Called(d.rec)
	var out []*card
	for i := range d.rec.Actors {
		a := &d.rec.Actors[i]
		list := spans[a.ID]
		if len(list) == 0 {
			continue
		}
		c := &card{ID: "w-" + string(a.ID), Mark: fmt.Sprintf("W%d", i+1), Layer: layerWho, Title: short(a.Name, 160), Spans: list, Note: list[0], At: list[0].Start, Why: a.Why}
		c.Tags = []string{string(a.Kind)}
		if a.Office != nil {
			c.add("office", officeText(a.Office))
		}
		c.add("country", a.Country)
		if words := called[a.ID]; len(words) > 0 {
			c.add("called", "“"+strings.Join(words, "”, “")+"”")
		}
		c.add("sectors", strings.Join(a.Sectors, ", "))
		if len(a.Candidates) > 0 {
			c.add("doubt", "the text does not exclude "+plural(len(a.Candidates), "other", "others"))
		}
		c.add("known from", map[string]string{"list": "reference lists", "story": "this story alone"}[string(a.Basis)])
		c.add("named", plural(len(list), "time", "times"))
		if id := d.ids[a.ID]; id != "" {
			c.Link = "/actor/" + id
		}
		out = append(out, c)
	}
	return out
}

func officeText(o *readout.Office) string {
	text := o.Title
	if o.Of != "" {
		text += ", " + o.Of
	}
	if o.From != "" || o.To != "" {
		text += " (" + strings.TrimSpace(strings.Join([]string{o.From, "to", o.To}, " ")) + ")"
	}
	return text
}

// when returns the card of a time expression.
func (d *deck) when(t *readout.TimeExpr) *card {
	c := &card{ID: string(t.ID), Mark: "T" + number(string(t.ID)), Layer: layerTime, Title: daysText(t.From, t.To), Spans: []readout.Span{t.Span}, Note: t.Span, At: t.Span.Start, Why: t.Why}
	if c.Title == "" {
		c.Title = t.Text
		c.Tags = append(c.Tags, "no date")
	}
	c.add("exact to", strings.TrimSuffix(string(t.Precision), "none"))
	c.add("known", claim.Basis(t.Basis))
	c.add("TIMEX3", t.Value)
	return c
}

// where returns the card of a place.
func (d *deck) where(p *readout.Place) *card {
	c := &card{ID: string(p.ID), Mark: "P" + number(string(p.ID)), Layer: layerTime, Spans: []readout.Span{p.Span}, Note: p.Span, At: p.Span.Start, Why: p.Why}
	c.Title, _ = claim.WhereText(p)
	if c.Sure = claim.Sure(p.Confidence); c.Sure != "" {
		c.Number = fmt.Sprintf("%.2f", p.Confidence)
	}
	if p.Name == "" {
		c.Tags = append(c.Tags, "not found on the map")
	}
	c.add("exact to", string(p.Precision))
	c.add("in", strings.Trim(p.Admin1+", "+p.Country, ", "))
	if p.Lat != nil && p.Lon != nil {
		c.add("at", fmt.Sprintf("%.4f, %.4f", *p.Lat, *p.Lon))
	}
	return c
}

func rangeText(low, high int) string {
	if low == high {
		return thousands(low)
	}
	return thousands(low) + " to " + thousands(high)
}

// add adds a line that says something.
func (c *card) add(label, text string) {
	if text != "" {
		c.Lines = append(c.Lines, line{Label: label, Text: short(text, 400)})
	}
}

// date adds the words of a date to those of the card.
func (c *card) date(at *readout.Date) {
	if at != nil && !at.Span.Empty() {
		c.Spans = append(c.Spans, at.Span)
	}
}

func (c *card) statusCue(w *readout.Words) {
	if w != nil && w.Text != "" {
		c.add("because of", "“"+w.Text+"”")
		c.Spans = append(c.Spans, w.Spans...)
	}
}
