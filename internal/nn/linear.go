package nn

import (
	"encoding/binary"
	"fmt"
)

// A Linear is a layer y = x·Wᵀ + b whose weights are signed bytes with a scale
// for each output.
type Linear struct {
	In, Out int
	packed  []int8    // panels of 16 outputs, see pack
	groups  int       // of 4 inputs; those of the padding have weights 0
	colSum  []int32   // sum of each output's weights
	scale   []float32 // of each output
	bias    []float32
}

// panel is the number of outputs whose weights stand together.
const panel = 16

// NewLinear packs the weights w (out × in, row after row), one scale and one
// bias an output, for the kernels. A nil bias is zero.
func NewLinear(in, out int, w []int8, scale, bias []float32) (*Linear, error) {
	if in <= 0 || out <= 0 || in > maxIn || len(w) != in*out || len(scale) != out || bias != nil && len(bias) != out {
		return nil, fmt.Errorf("linear layer %d → %d: %d weights, %d scales, %d biases do not fit", in, out, len(w), len(scale), len(bias))
	}
	n := Padded(out)
	l := &Linear{
		In: in, Out: out,
		groups: Padded(in) / 4,
		colSum: make([]int32, n),
		scale:  make([]float32, n),
		bias:   make([]float32, n),
	}
	copy(l.scale, scale)
	copy(l.bias, bias)
	l.pack(w)
	return l, nil
}

// maxIn is the most inputs for which a sum of products, and a zero point times
// a sum of weights, is an int32 for certain.
const maxIn = (1<<31 - 1) / (255 * 128)

// pack orders the weights as the kernels read them: for each panel of 16
// outputs, for each group of 4 inputs, for each output, its 4 weights.
func (l *Linear) pack(w []int8) {
	l.packed = make([]int8, len(l.scale)*l.groups*4)
	for j := range l.Out {
		row := w[j*l.In : (j+1)*l.In]
		sum := int32(0)
		for _, x := range row {
			sum += int32(x)
		}
		l.colSum[j] = sum
		dst := l.packed[(j/panel)*l.groups*4*panel+(j%panel)*4:]
		k := 0
		for ; k+4 <= l.In; k += 4 {
			copy(dst[k*panel:k*panel+4], row[k:])
		}
		for ; k < l.In; k++ {
			dst[k/4*4*panel+k%4] = row[k]
		}
	}
}

// Linear sets dst to x·Wᵀ + b. x must have l.In columns.
//
// dst(i,j) = float32(S)·(x.Scale(i)·scale(j)) + bias(j), where S is the exact
// sum of (x.Q(i,k) - x.Zero(i))·w(j,k).
func (p Path) Linear(dst *Matrix, x *Quantized, l *Linear) {
	if x.Cols != l.In {
		panic(fmt.Sprintf("nn: %d columns for a layer of %d inputs", x.Cols, l.In))
	}
	dst.Reshape(x.Rows, l.Out)
	p.product(dst, x, l)
}

// product is Linear into a matrix that has the size already, and may be cut
// from another.
func (p Path) product(dst *Matrix, x *Quantized, l *Linear) {
	if x.Rows == 0 {
		return
	}
	if p != Plain {
		linearAsm(p, dst, x, l)
		return
	}
	for i := range x.Rows {
		for j := 0; j < len(l.scale); j += panel {
			l.plainPanel(dst.Data[i*dst.Stride+j:], x, i, j)
		}
	}
}

// plainPanel computes the 16 outputs from j on for row i of x.
func (l *Linear) plainPanel(dst []float32, x *Quantized, i, j int) {
	var acc [panel]int32
	w := l.packed[j*l.groups*4:]
	row := x.Q[i*x.Stride:]
	for g := range l.groups {
		a := binary.LittleEndian.Uint32(row[g*4:])
		a0, a1, a2, a3 := int32(a&255), int32(a>>8&255), int32(a>>16&255), int32(a>>24)
		b := w[g*4*panel : (g+1)*4*panel]
		for c := range acc {
			acc[c] += a0*int32(b[c*4]) + a1*int32(b[c*4+1]) + a2*int32(b[c*4+2]) + a3*int32(b[c*4+3])
		}
	}
	for c, s := range acc {
		s -= x.Zero[i] * l.colSum[j+c]
		dst[c] = float32(float32(s)*float32(x.Scale[i]*l.scale[j+c])) + l.bias[j+c]
	}
}
