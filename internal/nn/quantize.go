package nn

import "math"

// A Quantized holds rows of unsigned bytes with a scale and a zero point each:
// row i's number k is Scale[i] * (Q[i*Stride+k] - Zero[i]), nearly.
type Quantized struct {
	Rows, Cols, Stride int
	Q                  []uint8
	Scale              []float32
	Zero               []int32

	wide []int16 // Q again as 16-bit numbers: the AVX2 product reads these
}

// reshape makes room for rows × cols bytes.
func (q *Quantized) reshape(p Path, rows, cols int) {
	q.Rows, q.Cols, q.Stride = rows, cols, Padded(cols)
	q.Q = resize(q.Q, rows*q.Stride)
	q.Scale = resize(q.Scale, rows)
	q.Zero = resize(q.Zero, rows)
	if p == AVX2 {
		q.wide = resize(q.wide, rows*q.Stride)
	}
}

// resize returns s with length n, in its own memory if that is enough.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// Append adds the rows of more, of as many columns, after those of q, which may
// have none yet. What is kept so takes a byte a number; [Path.Pick] makes rows
// that a product can read.
func (q *Quantized) Append(more *Quantized) {
	if q.Rows > 0 && q.Cols != more.Cols {
		panic("nn: rows of other lengths")
	}
	q.Rows, q.Cols, q.Stride = q.Rows+more.Rows, more.Cols, more.Stride
	q.Q = append(q.Q, more.Q[:more.Rows*more.Stride]...)
	q.Scale, q.Zero = append(q.Scale, more.Scale[:more.Rows]...), append(q.Zero, more.Zero[:more.Rows]...)
}

// Pick sets dst to the n rows of q whose numbers row gives, in this order.
func (p Path) Pick(dst, q *Quantized, n int, row func(i int) int) {
	p.PickColumns(dst, q, n, q.Cols, row)
}

// PickColumns is Pick of the first cols columns alone.
func (p Path) PickColumns(dst, q *Quantized, n, cols int, row func(i int) int) {
	dst.reshape(p, n, cols)
	for i := range n {
		from := row(i)
		to := dst.Q[i*dst.Stride : (i+1)*dst.Stride]
		copy(to, q.Q[from*q.Stride:][:cols])
		dst.Scale[i], dst.Zero[i] = q.Scale[from], q.Zero[from]
		if p == AVX2 {
			for k, x := range to {
				dst.wide[i*dst.Stride+k] = int16(x)
			}
		}
	}
}

// Floats appends the numbers of row i to to.
func (q *Quantized) Floats(to []float32, i int) []float32 {
	for _, x := range q.Q[i*q.Stride:][:q.Cols] {
		to = append(to, float32(q.Scale[i]*float32(int32(x)-q.Zero[i])))
	}
	return to
}

// Quantize sets q to m: each row is spread over 0 to 255 so that 0 and the
// row's least and greatest number can be told exactly or nearly.
func (p Path) Quantize(q *Quantized, m *Matrix) {
	q.reshape(p, m.Rows, m.Cols)
	for i := range m.Rows {
		row := m.wide(i)
		clear(row[m.Cols:])
		lo, hi := p.bounds(row)
		step := float32(hi-lo) / 255
		if !(step > minStep) { // all zero, or not a number
			step = minStep
		}
		inv := 1 / step
		zero := roundEven(float32(-lo * inv))
		q.Scale[i], q.Zero[i] = step, zero
		p.quantizeRow(q, i, row, inv)
	}
}

// minStep keeps the inverse of a step finite.
const minStep = 1e-30

// bounds returns the least and the greatest number of row and 0.
func (p Path) bounds(row []float32) (lo, hi float32) {
	if p != Plain {
		return boundsAsm(row)
	}
	for _, x := range row {
		if x < lo {
			lo = x
		}
		if x > hi {
			hi = x
		}
	}
	return lo, hi
}

// quantizeRow sets row i of q to the numbers of row times inv.
func (p Path) quantizeRow(q *Quantized, i int, row []float32, inv float32) {
	if p != Plain {
		quantizeRowAsm(p, q, i, row, inv)
		return
	}
	out := q.Q[i*q.Stride : (i+1)*q.Stride]
	for k, x := range row {
		out[k] = uint8(min(max(roundEven(float32(x*inv))+q.Zero[i], 0), 255))
	}
}

// roundEven returns x as the nearest integer, the even one of two. What is no
// int32 becomes the least int32, as the machine's own instruction has it.
func roundEven(x float32) int32 {
	r := math.RoundToEven(float64(x))
	if !(r >= math.MinInt32 && r <= math.MaxInt32) {
		return math.MinInt32
	}
	return int32(r)
}
