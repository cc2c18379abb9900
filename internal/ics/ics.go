// Package ics writes lines of calendars as RFC 5545 has them.
package ics

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Text escapes a text for a value; it must hold no control characters but line ends.
func Text(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

// maxLine is how many bytes a line has at most, its end left out.
const maxLine = 75

// Append appends a line to a calendar, broken between code points.
func Append(b []byte, format string, args ...any) []byte {
	s := fmt.Sprintf(format, args...)
	for room := maxLine; len(s) > room; room = maxLine - 1 {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		b = append(append(b, s[:cut]...), "\r\n "...)
		s = s[cut:]
	}
	return append(append(b, s...), "\r\n"...)
}
