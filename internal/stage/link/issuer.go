package link

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"golang.org/x/text/language"
)

// Issuer returns the country whose government published a version, by the
// address: state.gov is the United States', mofa.go.jp Japan's; "" if no
// government did.
func (w *Words) Issuer(v *readout.Version) string {
	host := v.Outlet
	if _, rest, ok := strings.Cut(v.URL, "://"); ok {
		host = rest[:strings.IndexAny(rest+"/", "/?#")]
		host = host[strings.LastIndexByte(host, '@')+1:]
		host, _, _ = strings.Cut(host, ":")
	}
	labels := strings.Split(strings.ToLower(strings.TrimSuffix(host, ".")), ".")
	if len(labels) < 2 {
		return ""
	}
	last := labels[len(labels)-1]
	if last == "gov" || last == "mil" {
		return "USA"
	}
	if len(last) != 2 || !w.stateDomains[labels[len(labels)-2]] {
		return ""
	}
	region, err := language.ParseRegion(last)
	if err != nil || !region.IsCountry() {
		return ""
	}
	return region.Canonicalize().ISO3()
}
