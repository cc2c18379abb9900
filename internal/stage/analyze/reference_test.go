package analyze

import (
	"fmt"
	"math"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/nn"
)

// A reference is the forward pass of train/FORMAT.md in float64, written as
// that page has it, with none of the program's kernels.
type reference map[string][]float64

type rows [][]float64

func (r reference) linear(name string, x rows) rows {
	w, b := r[name+".weight"], r[name+".bias"]
	out := make(rows, len(x))
	for i, v := range x {
		out[i] = make([]float64, len(b))
		for j := range b {
			out[i][j] = b[j] + dot(w[j*len(v):(j+1)*len(v)], v)
		}
	}
	return out
}

func dot(a, b []float64) (s float64) {
	for i, x := range b {
		s += a[i] * x
	}
	return s
}

func (r reference) norm(name string, x rows) {
	for _, v := range x {
		mean, square := 0.0, 0.0
		for _, a := range v {
			mean += a / float64(len(v))
		}
		for _, a := range v {
			square += (a - mean) * (a - mean) / float64(len(v))
		}
		for k, a := range v {
			v[k] = (a-mean)/math.Sqrt(square+1e-12)*r[name+".weight"][k] + r[name+".bias"][k]
		}
	}
}

func (r reference) add(name string, x, y rows) {
	for i := range x {
		for k := range x[i] {
			x[i][k] += y[i][k]
		}
	}
	r.norm(name, x)
}

// encode returns the vectors of all pieces of a window.
func (r reference) encode(words []word, begin, end int32) rows {
	h := tiny.Hidden
	var x rows
	row := func(piece int32, s shape, g gap) {
		v := make([]float64, h)
		for k := range v {
			v[k] = r["enc.word"][int(piece)*h+k] + r["enc.position"][len(x)*h+k] + r["enc.shape"][int(s)*h+k] + r["enc.gap"][int(g)*h+k]
		}
		x = append(x, v)
	}
	row(begin, shapeNone, gapSpecial)
	for _, w := range words {
		for _, p := range w.pieces[:w.n] {
			row(p, w.shape, w.gap)
		}
	}
	row(end, shapeNone, gapSpecial)
	r.norm("enc.norm", x)
	for l := range tiny.Layers {
		p := fmt.Sprintf("enc.layer.%d.", l)
		r.add(p+"attn.norm", x, r.linear(p+"attn.out", r.attend(p, x)))
		up := r.linear(p+"ffn.up", x)
		for _, v := range up {
			for k, z := range v {
				v[k] = z / 2 * (1 + math.Erf(z/math.Sqrt2))
			}
		}
		r.add(p+"ffn.norm", x, r.linear(p+"ffn.down", up))
	}
	return x
}

func (r reference) attend(p string, x rows) rows {
	q, k, v := r.linear(p+"attn.q", x), r.linear(p+"attn.k", x), r.linear(p+"attn.v", x)
	size := tiny.Hidden / tiny.Heads
	out := make(rows, len(x))
	for i := range x {
		for h := range tiny.Heads {
			sum, part := 0.0, make([]float64, size)
			for j := range x {
				e := math.Exp(dot(q[i][h*size:(h+1)*size], k[j][h*size:(h+1)*size]) / math.Sqrt(float64(size)))
				sum += e
				for d := range part {
					part[d] += e * v[j][h*size+d]
				}
			}
			for _, a := range part {
				out[i] = append(out[i], a/sum)
			}
		}
	}
	return out
}

func relu(x rows) rows {
	for _, v := range x {
		for k := range v {
			v[k] = max(v[k], 0)
		}
	}
	return x
}

// guideline adds to the scores of names of word i what the guideline of the web has beside.
func (r reference) guideline(x rows, i int, names []float64) {
	mean := 0.0
	for _, odds := range r.linear("head.genre", x) {
		mean += odds[0] / float64(len(x))
	}
	for k, web := range r.linear("head.ner.web", x)[i] {
		names[k] += web / (1 + math.Exp(-mean))
	}
}

