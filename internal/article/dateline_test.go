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
