package export

import (
	"bytes"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestACalendarIsAsSureAsTheStory exports an event to come with each status: what
// is only planned is tentative, what is denied cancelled.
func TestACalendarIsAsSureAsTheStory(t *testing.T) {
	for status, want := range map[readout.Status]string{readout.Asserted: "CONFIRMED", readout.Planned: "TENTATIVE", readout.Probable: "TENTATIVE",
		readout.Possible: "TENTATIVE", readout.Denied: "CANCELLED", readout.Open: "", readout.Demanded: ""} {
		rec := harbour()
		rec.Events[2].Status = status
		var out bytes.Buffer
		p, err := Stream(&out, Options{Format: FormatNamed("ical")})
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Add(&Item{Record: rec}); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Close(); err != nil {
			t.Fatal(err)
		}
		got := ""
		for line := range strings.SplitSeq(out.String(), "\r\n") {
			if v, ok := strings.CutPrefix(line, "STATUS:"); ok {
				got += v
			}
		}
		if got != want {
			t.Errorf("%s is %q, want %q", status, got, want)
		}
	}
}
