//go:build !amd64 && !arm64

package nn

// Paths returns the paths that this machine has, slowest first.
func Paths() []Path { return []Path{Plain} }
