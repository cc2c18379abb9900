package analyze

import (
	"fmt"
	"math"
	"sync"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/scores"
)

// A reading is the state of one call of Analyze.
type reading struct {
	net       *Network
	text      string
	keep      bool
	words     []word
	paragraph []int           // of each word
	toks      []readout.Token // heads count through the text until the end
	starts    []int           // first word of each sentence
	root      int             // of the latest sentence
	odds      float64         // sum of the words' log odds that the text is of the web
	read      int             // how many words
	continued bool            // the window begins within a sentence
	cut       int             // where the latest sentence that was too long was cut

	partScores nn.Matrix    // one row a word
	nominals   nn.Quantized // one row a noun, name or pronoun
	phrases    []float32    // the same, where there are heads of claims
	found      []foundPhrase
	triggers   []foundTrigger
	problems   []readout.Problem
	taps       *Taps
	claims     *claims   // nil where they are not asked for
	rows       *wordRows // nil where they are not asked for

	*memory
}

// A memory is what one window needs. It is used again for other windows and
// texts, which find nothing of what stood in it.
type memory struct {
	scratch nn.Scratch
	x       nn.Matrix // one row a piece, or a word
	first   []int     // the row of each word, or of its first piece
	vectors nn.Matrix // one row a word of the window
	q       nn.Quantized
	tags    nn.Matrix // the same, a column a label
	parse   parseScratch
	chains  nn.Matrix // one row a noun, name or pronoun of the window
	packed  nn.Quantized
	path    []int
	claim   claimMemory
}

// memories are those that no text is read with at the moment.
var memories = sync.Pool{New: func() any { return new(memory) }}

// window reads the words from from on as far as a window holds whole
// sentences, and returns the first word that it left.
func (r *reading) window(from int) int {
	n := r.net
	end := n.plan.end(r.words, from)
	lo, hi := n.plan.context(r.words, from, end)
	r.encode(lo, hi)
	bounds := r.sentences(lo, from, end)
	n.parser.prepare(n.path, &r.q, &r.parse)
	if r.taps != nil {
		r.taps.takeWindow(from-lo, bounds[len(bounds)-1]-from)
	}
	columns := n.TreeColumns()
	if r.claims != nil {
		columns = n.ClaimColumns()
	}
	r.chains.Reshape(bounds[len(bounds)-1]-from, columns)
	r.chains.Rows = 0
	for k := range len(bounds) - 1 {
		r.sentence(lo, bounds[k]-lo, bounds[k+1]-lo)
		r.continued = false
	}
	if r.claims != nil {
		r.readClaims(lo, from-lo, bounds[len(bounds)-1]-from)
		if r.rows != nil {
			r.rows.takeWindow(&r.claim.projected, from-lo, bounds[len(bounds)-1]-from)
		}
	}
	if r.chains.Rows > 0 {
		n.path.Quantize(&r.packed, &r.chains)
		r.nominals.Append(&r.packed)
	}
	return bounds[len(bounds)-1]
}

// encode sets r.vectors, r.q and r.tags for the window [lo, hi).
func (r *reading) encode(lo, hi int) {
	n := r.net
	r.embed(r.words[lo:hi])
	switch {
	case r.taps != nil:
		r.taps.run(r)
	case r.claims != nil:
		r.encodeTapped()
	default:
		n.encoder.Run(n.path, &r.x, &r.scratch)
	}
	r.vectors.Reshape(hi-lo, n.encoder.Hidden)
	for i, row := range r.first {
		copy(r.vectors.Row(i), r.x.Row(row))
	}
	n.path.Quantize(&r.q, &r.vectors)
	n.path.Linear(&r.tags, &r.q, n.tags)
	r.guideline()
}

// guideline makes the window's scores of names those of the guideline that
// such text is annotated by: of news, or of the web as far as the mean of all
// words so far says so.
func (r *reading) guideline() {
	c := r.net.column
	if r.tags.Rows == 0 {
		return
	}
	for i := range r.tags.Rows {
		r.odds += finite(r.tags.Row(i)[c.genre])
	}
	r.read += r.tags.Rows
	share := float32(1 / (1 + math.Exp(-r.odds/float64(r.read))))
	for i := range r.tags.Rows {
		row := r.tags.Row(i)
		names, web := row[c.ner:][:len(r.net.labels.Names)], row[c.web:]
		for k := range names {
			names[k] += float32(share * web[k])
		}
	}
}

