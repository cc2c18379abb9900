package nn

//go:noescape
func matMulAVX2(args *matMulArgs)

//go:noescape
func geluAVX512(x *float32, n int)

//go:noescape
func normAVX2(row, add *float32, n int, gain, bias *float32, eps float32)

//go:noescape
func geluAVX2(x *float32, n int)

// matMulAsm is Path.MatMul in assembly. Without fused instructions, AVX-512 is
// no faster here than AVX2.
func matMulAsm(dst, a, b *Matrix) {
	args := newMatMulArgs(dst, a, b)
	matMulAVX2(&args)
}

// normAsm adds a row to another, if there is one, and normalizes the sum; their
// length is a multiple of 16.
func normAsm(row, add []float32, n *Norm) {
	var y *float32
	if add != nil {
		y = &add[:len(row)][0]
	}
	normAVX2(&row[0], y, len(row), &n.Gain[:len(row)][0], &n.Bias[:len(row)][0], n.Eps)
}

// geluAsm is GELU of numbers whose count is a multiple of 32.
func geluAsm(p Path, x []float32) {
	if p == AVX512 {
		geluAVX512(&x[0], len(x))
	} else {
		geluAVX2(&x[0], len(x))
	}
}

//go:noescape
func transposeAVX2(in *float32, strideIn int, out *float32, strideOut int)

// transposeAsm writes the transpose of 8 rows of in, whose number is a multiple
// of 8, to out, rows of stride numbers.
func transposeAsm(out []float32, stride int, in []float32, strideIn, cols int) {
	_, _ = in[7*strideIn+cols-1], out[(cols-1)*stride+7]
	for k := 0; k < cols; k += 8 {
		transposeAVX2(&in[k], strideIn*4, &out[k*stride], stride*4)
	}
}
