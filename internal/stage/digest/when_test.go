package digest_test

import "testing"

// TestATimeBesideWhatHeadsItsSentence reads a time that hangs on the word at the head of
// a tree, which nothing is above.
func TestATimeBesideWhatHeadsItsSentence(t *testing.T) {
	d := digestOf(t, "The deadline for submitting a completed application is Monday, November 27, 2023.\n\nThe president attacked the rebels in Homs on Tuesday.\n")
	if len(d.Mentions) == 0 {
		t.Error("the attack is not told")
	}
}
