package web

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"
)

// TestEveryListIsAFile asks for each list as CSV, JSON and Atom: the page has
// the buttons, and the files what the page shows.
func TestEveryListIsAFile(t *testing.T) {
	b := newBench(t)
	ref := b.addStory(t.Context())
	b.add(t.Context(), "courier.example", 1, recordOf(version("https://courier.example/1", storyText+" It has rained.")))
	actor := regexp.MustCompile(`/actor/ac_\w+`).FindString(b.get("/story/" + string(ref.Story) + "?layers=w").Body.String())
	for list, want := range map[string]string{"/stories": "Minister denies ferry deal", "/changed": "Minister denies ferry deal", "/search?q=act:deny": "denied", "/search?q=crews": "withdrew the boats",
		"/events?type=CONSULT": "islanders", "/actors?name=strand": "Eva Strand", actor: "a deal was signed", actor + "?part=did": "met"} {
		page := unescaped(b.get(list).Body.String())
		path, query, _ := strings.Cut(list, "?")
		for _, ext := range []string{"csv", "json", "atom"} {
			address := path + "." + ext
			if query != "" {
				address += "?" + query
			}
			if !strings.Contains(page, `href="`+address+`"`) && !strings.Contains(page, `href="`+strings.ReplaceAll(address, ":", "%3A")+`"`) {
				t.Errorf("%s has no button for %s", list, address)
			}
			w := b.get(address)
			body := w.Body.String()
			if w.Code != 200 || !strings.Contains(body, want) {
				t.Errorf("%s gives %d without %q: %s", address, w.Code, want, body)
			}
			switch ext {
			case "csv":
				if rows, err := csv.NewReader(strings.NewReader(body)).ReadAll(); err != nil || len(rows) < 2 {
					t.Errorf("%s: %d rows, %v", address, len(rows), err)
				}
			case "json":
				if !json.Valid([]byte(body)) {
					t.Errorf("%s: %s", address, body)
				}
			case "atom":
				var f atomFeed
				if err := xml.Unmarshal([]byte(body), &f); err != nil || len(f.Entries) == 0 || f.Entries[0].ID == "" || !strings.HasPrefix(f.Entries[0].Link.Href, "http://127.0.0.1:8090/") {
					t.Errorf("%s: %v %+v", address, err, f)
				}
			}
		}
	}
	for _, address := range []string{"/search.csv", "/search.atom?q=kind:banana", "/actor/ac_none.csv", "/events.json?cursor=x"} {
		if w := b.get(address); w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s gives %d", address, w.Code)
		}
	}
}

// TestCellsAreNoFormulas holds that a spreadsheet computes nothing of a story.
func TestCellsAreNoFormulas(t *testing.T) {
	b := newBench(t)
	v := version("https://courier.example/9", "=HYPERLINK(\"http://evil.example\")\n\nNothing.")
	b.add(t.Context(), "=cmd()", 9, recordOfText(v))
	if body := b.get("/stories.csv").Body.String(); !strings.Contains(body, "'=cmd()") || !strings.Contains(body, "'=HYPERLINK") {
		t.Error(body)
	}
}
