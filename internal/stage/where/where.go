// Package where ties the place names of a story to entries of the gazetteer:
// countries, areas and cities of the lists, and places that users load.
//
// A name of several places goes to the one that the story speaks for: by what
// stands right behind it ("Paris, Texas"), the countries that the story names,
// and how well the place is known. Where nothing speaks for any of them, or no
// list has the name, the name is kept and no entry is given. A name that
// stands for a government is no place. The text's spelling is never changed.
package where

import (
	"fmt"
	"math"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// Find returns the place names of a story in text order. Mentions have their
// actors already.
func (w *Words) Find(v *readout.Version, sents []readout.Sentence, mentions []readout.Mention, actors []readout.Actor, lex *lexicon.Lexicon) []readout.Place {
	f := finder{Words: w, text: v.Text, sents: sents, mentions: mentions, lex: lex, Index: (&readout.Record{Actors: actors}).Index(),
		known: map[string][]candidate{}, settled: map[string]candidate{}}
	f.survey(v.Dateline)
	var out []readout.Place
	for i := range mentions {
		if !f.names(i) {
			continue
		}
		p := f.place(i)
		p.ID = readout.PlaceID(fmt.Sprintf("p%d", len(out)+1))
		p.Span, p.Text = mentions[i].Span, mentions[i].Text
		out = append(out, p)
	}
	return out
}

// A finder finds the places of one story.
type finder struct {
	*Words
	*readout.Index // of the actors
	text           string
	sents          []readout.Sentence
	mentions       []readout.Mention
	lex            *lexicon.Lexicon
	context
	known   map[string][]candidate // by name
	settled map[string]candidate   // what the text said outright of a name
	guesses int                    // names that were looked for by likeness
}

// names reports whether mention i names a place as a place.
func (f *finder) names(i int) bool {
	m := &f.mentions[i]
	if m.Form != readout.NameForm {
		return false
	}
	switch m.Type {
	case readout.GPEName, readout.LocName, readout.FacName:
	default:
		return false
	}
	if a := f.Actor(m.Actor); a != nil {
		switch a.Kind {
		case readout.GovernmentActor, readout.OrganizationActor, readout.GroupActor, readout.PersonActor:
			return false
		}
	}
	return true
}

// place finds the entry of mention i.
func (f *finder) place(i int) readout.Place {
	m := &f.mentions[i]
	name, holder := f.split(i)
	cands := f.candidates(name)
	if len(cands) == 0 && holder == "" {
		name, holder = f.inside(m.Text)
		cands = f.candidates(name)
	}
	if len(cands) == 0 {
		return f.alike(i, name)
	}
	if c, ok := f.settled[lexicon.Key(name)]; ok && holder == "" {
		p := c.place()
		p.Confidence, p.Why = asBefore, "The story says elsewhere which "+name+" it means."
		return p
	}
	best, second := -1, math.Inf(-1)
	score := make([]float64, len(cands))
	for k := range cands {
		score[k] = f.score(&cands[k], i, holder)
		if best < 0 || score[k] > score[best] {
			if best >= 0 {
				second = score[best]
			}
			best = k
		} else {
			second = max(second, score[k])
		}
	}
	if score[best] < leastScore {
		return readout.Place{Why: "The lists have places of this name, and the story names none of their countries."}
	}
	c := &cands[best]
	p := c.place()
	p.Confidence = confidence(score[best], second)
	p.Why = f.reason(c, i, holder, len(cands))
	if holder != "" && f.within(c, holder) {
		f.settled[lexicon.Key(name)] = *c
	}
	return p
}

// leastScore is what an entry needs at least, on the scale of candidates.go: one
// of several towns of a name, with 200,000 people, is just below it if the story
// says nothing of its country.
const leastScore = 8

// The curve of confidence, set by hand: a score just above leastScore is little
// better than even, none is surer than surest, and a second entry as good halves
// it. It is an order and was not calibrated: 172 labelled names are too few.
const (
	surest   = 0.98
	evenAt   = 7.5
	bySecond = 1.2 // how fast a lead over the second one counts
	asBefore = 0.9 // for a name that the story explains elsewhere
)

// confidence makes a measure of the best score and the second one.
func confidence(best, second float64) float64 {
	p := surest / (1 + math.Exp(evenAt-best))
	if !math.IsInf(second, -1) {
		p /= 1 + math.Exp(-bySecond*(best-second))
	}
	return math.Round(100*p) / 100
}

// reason says why c was taken, in one sentence.
func (f *finder) reason(c *candidate, i int, holder string, n int) string {
	switch {
	case c.user:
		return "A list of yours has this name."
	case holder != "" && f.within(c, holder):
		return fmt.Sprintf("The words behind it (%s) say where it lies.", holder)
	case n == 1:
		return "The lists have one place of this name."
	case c.country != "" && f.inSentence(c.country, i):
		return fmt.Sprintf("Of %d places of this name it fits best; its sentence names %s.", n, c.country)
	case c.country != "" && f.count[c.country] > 0:
		return fmt.Sprintf("Of %d places of this name it fits best; the story names %s.", n, c.country)
	}
	return fmt.Sprintf("Of %d places of this name it is the best known.", n)
}
