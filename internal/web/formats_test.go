package web

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestEveryListIsAFile asks for each list as CSV, JSON and Atom: the page has
// the buttons, and the files what the page shows.
func TestEveryListIsAFile(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	ref := b.addStory(t.Context())
	b.add(t.Context(), "courier.example", 1, recordOf(version("https://courier.example/1", storyText+" It has rained.")))
	b.addReport(t.Context(), "bell.example", "", 12, nil)
	b.addReport(t.Context(), "lamp.example", " More on this later.", 9, nil)
	if w := b.post("/timelines", url.Values{"title": {"Boats in Holm"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("making a timeline gives %d: %s", w.Code, w.Body)
	}
	actor := regexp.MustCompile(`/actor/ac_\w+`).FindString(b.get("/story/" + string(ref.Story) + "?layers=w").Body.String())
	for list, want := range map[string]string{"/stories": "Minister denies ferry deal", "/changed": "Minister denies ferry deal", "/search?q=act:deny": "denied", "/search?q=crews": "withdrew the boats",
		"/events?type=CONSULT": "islanders", "/actors?name=strand": "Eva Strand", actor: "a deal was signed", actor + "?part=did": "met",
		"/happenings?q=type:CONSULT": "islanders", "/conflicts?sort=newest": "boats: 12 against 9", "/timelines": "Boats in Holm", "/story/" + string(ref.Story) + "/versions": "Minister denies ferry deal"} {
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

// TestFilesHaveTheOrderOfThePage compares rows of a file with those of the page,
// over its parts, and a file's own parts.
func TestFilesHaveTheOrderOfThePage(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	for i := range 40 { // more than a page, and most of the time that is longest ago
		b.day = []string{"2024-01-09", "2024-04-09", "2024-01-08", "2024-08-09", "2024-01-07", "2024-04-08", "2024-01-06"}[i%7]
		b.addReport(t.Context(), fmt.Sprintf("o%d.example", i), fmt.Sprintf(" Report %d.", i), i+2, nil)
	}
	for list, column := range map[string]string{"/search?q=act:deny": "story", "/search?q=crews&sort=newest": "story", "/events?type=CONSULT": "story", "/happenings": "id", "/happenings?sort=newest": "id"} {
		ids := map[string]string{"story": `<p class="sentence"><a href="/story/(st_\w+)`, "id": `<a class="verb" href="/happening/(ev_\w+)`}[column]
		var shown []string
		for page := list; page != ""; {
			body := b.get(page).Body.String()
			for _, m := range regexp.MustCompile(ids).FindAllStringSubmatch(body, -1) {
				shown = append(shown, m[1])
			}
			next := regexp.MustCompile(`<a href="([^"]+)" rel="next"`).FindStringSubmatch(body)
			if page = ""; next != nil {
				page = unescaped(next[1])
			}
		}
		path, query, _ := strings.Cut(list, "?")
		rows, err := csv.NewReader(b.get(path + ".csv?" + query).Body).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%s: %d rows, %v", list, len(rows), err)
		}
		at := slices.Index(rows[0], column)
		var filed []string
		for _, row := range rows[1:] {
			filed = append(filed, row[at])
		}
		if !slices.Equal(shown, filed) {
			t.Errorf("%s shows %d: %v\nits file has %d: %v", list, len(shown), shown, len(filed), filed)
		}
	}
}

// TestFilesMaskPrivatePersons holds that a name that a page shows, as the story
// does, goes out in no file: exports mask it too. What is not read yet has no words.
func TestFilesMaskPrivatePersons(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	b.addReport(t.Context(), "bell.example", "", 12, nil)
	for _, list := range []string{"/search?q=act:deny", "/search?q=Strand", "/events?type=CONSULT", "/happenings"} {
		if !strings.Contains(b.get(list).Body.String(), "Strand") {
			t.Fatalf("%s has no name to mask", list)
		}
	}
	b = newBench(t, store.WithJoiner(many.Joiner{}))
	b.private = true
	ref := b.addReport(t.Context(), "bell.example", "", 12, nil)
	b.addReport(t.Context(), "lamp.example", " More on this later.", 9, nil)
	for _, list := range []string{"/search%s?q=act:deny", "/search%s?q=Strand", "/search%s?q=crews", "/events%s?type=CONSULT", "/stories%s", "/happenings%s", "/conflicts%s", "/story/" + string(ref.Story) + "/versions%s"} {
		for _, ext := range []string{".csv", ".json", ".atom"} {
			w := b.get(fmt.Sprintf(list, ext))
			body := strings.ReplaceAll(w.Body.String(), "q=Strand", "")
			body = strings.ReplaceAll(strings.ReplaceAll(body, `"query":"Strand"`, ""), "Readout: Strand", "")
			if w.Code != 200 || strings.Contains(body, "Strand") {
				t.Errorf("%s%s gives %d and names her: %s", list, ext, w.Code, body)
			}
		}
	}
	if body := b.get("/search.csv?q=act:deny").Body.String(); !strings.Contains(body, "[person 1]") || !strings.Contains(body, "bell.example") {
		t.Error(body)
	}
	if body := b.get("/happenings.csv").Body.String(); !strings.Contains(body, someone) {
		t.Error(body)
	}
}

// TestPagesAndAPIShowWhatStoriesSay holds where a private person is named: in what
// shows the story's words to whoever asks the archive, pages and API alike, and in
// no list across stories. Files, which go on to others, mask him.
func TestPagesAndAPIShowWhatStoriesSay(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	b.private = true
	b.addReport(t.Context(), "bell.example", "", 12, nil)
	for address, want := range map[string]bool{
		"/search?q=act:deny":         true,
		"/api/v1/search?q=act:deny":  true,
		"/search.json?q=act:deny":    false,
		"/actors":                    false,
		"/actors?name=Eva":           false,
		"/api/v1/actors":             false,
		"/api/v1/actors?name=Strand": false,
	} {
		w := b.get(address)
		if got := strings.Contains(w.Body.String(), "Eva Strand"); w.Code != 200 || got != want {
			t.Errorf("%s gives %d and names her: %v, want %v", address, w.Code, got, want)
		}
	}
}
