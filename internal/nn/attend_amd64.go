package nn

// packArgs are the arguments of the kernels that pack 16 columns. The stride is
// in bytes; rows is a multiple of 4.
type packArgs struct {
	in     *float32
	w      *int8
	scale  *float32
	colSum *int32
	rows   int
	stride int
}

//go:noescape
func packAVX2(args *packArgs)

//go:noescape
func packAVX512(args *packArgs)

//go:noescape
func distributeAVX2(row *float32, n int, out *uint8) float32

//go:noescape
func distributeAVX512(row *float32, n int, out *uint8) float32

// packAsm packs the columns of m, whose rows go on to a multiple of 4.
func packAsm(p Path, l *Linear, m *Matrix) {
	_ = m.Data[(l.groups*4-1)*m.Stride+len(l.scale)-1]
	for j := 0; j < len(l.scale); j += panel {
		args := packArgs{in: &m.Data[j], w: &l.packed[j*l.groups*4], scale: &l.scale[j], colSum: &l.colSum[j],
			rows: l.groups * 4, stride: m.Stride * 4}
		if p == AVX512 {
			packAVX512(&args)
		} else {
			packAVX2(&args)
		}
	}
}

// distributeAsm is Path.Distribute in assembly, of rows whose tails are cleared.
func distributeAsm(p Path, q *Quantized, m *Matrix) {
	q.reshape(p, m.Rows, m.Cols)
	for i := range m.Rows {
		row, at := m.wide(i), i*q.Stride
		out := q.Q[at : at+len(row)]
		q.Zero[i] = 0
		if p == AVX512 {
			q.Scale[i] = distributeAVX512(&row[0], len(row), &out[0])
			continue
		}
		q.Scale[i] = distributeAVX2(&row[0], len(row), &out[0])
		widenAVX2(&out[0], len(row), &q.wide[at])
	}
}
