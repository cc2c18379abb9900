package main

import "testing"

// TestACommonWordIsNoNameToForget sees which names forget takes at a bare --yes.
func TestACommonWordIsNoNameToForget(t *testing.T) {
	for name, common := range map[string]bool{
		"a": true, "Li": true, "the": true, "minister": true, "The Minister": true, "...": true,
		"Solheim": false, "Ingrid Solheim": false, "Jane Doe": false, "李明": false,
	} {
		if why := tooCommon(name); (why != "") != common {
			t.Errorf("%q: %q", name, why)
		}
	}
}
