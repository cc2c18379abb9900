// Package voice tells whom "I" and "we" mean: in a quotation, a turn of a
// transcript or a signed text it is the one who speaks there, or his side.
//
// The mentions come with an actor, or without, from the resolver of references,
// which reads words and not who speaks. Of people it mistakes "I" in every
// seventh quotation of news, and in transcripts in three of five; whoever is
// known to speak is right in 19 of 20. Of "we" in quotations it is as good as
// what was learned from the annotated stories, and stays.
package voice

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// Words are what the stage takes from a language. They are read-only.
type Words struct {
	plural map[string]bool // by word of the first person
}

// New takes the words of a language.
func New(l *language.Language) *Words {
	w := &Words{plural: map[string]bool{}}
	for form := range l.Set("voice.singular") {
		w.plural[form] = false
	}
	for form := range l.Set("voice.plural") {
		w.plural[form] = true
	}
	return w
}

// An Input is what other stages found in the text.
type Input struct {
	View   *syntax.Text // knows the mentions of the record, before and after
	Voices []syntax.Voice
	// Issuer is the country whose government published the text, "" if none did.
	Issuer string
}

// Hear sets the actors of the mentions of rec that are words of the first
// person, and adds those that rec lacks where it is known whom they mean.
// Mentions are numbered anew where some are added: nothing may refer to them by
// id yet.
func (w *Words) Hear(rec *readout.Record, in Input) {
	if len(in.Voices) == 0 {
		return
	}
	h := &hearing{Words: w, Input: in, actors: map[readout.ActorID]*readout.Actor{}, states: map[string]readout.ActorID{}}
	h.know(rec.Actors)
	added := h.listen()
	if len(added) == 0 {
		return
	}
	rec.Mentions = append(rec.Mentions, added...)
	slices.SortStableFunc(rec.Mentions, func(a, b readout.Mention) int {
		return cmp.Or(a.Span.Start-b.Span.Start, b.Span.End-a.Span.End)
	})
	for i := range rec.Mentions {
		rec.Mentions[i].ID = readout.MentionID(fmt.Sprintf("m%d", i+1))
	}
	in.View.SetMentions(rec.Mentions)
}

// A hearing is one text in which somebody speaks.
type hearing struct {
	*Words
	Input
	actors map[readout.ActorID]*readout.Actor
	states map[string]readout.ActorID // by country: the state, or else its government
}

// know remembers the actors of the text.
func (h *hearing) know(actors []readout.Actor) {
	for i := range actors {
		a := &actors[i]
		h.actors[a.ID] = a
		if a.Country != "" && (a.Kind == readout.CountryActor || a.Kind == readout.GovernmentActor && h.states[a.Country] == "") {
			h.states[a.Country] = a.ID
		}
	}
}

// A word is one of the first person, in a voice.
type word struct {
	sentence int
	span     readout.Span
	form     string
	voice    *syntax.Voice
}

// listen tells whom the words of the first person mean, those of the outer
// voices first: whom somebody quotes may be "me". It returns the mentions that
// the text lacks.
func (h *hearing) listen() []readout.Mention {
	have := map[readout.Span]*readout.Mention{}
	for _, m := range h.View.Mentions() {
		have[m.Span] = m
	}
	var added []readout.Mention
	words := h.words()
	for _, quoted := range [2]bool{false, true} {
		for _, w := range words {
			if (w.voice.Kind == syntax.QuotedVoice) != quoted {
				continue
			}
			m := have[w.span]
			actor, ok := h.means(w, m)
			if ok {
				h.trace(w)
			}
			if ok && m != nil {
				m.Actor = actor
			} else if ok && actor != "" {
				added = append(added, readout.Mention{Span: w.span, Text: w.span.In(h.View.Text), Type: readout.PersonName, Form: readout.PronounForm, Actor: actor})
			}
		}
	}
	return added
}

// words returns the words of the first person that stand in a voice.
func (h *hearing) words() (out []word) {
	inner := newInner(h.Voices)
	for i := range h.View.Sentences {
		s := &h.View.Sentences[i]
		for k := range s.Tokens {
			if _, ok := h.plural[s.Low[k]]; !ok {
				continue
			}
			if v := inner.at(s.Tokens[k].Start); v != nil {
				out = append(out, word{i, s.Tokens[k].Span, s.Low[k], v})
			}
		}
	}
	return out
}

// means returns whom a word means, which is a mention or, if the resolver knows of
// none, nil: "", true for one who speaks without being an actor of the text, and false
// where the resolver knows as much.
func (h *hearing) means(w word, m *readout.Mention) (readout.ActorID, bool) {
	quoted, many := w.voice.Kind == syntax.QuotedVoice, h.plural[w.form]
	var speaker *readout.Actor
	if m := w.voice.Speaker; m != nil {
		speaker = h.actors[m.Actor]
	}
	switch {
	case quoted && many && h.abroad(speaker, m):
		return h.states[h.actsFor(speaker, w.voice)], true
	case quoted && (many || speaker == nil || speaker.Kind != readout.PersonActor):
		return "", false
	case speaker == nil:
		return "", true
	case many:
		if state := h.states[h.actsFor(speaker, w.voice)]; state != "" {
			return state, true
		}
	}
	return speaker.ID, true
}

// abroad reports whether the resolver takes "we" for another country's state than the
// speaker's own: "Let's see what Iran will do before we start", said by an American, is
// not Iran's "we".
func (h *hearing) abroad(speaker *readout.Actor, m *readout.Mention) bool {
	if speaker == nil || speaker.Kind != readout.PersonActor || speaker.Country == "" || m == nil {
		return false
	}
	a := h.actors[m.Actor]
	return a != nil && (a.Kind == readout.CountryActor || a.Kind == readout.GovernmentActor) && a.Country != "" && a.Country != speaker.Country
}

// actsFor returns the country for whose state somebody speaks, "" for one who
// speaks for no state. Whose statement a government publishes speaks for it.
func (h *hearing) actsFor(a *readout.Actor, v *syntax.Voice) string {
	switch {
	case a.Country == "" && v.Kind == syntax.SignedVoice:
		return h.Issuer
	case a.Office != nil || slices.ContainsFunc(a.Sectors, func(s string) bool { return official[s] }):
		return a.Country
	}
	return ""
}

// trace takes down who speaks, in place of what the word refers back to.
func (h *hearing) trace(w word) {
	if !h.View.Trace.On() {
		return
	}
	o := trace.Option{Text: "who speaks here, no actor of the story", Score: 1, Taken: true}
	if m := w.voice.Speaker; m != nil {
		o.Span, o.Text = m.Span, m.Text
	}
	h.View.Trace.Relink(trace.Link{Sentence: w.sentence, Span: w.span, Decision: trace.Decision{What: "speaks here, for himself or his side", Options: []trace.Option{o}}})
}

// official are the sectors of those who act for a state.
var official = map[string]bool{"GOV": true, "MIL": true, "LEG": true, "JUD": true, "COP": true, "SPY": true}
