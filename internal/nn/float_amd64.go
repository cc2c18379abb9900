package nn

import "unsafe"

// matMulArgs are the arguments of the float product kernel. Strides are in
// bytes; cols is a multiple of 32.
type matMulArgs struct {
	a, b, out                 *float32
	rows, inner, cols         int
	strideA, strideB, strideO int
}

//go:noescape
func matMulAVX2(args *matMulArgs)

//go:noescape
func softmaxAVX2(row *float32, n int)

//go:noescape
func normAVX2(row *float32, n int, gain, bias *float32, eps float32)

//go:noescape
func geluAVX2(x *float32, n int)

// matMulAsm is Path.MatMul in assembly. Without fused instructions, AVX-512 is
// no faster here than AVX2.
func matMulAsm(dst, a, b *Matrix) {
	const size = int(unsafe.Sizeof(float32(0)))
	_ = b.Data[(b.Rows-1)*b.Stride+dst.Stride-1] // what the kernels read of b
	args := matMulArgs{
		a: &a.Data[0], b: &b.Data[0], out: &dst.Data[0],
		rows: a.Rows, inner: a.Cols, cols: dst.Stride,
		strideA: a.Stride * size, strideB: b.Stride * size, strideO: dst.Stride * size,
	}
	matMulAVX2(&args)
}

// softmaxAsm is Softmax of one row; its length is a multiple of 32.
func softmaxAsm(row []float32) { softmaxAVX2(&row[0], len(row)) }

// normAsm normalizes one row; its length is a multiple of 16.
func normAsm(row []float32, n *Norm) {
	normAVX2(&row[0], len(row), &n.Gain[:len(row)][0], &n.Bias[:len(row)][0], n.Eps)
}

// geluAsm is GELU of numbers whose count is a multiple of 32.
func geluAsm(x []float32) { geluAVX2(&x[0], len(x)) }
