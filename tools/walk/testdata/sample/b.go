package sample

import "strings"

const least = 2

func split(text string) []string {
	if !helper(text) {
		return nil
	}
	return strings.Fields(text)
}

func count(words []string) int {
	n := 0
	for _, w := range words {
		if long(w) {
			n++
		}
	}
	return plain(n)
}

// plain is called with an answer alone.
func plain(n int) int { return max(n, least) }
