package nn

//go:noescape
func rankAVX2(a, b, table *float32, ids *uint16, n int, out, x, y *float32) float32

// rankAsm is Path.Rank in assembly, for one feature and more.
func rankAsm(a, b, table []float32, ids []uint16, out, x, y []float32) float32 {
	return rankAVX2(&a[0], &b[0], &table[0], &ids[0], len(ids), &out[0], &x[0], &y[0])
}
