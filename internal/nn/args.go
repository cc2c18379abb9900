//go:build amd64 || arm64

package nn

import "unsafe"

// linearArgs are the arguments of the product kernels: all rows of a block
// times some outputs. Strides are in bytes.
type linearArgs struct {
	a        unsafe.Pointer // first row: 16-bit numbers for AVX2, else bytes
	w        *int8          // first panel
	out      *float32
	scale    *float32 // of rows
	zero     *int32   // of rows
	colSum   *int32
	colScale *float32
	bias     *float32
	rows     int
	groups   int
	strideA  int
	strideW  int // from panel to panel
	strideO  int
}

// matMulArgs are the arguments of the float product kernel. Strides are in
// bytes; cols is a multiple of 32.
type matMulArgs struct {
	a, b, out                 *float32
	rows, inner, cols         int
	strideA, strideB, strideO int
}

// rowBlock is the number of rows that are multiplied with one panel before
// the next: their bytes stay in the second-level cache.
const rowBlock = 256

// newMatMulArgs returns the arguments for dst = a·b.
func newMatMulArgs(dst, a, b *Matrix) matMulArgs {
	const size = int(unsafe.Sizeof(float32(0)))
	cols := Padded(b.Cols)
	_, _ = b.Data[(b.Rows-1)*b.Stride+cols-1], dst.Data[(dst.Rows-1)*dst.Stride+cols-1]
	return matMulArgs{
		a: &a.Data[0], b: &b.Data[0], out: &dst.Data[0],
		rows: a.Rows, inner: a.Cols, cols: cols,
		strideA: a.Stride * size, strideB: b.Stride * size, strideO: dst.Stride * size,
	}
}
