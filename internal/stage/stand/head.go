package stand

import (
	"fmt"
	"math"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// A Head reads from the network's vectors of words how somebody stands to a
// word (train/stance/head.py). It is safe for use by several goroutines.
type Head struct {
	Of        string // the model whose words it reads
	Layer     int    // behind how many of the encoder's layers
	size      int
	path      nn.Path
	relations map[string]int
	word      part
}

// A part is one hidden layer over several vectors of words.
type part struct {
	in       *nn.Linear // blocks of hidden outputs, one a vector
	blocks   int
	hidden   int
	own      []float32   // bias of the hidden layer
	added    [][]float32 // tables of relations that are added to it
	out      []float32   // classes × hidden
	outBias  []float32
	nClasses int
}

// Blocks of vectors that the parts read.
const (
	wordBlocks = 4 // the word, what governs it, the root above it, all words
	stanceSize = 6
)

// ReadHead reads a head from its weights.
func ReadHead(data []byte) (*Head, error) {
	w, err := nn.ReadWeights(data)
	if err != nil {
		return nil, fmt.Errorf("weights of the head of sides: %w", err)
	}
	var c struct {
		Of                string
		Layer, Size, Word int
	}
	if err := w.Config(&c); err != nil {
		return nil, err
	}
	h := &Head{Of: c.Of, Layer: c.Layer, size: c.Size, path: nn.Best(), relations: map[string]int{}}
	list := w.Labels["relations"]
	for i, r := range list {
		h.relations[r] = i
	}
	return h, h.word.read(w, "word", wordBlocks, c.Word, c.Size, stanceSize, map[string]int{"rel": len(list)}, "rel")
}

// read reads one part.
func (p *part) read(w *nn.Weights, name string, blocks, hidden, size, classes int, tables map[string]int, order ...string) (err error) {
	p.blocks, p.hidden, p.nClasses = blocks, hidden, classes
	if p.in, err = w.Linear(size, []string{name + ".in"}, []int{blocks * hidden}); err != nil {
		return err
	}
	if p.own, err = w.Floats(name+".in.own", hidden); err != nil {
		return err
	}
	for _, t := range order {
		table, err := w.Floats(name+"."+t, tables[t], hidden)
		if err != nil {
			return err
		}
		p.added = append(p.added, table)
	}
	if p.out, err = w.Floats(name+".out", classes, hidden); err != nil {
		return err
	}
	p.outBias, err = w.Floats(name+".out.bias", classes)
	return err
}

// relation returns the number of a relation.
func (h *Head) relation(rel string) int {
	if n, ok := h.relations[rel]; ok {
		return n
	}
	basic, _, _ := strings.Cut(rel, ":")
	return h.relations[basic]
}

// hidden returns what the words of a sentence give to a part's hidden layer:
// a row a word, a block a vector, and in the last row their means.
func (h *Head) hidden(p *part, rows []float32) *nn.Matrix {
	n := len(rows) / h.size
	var x, y nn.Matrix
	x.Reshape(n+1, h.size)
	mean := x.Row(n)
	clear(mean)
	for i := range n {
		copy(x.Row(i), rows[i*h.size:(i+1)*h.size])
		for j, v := range x.Row(i) {
			mean[j] += v / float32(n)
		}
	}
	var q nn.Quantized
	h.path.Quantize(&q, &x)
	h.path.Linear(&y, &q, p.in)
	return &y
}

// scores returns the probabilities of the classes, of a hidden layer before its bend.
func (p *part) scores(hidden []float32) []float32 {
	out := make([]float32, p.nClasses)
	top := float32(math.Inf(-1))
	for c := range out {
		sum := p.outBias[c]
		for j, v := range hidden {
			sum += float32(max(v, 0) * p.out[c*p.hidden+j])
		}
		out[c] = sum
		top = max(top, sum)
	}
	total := float32(0)
	for c := range out {
		out[c] = float32(math.Exp(float64(out[c] - top)))
		total += out[c]
	}
	for c := range out {
		out[c] /= total
	}
	return out
}

// add adds a block of a row to a hidden layer.
func (p *part) add(to []float32, y *nn.Matrix, row, block int, share float32) {
	if row < 0 {
		return
	}
	for j, v := range y.Row(row)[block*p.hidden : (block+1)*p.hidden] {
		to[j] += share * v
	}
}

// begin returns a hidden layer with its bias and what relations add.
func (p *part) begin(relations ...int) []float32 {
	out := append([]float32{}, p.own...)
	for t, r := range relations {
		for j, v := range p.added[t][r*p.hidden : (r+1)*p.hidden] {
			out[j] += v
		}
	}
	return out
}

// Words returns a function of a word's number that gives how likely each stance
// of somebody towards it is, in 1/255: none, for, against, open, conditional,
// undecided. rows are the vectors of the sentence's words.
func (h *Head) Words(s *syntax.Sentence, rows []float32) func(token int) []byte {
	if len(rows) != len(s.Tokens)*h.size || len(rows) == 0 {
		return func(int) []byte { return nil }
	}
	var y *nn.Matrix
	return func(k int) []byte {
		if y == nil {
			y = h.hidden(&h.word, rows)
		}
		up := above(s, k)
		x := h.word.begin(h.relation(s.Tokens[k].Rel))
		h.word.add(x, y, k, 0, 1)
		h.word.add(x, y, s.Heads[k], 1, 1)
		h.word.add(x, y, up[len(up)-1], 2, 1)
		h.word.add(x, y, len(s.Tokens), 3, 1)
		out := make([]byte, stanceSize)
		for c, v := range h.word.scores(x) {
			out[c] = byte(math.Round(float64(255 * v)))
		}
		return out
	}
}

// deepest bounds the words above a word that are looked at, as in training.
const deepest = 40

// above returns a word and those that govern it.
func above(s *syntax.Sentence, k int) []int {
	var out []int
	for k >= 0 && len(out) < deepest {
		out = append(out, k)
		k = s.Heads[k]
	}
	return out
}
