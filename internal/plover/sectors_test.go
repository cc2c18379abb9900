package plover

import (
	"slices"
	"testing"
)

func TestSectors(t *testing.T) {
	for _, tt := range []struct {
		code, country string
		sectors       []string
	}{
		{"NORGOVMED", "NOR", []string{"GOV", "JRN"}},
		{"---HLH", "", []string{"MED"}},
		{"SEP", "", []string{"REB"}},
		{"USAXXXMIL", "USA", []string{"MIL"}},
		{"NO", "", nil},
	} {
		if country, sectors := SplitActor(tt.code); country != tt.country || !slices.Equal(sectors, tt.sectors) {
			t.Errorf("%s: %q %v, want %q %v", tt.code, country, sectors, tt.country, tt.sectors)
		}
	}
	for sector, code := range cameoSectors { // what CAMEO calls otherwise leads back, but for what it has no word for
		if back := ploverSectors[code]; back != sector && sector != "SOC" && sector != "UNK" {
			t.Errorf("%s is %s in CAMEO, and that is %s", sector, code, back)
		}
	}
	if got := CAMEOSector("GOV"); got != "GOV" {
		t.Errorf("GOV is %s", got)
	}
}
