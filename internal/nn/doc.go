// Package nn runs small transformer networks on one CPU core: it reads
// weights files, and it has the kernels and layers of a forward pass. It knows
// nothing of text.
//
// Every kernel exists in several forms, one a [Path]: plain Go, AVX2 assembly,
// AVX-512 assembly. All forms of a kernel give the same bytes. Matrix products
// of weights are of integers, whose sums do not depend on their order. Float
// arithmetic is IEEE 754 single precision with a fixed order of operations, no
// fused multiply-add (each product is an explicit float32 conversion, which
// the Go language forbids to fuse), and sums over a row are 16 partial sums
// that are joined in a fixed tree. So the same text gives the same record on
// every machine.
//
// Weights are read-only after loading and may be shared. Everything else
// belongs to one goroutine.
package nn
