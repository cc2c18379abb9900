package article

import "testing"

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
