// Package attribute finds who says what in a text: speaker, cue and content of
// every statement, belief, demand and refusal, quoted or not, and which
// statement stands within which.
//
// It works in steps that the code keeps apart: the quotations of the text, the
// candidates that patterns or a trained tagger propose, the resolution of
// candidates that meet, nesting, and what a record says of each attribution
// (kind of speaker, act, status, medium, date). Only the proposals depend on
// how candidates are found.
package attribute

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/modality"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// A Finder finds attributions. It keeps nothing between texts and is safe for
// use by several goroutines.
type Finder struct {
	mod                                       *modality.Rules
	lexicon                                   lexicon
	roles                                     map[string]role
	traits                                    map[string]trait
	pluralEndings                             []string
	hearsayActs                               map[string]readout.Act
	behindNames                               map[string]bool
	weights                                   weights
	speakers                                  map[string]readout.SpeakerKind
	said, plainPlurals, media                 map[string]bool
	factual, expressing, genitives            map[string]bool
	refusing, granted                         map[string]bool // words that deny a claim or refuse a thing; things
	advisory                                  map[string]bool // labels of notices to the press
	announcing                                map[string]bool // words by which a noun for words announces them
	issued                                    map[string]bool // verbs of whoever speaks in a document
	bases                                     func(string) []string
	shortened                                 []string
	adverbEndings, gerundEndings, pastEndings []string
}

// New returns a finder that knows the words of a language.
func New(l *language.Language) *Finder {
	set := func(section string) map[string]bool { return l.Set("attribute." + section) }
	f := &Finder{mod: modality.New(l), lexicon: newLexicon(l), roles: rolesOf(l), traits: traitsOf(l), pluralEndings: l.Words("attribute.plural-endings"), hearsayActs: map[string]readout.Act{}, behindNames: set("behind-names"), weights: newWeights(l), speakers: map[string]readout.SpeakerKind{}, said: set("said"), issued: set("issued"),
		plainPlurals: set("plain-plurals"), media: set("media"), factual: set("factual"), expressing: set("expressing"),
		refusing: set("refusing"), granted: set("granted"), advisory: set("advisory"), announcing: set("announcing"), bases: l.Bases, genitives: set("genitive"), shortened: l.Words("attribute.shortened"), adverbEndings: l.Words("attribute.adverb-endings"),
		gerundEndings: l.Words("attribute.gerund-endings"), pastEndings: l.Words("attribute.past-endings")}
	for w, kind := range l.Table("attribute.speakers") {
		f.speakers[w] = readout.SpeakerKind(kind)
	}
	for w, act := range l.Table("attribute.hearsay-acts") {
		f.hearsayActs[w] = readout.Act(act)
	}
	return f
}

// An Input is what other stages found in the text.
type Input struct {
	Parts Parts
	Dates []readout.TimeExpr
}

// Find returns the attributions of the text in text order, with ids a1, a2, ….
// The sentences may be analysed or not, and the view need not know mentions;
// without the parts of a tagger the patterns find the candidates alone.
func (f *Finder) Find(view *syntax.Text, in Input) ([]readout.Attribution, []readout.Problem) {
	return f.Settle(view, in.Parts).Attributions(in.Dates)
}

// settle returns the candidates of patterns and tagger once it is clear which
// words are whose.
func (s *story) settle(parts Parts) []candidate {
	s.findPieces(parts)
	cands := s.resolve(s.propose())
	if s.tagged {
		cands = s.fuse(cands)
		s.mendTagged(cands)
	}
	s.splitShared(cands)
	s.coordinate(cands)
	s.separate(cands)
	s.chainSharers(cands)
	cands = s.dropDeeds(s.dropEmpty(s.joinExpressed(s.dropEchoes(s.cite(cands)))))
	return s.limitLayers(s.release(s.dropNobodys(cands)))
}

// attributions turns the candidates into attributions in text order.
func (s *story) attributions(cands []candidate, refs references) []readout.Attribution {
	slices.SortStableFunc(cands, s.begins)
	parent := s.nest(cands)
	atts := make([]readout.Attribution, len(cands))
	for i := range cands {
		atts[i] = s.attribution(&cands[i], refs)
		atts[i].ID = readout.AttributionID(fmt.Sprintf("a%d", i+1))
		if s.view.Trace.On() {
			s.view.Trace.Became(trace.Statements, s.span(s.place(&cands[i])), "", string(atts[i].ID))
		}
		if p := parent[i]; p >= 0 {
			atts[i].Within = readout.AttributionID(fmt.Sprintf("a%d", p+1))
		}
	}
	s.inheritSpeakers(atts, cands)
	return atts
}

// dropEmpty drops the candidates whose content has no word: what is left of
// one that others cut, or marks alone. Nobody said anything in them.
func (s *story) dropEmpty(cands []candidate) []candidate {
	for i := range cands {
		if !slices.ContainsFunc(cands[i].content, func(r rng) bool {
			return !r.empty() && strings.ContainsFunc(s.span(r).In(s.text), func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
		}) {
			cands[i].drop = emptyWords
		}
	}
	return s.standing(cands)
}

// newStory lays out the sentences of a text.
func (f *Finder) newStory(view *syntax.Text) *story {
	text, sents, n := view.Text, view.Sentences, 0
	for i := range sents {
		n += len(sents[i].Tokens)
	}
	s := &story{Finder: f, view: view, text: text, words: make([]word, 0, n), first: make([]int, 0, len(sents)+1)}
	paragraph := -1
	for i := range sents {
		s.first = append(s.first, len(s.words))
		if sents[i].Paragraph != paragraph || len(s.paras) == 0 {
			s.paras = append(s.paras, rng{len(s.words), len(s.words)})
			paragraph = sents[i].Paragraph
		}
		for _, tok := range sents[i].Tokens {
			s.words = append(s.words, f.newWord(text, tok, i, len(s.paras)-1))
		}
		s.paras[len(s.paras)-1].to = len(s.words)
	}
	s.first = append(s.first, len(s.words))
	s.findQuotes()
	s.countTurns()
	return s
}

// newWord looks a token up.
func (f *Finder) newWord(text string, tok readout.Token, sent, para int) word {
	e, shape, role := f.lookUp(tok.In(text))
	w := word{Span: tok.Span, class: shape, role: role, entry: e, sent: int32(sent), para: int32(para), quote: -1}
	if e != nil {
		w.low = e.form
		w.class |= e.class
	}
	return w
}
