//go:build !amd64

package nn

// Best returns the fastest path of this machine.
func Best() Path { return Plain }
