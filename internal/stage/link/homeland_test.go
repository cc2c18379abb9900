package link

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
)

// TestShippedHomes checks that the weights that ship are made for this program.
func TestShippedHomes(t *testing.T) {
	if _, err := parseHomes(language.English().Weights("country")); err != nil {
		t.Error(err)
	}
	for _, data := range []string{"", "{}", `{"features": ["share"]}`} {
		if _, err := parseHomes([]byte(data)); err == nil {
			t.Errorf("%q is taken for weights", data)
		}
	}
}

// TestIssuer checks whose government publishes at an address.
func TestIssuer(t *testing.T) {
	for _, tt := range []struct{ url, outlet, want string }{
		{"https://www.state.gov/briefing", "", "USA"},
		{"https://www.army.mil/article/1", "", "USA"},
		{"https://www.gov.uk/government/news/x", "", "GBR"},
		{"https://www.mofa.go.jp/press", "", "JPN"},
		{"https://www.diplomatie.gouv.fr/fr", "", "FRA"},
		{"https://news.example/gov/uk", "", ""},
		{"https://govtech.com/x", "", ""},
		{"https://example.gov.zz/", "", ""},
		{"", "state.gov", "USA"},
		{"", "The Harbour Times", ""},
		{"::", "", ""},
	} {
		if got := New(language.English()).Issuer(&readout.Version{URL: tt.url, Outlet: tt.outlet}); got != tt.want {
			t.Errorf("%q %q: %q, want %q", tt.url, tt.outlet, got, tt.want)
		}
	}
}
