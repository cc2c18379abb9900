package web

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestTimesAreForPeople: words of a story stand as they are, what a feed or a
// page states for programs does not.
func TestTimesAreForPeople(t *testing.T) {
	for _, test := range []struct {
		at   readout.Time
		want string
	}{
		{readout.Time{Text: "Fri, 03 Jun 2022 00:54:59 +0000", Value: "2022-06-03T00:54:59Z", Basis: readout.TimeFromFeed}, dayText("2022-06-03") + ", 00:54 UTC"},
		{readout.Time{Text: "2022-06-03", Value: "2022-06-03", Basis: readout.TimeFromPage}, dayText("2022-06-03")},
		{readout.Time{Text: "9:40 a.m.", Value: "2022-06-03T09:40", Basis: readout.TimeFromText}, "9:40 a.m., " + dayText("2022-06-03")},
		{readout.Time{Text: "June 3, 2022", Value: "2022-06-03", Basis: readout.TimeFromText}, "June 3, 2022"},
	} {
		if got := timeText(&test.at); got != test.want {
			t.Errorf("%+v: %q, want %q", test.at, got, test.want)
		}
	}
}
