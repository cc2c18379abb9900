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
	m.Rows, m.Cols, m.Stride = rows, cols, padded(cols)
	if n := m.Rows * m.Stride; cap(m.Data) < n {
		m.Data = make([]float32, n)
	} else {
		m.Data = m.Data[:n]
	}
}

// Row returns row i without its padding.
func (m *Matrix) Row(i int) []float32 {
	return m.Data[i*m.Stride : i*m.Stride+m.Cols : (i+1)*m.Stride]
}

// padded returns n rounded up to a multiple of Lane.
func padded(n int) int { return (n + Lane - 1) &^ (Lane - 1) }