// near fails the test if two lists of numbers are further apart than
// arithmetic in eight bits explains.
func near(t *testing.T, what string, got []float32, want []float64) {
	t.Helper()
	apart, size := 0.0, 0.0
	for i, w := range want {
		apart += (float64(got[i]) - w) * (float64(got[i]) - w)
		size += w * w
	}
	if d := math.Sqrt(apart / (size + 0.1*float64(len(want)))); d > 0.05 {
		t.Errorf("%s: %.3f apart: %v, want %v", what, d, got[:min(len(want), 8)], want[:min(len(want), 8)])
	}
}

func TestNetworkFollowsItsFormat(t *testing.T) {
	file, all := tinyFile(t, 8)
	w, err := nn.ReadWeights(file)
	if err != nil {
		t.Fatal(err)
	}
	n, err := New(w)
	if err != nil {
		t.Fatal(err)
	}
	text := "Ana Ruiz led the U.N. for 5 years.\nShe \"quit\" in 2014."
	r := reading{net: n, memory: &memory{}, text: text, words: n.read(text, cutUp(text), true)}
	r.embed(r.words)
	n.encoder.Run(n.path, &r.x, &r.scratch)
	ref := reference(all)
	x := ref.encode(r.words, n.pieces.begin, n.pieces.end)
	var vectors rows
	for i, at := range r.first {
		near(t, fmt.Sprint("vector of word ", i), r.x.Row(at), x[at])
		vectors = append(vectors, x[at])
	}
	checkHeads(t, n, &r, ref, vectors)
}

// checkHeads compares the heads' scores on the reference's word vectors.
func checkHeads(t *testing.T, n *Network, r *reading, ref reference, x rows) {
	r.vectors.Reshape(len(x), tiny.Hidden)
	for i, v := range x {
		for k := range v {
			r.vectors.Row(i)[k] = float32(v[k])
		}
	}
	n.path.Quantize(&r.q, &r.vectors)
	n.path.Linear(&r.tags, &r.q, n.tags)
	r.odds, r.read = 0, 0
	r.guideline()
	for head, at := range map[string]int{"sent": n.column.sent, "upos": n.column.upos, "xpos": n.column.xpos, "feats": n.column.feats,
		"lemma": n.column.lemma, "ner": n.column.ner, "attribution": n.column.parts} {
		for i, want := range ref.linear("head."+head, x) {
			if head == "ner" {
				ref.guideline(x, i, want)
			}
			near(t, fmt.Sprintf("%s of word %d", head, i), r.tags.Row(i)[at:], want)
		}
	}
	n.parser.prepare(n.path, &r.q, &r.parse)
	heads, _ := n.parser.tree(n.path, &r.parse, 0, len(x))
	pairs := ref.linear("head.arc.pair", relu(ref.linear("head.arc.dep", x)))
	e := append(rows{ref["head.arc.root"]}, relu(ref.linear("head.arc.head", x))...)
	for i := range x {
		var want []float64
		for j := range e {
			want = append(want, dot(e[j], pairs[i]))
		}
		near(t, fmt.Sprint("heads of word ", i), r.parse.scores.Row(i), want)
	}
	deps, asHead := relu(ref.linear("head.rel.dep", x)), relu(ref.linear("head.rel.head", x))
	mixed, own := ref.linear("head.rel.pair", deps), ref.linear("head.rel.own", deps)
	n.parser.rootRelation = -1 // the label is free, so that the root's is compared as well
	for i, h := range heads {
		head := ref["head.rel.root"]
		if h >= 0 {
			head = asHead[h]
		}
		var want []float64
		for o := range own[i] {
			want = append(want, dot(mixed[i][o*tiny.Rel:(o+1)*tiny.Rel], head)+own[i][o])
		}
		n.parser.relationsOf(n.path, &r.parse, 0, heads[:i+1]) // leaves the scores of the last word
		near(t, fmt.Sprint("relation of word ", i), r.parse.out.Row(0), want)
	}
}
