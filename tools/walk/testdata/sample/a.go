// Package sample is walked by a test.
package sample

// Read begins.
func Read(text string) int {
	words := split(text)
	return count(words)
}

// helper is called from below.
func helper(text string) bool { return text != "" }
