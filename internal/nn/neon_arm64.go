package nn

import (
	"math"
	"unsafe"
)

// The kernels of neon_arm64.s, which neon/build.sh makes of neon/kernels.S.

//go:noescape
func linearNEON(args *linearArgs)

//go:noescape
func matMulNEON(args *matMulArgs)

//go:noescape
func softmaxNEON(row *float32, n int, numbers *float32)

//go:noescape
func normNEON(row *float32, n int, gain, bias *float32, eps float32)

//go:noescape
func geluNEON(x *float32, n int, numbers *float32)

//go:noescape
func boundsNEON(row *float32, n int, out *[2]float32)

//go:noescape
func quantizeNEON(row *float32, n int, inv float32, zero int32, out *uint8)

// expNumbers are the constants of softmaxNEON, in the order of its registers.
var expNumbers = [...]float32{expLeast, expMost, expLog2e, expLn2Hi, expLn2Low,
	expPoly[0], expPoly[1], expPoly[2], expPoly[3], expPoly[4], expPoly[5], 1, bias127}

// bias127 has the bits of the integer 127.
var bias127 = math.Float32frombits(127)

// geluNumbers are the constants of geluNEON, in the order of its registers.
var geluNumbers = [...]float32{sqrtHalf, 0.5, -4, 4,
	erfUp[0], erfUp[1], erfUp[2], erfUp[3], erfUp[4], erfUp[5], erfUp[6],
	erfDown[0], erfDown[1], erfDown[2], erfDown[3], erfDown[4]}

// linearAsm is Path.Linear in assembly.
func linearAsm(_ Path, dst *Matrix, x *Quantized, l *Linear) {
	for top := 0; top < x.Rows; top += rowBlock {
		args := linearArgs{
			a: unsafe.Pointer(&x.Q[top*x.Stride]), strideA: x.Stride,
			scale:   &x.Scale[top],
			zero:    &x.Zero[top],
			rows:    min(rowBlock, x.Rows-top),
			groups:  l.groups,
			strideO: dst.Stride * 4,
		}
		for j := 0; j < len(l.scale); j += panel {
			args.w = &l.packed[j*l.groups*4]
			args.out = &dst.Data[top*dst.Stride+j]
			args.colSum, args.colScale, args.bias = &l.colSum[j], &l.scale[j], &l.bias[j]
			linearNEON(&args)
		}
	}
}

// boundsAsm is Path.bounds in assembly; len(row) is a multiple of 32.
func boundsAsm(row []float32) (lo, hi float32) {
	var out [2]float32
	boundsNEON(&row[0], len(row), &out)
	return out[0], out[1]
}

// quantizeRowAsm is Path.quantizeRow in assembly.
func quantizeRowAsm(_ Path, q *Quantized, i int, row []float32, inv float32) {
	quantizeNEON(&row[0], len(row), inv, q.Zero[i], &q.Q[i*q.Stride])
}

// matMulAsm is Path.MatMul in assembly.
func matMulAsm(dst, a, b *Matrix) {
	args := newMatMulArgs(dst, a, b)
	matMulNEON(&args)
}

// normAsm adds a row to another, if there is one, and normalizes the sum; their
// length is a multiple of 16.
func normAsm(row, add []float32, n *Norm) {
	for j, y := range add {
		row[j] += y
	}
	normNEON(&row[0], len(row), &n.Gain[:len(row)][0], &n.Bias[:len(row)][0], n.Eps)
}

// geluAsm is GELU of numbers whose count is a multiple of 32.
func geluAsm(_ Path, x []float32) { geluNEON(&x[0], len(x), &geluNumbers[0]) }

// transposeAsm writes the transpose of 8 rows of in to out, rows of stride
// numbers.
func transposeAsm(out []float32, stride int, in []float32, strideIn, cols int) {
	for k := range cols {
		to := out[k*stride : k*stride+8]
		for i := range to {
			to[i] = in[i*strideIn+k]
		}
	}
}

// packAsm packs a matrix; it has no kernel here.
func packAsm(_ Path, l *Linear, m *Matrix) {
	for j := 0; j < len(l.scale); j += panel {
		l.packPanel(m, j)
	}
}

// distributeAsm is Path.Distribute in assembly, of rows whose tails are cleared.
func distributeAsm(p Path, q *Quantized, m *Matrix) {
	for i := range m.Rows {
		row := m.wide(i)
		softmaxNEON(&row[0], len(row), &expNumbers[0])
	}
	p.Quantize(q, m)
	q.addUp()
}

func rankAsm([]float32, []float32, []float32, []uint16, []float32, []float32, []float32) float32 {
	panic("nn: no such path")
}
