package mention

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// A Resolver joins the noun phrases of a text that refer to the same thing.
// For each phrase it scores the phrases before it as antecedents, and none at
// all, by the vectors of their heads and by features of the pair: a mention
// ranker with one hidden layer. It is read-only: any number of goroutines may
// share it.
type Resolver struct {
	path   nn.Path
	actors bool       // of actors alone: he and she are always somebody, and no man is a woman
	sides  *nn.Linear // vector → as one that refers back, as antecedent, two factors, alone
	known  int        // templates of pairs that it was trained with
	pair   []float32  // features of pairs × width
	pairs  []float32  // features of pairs: what one says without the hidden layer
	out    []float32  // width
	alone  []float32  // aloneTotal × width
	alones []float32
	none   []float32 // width, and the bias after it
	ranker *Ranker   // decides with them; nil for none
}

// Sizes of the hidden layer and of the factors.
const (
	width = nn.RankWidth
	parts = 5
)

// Limits on what is compared: the nearest phrases before one, and the farther
// ones of the same head.
const (
	near     = 50
	sameHead = 30
)

// The resolvers that a weights file may hold: of all noun phrases, as the
// annotation of coreference has them, and of those that refer to actors.
const (
	OfPhrases = "mention"
	OfActors  = "claims.mention"
)

// NewResolver takes the weights of the resolver of this name out of w, for
// vectors of so many columns. It returns nil, nil if there are none in it, and
// an error if they are for others.
func NewResolver(w *nn.Weights, name string, columns int) (*Resolver, error) {
	if !w.Has(name + ".sides.weight") {
		return nil, nil
	}
	r := &Resolver{path: nn.Best(), actors: name == OfActors, known: pairTemplates}
	total := pairTotal
	if shape := w.Shape(name + ".pairs"); len(shape) == 1 && shape[0] == fewerTotal {
		r.known, total = fewerTemplates, fewerTotal
	}
	var err error
	if r.sides, err = w.Linear(columns, []string{name + ".sides"}, []int{parts * width}); err != nil {
		return nil, err
	}
	for _, t := range []struct {
		to         *[]float32
		part       string
		rows, cols int // one column: a list
	}{{&r.pair, "pair", total, width}, {&r.pairs, "pairs", total, 1}, {&r.out, "out", width, 1},
		{&r.alone, "alone", aloneTotal, width}, {&r.alones, "alones", aloneTotal, 1}, {&r.none, "none", width + 1, 1}} {
		if t.cols == 1 {
			*t.to, err = w.Floats(name+"."+t.part, t.rows)
		} else {
			*t.to, err = w.Table(name+"."+t.part, t.rows, t.cols)
		}
		if err != nil {
			return nil, fmt.Errorf("%w; the features of this program are %d and %d", err, pairTotal, aloneTotal)
		}
	}
	return r, nil
}

// Rank lets a ranker decide with the resolver's own weights: what the two say is
// added. It may be nil. The vectors are then those that the ranker was trained
// with, of which the resolver's are the first columns.
func (r *Resolver) Rank(by *Ranker) { r.ranker = by }

// A Phrase is a noun phrase: the tokens [From, To) of a sentence, of which
// Head is the head. Back is the place in its chain of the phrase that it refers
// back to, 0 for the first, which refers to none.
type Phrase struct{ Sentence, From, To, Head, Back int }

// A Chain is the phrases that refer to one thing, at least two, in text order.
type Chain []Phrase

// Chains returns the chains of a text in the order of their first phrases.
// vectors has a row for each word that is [syntax.Nominal], in text order, and
// as many columns as the resolver was trained with; phrases beyond its last row
// are in no chain. claims, an entry a row, say which
// phrases refer to actors, for a resolver [OfActors]. It does not fail.
func (r *Resolver) Chains(w *Words, view *syntax.Text, lex *lexicon.Lexicon, vectors *nn.Quantized, claims []scores.Claim) []Chain {
	s := w.newStory(view, lex, vectors.Rows)
	links := r.antecedents(s, vectors, claims)
	return s.chains(links)
}

// newStory prepares the phrases whose vectors are among rows.
func (w *Words) newStory(view *syntax.Text, lex *lexicon.Lexicon, rows int) *story {
	s := &story{Words: w, view: view, lex: lex, phrases: w.phrases(view, lex)}
	if n := slices.IndexFunc(s.phrases, func(p phrase) bool { return p.vector >= rows }); n >= 0 {
		s.phrases = s.phrases[:n]
	}
	s.speakers()
	return s
}

