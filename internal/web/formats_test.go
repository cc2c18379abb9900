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

	"github.com/seed-f92ea4cf/readout/internal/ask"
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

// notLists are the pages that have no list of the archive, with why.
var notLists = map[string]string{
	"/{$}": "the first few of lists that have pages of their own", "/complete": "what the search box offers", "/capture": "a form", "/health": "how the server does; /metrics is for programs", "/keys": "a manual",
	"/alerts/new": "a form", "/alerts/{id}": "what it tells has a feed of its own, at a secret address", "/alerts/{id}/feed.atom": "is a file", "/alerts/{id}/stop": "a form",
	"/story/{id}": "one story; its record is JSON at /api/v1/records/{id}", "/story/{id}/timeline": "one story's record in order of days",
	"/read/{id}": "a text that is not kept", "/read/{id}/versions": "a text that is not kept", "/read/{id}/timeline": "a text that is not kept",
	"/sample/{id}": "comes with the program", "/sample/{id}/versions": "comes with the program", "/sample/{id}/timeline": "comes with the program",
	"/timelines/{id}": "goes out in its own forms, /timelines/{id}/as/{form}", "/timelines/{id}/print": "is a form of it", "/timelines/{id}/as/{form}": "is a file",
	"/studies/{id}":  "an open study shows each who judges his own part; the API has it, and readout study as a table",
	"/static/{file}": "is a file", "/healthz": "for programs", "/readyz": "for programs", "/metrics": "for programs",
	"/login": "a form", "/welcome/{secret}": "a form", "/me": "one's own account", "/people": "names of people, which are not handed on; readout user lists them", "/audit": "names of people; readout audit writes it",
}

// TestEveryPageIsAListWithFilesOrSaysWhyNot goes through all routes: a new page is a
// list in every format, or stands in the table above.
func TestEveryPageIsAListWithFilesOrSaysWhyNot(t *testing.T) {
	s := newSite(Options{Service: &ask.Service{Store: newBench(t).store}})
	g := &gate{site: s}
	g.mux = g.ownRoutes()
	lists, pages := s.lists(), make(map[string]bool)
	for path, list := range s.idLists() {
		lists[path] = list
	}
	for _, pattern := range s.routed {
		path, get := strings.CutPrefix(pattern, "GET ")
		if _, ext, file := strings.Cut(path, "."); !get || file && slices.ContainsFunc(formats, func(f format) bool { return f.ext == ext }) && notLists[path] == "" {
			continue
		}
		pages[path] = true
		if lists[path] == nil && notLists[path] == "" {
			t.Errorf("%s is no list that has files, and nothing says why", path)
		}
	}
	for path := range notLists {
		if !pages[path] || lists[path] != nil {
			t.Errorf("%s is no page without files", path)
		}
	}
	for path := range noFeed {
		if lists[path] == nil {
			t.Errorf("%s is no list", path)
		}
	}
}

// TestListsOfWorkAreFiles asks for what is to be reviewed, sources, alerts, studies and
// positions as files: each has what the page shows, no secret, and no feed where the
// table says why.
func TestListsOfWorkAreFiles(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	b.addStory(t.Context())
	b.addReport(t.Context(), "bell.example", "", 12, nil)
	line := regexp.MustCompile(`/happening/ev_\w+`).FindString(b.get("/happenings").Body.String())
	for address, form := range map[string]url.Values{"/grades": {"kind": {"outlet"}, "what": {"courier.example"}, "grade": {"B"}, "why": {"It corrects itself."}, "by": {"ines"}},
		"/alerts":  {"search": {"act:deny"}, "reason": {"new"}, "hook": {"https://hooks.example.org/x"}, "pace": {"daily"}},
		"/studies": {"title": {"Two look"}, "coders": {"ines, bo"}, "sample": {"2"}, "by": {"ines"}}} {
		if w := b.post(address, form); w.Code != http.StatusSeeOther {
			t.Fatalf("%s gives %d: %s", address, w.Code, w.Body)
		}
	}
	for list, want := range map[string][]string{"/queue": {"denied", "Eva Strand", "CLEAR"}, "/sources": {"courier.example", "It corrects itself."}, "/alerts": {"act:deny"}, "/studies": {"Two look", "ines"}, line: {"bell.example", "CLEAR"}} {
		page := b.get(list).Body.String()
		for _, f := range formats {
			w := b.get(list + "." + f.ext)
			if f.ext == "atom" && noFeed[list] != "" {
				if w.Code != http.StatusNotFound || strings.Contains(page, list+".atom") {
					t.Errorf("%s has a feed: %d", list, w.Code)
				}
				continue
			}
			if !strings.Contains(page, `href="`+list+"."+f.ext+`"`) {
				t.Errorf("%s has no button for %s", list, f.name)
			}
			for _, words := range want {
				if !strings.Contains(w.Body.String(), words) {
					t.Errorf("%s.%s, %d, has no %q: %s", list, f.ext, w.Code, words, w.Body)
				}
			}
			if body := w.Body.String(); strings.Contains(body, "token=") || strings.Contains(body, "secret") || strings.Contains(body, "hooks.example") {
				t.Errorf("%s.%s has a secret: %s", list, f.ext, body)
			}
		}
	}
	if w := b.get("/positions.csv"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "There is no question") {
		t.Error(w.Code, w.Body)
	}
	for _, list := range []string{"/positions.csv?on=the+ferry+deal", "/positions.json?actor=Eva+Strand", "/positions.atom?on=the+ferry%3B+the+boats"} {
		if w := b.get(list); w.Code != http.StatusOK {
			t.Error(list, w.Code, w.Body)
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
