package nn

import "unsafe"

// linearAVX512 computes 32 outputs of args.rows rows.
//
//go:noescape
func linearAVX512(args *linearArgs)

// linearAVX2 computes 32 outputs of args.rows rows.
//
//go:noescape
func linearAVX2(args *linearArgs)

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
		for j := 0; j < len(l.scale); j += 2 * panel {
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
