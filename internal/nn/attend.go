package nn

import "math"

// Attention is computed in bytes like the layers around it: the queries are a
// layer's inputs, and the keys of all positions are its weights, which are made
// anew for each window; so are the values, whose inputs are the distributions.

// packColumns sets l to the layer that multiplies with m's columns, from rows to
// columns without a bias: output j is the sum over k of input k times m(k,j),
// where each column is spread over -127 to 127. m has a row at least. What stands in the rows after
// m's last, up to a multiple of 4, must be zero and there.
func (l *Linear) packColumns(p Path, m *Matrix) {
	n := Padded(m.Cols)
	l.In, l.Out, l.groups = m.Rows, m.Cols, (m.Rows+3)/4
	l.packed = resize(l.packed, n*l.groups*4)
	l.colSum, l.scale = resize(l.colSum, n), resize(l.scale, n)
	if l.bias = resize(l.bias, n); p != Plain {
		packAsm(p, l, m)
		return
	}
	for j := 0; j < n; j += panel {
		l.packPanel(m, j)
	}
}

// packPanel packs the 16 columns of m from j on.
func (l *Linear) packPanel(m *Matrix, j int) {
	var inv [panel]float32
	for c := range inv {
		top := float32(0)
		for k := range l.groups * 4 {
			top = maxOf(top, abs(m.Data[k*m.Stride+j+c]))
		}
		l.scale[j+c] = maxOf(top/127, minStep)
		inv[c] = 1 / l.scale[j+c]
		l.colSum[j+c] = 0
	}
	w := l.packed[j*l.groups*4:]
	for k := range l.groups * 4 {
		for c, x := range m.Data[k*m.Stride+j:][:panel] {
			q := int8(roundEven(float32(x * inv[c])))
			w[k/4*4*panel+c*4+k%4] = q
			l.colSum[j+c] += int32(q)
		}
	}
}

// abs returns x without its sign.
func abs(x float32) float32 {
	if x < 0 {
		return -x
	}
	return x
}

// Distribute sets q to the distributions softmax(m): for each row exp(x - the
// row's greatest number), divided by their sum, as bytes that [Path.Quantize]
// makes of them and a scale with which these add up to one. It destroys m.
func (p Path) Distribute(q *Quantized, m *Matrix) {
	for i := range m.Rows {
		row := m.wide(i)
		for j := m.Cols; j < len(row); j++ {
			row[j] = float32(math.Inf(-1))
		}
		if p == Plain {
			softmaxPlain(row)
		}
	}
	if p != Plain {
		distributeAsm(p, q, m)
		return
	}
	p.Quantize(q, m)
	q.addUp()
}

// addUp gives each row of q the scale with which its numbers add up to one.
func (q *Quantized) addUp() {
	for i := range q.Rows {
		sum := int32(0)
		for _, x := range q.Q[i*q.Stride:][:q.Cols] {
			sum += int32(x)
		}
		q.Scale[i] = 1 / float32(sum)
	}
}

// softmaxPlain makes a row a distribution.
func softmaxPlain(row []float32) {
	top := float32(math.Inf(-1))
	for _, x := range row {
		top = maxOf(x, top)
	}
	var sum lanes
	for j, x := range row {
		row[j] = exp(x - top)
		sum[j%len(sum)] += row[j]
	}
	inv := 1 / sum.join()
	for j := range row {
		row[j] *= inv
	}
}

// part returns the columns of q from col on, a multiple of [Lane].
func (q *Quantized) part(p Path, col, cols int) Quantized {
	c := Quantized{Rows: q.Rows, Cols: cols, Stride: q.Stride, Scale: q.Scale, Zero: q.Zero}
	if q.Rows > 0 {
		c.Q = q.Q[col:]
		if p == AVX2 {
			c.wide = q.wide[col:]
		}
	}
	return c
}

// attend sets s.mixed to the attention of s.qkv: for each head, each row's
// values mixed by softmax(query·keyᵀ).
func (e *Encoder) attend(p Path, s *Scratch) {
	rows, size := s.qkv.Rows, e.Hidden/e.Heads
	s.mixed.Reshape(rows, e.Hidden)
	if rows == 0 {
		return
	}
	queries := s.qkv.Cut(0, e.Hidden)
	p.Quantize(&s.q, &queries)
	s.qkv.extend((rows + 3) &^ 3)
	for h := range e.Heads {
		key := s.qkv.Cut(e.Hidden+h*size, size)
		value := s.qkv.Cut(2*e.Hidden+h*size, size)
		mixed := s.mixed.Cut(h*size, size)
		query := s.q.part(p, h*size, size)
		p.Transpose(&s.keys, &key) // size × rows
		s.layer.packColumns(p, &s.keys)
		s.scores.Reshape(rows, rows)
		p.product(&s.scores, &query, &s.layer)
		p.Distribute(&s.shares, &s.scores)
		s.layer.packColumns(p, &value)
		p.product(&mixed, &s.shares, &s.layer) // rows × size
	}
}
