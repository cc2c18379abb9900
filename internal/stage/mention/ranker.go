package mention

import (
	"fmt"

	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/scores"
)

// A Ranker scores what the phrases that refer to actors refer back to by more
// than a [Resolver] of its own knows: by the vectors of the branch of claims, by
// what the chain that it would join has been told to be, and by pairs of lemmas.
// It is read-only: any number of goroutines may share it. train/ranker.py makes it.
type Ranker struct {
	Of     string // the model whose vectors it reads
	path   nn.Path
	sides  *nn.Linear        // vector → as one that refers back, as antecedent, two factors, alone
	size   int               // of the hidden layer as it was trained, at most rankerWidth
	tables [halves][]float32 // features of pairs and of chains × width, each half of the hidden layer
	direct []float32         // of the same: what one says without the hidden layer
	out    [halves][]float32 // width
	wide   []float32         // a number a pair of lemmas
	alone  []float32         // aloneTotal × size
	alones []float32
	none   []float32 // size, and the bias after it
}

// The hidden layer in pieces of the kernel's width; what the training leaves of
// the last is zero.
const (
	halves      = 2
	rankerWidth = halves * width
)

// rankedTemplates are the templates of pairs that a ranker reads: pairs of heads
// have numbers of their own, in wider tables.
const rankedTemplates = pairTemplates - 1

var rankedTotal = int(pairBase[rankedTemplates])

// ReadRanker reads a ranker from its weights, for vectors of so many columns.
func ReadRanker(data []byte) (*Ranker, error) {
	w, err := nn.ReadWeights(data)
	if err != nil {
		return nil, fmt.Errorf("weights of the ranker: %w", err)
	}
	var c struct {
		Of          string
		Size, Input int
	}
	if err := w.Config(&c); err != nil {
		return nil, err
	}
	if c.Size < 1 || c.Size > rankerWidth {
		return nil, fmt.Errorf("weights of the ranker: a hidden layer of %d; this program reads up to %d", c.Size, rankerWidth)
	}
	r := &Ranker{Of: c.Of, path: nn.Best(), size: c.Size}
	if r.sides, err = w.Linear(c.Input, []string{"sides"}, []int{parts * c.Size}); err != nil {
		return nil, err
	}
	return r, r.read(w)
}

// read takes the tables out of w.
func (r *Ranker) read(w *nn.Weights) error {
	rows := rankedTotal + chainTotal
	var table, out []float32
	for _, t := range []struct {
		to         *[]float32
		part       string
		rows, cols int // one column: a list
	}{{&table, "pair", rows, r.size}, {&r.direct, "pairs", rows, 1}, {&out, "out", r.size, 1}, {&r.wide, "wide", wideTotal / wideRow, wideRow},
		{&r.alone, "alone", aloneTotal, r.size}, {&r.alones, "alones", aloneTotal, 1}, {&r.none, "none", r.size + 1, 1}} {
		var err error
		if t.cols == 1 {
			*t.to, err = w.Floats(t.part, t.rows)
		} else {
			*t.to, err = w.Table(t.part, t.rows, t.cols)
		}
		if err != nil {
			return fmt.Errorf("%w; the features of this program are %d, %d and %d", err, rankedTotal, chainTotal, aloneTotal)
		}
	}
	for h := range halves {
		r.tables[h], r.out[h] = make([]float32, rows*width), make([]float32, width)
		from, to := min(h*width, r.size), min((h+1)*width, r.size)
		copy(r.out[h], out[from:to])
		for i := range rows {
			copy(r.tables[h][i*width:][:width], table[i*r.size:][from:to])
		}
	}
	return nil
}

// A ranking is a ranker over one story.
type ranking struct {
	*Ranker
	s     *story
	sides *nn.Matrix // a row a phrase
	past  *past
	// of the phrase that is asked for: its own side, and its factors
	own, factors [rankerWidth]float32
	at           int
	zero         [width]float32
}

// over begins with a story; sides are what the vectors of its phrases give.
func (r *Ranker) over(s *story, sides *nn.Matrix, claims []scores.Claim) *ranking {
	return &ranking{Ranker: r, s: s, sides: sides, past: newPast(s, claims), at: -1}
}

func (r *ranking) join(i, j int) { r.past.join(i, j) }

func (r *ranking) none(i int) float32 {
	var f [aloneTemplates]uint16
	r.s.alone(&f, i)
	var hidden [rankerWidth]float32
	copy(hidden[:], r.sides.Row(i)[4*r.size:][:r.size])
	sum := r.Ranker.none[r.size]
	for _, id := range f {
		sum += r.alones[id]
		for k, x := range r.alone[int(id)*r.size:][:r.size] {
			hidden[k] += x
		}
	}
	for k, x := range r.Ranker.none[:r.size] {
		sum += float32(max(hidden[k], 0) * x)
	}
	return sum
}

func (r *ranking) pair(i, j int) float32 {
	if r.at != i {
		r.at = i
		row := r.sides.Row(i)
		copy(r.own[:], row[:r.size])
		copy(r.factors[:], row[2*r.size:][:r.size])
	}
	var f [pairTemplates]uint16
	var ids [rankedTemplates + chainTemplates]uint16
	r.s.pair(&f, i, j)
	copy(ids[:], f[:rankedTemplates])
	r.past.features(ids[rankedTemplates:], i, j)
	var other [rankerWidth]float32
	row := r.sides.Row(j)
	for k := range r.size {
		other[k] = row[r.size+k] + float32(r.factors[k]*row[3*r.size+k])
	}
	sum := float32(0)
	for h := range halves {
		sum += r.path.Rank(r.own[h*width:], other[h*width:], r.tables[h], ids[:], r.out[h], r.zero[:], r.zero[:])
	}
	for _, id := range ids {
		sum += r.direct[id]
	}
	for _, id := range r.past.wide(i, j) {
		sum += r.wide[id]
	}
	return sum
}