// sentences returns the bounds of the sentences that the window's core, [from,
// end), holds: the last one is left to the next window if it may go on. Word lo
// has the first row of the scores.
func (r *reading) sentences(lo, from, end int) []int {
	bounds := []int{from}
	for i := from + 1; i < end; i++ {
		score := r.tags.Row(i - lo)[r.net.column.sent:]
		if r.words[i].begins.sentence(score[1] - score[0]) {
			bounds = append(bounds, i)
		}
	}
	r.continued = r.keep && r.words[from].begins == within
	if !r.continued {
		r.starts = append(r.starts, from)
	}
	switch whole := end == len(r.words) || r.words[end].begins == certainly; {
	case whole:
		bounds = append(bounds, end)
	case len(bounds) == 1:
		bounds = append(bounds, end)
		r.tooLong(from, end)
	}
	r.starts = append(r.starts, bounds[1:len(bounds)-1]...)
	return bounds
}

// tooLong reports that the sentence of the words [from, end) goes on after
// them; parts that follow each other are one problem.
func (r *reading) tooLong(from, end int) {
	last := r.toks[end-1].End
	if k := len(r.problems); k > 0 && r.cut == from {
		r.problems[k-1].Span.End = last
	} else {
		r.problems = append(r.problems, readout.Problem{Stage: "analyze",
			Span: readout.Span{Start: r.toks[from].Start, End: last},
			Text: fmt.Sprintf("A sentence is longer than what is read at once, at most %d words; it is read in parts.", r.net.plan.core)})
	}
	r.cut = end
}

// sentence labels the words [a, b) of the window that begins at word lo: a
// sentence, or a part of a long one.
func (r *reading) sentence(lo, a, b int) {
	n := r.net
	heads, rels := n.parser.tree(n.path, &r.parse, a, b)
	r.path = n.names.best(r.path[:0], r.columns(n.column.ner, a, b, len(n.labels.Names)))
	for i := a; i < b; i++ {
		tok := &r.toks[lo+i]
		form := tok.Form(r.text)
		tok.UPOS = blank(r.label(n.column.upos, i, n.labels.UPOS))
		tok.XPOS = blank(r.label(n.column.xpos, i, n.labels.XPOS))
		tok.Feats = blank(r.label(n.column.feats, i, n.labels.Feats))
		tok.Lemma = n.lemma(form, tok.XPOS, n.lemmas[r.top(n.column.lemma, i, len(n.lemmas))])
		tok.Name = ""
		if tag := n.names.tags[r.path[i-a]]; tag != "O" {
			tok.Name = tag
		}
		tok.Head, tok.Rel = lo+a+heads[i-a], n.labels.Deprel[rels[i-a]]
		if heads[i-a] < 0 {
			r.setRoot(tok, lo+i, !r.continued)
		}
		parts := r.columns(n.column.parts, i, i+1, len(n.labels.Parts))
		copy(r.partScores.Row(lo+i), parts.Row(0))
		if r.claims != nil {
			continue // they have vectors of their own for nominals
		}
		if tok.UPOS == "NOUN" || tok.UPOS == "PROPN" || tok.UPOS == "PRON" {
			if chain := n.parser.chain(&r.parse, i); len(chain) > 0 && r.nominals.Rows+r.chains.Rows < MaxNominals {
				copy(r.newChain(), chain)
			}
		}
	}
}

// TreeColumns is how many columns [Result.Nominals] has without heads of claims.
func (n *Network) TreeColumns() int { return 2 * n.parser.chainSize }

// ClaimColumns is how many columns [Result.Nominals] has with heads of claims.
func (n *Network) ClaimColumns() int {
	switch {
	case n.claims == nil:
		return 0
	case n.branch:
		return 2*n.claims.chain + n.TreeColumns() + n.encoder.Hidden + scores.Kinds
	case n.claims.tree:
		return 2*n.claims.chain + n.TreeColumns()
	}
	return 2 * n.claims.chain
}

// setRoot makes word i, tok, the root of its sentence; in a later part of a
// long sentence it hangs on the sentence's root.
func (r *reading) setRoot(tok *readout.Token, i int, whole bool) {
	if whole {
		r.root = i
		tok.Head, tok.Rel = -1, "root"
		return
	}
	tok.Head, tok.Rel = r.root, "parataxis"
}

// columns returns the scores from column at on for the words [a, b) of the window.
func (r *reading) columns(at, a, b, size int) *nn.Matrix {
	m := r.tags.Part(a, b)
	return &nn.Matrix{Rows: m.Rows, Cols: size, Stride: m.Stride, Data: m.Data[at:]}
}

// label returns the best of the labels whose scores for word i of the window
// stand from column at on.
func (r *reading) label(at, i int, set []string) string {
	return set[r.top(at, i, len(set))]
}

// top returns the first of the greatest of size scores from column at on.
func (r *reading) top(at, i, size int) int {
	return argmax(r.tags.Row(i)[at:][:size])
}

// blank returns label, "" for the underscore that stands for none.
func blank(label string) string {
	if label == "_" {
		return ""
	}
	return label
}
