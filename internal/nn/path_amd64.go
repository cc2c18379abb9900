package nn

import "golang.org/x/sys/cpu"

// Best returns the fastest path of this machine.
func Best() Path {
	switch x := &cpu.X86; {
	case x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI && x.HasAVX2:
		return AVX512
	case x.HasAVX2:
		return AVX2
	}
	return Plain
}
