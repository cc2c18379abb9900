package nn

// A Matrix is a dense matrix of float32, row after row. Rows are padded to
// Stride, a multiple of [Lane], so that kernels need no tail. What stands in
// the padding is not specified.
type Matrix struct {
	Rows, Cols, Stride int
	Data               []float32 // Rows*Stride numbers
}

// Lane is the number of columns that rows are padded to a multiple of.
const Lane = 32

// Reshape makes m a rows × cols matrix whose content is not specified. It
// keeps the memory that it has if that is enough.
func (m *Matrix) Reshape(rows, cols int) {
	m.Rows, m.Cols, m.Stride = rows, cols, Padded(cols)
	if n := m.Rows * m.Stride; cap(m.Data) < n {
		m.Data = make([]float32, n)
	} else {
		m.Data = m.Data[:n]
	}
}

// extend makes room after m's rows for as many as make n, all zero.
func (m *Matrix) extend(n int) {
	used := m.Rows * m.Stride
	if cap(m.Data) < n*m.Stride {
		more := make([]float32, n*m.Stride)
		copy(more, m.Data[:used])
		m.Data = more
	}
	m.Data = m.Data[:n*m.Stride]
	clear(m.Data[used:])
}

// Row returns row i without its padding.
func (m *Matrix) Row(i int) []float32 {
	return m.Data[i*m.Stride : i*m.Stride+m.Cols]
}

// wide returns row i with the padding that kernels use.
func (m *Matrix) wide(i int) []float32 {
	return m.Data[i*m.Stride : i*m.Stride+Padded(m.Cols)]
}

// Part returns the rows from top up to end as a matrix in the same memory.
func (m *Matrix) Part(top, end int) Matrix {
	if top < 0 || top > end || end > m.Rows {
		panic("nn: bad part of a matrix")
	}
	if top == end {
		return Matrix{Cols: m.Cols, Stride: m.Stride}
	}
	return Matrix{Rows: end - top, Cols: m.Cols, Stride: m.Stride, Data: m.Data[top*m.Stride:]}
}

// Cut returns the columns from col on as a matrix in the same memory. Both
// numbers are multiples of [Lane].
func (m *Matrix) Cut(col, cols int) Matrix {
	if col%Lane != 0 || cols%Lane != 0 || col < 0 || col+cols > m.Stride {
		panic("nn: bad cut of a matrix")
	}
	if m.Rows == 0 {
		return Matrix{Cols: cols, Stride: m.Stride}
	}
	return Matrix{Rows: m.Rows, Cols: cols, Stride: m.Stride, Data: m.Data[col:]}
}

// Padded returns n rounded up to a multiple of Lane.
func Padded(n int) int { return (n + Lane - 1) &^ (Lane - 1) }
