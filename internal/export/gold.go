package export

import (
	"fmt"

	"github.com/seed-f92ea4cf/readout"
)

// A Gold is a story in the form in which claims are annotated: who is who, who
// says what, who does what to whom, as code points of the text. Training and
// scoring read it, a story a line.
type Gold struct {
	Ref        string          `json:"ref"`
	Published  *string         `json:"published"`
	URL        string          `json:"url"`
	Text       string          `json:"text"`
	Actors     []GoldActor     `json:"actors"`
	Statements []GoldStatement `json:"statements"`
	Events     []GoldEvent     `json:"events"`
	// Judged are the ids of those statements, events and actors of which people
	// said something; Share is which part of statements and events that is.
	Judged []string `json:"judged"`
	Share  float64  `json:"share"`
}

// A GoldActor is who is mentioned where.
type GoldActor struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Name     string   `json:"name"`
	Country  string   `json:"country"`
	Mentions [][2]int `json:"mentions"`
}

// A GoldStatement is who says what.
type GoldStatement struct {
	ID          string   `json:"id"`
	Speaker     *string  `json:"speaker"`
	SpeakerSpan *[2]int  `json:"speaker_span"`
	Cue         *[2]int  `json:"cue"`
	Content     [][2]int `json:"content"`
	Quoted      string   `json:"quoted"`
	Within      *string  `json:"within"`
	Status      string   `json:"status"`
}

// A GoldEvent is who does what to whom.
type GoldEvent struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"`
	Trigger   [2]int   `json:"trigger"`
	Actor     []string `json:"actor"`
	Recipient []string `json:"recipient"`
	Status    string   `json:"status"`
	By        []string `json:"by"`
	When      *[2]int  `json:"when"`
}

// goldKinds are the kinds of actors as they are annotated, by those of records:
// who is told by his office is a person. Places are no actors there.
var goldKinds = map[readout.ActorKind]string{"person": "person", "country": "country", "government": "government", "organization": "organization", "group": "group", "role": "person", "unnamed": "unnamed"}

// A goldMaker makes one story.
type goldMaker struct {
	rec   *readout.Record
	pts   readout.Points
	out   *Gold
	known map[string]int // place of an actor among those of the story
	taken map[[2]int]bool
}

// GoldOf returns a record with what people said of it as an annotated story.
// judged are the ids of the values of which they did.
func GoldOf(rec *readout.Record, judged map[string]bool) *Gold {
	m := &goldMaker{rec: rec, pts: rec.Version.Points(), known: make(map[string]int), taken: make(map[[2]int]bool),
		out: &Gold{Ref: string(rec.Version.ID), URL: rec.Version.URL, Text: rec.Version.Text, Actors: []GoldActor{}, Statements: []GoldStatement{}, Events: []GoldEvent{}, Judged: []string{}}}
	if p := rec.Version.Published; p != nil && p.Value != "" {
		m.out.Published = &p.Value
	}
	m.actors()
	for i := range rec.Attributions {
		m.statement(&rec.Attributions[i])
	}
	for i := range rec.Events {
		m.event(&rec.Events[i])
	}
	m.judged(judged)
	return m.out
}

// span returns a span in code points.
func (m *goldMaker) span(s readout.Span) [2]int {
	p := m.pts.Span(s)
	return [2]int{p.Start, p.End}
}

// actors puts those in who are mentioned; each mention is of one of them.
func (m *goldMaker) actors() {
	for i := range m.rec.Actors {
		a := &m.rec.Actors[i]
		kind := goldKinds[a.Kind]
		if kind == "" {
			continue
		}
		g := GoldActor{ID: string(a.ID), Kind: kind, Name: a.Name, Country: a.Country}
		for j := range m.rec.Mentions {
			x := &m.rec.Mentions[j]
			if s := m.span(x.Span); x.Actor == a.ID && !m.taken[s] {
				m.taken[s] = true
				g.Mentions = append(g.Mentions, s)
			}
		}
		if len(g.Mentions) > 0 {
			m.known[g.ID] = len(m.out.Actors)
			m.out.Actors = append(m.out.Actors, g)
		}
	}
}

// unnamed returns an actor of the words of a speaker whom the record knows as
// nobody: an annotator marks him as one without a name.
func (m *goldMaker) unnamed(words readout.Words) string {
	at := m.span(words.Spans[0])
	for _, a := range m.out.Actors {
		for _, s := range a.Mentions {
			if s == at {
				return a.ID
			}
		}
	}
	id := fmt.Sprintf("x%d", len(m.out.Actors)+1)
	m.known[id] = len(m.out.Actors)
	m.out.Actors = append(m.out.Actors, GoldActor{ID: id, Kind: "unnamed", Name: words.Text, Mentions: [][2]int{at}})
	return id
}

func (m *goldMaker) statement(a *readout.Attribution) {
	g := GoldStatement{ID: string(a.ID), Content: [][2]int{}, Quoted: string(a.Quoted), Status: string(a.Status)}
	for _, s := range a.Content.Spans {
		g.Content = append(g.Content, m.span(s))
	}
	if len(a.Cue.Spans) > 0 {
		cue := m.span(a.Cue.Spans[0])
		g.Cue = &cue
	}
	if len(a.Speaker.Spans) > 0 {
		at := m.span(a.Speaker.Spans[0])
		g.SpeakerSpan = &at
	}
	id := string(a.Speaker.Actor)
	if _, ok := m.known[id]; !ok {
		id = ""
		if len(a.Speaker.Spans) > 0 {
			id = m.unnamed(a.Speaker.Words)
		}
	}
	if id != "" {
		g.Speaker = &id
	}
	if a.Within != "" {
		within := string(a.Within)
		g.Within = &within
	}
	m.out.Statements = append(m.out.Statements, g)
}

func (m *goldMaker) event(e *readout.Event) {
	if len(e.Trigger.Spans) == 0 {
		return
	}
	g := GoldEvent{ID: string(e.ID), Type: string(e.Type), Trigger: m.span(e.Trigger.Spans[0]), Actor: m.cast(e.Actor), Recipient: m.cast(e.Recipient), Status: string(e.Status), By: []string{}}
	for _, id := range e.By {
		g.By = append(g.By, string(id))
	}
	if e.Date != nil && e.Date.Ref != "" && !e.Date.Span.Empty() {
		at := m.span(e.Date.Span)
		g.When = &at
	}
	m.out.Events = append(m.out.Events, g)
}

// cast returns who has a role, each once.
func (m *goldMaker) cast(roles []readout.Role) []string {
	out := []string{}
	seen := make(map[string]bool)
	for _, r := range roles {
		id := string(r.Actor)
		if _, ok := m.known[id]; ok && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// judged names what people said something of.
func (m *goldMaker) judged(of map[string]bool) {
	n := 0
	add := func(id string, counts bool) {
		if of[id] {
			m.out.Judged = append(m.out.Judged, id)
			if counts {
				n++
			}
		}
	}
	for _, s := range m.out.Statements {
		add(s.ID, true)
	}
	for _, e := range m.out.Events {
		add(e.ID, true)
	}
	for _, a := range m.out.Actors {
		add(a.ID, false)
	}
	if all := len(m.out.Statements) + len(m.out.Events); all > 0 {
		m.out.Share = float64(n) / float64(all)
	}
}
