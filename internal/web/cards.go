package web

import (
	"fmt"
	"sort"
	"strings"

	"github.com/seed-f92ea4cf/readout"
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
	ID, Mark, Layer string // "a3", "S3", "s"
	Verb            string // "denied", "CONSULT"
	Who, Whom       string
	Content         string
	Direct          bool
	Tags            []string // short remarks that must not be missed: planned, unnamed official
	Sure            string   // confidence in words
	Number          string   // and as a number
	Lines           []line
	Why             string
	At              int            // where the card stands
	Note            readout.Span   // the words that carry the card's mark
	Spans           []readout.Span // all its words
	Link            string         // page of an actor
}

// A line is one thing that a card says.
type line struct {
	Label, Text string
	Cards       []cardLink
}

// A cardLink leads to another card.
type cardLink struct{ Mark, ID, Text string }

// A reader makes cards of a record.
type deck struct {
	rec    *readout.Record
	atts   map[readout.AttributionID]*readout.Attribution
	actors map[readout.ActorID]*readout.Actor
	ids    map[readout.ActorID]string // in the archive
	marks  map[string]string          // of cards by id
	heads  map[readout.MentionID]*readout.Mention
}

// newDeck prepares the cards of a record.
func newDeck(rec *readout.Record, ids map[readout.ActorID]string) *deck {
	d := &deck{rec: rec, ids: ids, atts: map[readout.AttributionID]*readout.Attribution{}, actors: map[readout.ActorID]*readout.Actor{},
		marks: map[string]string{}, heads: map[readout.MentionID]*readout.Mention{}}
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		d.atts[a.ID] = a
		d.marks[string(a.ID)] = "S" + number(string(a.ID))
	}
	for i := range rec.Actors {
		d.actors[rec.Actors[i].ID] = &rec.Actors[i]
	}
	for i := range rec.Events {
		d.marks[string(rec.Events[i].ID)] = "D" + number(string(rec.Events[i].ID))
	}
	for i := range rec.Mentions {
		d.heads[rec.Mentions[i].ID] = &rec.Mentions[i]
	}
	return d
}

// number returns the number in an id such as "a12".
func number(id string) string { return strings.TrimLeft(id, "abcdefghijklmnopqrstuvwxyz_") }

// cards returns the cards of some layers in text order.
func (d *deck) cards(layers string) []*card {
	var out []*card
	if strings.Contains(layers, layerSaid) {
		for i := range d.rec.Attributions {
			out = append(out, d.said(&d.rec.Attributions[i]))
		}
	}
	if strings.Contains(layers, layerDid) {
		for i := range d.rec.Events {
			out = append(out, d.did(&d.rec.Events[i]))
		}
	}
	if strings.Contains(layers, layerWho) {
		out = append(out, d.who()...)
	}
	if strings.Contains(layers, layerTime) {
		for i := range d.rec.Dates {
			out = append(out, d.when(&d.rec.Dates[i]))
		}
		for i := range d.rec.Places {
			out = append(out, d.where(&d.rec.Places[i]))
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].At < out[j].At })
	return out
}

// name returns who a speaker or role is: the words of the story, and the name
// where these say it differently.
func (d *deck) name(text string, id readout.ActorID) string {
	text = short(text, 160)
	a := d.actors[id]
	if a == nil || a.Kind == "unnamed" || a.Name == "" || strings.Contains(text, a.Name) {
		return text
	}
	if text == "" {
		return a.Name
	}
	return text + " = " + a.Name
}

