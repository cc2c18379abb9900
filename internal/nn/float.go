package nn

import "math"

// MatMul sets dst to a·b. Each number of dst is a sum in the order of a's
// columns that starts at 0. Padding is multiplied like numbers.
//
// a is n × k, b is k × m, dst is n × m; b and dst may be cut from others.
func (p Path) MatMul(dst, a, b *Matrix) {
	if a.Cols != b.Rows || dst.Rows != a.Rows || dst.Cols != b.Cols {
		panic("nn: sizes of a matrix product differ")
	}
	if a.Cols == 0 {
		clear(dst.Data)
		return
	}
	if p != Plain && a.Rows > 0 {
		matMulAsm(dst, a, b)
		return
	}
	for i := range a.Rows {
		out := dst.Row(i)
		clear(out)
		for k, x := range a.Row(i) {
			for j, y := range b.Row(k) {
				out[j] += float32(x * y)
			}
		}
	}
}

// Transpose sets dst to the transpose of m.
func (p Path) Transpose(dst, m *Matrix) {
	dst.Reshape(m.Cols, m.Rows)
	top := 0
	if p != Plain && m.Cols > 0 && m.Cols%8 == 0 {
		for ; top+8 <= m.Rows; top += 8 {
			transposeAsm(dst.Data[top:], dst.Stride, m.Data[top*m.Stride:], m.Stride, m.Cols)
		}
	}
	for i := top; i < m.Rows; i++ {
		for j, x := range m.Row(i) {
			dst.Data[j*dst.Stride+i] = x
		}
	}
}

// AddNorm sets x to the layer norm of x + y: each row gets mean 0 and variance
// 1, then times gain plus bias. A nil y is zero.
func (p Path) AddNorm(x, y *Matrix, n *Norm) {
	for i := range x.Rows {
		var add []float32
		if y != nil {
			add = y.Row(i)
		}
		if row := x.Row(i); p != Plain && len(row)%len(lanes{}) == 0 {
			normAsm(row, add, n)
		} else {
			n.plain(row, add)
		}
	}
}

// A Norm holds the numbers of a layer norm, one gain and one bias a column.
type Norm struct {
	Gain, Bias []float32
	Eps        float32
}

// plain adds a row to another and normalizes the sum.
func (n *Norm) plain(row, add []float32) {
	for j, y := range add {
		row[j] += y
	}
	size := float32(len(row))
	var sum, square lanes
	for j, x := range row {
		sum[j%len(sum)] += x
	}
	mean := sum.join() / size
	for j, x := range row {
		d := x - mean
		square[j%len(square)] += float32(d * d)
	}
	inv := 1 / float32(math.Sqrt(float64(square.join()/size+n.Eps)))
	for j, x := range row {
		row[j] = float32(float32((x-mean)*inv)*n.Gain[j]) + n.Bias[j]
	}
}

// GELU sets every number x of m to x·Φ(x), Φ the normal distribution.
func (p Path) GELU(m *Matrix) {
	if p != Plain && len(m.Data) > 0 {
		geluAsm(p, m.Data)
		return
	}
	for i, x := range m.Data {
		m.Data[i] = gelu(x)
	}
}

// lanes are the partial sums of a row: number j goes to lane j mod 16.
type lanes [16]float32

// join returns the sum of the lanes: halves are added until one is left.
func (s lanes) join() float32 {
	for w := len(s) / 2; w > 0; w /= 2 {
		for l := range w {
			s[l] += s[l+w]
		}
	}
	return s[0]
}

// maxOf returns a if a > b, else b, as the instruction MAXPS has it.
func maxOf(a, b float32) float32 {
	if a > b {
		return a
	}
	return b
}

// minOf returns a if a < b, else b, as the instruction MINPS has it.
func minOf(a, b float32) float32 {
	if a < b {
		return a
	}
	return b
}

// The numbers of exp: Cephes' polynomial, error below 2 units in the last place.
const (
	expLeast  = -87.3
	expMost   = 88
	expLog2e  = 1.44269504088896341
	expLn2Hi  = 0.693359375
	expLn2Low = -2.12194440e-4
)

var expPoly = [...]float32{1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1}

// exp returns e to the power of x; 0 below -87.3.
func exp(x float32) float32 {
	if !(x >= expLeast) {
		return 0
	}
	x = minOf(x, expMost)
	n := float32(math.RoundToEven(float64(float32(x * expLog2e))))
	r := x - float32(n*expLn2Hi)
	r -= float32(n * expLn2Low)
	y := expPoly[0]
	for _, c := range expPoly[1:] {
		y = float32(y*r) + c
	}
	y = float32(y*float32(r*r)) + r
	return float32((y + 1) * math.Float32frombits(uint32(int32(n)+127)<<23))
}

// The numbers of erf: a quotient of polynomials of x² on [-4, 4], error below 4e-7.
var (
	erfUp   = [...]float32{-2.72614225801306e-10, 2.77068142495902e-08, -2.10102402082508e-06, -5.69250639462346e-05, -7.34990630326855e-04, -2.95459980854025e-03, -1.60960333262415e-02}
	erfDown = [...]float32{-1.45660718464996e-05, -2.13374055278905e-04, -1.68282697438203e-03, -7.37332916720468e-03, -1.42647390514189e-02}
)

const sqrtHalf = 0.707106781186547524

// gelu returns x·Φ(x).
func gelu(x float32) float32 {
	c := minOf(maxOf(float32(x*sqrtHalf), -4), 4)
	sq := float32(c * c)
	up, down := erfUp[0], erfDown[0]
	for _, a := range erfUp[1:] {
		up = float32(up*sq) + a
	}
	for _, a := range erfDown[1:] {
		down = float32(down*sq) + a
	}
	h := float32(x * 0.5)
	return h + float32(h*(float32(up*c)/down))
}
