// Package explain makes of a record and its trace what a person who debugs a
// sentence wants to see: its words and tree, its names, its mentions with
// their chains, and every statement and event that was considered, with who
// proposed it, its score, its largest features, and who dropped it and why.
package explain

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// Format names the form of the JSON, for readers of later versions.
const Format = "readout-explain/1"

// A Story is what is known of how a story was read. Spans count code points.
type Story struct {
	Format    string     `json:"format"`
	Pipeline  string     `json:"pipeline"`
	Ref       string     `json:"ref,omitempty"`
	Sentences []Sentence `json:"sentences"`
	Problems  []string   `json:"problems"`
}

// A Sentence is one sentence with all that was considered in it.
type Sentence struct {
	Number     int         `json:"number"` // from 1
	Span       [2]int      `json:"span"`
	Text       string      `json:"text"`
	Words      []Word      `json:"words"`
	Names      []Name      `json:"names"`
	Mentions   []Mention   `json:"mentions"`
	Phrases    []Candidate `json:"phrases"` // that might be mentions
	Statements []Candidate `json:"statements"`
	Events     []Candidate `json:"events"`
}

// A Word is a syntactic word; Head is the number of the word that it hangs
// on, 0 for the root, from 1 as in CoNLL-U.
type Word struct {
	Number int    `json:"number"`
	Form   string `json:"form"`
	Lemma  string `json:"lemma"`
	UPOS   string `json:"upos"`
	Head   int    `json:"head"`
	Rel    string `json:"rel"`
	Name   string `json:"name,omitempty"` // class in BIO
}

// A Name is a name that the network or the lists found.
type Name struct {
	Text  string `json:"text"`
	Class string `json:"class"`
}

// A Mention is one of the record's with its chain.
type Mention struct {
	ID    string   `json:"id"`
	Text  string   `json:"text"`
	Type  string   `json:"type"`
	Form  string   `json:"form"`
	Actor string   `json:"actor,omitempty"` // id of its chain
	Name  string   `json:"name,omitempty"`  // of the actor
	Chain []string `json:"chain"`           // texts of the other mentions of the actor
	// Link is what the ranker chose that it refers back to, with the scores of
	// what else was there; nil where no ranker was asked.
	Link *trace.Decision `json:"link,omitempty"`
}

// A Candidate is a phrase, statement or event that a stage considered.
type Candidate struct {
	Span      [2]int           `json:"span"` // from its first word to its last
	Text      string           `json:"text"`
	Kind      string           `json:"kind,omitempty"`
	Proposer  string           `json:"proposer"`
	Detail    string           `json:"detail,omitempty"`
	Score     *float64         `json:"score"` // nil if nothing scored it
	Features  []trace.Feature  `json:"features"`
	Decisions []trace.Decision `json:"decisions"`
	Kept      bool             `json:"kept"`
	Became    string           `json:"became,omitempty"` // id in the record
	Verdict   *trace.Verdict   `json:"dropped,omitempty"`
	Why       string           `json:"why,omitempty"` // of the value in the record
}

// Select returns which sentences of a record which asks for: all for "", the
// one of a number (from 1), or those that hold words. It says what to do if
// there is none.
func Select(rec *readout.Record, which string) ([]int, error) {
	which = strings.Join(strings.Fields(which), " ")
	n, err := strconv.Atoi(which)
	var out []int
	switch {
	case err == nil && (n < 1 || n > len(rec.Sentences)):
		return nil, fmt.Errorf("there is no sentence %d: the story has %d", n, len(rec.Sentences))
	case err == nil:
		return []int{n - 1}, nil
	}
	for i := range rec.Sentences {
		text := strings.Join(strings.Fields(rec.Sentences[i].In(rec.Version.Text)), " ")
		if strings.Contains(strings.ToLower(text), strings.ToLower(which)) {
			out = append(out, i)
		}
	}
	if len(out) == 0 && which != "" {
		return nil, fmt.Errorf("no sentence of %d has the words %q: name some of its words as they stand, or its number", len(rec.Sentences), which)
	}
	return out, nil
}

// Of explains the given sentences of a record that was read with a trace.
func Of(rec *readout.Record, tr *trace.Recorder, sentences []int) *Story {
	e := explainer{rec: rec, tr: tr, text: rec.Version.Text, actors: map[readout.ActorID]*readout.Actor{}, why: map[string]string{}}
	e.points = readout.PointsOf(e.text)
	e.index()
	for i := range rec.Actors {
		e.actors[rec.Actors[i].ID] = &rec.Actors[i]
	}
	for i := range rec.Attributions {
		e.why[string(rec.Attributions[i].ID)] = rec.Attributions[i].Why
	}
	for i := range rec.Events {
		e.why[string(rec.Events[i].ID)] = rec.Events[i].Why
	}
	out := &Story{Format: Format, Pipeline: rec.Pipeline, Ref: rec.Version.Ref, Sentences: []Sentence{}, Problems: []string{}}
	for _, i := range sentences {
		out.Sentences = append(out.Sentences, e.sentence(i))
	}
	for _, p := range rec.Problems {
		out.Problems = append(out.Problems, string(p.Stage)+": "+p.Text)
	}
	return out
}

// An explainer explains one record.
type explainer struct {
	rec    *readout.Record
	tr     *trace.Recorder
	text   string
	points readout.Points
	actors map[readout.ActorID]*readout.Actor
	why    map[string]string
	// What stands in each sentence, so that a story of any length is walked once.
	mentionsOf   map[int][]int
	linksOf      map[int][]*trace.Link
	candidatesOf map[trace.Layer]map[int][]*trace.Candidate
	chains       map[readout.ActorID][]int // the first mentions of each actor
}

