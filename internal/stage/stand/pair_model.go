package stand

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"slices"
)

// A Side says who of two names, P and Q, is for or against whom in a sentence.
type Side int

// The sides, as the corpora of pairs number them.
const (
	Neutral Side = iota
	PForQ
	QForP
	PAgainstQ
	QAgainstP

	sideCount = iota
)

// String returns the side in words.
func (s Side) String() string {
	return [...]string{"neither is for or against the other", "p is for q", "q is for p", "p is against q", "q is against p"}[s]
}

// A Pairs says which [Side] the features of a pair tell of: a linear model whose
// weights stand in one table, found by a hash of the feature. It is safe for
// use by several goroutines.
type Pairs struct {
	head  pairsHead
	table []int8 // sideCount a place
}

// A pairsHead is what stands before the table in the file: the mark, the worth
// of a step of the weights, and what each class has without features.
type pairsHead struct {
	Mark  [4]byte
	Scale float32
	Bias  [sideCount]float32
}

// pairsMark begins what the file holds. The file is packed by gzip: most weights
// are small, so that it has half of the bytes.
var pairsMark = [4]byte{'R', 'O', 'P', '1'}

// PairPlaces is how many places the table has.
const PairPlaces = 1 << 16

// PairPlace returns the place of a feature.
func PairPlace(feature string) int {
	h := fnv.New32a()
	h.Write([]byte(feature))
	sum := h.Sum32()
	return int((sum ^ sum>>16) % PairPlaces)
}

// NewPairs makes a model of weights: scale steps of the table, and biases.
func NewPairs(scale float32, bias [sideCount]float32, table []int8) *Pairs {
	return &Pairs{pairsHead{pairsMark, scale, bias}, table}
}

// ReadPairs reads a model that [Pairs.Bytes] wrote.
func ReadPairs(data []byte) (*Pairs, error) {
	p := &Pairs{table: make([]int8, PairPlaces*sideCount)}
	in, err := gzip.NewReader(bytes.NewReader(data))
	if err == nil {
		err = cmp.Or(binary.Read(in, binary.LittleEndian, &p.head), binary.Read(in, binary.LittleEndian, p.table))
	}
	if err == nil {
		if n, end := in.Read(make([]byte, 1)); n > 0 || end != io.EOF || p.head.Mark != pairsMark {
			err = errors.New("not in the form that this program reads")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("weights of the pairs of names: %w", err)
	}
	return p, nil
}

// Bytes returns the model as a file has it.
func (p *Pairs) Bytes() []byte {
	var out bytes.Buffer
	to, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	binary.Write(to, binary.LittleEndian, &p.head)
	binary.Write(to, binary.LittleEndian, p.table)
	to.Close()
	return out.Bytes()
}

// Scores returns how likely each side is, 0 to 1, by the features of a pair.
func (p *Pairs) Scores(features []string) [sideCount]float32 { return p.At(PairPlacesOf(features)) }

// PairPlacesOf returns the places of features, each once.
func PairPlacesOf(features []string) []int32 {
	out := make([]int32, 0, len(features))
	for _, f := range features {
		out = append(out, int32(PairPlace(f)))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// At returns how likely each side is, 0 to 1, by the places of the features.
func (p *Pairs) At(places []int32) [sideCount]float32 {
	out := p.head.Bias
	for _, at := range places {
		for c, w := range p.table[int(at)*sideCount : int(at+1)*sideCount] {
			out[c] += float32(w) * p.head.Scale
		}
	}
	return likely(out)
}

// likely makes probabilities of scores.
func likely(x [sideCount]float32) [sideCount]float32 {
	total := float32(0)
	for c := range x {
		x[c] = float32(math.Exp(float64(x[c])))
		total += x[c]
	}
	for c := range x {
		x[c] /= total
	}
	return x
}

// Best returns the likeliest side.
func Best(scores [sideCount]float32) Side {
	best := 0
	for c := range scores {
		if scores[c] > scores[best] {
			best = c
		}
	}
	return Side(best)
}