// candidates calls f with each phrase before i that is compared with it, the
// nearest first. lemmas holds the earlier phrases by the lemma of their heads.
// "A plan" or "plans" refers back to plans or to nothing.
func (s *story) candidates(i int, lemmas map[string][]int, f func(j int)) {
	low := max(0, i-near)
	if s.phrases[i].class >= nounA {
		low = i
	}
	for j := i - 1; j >= low; j-- {
		f(j)
	}
	if s.phrases[i].class.pronoun() {
		return
	}
	same := lemmas[s.phrases[i].lemma]
	for k, n := len(same)-1, 0; k >= 0 && n < sameHead; k-- {
		if same[k] < low {
			f(same[k])
			n++
		}
	}
}

// antecedents returns for each phrase the one that it refers back to, or -1.
func (r *Resolver) antecedents(s *story, vectors *nn.Quantized, claims []scores.Claim) []int {
	by := r.scorer(s, vectors, claims)
	links := make([]int, len(s.phrases))
	things := newThings(s.phrases, claims, s.lex)
	lemmas := map[string][]int{}
	for i := range s.phrases {
		none := float64(by.none(i))
		if r.actors && s.refers(i, claims) {
			none = math.Inf(-1)
		}
		choice := s.view.Trace.Choose(-1, none)
		beside := -1
		if r.actors {
			beside = s.beside(i, claims)
		}
		s.candidates(i, lemmas, func(j int) {
			if r.actors && (beside >= 0 || things.differ(i, j) || s.nobody(j, claims)) {
				return
			}
			choice.Offer(j, float64(by.pair(i, j)))
		})
		if beside >= 0 {
			choice.Offer(beside, math.Inf(1))
		}
		links[i] = choice.Best
		s.traceLink(i, &choice)
		things.join(i, links[i])
		by.join(i, links[i])
		if !s.phrases[i].class.pronoun() {
			lemmas[s.phrases[i].lemma] = append(lemmas[s.phrases[i].lemma], i)
		}
	}
	return links
}

// beside returns the named phrase to which phrase i, a noun, stands in
// apposition and is of the same kind of actor, -1 if there is none: "the Harbour
// Project, a pro-union group". The candidates of "a group" are groups alone, and
// the tree says more than any of them.
func (s *story) beside(i int, claims []scores.Claim) int {
	p := &s.phrases[i]
	if p.relation != relApposition || p.class < nounThe || p.vector >= len(claims) || !claims[p.vector].Actor {
		return -1
	}
	for j := i - 1; j >= 0 && s.phrases[j].sent == p.sent; j-- {
		if q := &s.phrases[j]; q.head == p.governor {
			if q.class.named() && claims[q.vector].Actor && claims[q.vector].Kind == claims[p.vector].Kind {
				return j
			}
			return -1
		}
	}
	return -1
}

// traceLink takes down what phrase i may refer back to.
func (s *story) traceLink(i int, choice *trace.Choice) {
	if !s.view.Trace.On() {
		return
	}
	span := func(n int) readout.Span {
		p := &s.phrases[n]
		toks := s.view.Sentences[p.sent].Tokens
		return readout.Span{Start: toks[p.from].Start, End: toks[p.to-1].End}
	}
	s.view.Trace.AddLink(trace.Link{Sentence: s.phrases[i].sent, Span: span(i), Decision: choice.Decision("refers back to", func(n int, o *trace.Option) {
		if n < 0 {
			o.Text = "nothing before it"
			return
		}
		o.Span = span(n)
		o.Text = o.Span.In(s.view.Text)
	})})
}

// refers reports whether phrase i always stands for somebody before it: he,
// she, and any pronoun that the network takes for an actor.
func (s *story) refers(i int, claims []scores.Claim) bool {
	p := &s.phrases[i]
	return p.class == pronHe || p.class == pronShe || p.class.pronoun() && p.vector < len(claims) && claims[p.vector].Actor
}

// surelyNobody is the probability of an actor below which nothing refers back
// to a phrase that has no name. Well below leastActor, so that a phrase that is
// not told itself may still be what "it" is; by hand, not tuned.
const surelyNobody = 0.1

// nobody reports whether phrase j is surely no actor.
func (s *story) nobody(j int, claims []scores.Claim) bool {
	p := &s.phrases[j]
	return !p.class.named() && p.vector < len(claims) && claims[p.vector].Sure < surelyNobody
}

