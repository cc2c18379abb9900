// Package digest makes of a text and its record what joining stories needs of
// it: the words that tell of happenings, with who, whom, when, where and
// according to whom; the figures that it gives; what it is about; and whether
// it takes back what was told before. See [thread.Digest].
//
// It takes more words for mentions than the record has events: a word that may
// tell of one is evidence when another story is sure of it.
package digest

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/data"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/modality"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// Words are what digests need of a language. They are safe for use by several
// goroutines.
type Words struct {
	calledOff, about, least, most, total, unit, counts map[string]bool
	onlyInside, within, ranges                         map[string]bool // words of numbers
	acts                                               map[string]bool // nouns of acts
	multiple, numeral                                  map[string]int
	rough                                              map[string]string // a word, and the least and most that it says
	notice                                             noticeWords
}

// New takes the words from a language.
func New(l *language.Language) *Words {
	set := func(section string) map[string]bool { return l.Set("digest." + section) }
	acts := map[string]bool{}
	for _, row := range data.Rows("acts") {
		acts[row[0]] = strings.Contains(row[1], "n")
	}
	return &Words{acts: acts, calledOff: set("called-off"), total: set("total"), unit: set("unit"), counts: set("counting"),
		onlyInside: set("only-in-numbers"), within: set("within-numbers"), ranges: set("ranges"),
		about: set("about"), least: set("at-least"), most: set("at-most"),
		numeral: l.Numbers("digest.numerals"), multiple: l.Numbers("digest.multiples"), rough: l.Table("digest.rough"), notice: newNoticeWords(l)}
}

// An Input is a text that is read: its record, its sentences as stages see
// them, what the network says.
type Input struct {
	Record   *readout.Record
	View     *syntax.Text // knows the mentions
	Lexicon  *lexicon.Lexicon
	Modality *modality.Rules
	Triggers []scores.Trigger // words that may tell of an event; nil without a network
	// Vector returns the vector of a word, nil without a network.
	Vector func(sentence, token int) []int8
	// Given are the words that tell of events where they are given; nil: the
	// record and the network say which they are.
	Given []readout.Span
}

// A maker makes the digest of one text.
type maker struct {
	*Words
	Input
	out       *thread.Digest
	actors    map[readout.ActorID]*readout.Actor
	places    map[readout.PlaceID]*readout.Place
	triggers  map[[2]int]*scores.Trigger
	sentences map[int]int // of the view, to those of the digest
	taken     map[[2]int]bool
}

// Make makes the digest of a text.
func (w *Words) Make(in Input) *thread.Digest {
	m := &maker{Words: w, Input: in, out: &thread.Digest{Format: thread.DigestFormat, Pipeline: in.Record.Pipeline},
		actors: map[readout.ActorID]*readout.Actor{}, places: map[readout.PlaceID]*readout.Place{},
		triggers: map[[2]int]*scores.Trigger{}, sentences: map[int]int{}, taken: map[[2]int]bool{}}
	for i := range in.Record.Actors {
		m.actors[in.Record.Actors[i].ID] = &in.Record.Actors[i]
	}
	for i := range in.Record.Places {
		m.places[in.Record.Places[i].ID] = &in.Record.Places[i]
	}
	for i := range in.Triggers {
		m.triggers[[2]int{in.Triggers[i].Sentence, in.Triggers[i].Token}] = &in.Triggers[i]
	}
	m.out.Terms = m.terms(in.View.Sentences, maxTerms)
	if in.Given != nil {
		m.given()
	} else {
		m.found()
	}
	slices.SortStableFunc(m.out.Mentions, func(a, b thread.Mention) int { return cmp.Compare(a.Trigger.Start, b.Trigger.Start) })
	m.figures()
	m.order()
	m.out.Notice = m.findNotice()
	return m.out
}

// order puts the sentences into the order of the text.
func (m *maker) order() {
	at := make([]int, len(m.out.Sentences)) // old numbers by new
	for i := range at {
		at[i] = i
	}
	old := slices.Clone(m.out.Sentences)
	slices.SortFunc(at, func(a, b int) int { return cmp.Compare(old[a].Span.Start, old[b].Span.Start) })
	to := make([]int, len(at))
	for n, i := range at {
		m.out.Sentences[n], to[i] = old[i], n
	}
	for i := range m.out.Mentions {
		m.out.Mentions[i].Sentence = to[m.out.Mentions[i].Sentence]
	}
	for i := range m.out.Figures {
		m.out.Figures[i].Sentence = to[m.out.Figures[i].Sentence]
	}
}

// given takes the given words for mentions.
func (m *maker) given() {
	for _, span := range m.Given {
		s, _ := m.View.At(span.Start)
		if s == nil {
			continue
		}
		head := s.HeadOf(span)
		if head < 0 {
			_, head = m.View.At(span.Start)
		}
		if head < 0 {
			continue
		}
		mention := m.mention(s, head)
		mention.Trigger, mention.Text, mention.Event, mention.Sure = span, span.In(m.View.Text), thread.Given, 1
		m.out.Mentions = append(m.out.Mentions, mention)
	}
}

