package analyze

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/scores"
)

// Sizes of the heads that find the ends of phrases, as train/claims/net.py has them.
const (
	edge     = 32
	reach    = 14
	typeSize = 128
)

// leastEvent is the probability of an event below which a word that no list
// knows is no trigger. It is low, for stage event decides by thresholds of its
// own, and bounds what that must look at.
const leastEvent = 0.02

// claims is the part of the network that reads who and what a text tells of:
// layers of its own over the words' vectors behind some of the encoder's.
type claims struct {
	tap      int
	layers   *nn.Encoder
	vote     []float32  // what the list of triggers says of a word, a row a column of the list
	sides    *nn.Linear // all heads side by side
	column   struct{ kind, status, edges, types, back, front, event, phrase int }
	types    *nn.Linear // typeSize → types
	typeVote []float32
	chain    int  // size of each side
	tree     bool // the parser's sides stand behind them
}

// voteColumns is the number of columns: two a type, for words that stand alone
// and those that need others.
const voteColumns = 2 * scores.EventTypes

// loadClaims loads the heads of claims, nil if the weights have none.
func (n *Network) loadClaims(w *nn.Weights, c *config) error {
	if c.Claims.Layers == 0 {
		return nil
	}
	k := &claims{tap: c.Claims.Tap, tree: c.Claims.Tree, chain: c.Chain}
	if k.tap < 0 || k.tap > c.Layers || k.chain == 0 {
		return fmt.Errorf("weights: claims over layer %d of %d", k.tap, c.Layers)
	}
	var err error
	if k.layers, err = loadLayers(w, "claims.layer.", c.Claims.Layers, c); err != nil {
		return err
	}
	if k.vote, err = w.Floats("claims.vote", voteColumns, c.Hidden); err != nil {
		return err
	}
	if k.typeVote, err = w.Floats("claims.type_vote", voteColumns, 1+scores.EventTypes); err != nil {
		return err
	}
	if k.types, err = w.Linear(typeSize, []string{"claims.type"}, []int{1 + scores.EventTypes}); err != nil {
		return err
	}
	n.claims = k
	return k.loadSides(w, c.Hidden)
}

// loadSides loads the heads that read the words' vectors.
func (k *claims) loadSides(w *nn.Weights, hidden int) (err error) {
	var names []string
	var outs []int
	at := 0
	for _, h := range []struct {
		name string
		to   *int
		size int
	}{{"kind", &k.column.kind, scores.Kinds}, {"status", &k.column.status, len(scores.EventStatuses)}, {"edges", &k.column.edges, 4 * edge},
		{"type_in", &k.column.types, typeSize}, {"back", &k.column.back, k.chain}, {"front", &k.column.front, k.chain},
		{"event", &k.column.event, scores.EventSides}, {"phrase", &k.column.phrase, scores.PhraseSides}} {
		*h.to = at
		at += h.size
		names, outs = append(names, "claims."+h.name), append(outs, h.size)
	}
	k.sides, err = w.Linear(hidden, names, outs)
	return err
}

// A claimMemory is what the claims of one window need.
type claimMemory struct {
	tapped nn.Matrix // words' vectors behind the layer that is read
	// projected are those behind the layer that a projection reads
	projected nn.Matrix
	rows      nn.Matrix
	sides     nn.Matrix
	hidden    nn.Matrix
	types     nn.Matrix
	q         nn.Quantized
}

// encodeTapped runs the encoder and keeps the words' vectors of the window
// behind the layer that claims read, and behind that of the projection if they
// are asked for.
func (r *reading) encodeTapped() {
	n, at := r.net, 0
	to := func(layer int) {
		n.encoder.RunLayers(n.path, &r.x, &r.scratch, at, layer)
		at = layer
	}
	for layer := range len(n.encoder.Layers) + 1 {
		claims, rows := layer == r.claims.tap, r.rows != nil && layer == r.rows.project.Layer
		if claims || rows {
			to(layer)
		}
		if claims {
			r.copyWords(&r.claim.tapped)
		}
		if rows {
			r.copyWords(&r.claim.projected)
		}
	}
	to(len(n.encoder.Layers))
}

// copyWords copies the words' vectors of the window.
func (r *reading) copyWords(to *nn.Matrix) {
	to.Reshape(len(r.first), r.net.encoder.Hidden)
	for i, row := range r.first {
		copy(to.Row(i), r.x.Row(row))
	}
}

// readClaims reads the claims of n words of the window from word at on, which
// have their labels. Word lo is the window's first.
func (r *reading) readClaims(lo, at, n int) {
	k, m := r.claims, &r.claim
	m.rows.Reshape(n, r.net.encoder.Hidden)
	votes := make([][]uint8, n)
	for i := range n {
		copy(m.rows.Row(i), m.tapped.Row(at+i))
		tok := &r.toks[lo+at+i]
		votes[i] = lexicon.TriggerVotes(tok.UPOS, tok.Form(r.text), tok.Lemma)
		for _, v := range votes[i] {
			add(m.rows.Row(i), k.vote[int(v)*m.rows.Cols:])
		}
	}
	k.layers.Run(r.net.path, &m.rows, &r.scratch)
	r.net.path.Quantize(&m.q, &m.rows)
	r.net.path.Linear(&m.sides, &m.q, k.sides)
	m.hidden.Reshape(n, typeSize)
	for i := range n {
		positive(m.hidden.Row(i), m.sides.Row(i)[k.column.types:])
	}
	r.net.path.Quantize(&m.q, &m.hidden)
	r.net.path.Linear(&m.types, &m.q, k.types)
	for i := range n {
		tok := &r.toks[lo+at+i]
		if tok.UPOS == "NOUN" || tok.UPOS == "PROPN" || tok.UPOS == "PRON" {
			r.nominal(i, lo, at)
		}
		if tok.UPOS == "NOUN" || tok.UPOS == "PROPN" || tok.UPOS == "VERB" || tok.UPOS == "AUX" || tok.UPOS == "ADJ" {
			r.trigger(i, lo+at, votes[i])
		}
	}
}