// said returns the card of a statement.
func (d *deck) said(a *readout.Attribution) *card {
	c := &card{ID: string(a.ID), Mark: d.marks[string(a.ID)], Layer: layerSaid, Verb: verbs[a.Act], Who: d.name(a.Speaker.Text, a.Speaker.Actor),
		Content: a.Content.Text, Direct: a.Quoted == readout.Direct, Why: a.Why}
	if c.Verb == "" {
		c.Verb = string(a.Act)
	}
	c.sure(a.Confidence)
	if c.Who == "" {
		c.Who = "somebody"
	}
	if word := kindWords[a.Speaker.Kind]; word != "" && a.Speaker.Kind != readout.AuthorSpeaker {
		c.Tags = append(c.Tags, word)
	}
	if a.Status != readout.Asserted && a.Status != "" {
		c.Tags = append(c.Tags, string(a.Status))
	}
	if chain := d.chain(a.Within); len(chain) > 0 {
		c.Lines = append(c.Lines, line{Label: "as told by", Cards: chain})
	}
	if m := d.heads[a.To]; m != nil {
		c.Lines = append(c.Lines, line{Label: "to", Text: d.name(m.Text, m.Actor)})
	}
	if a.Medium != nil {
		c.Lines = append(c.Lines, line{Label: "where", Text: a.Medium.Text})
	}
	c.date(a.Date)
	c.add("the words", map[readout.Quoted]string{readout.Direct: "quoted", readout.Mixed: "quoted in part", readout.Indirect: "not quoted"}[a.Quoted])
	c.statusCue(a.StatusCue)
	c.Spans = append(append(append(c.Spans, a.Speaker.Spans...), a.Cue.Spans...), a.Content.Spans...)
	for _, spans := range [][]readout.Span{a.Cue.Spans, a.Speaker.Spans, a.Content.Spans} {
		if len(spans) > 0 {
			c.Note = spans[len(spans)-1]
			break
		}
	}
	c.At = c.Note.Start
	return c
}

// maxChain bounds the steps of a chain that are shown.
const maxChain = 8

// chain returns the steps by which a statement was told, innermost first.
func (d *deck) chain(id readout.AttributionID) []cardLink {
	var out []cardLink
	for range maxChain {
		a := d.atts[id]
		if a == nil {
			break
		}
		out = append(out, d.step(a))
		id = a.Within
	}
	return out
}

func (d *deck) step(a *readout.Attribution) cardLink {
	who := d.name(a.Speaker.Text, a.Speaker.Actor)
	if who == "" {
		who = "nobody named (“" + a.Cue.Text + "”)"
	}
	return cardLink{Mark: d.marks[string(a.ID)], ID: string(a.ID), Text: who}
}

// did returns the card of an event.
func (d *deck) did(e *readout.Event) *card {
	c := &card{ID: string(e.ID), Mark: d.marks[string(e.ID)], Layer: layerDid, Verb: deedOf(e), Content: e.Trigger.Text,
		Who: d.roles(e.Actor), Whom: d.roles(e.Recipient), Why: e.Why, Note: e.Trigger.Cover(), At: e.Trigger.Cover().Start}
	c.sure(e.Confidence)
	if e.Status != readout.Asserted && e.Status != "" {
		c.Tags = append(c.Tags, string(e.Status))
	}
	var by []cardLink
	for _, id := range e.By {
		if a := d.atts[id]; a != nil && len(by) < maxChain {
			by = append(by, d.step(a))
		}
	}
	if len(by) > 0 {
		c.Lines = append(c.Lines, line{Label: "according to", Cards: by})
	} else {
		c.add("according to", "the outlet itself")
	}
	c.date(e.Date)
	for i := range d.rec.Places {
		if p := &d.rec.Places[i]; p.ID == e.Place {
			c.add("where", placeText(p))
		}
	}
	for _, n := range e.Numbers {
		c.add(n.What, rangeText(n.Low, n.High))
		c.Spans = append(c.Spans, n.Span)
	}
	c.add("how", strings.Join(append(append([]string{}, e.Modes...), e.Contexts...), ", "))
	if e.CAMEO != "" {
		c.add("codes", fmt.Sprintf("%s · CAMEO %s", e.Type, e.CAMEO))
	}
	c.statusCue(e.StatusCue)
	if len(e.Mentions) > 0 {
		c.add("told again", plural(len(e.Mentions), "time", "times")+" in this story")
	}
	c.Spans = append(c.Spans, e.Trigger.Spans...)
	for _, roles := range [][]readout.Role{e.Actor, e.Recipient} {
		for _, r := range roles {
			if m := d.heads[r.Mention]; m != nil {
				c.Spans = append(c.Spans, m.Span)
			}
		}
	}
	return c
}