// leastSure is the probability from which on a noun that is no event of the
// record is a mention, and a verb of saying: "declared the winner". Other verbs
// are mentions whatever the network says, for they tell of something; who reads a
// digest sees how sure it is. It is low, for what joins stories has thresholds of
// its own (thread.sureAlone); by hand, not tuned.
const leastSure = 0.05

// sure returns the probability that a trigger tells of an event, and the
// likeliest type.
func sure(t *scores.Trigger) (p float32, kind string) {
	top := t.Types[0]
	for _, x := range t.Types {
		top = max(top, x)
	}
	best, sum := 1, float32(0)
	for i, x := range t.Types {
		sum += float32(math.Exp(float64(x - top)))
		if i > 1 && x > t.Types[best] {
			best = i
		}
	}
	return 1 - float32(math.Exp(float64(t.Types[0]-top)))/sum, string(lexicon.EventTypes[best-1])
}

// types returns how likely each type is if the word tells of an event.
func types(t *scores.Trigger) []byte {
	top := slices.Max(t.Types[1:])
	sum := 0.0
	for _, x := range t.Types[1:] {
		sum += math.Exp(float64(x - top))
	}
	out := make([]byte, len(t.Types)-1)
	for i, x := range t.Types[1:] {
		out[i] = byte(math.Round(255 * math.Exp(float64(x-top)) / sum))
	}
	return out
}

// found takes the triggers of the record's events for mentions, and the other
// words that may tell of one.
func (m *maker) found() {
	for i := range m.Record.Events {
		e := &m.Record.Events[i]
		m.event(e, e.Trigger, true)
		for k := range e.Mentions {
			m.event(e, e.Mentions[k].Trigger, false)
		}
	}
	for i := range m.View.Sentences {
		s := &m.View.Sentences[i]
		for k := range s.Tokens {
			if m.taken[[2]int{i, k}] || !m.tells(s, k) {
				continue
			}
			m.taken[[2]int{i, k}] = true
			m.out.Mentions = append(m.out.Mentions, m.mention(s, k))
		}
	}
}

// tells reports whether word k of a sentence may tell of a happening though it
// is no event of the record.
func (m *maker) tells(s *syntax.Sentence, k int) bool {
	if s.UPOS(k, "VERB") && !m.isCue(s.Tokens[k].Span) {
		return true
	}
	if m.calledOff[m.lemma(s, k)] || s.UPOS(k, "NOUN", "PROPN") && m.acts[s.Lemma[k]] {
		return true
	}
	t := m.triggers[[2]int{s.Number, k}]
	if t == nil {
		return false
	}
	p, _ := sure(t)
	return p >= leastSure
}

// isCue reports whether a word says that somebody says something.
func (m *maker) isCue(span readout.Span) bool {
	return slices.ContainsFunc(m.Record.Attributions, func(a readout.Attribution) bool { return holds(a.Cue.Spans, span) })
}

// event takes a trigger of an event of the record for a mention; own says that
// it is the event's own and not one of its further mentions.
func (m *maker) event(e *readout.Event, trigger readout.Words, own bool) {
	if len(trigger.Spans) == 0 {
		return
	}
	s, _ := m.View.At(trigger.Spans[0].Start)
	if s == nil {
		return
	}
	head := s.HeadOf(trigger.Spans[0])
	if head < 0 || m.taken[[2]int{s.Number, head}] {
		return
	}
	m.taken[[2]int{s.Number, head}] = true
	out := m.mention(s, head)
	out.Event, out.Type, out.Modes = e.ID, string(e.Type), e.Modes
	out.Trigger, out.Text = trigger.Spans[0], trigger.Text
	out.Sure = max(out.Sure, float32(e.Confidence))
	if own {
		if out.Status != thread.CalledOff {
			out.Status = e.Status
		}
		if e.Date != nil && e.Date.From != "" {
			out.When = stated(e.Date.From, e.Date.To, e.Date.Precision)
		}
		if p := m.places[e.Place]; p != nil {
			out.Where = place(p)
		}
	}
	m.roles(&out, e)
	m.out.Mentions = append(m.out.Mentions, out)
}

// roles adds the event's roles to the arguments that the tree gives. Who does it and
// to whom is what the record says: whom the tree alone has in these places stands with
// it as others do.
func (m *maker) roles(out *thread.Mention, e *readout.Event) {
	for i := range out.Args {
		if a := &out.Args[i]; a.Part == thread.Doer || a.Part == thread.Undergoer {
			a.Part = thread.Other
		}
	}
	add := func(part thread.Part, roles []readout.Role) {
		for _, r := range roles {
			a := m.actors[r.Actor]
			if a == nil {
				continue
			}
			is := func(x thread.Argument) bool { return x.Part == part && (x.ID == string(r.Actor) || x.Name == a.Name) }
			if !slices.ContainsFunc(out.Args, is) {
				out.Args = append(out.Args, thread.Argument{Part: part, Actor: actor(a, headOf(a.Name))})
			}
		}
	}
	add(thread.Doer, e.Actor)
	add(thread.Undergoer, e.Recipient)
}
