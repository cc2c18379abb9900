//go:build !amd64 && !arm64

package nn

// Machines without assembly have the Plain path alone: nothing here is called.

func linearAsm(Path, *Matrix, *Quantized, *Linear) { panic("nn: no such path") }

func boundsAsm([]float32) (lo, hi float32) { panic("nn: no such path") }

func quantizeRowAsm(Path, *Quantized, int, []float32, float32) { panic("nn: no such path") }

func matMulAsm(*Matrix, *Matrix, *Matrix) { panic("nn: no such path") }

func normAsm([]float32, []float32, *Norm) { panic("nn: no such path") }

func geluAsm(Path, []float32) { panic("nn: no such path") }

func transposeAsm([]float32, int, []float32, int, int) { panic("nn: no such path") }

func packAsm(Path, *Linear, *Matrix) { panic("nn: no such path") }

func distributeAsm(Path, *Quantized, *Matrix) { panic("nn: no such path") }

func rankAsm([]float32, []float32, []float32, []uint16, []float32, []float32, []float32) float32 {
	panic("nn: no such path")
}
