package nn

import "golang.org/x/sys/cpu"

// Paths returns the paths that this machine has, slowest first.
func Paths() []Path {
	if cpu.ARM64.HasASIMDDP {
		return []Path{Plain, NEON}
	}
	return []Path{Plain}
}
