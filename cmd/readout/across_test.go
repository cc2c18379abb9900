package main

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestAFaultOfJoiningIsSaid says which story is joined with no other, and why.
func TestAFaultOfJoiningIsSaid(t *testing.T) {
	rec := &readout.Record{Problems: []readout.Problem{{Stage: "when", Text: "There are no dates."}, {Stage: "digest", Text: "A fault: it is joined with no other story."}}}
	rec.Version.Ref = "lund.txt"
	var b strings.Builder
	sayUnjoined(&b, rec)
	if got := b.String(); got != "readout: lund.txt: A fault: it is joined with no other story.\n" {
		t.Errorf("%q", got)
	}
}