func (d *deck) roles(roles []readout.Role) string {
	var names []string
	for _, r := range roles {
		names = append(names, d.name(r.Text, r.Actor))
	}
	return strings.Join(names, ", ")
}

// who returns the cards of actors, at their first mentions.
func (d *deck) who() []*card {
	spans := map[readout.ActorID][]readout.Span{}
	for _, m := range d.rec.Mentions {
		if m.Actor != "" {
			spans[m.Actor] = append(spans[m.Actor], m.Span)
		}
	}
	var out []*card
	for i := range d.rec.Actors {
		a := &d.rec.Actors[i]
		list := spans[a.ID]
		if len(list) == 0 {
			continue
		}
		c := &card{ID: "w-" + string(a.ID), Mark: fmt.Sprintf("W%d", i+1), Layer: layerWho, Who: short(a.Name, 160), Spans: list, Note: list[0], At: list[0].Start, Why: a.Why}
		c.Tags = []string{a.Kind}
		if a.Office != nil {
			c.add("office", officeText(a.Office))
		}
		c.add("country", a.Country)
		c.add("also", strings.Join(a.Aliases, ", "))
		c.add("sectors", strings.Join(a.Sectors, ", "))
		if len(a.Candidates) > 0 {
			c.add("doubt", "the text does not exclude "+plural(len(a.Candidates), "other", "others"))
		}
		c.add("known by", map[string]string{"list": "a list", "story": "this story alone"}[a.Basis])
		c.add("named", plural(len(list), "time", "times"))
		if id := d.ids[a.ID]; id != "" && (a.Kind != "person" || a.Public) {
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
	c := &card{ID: string(t.ID), Mark: "T" + number(string(t.ID)), Layer: layerTime, Who: daysText(t.From, t.To), Spans: []readout.Span{t.Span}, Note: t.Span, At: t.Span.Start, Why: t.Why}
	if c.Who == "" {
		c.Who = t.Text
		c.Tags = append(c.Tags, "no date")
	}
	c.add("exact to", strings.TrimSuffix(string(t.Precision), "none"))
	c.add("basis", bases[t.Basis])
	c.add("TIMEX3", t.Value)
	return c
}

// where returns the card of a place.
func (d *deck) where(p *readout.Place) *card {
	c := &card{ID: string(p.ID), Mark: "P" + number(string(p.ID)), Layer: layerTime, Who: placeText(p), Spans: []readout.Span{p.Span}, Note: p.Span, At: p.Span.Start, Why: p.Why}
	c.sure(p.Confidence)
	c.add("exact to", p.Precision)
	c.add("in", strings.Trim(p.Admin1+", "+p.Country, ", "))
	if p.Lat != nil && p.Lon != nil {
		c.add("at", fmt.Sprintf("%.4f, %.4f", *p.Lat, *p.Lon))
	}
	return c
}

func placeText(p *readout.Place) string {
	if p.Name != "" && p.Name != p.Text {
		return p.Text + " = " + p.Name
	}
	return p.Text
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

func (c *card) sure(p float64) {
	if c.Sure = likely(p); c.Sure != "" {
		c.Number = fmt.Sprintf("%.2f", p)
	}
}

func (c *card) date(at *readout.Date) {
	if at == nil {
		return
	}
	text := daysText(at.From, at.To)
	switch {
	case text == "":
		text = "“" + at.Text + "”, which the text does not fix"
	case at.Text != "":
		text += " (from “" + at.Text + "”, " + bases[at.Basis] + ")"
	}
	c.add("when", text)
	if !at.Span.Empty() {
		c.Spans = append(c.Spans, at.Span)
	}
}

func (c *card) statusCue(w *readout.Words) {
	if w != nil && w.Text != "" {
		c.add("because of", "“"+w.Text+"”")
		c.Spans = append(c.Spans, w.Spans...)
	}
}