// kindScale brings probabilities into the range of the vectors that they stand
// beside, so that one scale a row rounds neither away.
const kindScale = 4

// add adds a row to another.
func add(to, row []float32) {
	for i := range to {
		to[i] += row[i]
	}
}

// positive sets to to the numbers of row that are greater than 0, and 0 for others.
func positive(to, row []float32) {
	for i := range to {
		to[i] = max(row[i], 0)
	}
}

// nominal takes down what the network says of word i behind word at of the
// window whose first word is word lo of the text.
func (r *reading) nominal(i, lo, at int) {
	k, row, base := r.claims, r.claim.sides.Row(i), lo+at
	if len(r.found) >= MaxNominals {
		return
	}
	chain := r.newChain()
	positive(chain[:k.chain], row[k.column.back:])
	positive(chain[k.chain:2*k.chain], row[k.column.front:])
	if k.tree {
		copy(chain[2*k.chain:], r.net.parser.chain(&r.parse, at+i))
	}
	r.phrases = append(r.phrases, row[k.column.phrase:k.column.phrase+scores.PhraseSides]...)
	var p [scores.Kinds]float32
	softmax(p[:], row[k.column.kind:])
	if r.net.branch {
		own := chain[2*k.chain+r.net.TreeColumns():]
		copy(own, r.claim.rows.Row(i))
		for kind, x := range p {
			own[len(own)-len(p)+kind] = kindScale * x
		}
	}
	c := foundPhrase{word: base + i, from: i, to: i, kind: scores.Kind(1 + argmax(p[1:])), sure: 1 - p[0]}
	if argmax(p[:]) == 0 {
		c.unlikely = true
	}
	own := row[k.column.edges:]
	best := float32(math.Inf(-1))
	for j := i; j >= max(0, i-reach) && r.together(base+j, base+i); j-- {
		if x := edgeDot(own[:edge], r.claim.sides.Row(j)[k.column.edges+edge:]); x >= best { // the farther of two alike
			best, c.from = x, j
		}
	}
	best = float32(math.Inf(-1))
	for j := i; j <= min(r.claim.sides.Rows-1, i+reach) && r.together(base+i, base+j); j++ {
		if x := edgeDot(own[2*edge:3*edge], r.claim.sides.Row(j)[k.column.edges+3*edge:]); x > best {
			best, c.to = x, j
		}
	}
	c.from, c.to = base+c.from, base+c.to+1
	r.found = append(r.found, c)
}

// together reports whether two words, i not after j, are of one sentence.
func (r *reading) together(i, j int) bool {
	k, _ := slices.BinarySearch(r.starts, i+1)
	return k == len(r.starts) || j < r.starts[k]
}

// edgeDot is the product of two rows of edge numbers, added in order.
func edgeDot(a, b []float32) float32 {
	sum := float32(0)
	for i := range edge {
		sum += float32(a[i] * b[i])
	}
	return sum
}

// trigger takes down word i of the window if it may tell of an event.
func (r *reading) trigger(i, base int, votes []uint8) {
	k, row, types := r.claims, r.claim.sides.Row(i), r.claim.types.Row(i)
	for _, v := range votes {
		add(types, k.typeVote[int(v)*len(types):])
	}
	t := foundTrigger{word: base + i}
	softmax(t.Types[:], types)
	if 1-t.Types[0] < leastEvent && len(votes) == 0 {
		return
	}
	copy(t.Types[:], types)
	softmax(t.Status[:], row[k.column.status:])
	t.Sides = slices.Clone(row[k.column.event : k.column.event+scores.EventSides])
	r.triggers = append(r.triggers, t)
}

// A foundPhrase is a [scores.Claim] whose words count through the text.
type foundPhrase struct {
	word, from, to int
	kind           scores.Kind
	sure           float32
	unlikely       bool // it is rather no actor
}

// A foundTrigger is a [scores.Trigger] whose word counts through the text.
type foundTrigger struct {
	word int
	scores.Trigger
}

// claimsOf turns words that count through the text into those of sentences,
// which begin at starts.
func (r *reading) claimsOf(res *Result) {
	place := func(word int) (sentence, token int) {
		k, found := slices.BinarySearch(r.starts, word)
		if !found {
			k--
		}
		return k, word - r.starts[k]
	}
	res.Claims, res.Triggers = make([]scores.Claim, 0, len(r.found)), make([]scores.Trigger, 0, len(r.triggers))
	for _, c := range r.found {
		_, from := place(c.from)
		res.Claims = append(res.Claims, scores.Claim{Kind: c.kind, Sure: c.sure, Actor: !c.unlikely, From: from, To: from + c.to - c.from})
	}
	for _, t := range r.triggers {
		t.Sentence, t.Token = place(t.word)
		res.Triggers = append(res.Triggers, t.Trigger)
	}
	res.Phrases = nn.Matrix{Rows: len(r.found), Cols: scores.PhraseSides, Stride: scores.PhraseSides, Data: r.phrases}
}

// newChain returns a new row of the window's chains, of which there is room for
// one a word.
func (r *reading) newChain() []float32 {
	r.chains.Rows++
	return r.chains.Row(r.chains.Rows - 1)
}
