package nn

//go:noescape
func boundsAVX2(row *float32, n int, out *[16]float32)

//go:noescape
func quantizeAVX2(row *float32, n int, inv float32, zero int32, out *uint8)

//go:noescape
func widenAVX2(in *uint8, n int, out *int16)

// boundsAsm is Path.bounds in assembly; len(row) is a multiple of 32.
func boundsAsm(row []float32) (lo, hi float32) {
	var part [16]float32
	boundsAVX2(&row[0], len(row), &part)
	for l := range 8 {
		lo, hi = min(lo, part[l]), max(hi, part[l+8])
	}
	return lo, hi
}

// quantizeRowAsm is Path.quantizeRow in assembly.
func quantizeRowAsm(p Path, q *Quantized, i int, row []float32, inv float32) {
	at := i * q.Stride
	quantizeAVX2(&row[0], len(row), inv, q.Zero[i], &q.Q[at])
	if p == AVX2 {
		widenAVX2(&q.Q[at], len(row), &q.wide[at])
	}
}
