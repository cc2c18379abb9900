package many

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// Digest returns what joining needs of a record, as far as the record alone
// tells it: its events are the mentions, their words the terms. It stands for the
// digest of a reading in tests.
func Digest(rec *readout.Record) *thread.Digest {
	m := &digester{rec: rec, out: &thread.Digest{Format: thread.DigestFormat, Pipeline: rec.Pipeline, Terms: terms(rec.Version.Text, 160)},
		actors: make(map[readout.ActorID]*readout.Actor), sentences: make(map[readout.Span]int)}
	for i := range rec.Actors {
		m.actors[rec.Actors[i].ID] = &rec.Actors[i]
	}
	seen := make(map[int]bool)
	for i := range rec.Events {
		e := &rec.Events[i]
		at := []readout.EventMention{{Trigger: e.Trigger, Sentence: e.Sentence, Place: e.Place, Date: e.Date}}
		for _, em := range append(at, e.Mentions...) {
			if start := em.Trigger.Cover().Start; !seen[start] && !em.Trigger.Cover().Empty() {
				seen[start] = true
				m.mention(e, &em)
			}
		}
	}
	slices.SortFunc(m.out.Mentions, func(a, b thread.Mention) int { return cmp.Compare(a.Trigger.Start, b.Trigger.Start) })
	for i := range rec.Events {
		m.figures(&rec.Events[i])
	}
	slices.SortStableFunc(m.out.Figures, func(a, b thread.Figure) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return m.out
}

// A digester is a digest on its way.
type digester struct {
	rec       *readout.Record
	out       *thread.Digest
	actors    map[readout.ActorID]*readout.Actor
	sentences map[readout.Span]int
}

func (m *digester) mention(e *readout.Event, em *readout.EventMention) {
	t := thread.Mention{Event: e.ID, Sentence: m.sentence(em.Sentence), Trigger: em.Trigger.Cover(), Text: em.Trigger.Text, Lemma: strings.ToLower(em.Trigger.Text),
		Type: string(e.Type), Modes: e.Modes, Sure: float32(e.Confidence), Status: e.Status}
	for _, part := range []struct {
		roles []readout.Role
		part  thread.Part
	}{{e.Actor, thread.Doer}, {e.Recipient, thread.Undergoer}} {
		for _, r := range part.roles {
			if a := m.actors[r.Actor]; a != nil {
				t.Args = append(t.Args, thread.Argument{Part: part.part, Actor: actorOf(a)})
			}
		}
	}
	for _, id := range e.By {
		for i := range m.rec.Attributions {
			if a := &m.rec.Attributions[i]; a.ID == id {
				t.By = append(t.By, a.Speaker.Text)
			}
		}
	}
	if d := em.Date; d != nil && d.From != "" {
		t.When = thread.Interval{From: day(d.From), To: day(cmp.Or(d.To, d.From)), Precision: d.Precision, Stated: true}
	} else if day := m.rec.Version.Published.Day(); day != "" && e.Status == readout.Asserted {
		t.When = thread.Interval{From: day, To: day, Precision: readout.Day}
	}
	for i := range m.rec.Places {
		if p := &m.rec.Places[i]; p.ID == em.Place && em.Place != "" {
			t.Where = &thread.Place{ID: p.Place, Name: cmp.Or(p.Name, p.Text), Country: p.Country, Admin1: p.Admin1, Precision: string(p.Precision)}
		}
	}
	m.out.Mentions = append(m.out.Mentions, t)
}

func (m *digester) figures(e *readout.Event) {
	for _, n := range e.Numbers {
		at := slices.IndexFunc(m.out.Mentions, func(t thread.Mention) bool { return t.Event == e.ID })
		m.out.Figures = append(m.out.Figures, thread.Figure{Sentence: m.sentence(e.Sentence), Span: n.Span, Text: n.Span.In(m.rec.Version.Text),
			Low: float64(n.Low), High: float64(n.High), What: n.What, Trigger: at})
	}
}

func (m *digester) sentence(sp readout.Span) int {
	if n, ok := m.sentences[sp]; ok {
		return n
	}
	text := sp.In(m.rec.Version.Text)
	m.sentences[sp] = len(m.out.Sentences)
	m.out.Sentences = append(m.out.Sentences, thread.Sentence{Span: sp, Hash: hash(text), Terms: terms(text, 40)})
	return m.sentences[sp]
}

func actorOf(a *readout.Actor) thread.Actor {
	out := thread.Actor{Name: a.Name, Head: a.Name[strings.LastIndexByte(a.Name, ' ')+1:], Kind: string(a.Kind), Country: a.Country, Named: true}
	if strings.HasPrefix(string(a.ID), "ac_") {
		out.ID = string(a.ID)
	}
	return out
}

func day(value string) string { return value[:min(len(value), 10)] }

// terms returns the words of a text by how often they stand there and how long
// they are, which stands for how rare they are.
func terms(text string, most int) []thread.Term {
	count := make(map[string]float64)
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r < 128 }) {
		if len(w) > 3 {
			count[w]++
		}
	}
	var out []thread.Term
	for w, n := range count {
		out = append(out, thread.Term{Key: hash(w), Weight: float32((1 + math.Log(n)) * float64(min(len(w), 12)))})
	}
	return thread.Telling(out, most)
}

func hash(w string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(w))
	return h.Sum64()
}
