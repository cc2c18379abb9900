package nn

import "golang.org/x/sys/cpu"

// Paths returns the paths that this machine has, slowest first.
func Paths() []Path {
	paths := []Path{Plain}
	x := &cpu.X86
	if x.HasAVX2 {
		paths = append(paths, AVX2)
	}
	if x.HasAVX2 && x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI {
		paths = append(paths, AVX512)
	}
	return paths
}
