package main

import (
	"strings"
	"testing"
)

// TestNoChangesIsNotNoSides holds that asking for changes alone never says that
// nobody takes a side.
func TestNoChangesIsNotNoSides(t *testing.T) {
	s := new(sheet)
	s.nothing("the strike", []string{"docker strike"}, 1, true)
	if got := s.String(); !strings.Contains(got, "changed sides") || strings.Contains(got, "comes near") {
		t.Errorf("%q", got)
	}
	s.Reset()
	s.nothing("the strike", []string{"docker strike"}, 1, false)
	if got := s.String(); !strings.Contains(got, "no story says which side") || !strings.Contains(got, "docker strike") {
		t.Errorf("%q", got)
	}
}
