package nn

// A Path is a form of the kernels: which instructions of the machine they use.
// All paths give the same bytes; they differ in speed alone.
type Path uint8

// The paths, slowest first.
const (
	Plain  Path = iota // Go, on every machine
	AVX2               // amd64 with AVX2
	AVX512             // amd64 with AVX-512 F, BW, DQ, VL and VNNI
	NEON               // arm64 with dot products of bytes
)

// String names the path.
func (p Path) String() string {
	switch p {
	case AVX2:
		return "avx2"
	case AVX512:
		return "avx512-vnni"
	case NEON:
		return "neon-dotprod"
	}
	return "plain"
}

// Best returns the fastest path of this machine.
func Best() Path {
	paths := Paths()
	return paths[len(paths)-1]
}
