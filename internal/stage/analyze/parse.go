package analyze

import (
	"github.com/seed-f92ea4cf/readout/internal/nn"
)

// A parser scores heads and relations of words. Each word has a vector as a
// dependent and one as a head, for arcs and again for relations.
type parser struct {
	sides        *nn.Linear // hidden → arc dependent, arc head, relation dependent, relation head
	arcSize      int
	relSize      int
	arc          *nn.Linear // arcSize → arcSize
	arcBias      []float32  // what a head alone says: arcSize
	arcRoot      []float32
	rel          *nn.Linear // relSize → relSize rows of padded labels
	relHead      *nn.Linear // what a head alone says: relSize → labels
	relDep       *nn.Linear // what a dependent alone says: relSize → labels
	relRoot      []float32
	relations    int
	rootRelation int // the label "root", -1 if there is none
}

// A parseScratch is the parser's memory for one window.
type parseScratch struct {
	sides, mixed      nn.Matrix // one row a word
	heads, keys       nn.Matrix // the sentence's heads, the root first, and their transpose
	scores            nn.Matrix // a row a word, a column a head
	relHeads          nn.Matrix // one row a word, the root last
	headSays, depSays nn.Matrix
	relMixed, out     nn.Matrix
	q                 nn.Quantized
}

// prepare computes what does not depend on sentences, for the words of a
// window whose vectors are in q.
func (p *parser) prepare(path nn.Path, q *nn.Quantized, s *parseScratch) {
	path.Linear(&s.sides, q, p.sides)
	for i := range s.sides.Rows {
		row := s.sides.Row(i)
		for k, x := range row {
			row[k] = max(x, 0)
		}
	}
	dep := s.sides.Cut(0, p.arcSize)
	path.Quantize(&s.q, &dep)
	path.Linear(&s.mixed, &s.q, p.arc)

	heads := s.sides.Cut(2*p.arcSize+p.relSize, p.relSize)
	s.relHeads.Reshape(heads.Rows+1, p.relSize)
	for i := range heads.Rows {
		copy(s.relHeads.Row(i), heads.Row(i))
	}
	copy(s.relHeads.Row(heads.Rows), p.relRoot)
	path.Quantize(&s.q, &s.relHeads)
	path.Linear(&s.headSays, &s.q, p.relHead)
	dep = s.sides.Cut(2*p.arcSize, p.relSize)
	path.Quantize(&s.q, &dep)
	path.Linear(&s.depSays, &s.q, p.relDep)
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
	alone := make([]float32, n+1)
	for j := range alone {
		for k, x := range s.heads.Row(j) {
			alone[j] += float32(x * p.arcBias[k])
		}
	}
	heads = maxTree(n, func(d, h int) float32 { return s.scores.Row(d)[h+1] + alone[h+1] })
	return heads, p.relationsOf(path, s, a, heads)
}

// relBlock is the number of words whose relations are scored together.
const relBlock = 32

// relationsOf returns the best relation of each word to its head.
func (p *parser) relationsOf(path nn.Path, s *parseScratch, a int, heads []int) []int {
	rels := make([]int, len(heads))
	side := s.sides.Cut(2*p.arcSize, p.relSize)
	width := nn.Padded(p.relations)
	s.out.Reshape(1, p.relations)
	for top := 0; top < len(heads); top += relBlock {
		end := min(top+relBlock, len(heads))
		block := side.Part(a+top, a+end)
		path.Quantize(&s.q, &block)
		path.Linear(&s.relMixed, &s.q, p.rel)
		for i := top; i < end; i++ {
			at := s.relHeads.Rows - 1
			if heads[i] >= 0 {
				at = a + heads[i]
			}
			// out(label) = Σ head(j)·mixed(j, label)
			head := s.relHeads.Part(at, at+1)
			mixed := nn.Matrix{Rows: p.relSize, Cols: p.relations, Stride: width, Data: s.relMixed.Row(i - top)}
			path.MatMul(&s.out, &head, &mixed)
			row := s.out.Row(0)
			for l := range row {
				row[l] += s.headSays.Row(at)[l] + s.depSays.Row(a + i)[l]
			}
			rels[i] = p.pick(row, heads[i] < 0)
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
