package nn

// The peak functions run the instructions of a product kernel n times on
// registers alone: what the machine can do at most. Only benchmarks call them.

// peakAVX512 does 16·64 products and sums of bytes a round.
//
//go:noescape
func peakAVX512(n int)

// peakAVX2 does 12·16 products and sums of 16-bit numbers a round.
//
//go:noescape
func peakAVX2(n int)

// peakFloat does 12·8 products and sums of floats a round.
//
//go:noescape
func peakFloat(n int)
