package analyze

import (
	"math"

	"github.com/seed-f92ea4cf/readout/internal/nn"
)

// A parser scores heads and relations of words. Each word has a vector as a
// dependent and one as a head, for arcs and again for relations.
type parser struct {
	sides            *nn.Linear // hidden → arc dependent, arc head, relation dependent, relation head, chain's two sides
	arcSize, relSize int
	chainSize        int        // 0 if there are no weights for chains
	arc              *nn.Linear // arcSize → arcSize
	arcRoot          []float32  // the root as a head
	rel              *nn.Linear // relSize → relSize rows of padded labels
	relRoot          []float32
	own              *nn.Linear // what a dependent alone says: relSize → labels
	relations        int
	rootRelation     int // the label "root", -1 if there is none
}

// A parseScratch is the parser's memory for one window.
type parseScratch struct {
	sides, mixed nn.Matrix // one row a word
	own          nn.Matrix
	heads, keys  nn.Matrix // the sentence's heads, the root first, and their transpose
	scores       nn.Matrix // a row a word, a column a head
	pairs, out   nn.Matrix
	q            nn.Quantized
	tree         treeBuilder
}

// prepare computes what does not depend on sentences, for the words of a
// window whose vectors are in q.
func (p *parser) prepare(path nn.Path, q *nn.Quantized, s *parseScratch) {
	path.Linear(&s.sides, q, p.sides)
	for i := range s.sides.Rows {
		row := s.sides.Row(i)
		for k, x := range row {
			bits := math.Float32bits(x) // max(x, 0), without the care for what is no number
			row[k] = math.Float32frombits(bits &^ uint32(int32(bits)>>31))
		}
	}
	dep := s.sides.Cut(0, p.arcSize)
	path.Quantize(&s.q, &dep)
	path.Linear(&s.mixed, &s.q, p.arc)
	dep = s.sides.Cut(2*p.arcSize, p.relSize)
	path.Quantize(&s.q, &dep)
	path.Linear(&s.own, &s.q, p.own)
}

// chain returns what the joining of mentions reads of word i of the window.
func (p *parser) chain(s *parseScratch, i int) []float32 {
	return s.sides.Row(i)[2*(p.arcSize+p.relSize):]
}

// tree returns the heads and relations of the words [a, b) of the window, one
// sentence: heads count from a, -1 is the root.
func (p *parser) tree(path nn.Path, s *parseScratch, a, b int) (heads, rels []int) {
	n := b - a
	side := s.sides.Cut(p.arcSize, p.arcSize)
	s.heads.Reshape(n+1, p.arcSize)
	copy(s.heads.Row(0), p.arcRoot)
	for i := range n {
		copy(s.heads.Row(i+1), side.Row(a+i))
	}
	path.Transpose(&s.keys, &s.heads)
	mixed := s.mixed.Part(a, b)
	s.scores.Reshape(n, n+1)
	path.MatMul(&s.scores, &mixed, &s.keys)
	heads = s.tree.best(n, func(d, h int) float32 { return s.scores.Row(d)[h+1] })
	return heads, p.relationsOf(path, s, a, heads)
}

// relBlock is the number of words whose relations are scored together.
const relBlock = 32

// relationsOf returns the best relation of each word to its head.
func (p *parser) relationsOf(path nn.Path, s *parseScratch, a int, heads []int) []int {
	rels := make([]int, len(heads))
	deps := s.sides.Cut(2*p.arcSize, p.relSize)
	asHead := s.sides.Cut(2*p.arcSize+p.relSize, p.relSize)
	root := nn.Matrix{Rows: 1, Cols: p.relSize, Stride: p.relSize, Data: p.relRoot}
	s.out.Reshape(1, p.relations)
	for top := 0; top < len(heads); top += relBlock {
		block := deps.Part(a+top, a+min(top+relBlock, len(heads)))
		path.Quantize(&s.q, &block)
		path.Linear(&s.pairs, &s.q, p.rel)
		for i := range block.Rows {
			head := root
			if h := heads[top+i]; h >= 0 {
				head = asHead.Part(a+h, a+h+1)
			}
			// out(label) = Σ head(j)·pairs(j, label)
			pairs := nn.Matrix{Rows: p.relSize, Cols: p.relations, Stride: nn.Padded(p.relations), Data: s.pairs.Row(i)}
			path.MatMul(&s.out, &head, &pairs)
			row := s.out.Row(0)
			for l, x := range s.own.Row(a + top + i) {
				row[l] += x
			}
			rels[top+i] = p.pick(row, heads[top+i] < 0)
		}
	}
	return rels
}

// pick returns the best relation. The root's is "root", no other word's is.
func (p *parser) pick(row []float32, root bool) int {
	if p.rootRelation >= 0 {
		if root {
			return p.rootRelation
		}
		row[p.rootRelation] = -maxScore
	}
	return argmax(row)
}
