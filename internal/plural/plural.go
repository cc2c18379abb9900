// Package plural writes counts with their words, so that one of a thing is "1
// place" and never "1 places".
package plural

import "strconv"

// Of returns a count with its word: "1 story", "0 stories", "2 stories".
func Of(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