// projectBlock is how many phrases are projected at once.
const projectBlock = 256

// project returns what the vectors of the phrases' heads give, a row a phrase.
func (r *Resolver) project(s *story, vectors *nn.Quantized, linear *nn.Linear) *nn.Matrix {
	var block, sides nn.Matrix
	var q nn.Quantized
	sides.Reshape(len(s.phrases), linear.Out)
	for top := 0; top < len(s.phrases); top += projectBlock {
		n := min(projectBlock, len(s.phrases)-top)
		r.path.PickColumns(&q, vectors, n, linear.In, func(i int) int { return s.phrases[top+i].vector })
		r.path.Linear(&block, &q, linear)
		for i := range n {
			copy(sides.Row(top+i), block.Row(i))
		}
	}
	return &sides
}

// A scorer says how well phrases refer back to others. It is asked in text order:
// for what phrase i refers to, then told the answer.
type scorer interface {
	none(i int) float32    // to nothing
	pair(i, j int) float32 // to phrase j before it
	join(i, j int)         // i refers back to j, or to nothing if j is -1
}

// scorer returns what decides over the phrases of s.
func (r *Resolver) scorer(s *story, vectors *nn.Quantized, claims []scores.Claim) scorer {
	own := &plain{Resolver: r, s: s, sides: r.project(s, vectors, r.sides)}
	if r.ranker == nil {
		return own
	}
	return both{own, r.ranker.over(s, r.project(s, vectors, r.ranker.sides), claims)}
}

// ownShare is the weight of what the resolver's own weights say beside a ranker.
// Of 0, 0.4 and 1, chosen on 189 annotated stories that neither was taught with: at
// 0 pronouns gain most and recipients of events lose, at 1 it is the other way round.
const ownShare = 0.4

// both adds what two scorers say: they were trained apart, and err apart.
type both struct {
	a *plain
	b *ranking
}

func (t both) none(i int) float32    { return ownShare*t.a.none(i) + t.b.none(i) }
func (t both) pair(i, j int) float32 { return ownShare*t.a.pair(i, j) + t.b.pair(i, j) }
func (t both) join(i, j int)         { t.b.join(i, j) }

// plain scores pairs of phrases by the two alone.
type plain struct {
	*Resolver
	s     *story
	sides *nn.Matrix // a row a phrase
	f     [pairTemplates]uint16
}

func (p *plain) join(int, int) {}

func (p *plain) pair(i, j int) float32 {
	p.s.pair(&p.f, i, j)
	a, b, known := p.sides.Row(i), p.sides.Row(j), p.f[:p.known]
	sum := p.path.Rank(a, b[width:], p.Resolver.pair, known, p.out, a[2*width:], b[3*width:])
	for _, id := range known {
		sum += p.pairs[id]
	}
	return sum
}

func (p *plain) none(i int) float32 {
	var f [aloneTemplates]uint16
	p.s.alone(&f, i)
	var hidden [width]float32
	copy(hidden[:], p.sides.Row(i)[4*width:])
	sum := p.Resolver.none[width]
	for _, id := range f {
		sum += p.alones[id]
		row := p.alone[int(id)*width:][:width]
		for k := range hidden {
			hidden[k] += row[k]
		}
	}
	for k, h := range hidden {
		sum += float32(max(h, 0) * p.Resolver.none[k])
	}
	return sum
}

// chains joins what links join.
func (s *story) chains(links []int) []Chain {
	var out []Chain
	number, at := slices.Repeat([]int{-1}, len(links)), make([]int, len(links))
	for i, j := range links {
		if j < 0 {
			continue
		}
		if number[j] < 0 {
			number[j] = len(out)
			out = append(out, Chain{s.phrases[j].place(0)})
		}
		number[i], at[i] = number[j], len(out[number[j]])
		out[number[i]] = append(out[number[i]], s.phrases[i].place(at[j]))
	}
	slices.SortFunc(out, func(a, b Chain) int {
		if a[0].Sentence != b[0].Sentence {
			return a[0].Sentence - b[0].Sentence
		}
		return a[0].Head - b[0].Head
	})
	return out
}

// place returns where p stands, and at which place of its chain what it refers
// back to.
func (p *phrase) place(back int) Phrase { return Phrase{p.sent, p.from, p.to, p.head, back} }
