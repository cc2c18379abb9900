package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// TestWhatIsPasted: an address alone is one, whatever its scheme and its
// letters; it is no story.
func TestWhatIsPasted(t *testing.T) {
	for _, test := range []struct{ pasted, url, html, text string }{
		{"https://lamp.example/a", "https://lamp.example/a", "", ""},
		{" HTTP://Lamp.Example/a\r\n", "HTTP://Lamp.Example/a", "", ""},
		{"file:///etc/passwd", "file:///etc/passwd", "", ""},
		{"ftp://lamp.example/a", "ftp://lamp.example/a", "", ""},
		{"javascript:alert(1)", "javascript:alert(1)", "", ""},
		{"https://lamp.example/a says that the ferry ran.", "", "", "https://lamp.example/a says that the ferry ran."},
		{"Update: the ferry ran.", "", "", "Update: the ferry ran."},
		{"<html><p>Ferry</p>", "", "<html><p>Ferry</p>", ""},
	} {
		r := httptest.NewRequest(http.MethodPost, "/read", strings.NewReader(url.Values{"story": {test.pasted}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		in, err := pasted(httptest.NewRecorder(), r)
		if err != nil || in.URL != test.url || in.HTML != test.html || in.Text != test.text {
			t.Errorf("%q: %+v, %v", test.pasted, in, err)
		}
	}
}
