package thread

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestWhatIsToComeIsPlanned takes what a text states for a later day for planned,
// whatever its words were read as, and leaves a day between clocks.
func TestWhatIsToComeIsPlanned(t *testing.T) {
	at := func(status Status, posted, from string, stated bool) Told {
		s := story("a", posted, status)
		s.Mentions[0].When = Interval{From: from, To: from, Precision: readout.Day, Stated: stated}
		return told(s)[0]
	}
	for _, tt := range []struct {
		name string
		t    Told
		want Status
	}{
		{"talks next week", at(readout.Asserted, "2033-10-01T09:00:00Z", "2033-10-08", true), readout.Planned},
		{"talks next week, likely", at(readout.Probable, "2033-10-01", "2033-10-08T10:30", true), readout.Planned},
		{"talks yesterday", at(readout.Asserted, "2033-10-02", "2033-10-01", true), readout.Asserted},
		{"talks today", at(readout.Asserted, "2033-10-01T23:00:00Z", "2033-10-01", true), readout.Asserted},
		{"talks on the day that begins in the east", at(readout.Asserted, "2033-10-01T20:00:00Z", "2033-10-02", true), readout.Asserted},
		{"talks on a day that posting bounds", at(readout.Asserted, "2033-10-01", "2033-10-08", false), readout.Asserted},
		{"no talks next week", at(readout.Denied, "2033-10-01", "2033-10-08", true), readout.Denied},
		{"a text without a day", at(readout.Asserted, "", "2033-10-08", true), readout.Asserted},
	} {
		if got := tt.t.Standing(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	h := One([]Told{at(readout.Asserted, "2033-10-01", "2033-10-08", true)})
	if h.Final != FinalPlanned || h.History[0].Status != readout.Planned || Credible(&h).Grade != 6 {
		t.Errorf("a happening that is to come: %s, %+v, %+v", h.Final, h.History, Credible(&h))
	}
}
