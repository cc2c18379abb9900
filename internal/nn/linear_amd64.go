package nn

import "unsafe"

// linearArgs are the arguments of the product kernels: all rows of a block
// times 32 outputs, in two panels of 16. Strides are in bytes.
type linearArgs struct {
	a        unsafe.Pointer // first row: bytes for AVX-512, 16-bit numbers for AVX2
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

// linearAVX512 computes 32 outputs of args.rows rows.
//
//go:noescape
func linearAVX512(args *linearArgs)

// linearAVX2 computes 32 outputs of args.rows rows.
//
//go:noescape
func linearAVX2(args *linearArgs)

// rowBlock is the number of rows that are multiplied with one panel before
// the next: their bytes stay in the second-level cache.
const rowBlock = 256

// linearAsm is Path.Linear in assembly.
func linearAsm(p Path, dst *Matrix, x *Quantized, l *Linear) {
	for top := 0; top < x.Rows; top += rowBlock {
		args := linearArgs{
			scale:   &x.Scale[top],
			zero:    &x.Zero[top],
			rows:    min(rowBlock, x.Rows-top),
			groups:  l.groups,
			strideW: l.groups * 4 * panel,
			strideO: dst.Stride * 4,
		}
		for j := 0; j < dst.Stride; j += 2 * panel {
			args.w = &l.packed[j*l.groups*4]
			args.out = &dst.Data[top*dst.Stride+j]
			args.colSum, args.colScale, args.bias = &l.colSum[j], &l.scale[j], &l.bias[j]
			if p == AVX512 {
				args.a, args.strideA = unsafe.Pointer(&x.Q[top*x.Stride]), x.Stride
				linearAVX512(&args)
			} else {
				args.a, args.strideA = unsafe.Pointer(&x.wide[top*x.Stride]), x.Stride*2
				linearAVX2(&args)
			}
		}
	}
}
