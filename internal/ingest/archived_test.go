package ingest

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestAnArchivedPageIsOfItsOwnOutlet sees that who publishes a page that a web archive
// keeps is the host of the page.
func TestAnArchivedPageIsOfItsOwnOutlet(t *testing.T) {
	for address, want := range map[string]string{
		"https://web.archive.org/web/20130306150243/http://www.paper.example/record.cfm?id=339840&&":   "paper.example",
		"https://web.archive.org/web/20130306150243id_/https:/paper.example/a":                         "paper.example",
		"https://web.archive.org/web/2013/paper.example/a":                                             "paper.example",
		"https://archive.ph/2024.05.01-101500/https://paper.example/a":                                 "paper.example",
		"https://archive.today/newest/https://paper.example/a":                                         "paper.example",
		"https://webarchive.nationalarchives.gov.uk/ukgwa/20110101000000/http://paper.example":         "paper.example",
		"https://archive.is/20200101/https://web.archive.org/web/20130306150243/http://paper.example/": "paper.example",
		"https://archive.ph/AbC12":                                   "archive.ph",
		"https://web.archive.org/about":                              "web.archive.org",
		"https://paper.example/2013/05/a":                            "paper.example",
		"https://paper.example/share?url=/2013/https://else.example": "paper.example",
		"https://paper.example/20130306150243/photo.html":            "paper.example",
	} {
		if got := outletOf(&readout.Version{URL: address}); got != want {
			t.Errorf("%s is of %s, want %s", address, got, want)
		}
	}
}