// index parts what the record and the trace have by sentence.
func (e *explainer) index() {
	e.mentionsOf, e.linksOf, e.chains = map[int][]int{}, map[int][]*trace.Link{}, map[readout.ActorID][]int{}
	e.candidatesOf = map[trace.Layer]map[int][]*trace.Candidate{}
	sents := e.rec.Sentences
	for k := range e.rec.Mentions {
		m := &e.rec.Mentions[k]
		i := sort.Search(len(sents), func(i int) bool { return sents[i].End > m.Span.Start })
		if i < len(sents) && sents[i].Contains(m.Span) {
			e.mentionsOf[i] = append(e.mentionsOf[i], k)
		}
		if list := e.chains[m.Actor]; len(list) <= mostOfChain {
			e.chains[m.Actor] = append(list, k)
		}
	}
	for k := range e.tr.Links {
		l := &e.tr.Links[k]
		e.linksOf[l.Sentence] = append(e.linksOf[l.Sentence], l)
	}
	for _, layer := range []trace.Layer{trace.Mentions, trace.Statements, trace.Events} {
		e.candidatesOf[layer] = map[int][]*trace.Candidate{}
		for _, c := range e.tr.Candidates(layer, -1) {
			e.candidatesOf[layer][c.Sentence] = append(e.candidatesOf[layer][c.Sentence], c)
		}
	}
}

// span returns a span in code points.
func (e *explainer) span(s readout.Span) [2]int {
	s = e.points.Span(s)
	return [2]int{s.Start, s.End}
}

// sentence explains sentence i.
func (e *explainer) sentence(i int) Sentence {
	sent := &e.rec.Sentences[i]
	out := Sentence{Number: i + 1, Span: e.span(sent.Span), Text: sent.In(e.text), Words: []Word{}, Names: e.names(sent), Mentions: e.mentions(i),
		Phrases: e.candidates(trace.Mentions, i), Statements: e.candidates(trace.Statements, i), Events: e.candidates(trace.Events, i)}
	for k := range sent.Tokens {
		tok := &sent.Tokens[k]
		w := Word{Number: k + 1, Form: tok.Form(e.text), Lemma: tok.Lemma, UPOS: tok.UPOS, Head: tok.Head + 1, Rel: tok.Rel, Name: tok.Name}
		if w.Name == "O" {
			w.Name = ""
		}
		out.Words = append(out.Words, w)
	}
	return out
}

// names returns the names of a sentence.
func (e *explainer) names(sent *readout.Sentence) []Name {
	out := []Name{}
	toks := sent.Tokens
	for i := 0; i < len(toks); i++ {
		class, ok := strings.CutPrefix(toks[i].Name, "B-")
		if !ok {
			continue
		}
		to := i + 1
		for to < len(toks) && strings.HasPrefix(toks[to].Name, "I-") {
			to++
		}
		out = append(out, Name{readout.Span{Start: toks[i].Start, End: toks[to-1].End}.In(e.text), class})
	}
	return out
}

// mostOfChain is how many other mentions of a chain are shown.
const mostOfChain = 6

// mentions returns the record's mentions of sentence i.
func (e *explainer) mentions(i int) []Mention {
	out := []Mention{}
	for _, k := range e.mentionsOf[i] {
		m := &e.rec.Mentions[k]
		one := Mention{ID: string(m.ID), Text: m.Text, Type: string(m.Type), Form: string(m.Form), Actor: string(m.Actor), Chain: []string{}}
		if a := e.actors[m.Actor]; a != nil {
			one.Name = a.Name
			for _, n := range e.chains[m.Actor] {
				if n != k && len(one.Chain) < mostOfChain {
					one.Chain = append(one.Chain, e.rec.Mentions[n].Text)
				}
			}
		}
		one.Link = e.link(i, m.Span)
		out = append(out, one)
	}
	return out
}

// link returns what the ranker decided of the phrase that is closest to a
// mention, nil if it saw none.
func (e *explainer) link(sentence int, span readout.Span) *trace.Decision {
	var best *trace.Link
	for _, l := range e.linksOf[sentence] {
		if !l.Span.Overlaps(span) {
			continue
		}
		if l.Span == span {
			return &l.Decision
		}
		if l.Span.End == span.End && (best == nil || l.Span.End-l.Span.Start < best.Span.End-best.Span.Start) {
			best = l
		}
	}
	if best == nil {
		return nil
	}
	return &best.Decision
}

// candidates returns what was considered of a layer in sentence i.
func (e *explainer) candidates(layer trace.Layer, i int) []Candidate {
	out := []Candidate{}
	for _, c := range e.candidatesOf[layer][i] {
		one := Candidate{Span: e.span(c.Cover()), Kind: c.Kind, Proposer: c.Proposer, Detail: c.Detail, Features: c.Features, Decisions: c.Decisions,
			Kept: !c.Verdict.Dropped(), Became: c.Became, Why: e.why[c.Became]}
		for n, s := range c.Spans {
			if n > 0 {
				one.Text += " … "
			}
			one.Text += s.In(e.text)
		}
		if c.Scored {
			one.Score = &c.Score
		}
		if c.Verdict.Dropped() {
			v := c.Verdict
			one.Verdict = &v
		}
		if one.Features == nil {
			one.Features = []trace.Feature{}
		}
		if one.Decisions == nil {
			one.Decisions = []trace.Decision{}
		}
		out = append(out, one)
	}
	return out
}
