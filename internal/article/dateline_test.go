package article

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestADatelineDatesItsStory: a full date is the story's day where nothing else
// is; a time of day that a note states gets it.
func TestADatelineDatesItsStory(t *testing.T) {
	const body = " Norway on Tuesday offered to host talks."
	for _, test := range []struct {
		in              Input
		published, said string
		basis           readout.TimeBasis
	}{
		{Input{Text: "Norway offers talks\n\nOSLO, March 12, 2024 (Northern Wire) —" + body}, "2024-03-12", "March 12, 2024", readout.TimeFromText},
		{Input{Text: "Norway offers talks\n\nOSLO, 12 Sept 2024 —" + body}, "2024-09-12", "12 Sept 2024", readout.TimeFromText},
		{Input{Text: "Norway offers talks\n\nOSLO, March 12, 2024 —" + body + "\n\n— This story was posted at 9:40 a.m. EST"}, "2024-03-12T09:40", "9:40 a.m. EST", readout.TimeFromText},
		{Input{Text: "Norway offers talks\n\nOSLO, March 12, 2024 —" + body, Published: "2024-03-13"}, "2024-03-13", "2024-03-13", readout.TimeFromFeed},
		{Input{Text: "Norway offers talks\n\nOSLO, March 12, 2024 —" + body, Captured: "2024-04-01T10:00:00Z"}, "2024-03-12", "March 12, 2024", readout.TimeFromText},
		{Input{Text: "Norway offers talks\n\nOSLO, March 12 —" + body, Captured: "2024-04-01T10:00:00Z"}, "2024-04-01T10:00:00Z", "2024-04-01T10:00:00Z", readout.TimeFromCapture},
	} {
		if p := FromText(test.in).Version.Published; p == nil || p.Value != test.published || p.Text != test.said || p.Basis != test.basis {
			t.Errorf("%+v: %+v", test.in, p)
		}
	}
	if p := FromText(Input{Text: "Norway offers talks\n\nOSLO, March 12 —" + body}).Version.Published; p != nil {
		t.Errorf("a dateline without a year: %+v", p)
	}
}

func TestDatelineStandsAfterABylineToo(t *testing.T) {
	for _, tt := range []struct{ text, dateline, agency string }{
		{"Talks stall\n\nLUSAKA, Oct 14 (Dispatch) - Zambia will not send troops to the region.", "LUSAKA, Oct 14", "Dispatch"},
		{"Talks stall\n\nBy Grace Mwila and John Phiri\n\nLUSAKA, Oct 14 (Dispatch) - Zambia will not send troops to the region.", "LUSAKA, Oct 14", "Dispatch"},
		{"Talks stall\n\nZambia will not send troops, its minister said.\n\nLUSAKA (Dispatch) - He spoke in the capital.", "", ""},
		{"Talks stall\n\nBy Monday the rebels had taken 3 towns.\n\nLUSAKA (Dispatch) - He spoke in the capital.", "", ""},
	} {
		r := FromText(Input{Text: tt.text})
		if r.Version.Dateline != tt.dateline || r.Version.Agency != tt.agency {
			t.Errorf("%q: dateline %q of %q, want %q of %q", tt.text, r.Version.Dateline, r.Version.Agency, tt.dateline, tt.agency)
		}
	}
}

func TestAParagraphIsNoHeadline(t *testing.T) {
	const rest = "\n\nPeru welcomed the ruling. Two officials said more was to come."
	for line, want := range map[string]bool{
		"Ecuador refuses to recognise ruling":                                                            true,
		"Ecuador has 'no right' to refuse, says \"neighbour\"":                                           true,
		"Ecuador's president refused to recognise it, saying judges had \"no right to redraw our map.\"": false,
		"QUITO (Dispatch) — Ecuador's president refused to recognise the ruling":                         false,
		"QUITO (Dispatch) — No to the ruling!":                                                           false,
	} {
		if r := FromText(Input{Text: line + rest}); (r.Version.Headline == line) != want {
			t.Errorf("%q is the headline: %v, want %v", line, !want, want)
		}
	}
}
