package web

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestUnknownValuesOfAnAddressAreErrors asks for what no page knows: it is not
// taken for the usual in silence.
func TestUnknownValuesOfAnAddressAreErrors(t *testing.T) {
	b := newBench(t)
	st := "/story/" + string(b.addStory(t.Context()).Story)
	for address, want := range map[string]string{
		"/search?q=ferry&sort=newst": "perhaps newest", "/search.csv?q=ferry&sort=oldest": "fit newest", "/search?q=ferry&all=yes": "0 1", "/search?q=ferry&more=outlets": "perhaps outlet",
		"/events?by=publishd": "perhaps published", "/events?pairs=grpah": "perhaps graph", "/events?scale=year": "day week month", "/events.json?by=x": "event published",
		st + "?view=records": "perhaps record", st + "?layers=q": "w s d t", st + "/versions?columns=3": "1 2",
		"/events?q=speaker:strand": "events have no field speaker", "/api/v1/pairs?q=act:deny": "events have no field act",
		`/events?actor=""`: "nothing in them", `/events?recipient=%22+%22`: "nothing in them", `/events.csv?place=%22`: "nothing in them",
	} {
		w := b.get(address)
		if page := unescaped(w.Body.String()); w.Code != http.StatusBadRequest || !strings.Contains(page, want) {
			t.Errorf("%s gives %d without %q: %s", address, w.Code, want, page)
		}
	}
	for _, address := range []string{"/search?q=ferry&sort=newest&all=1", "/events?by=published&pairs=graph&scale=", st + "?view=record", st + "?layers=wt", "/events?actor="} {
		if w := b.get(address); w.Code != http.StatusOK {
			t.Errorf("%s gives %d", address, w.Code)
		}
	}
}

// TestAStoryWithoutWhatIsAskedForSaysSo opens statements, stretches and parts that
// a version does not have: the story is shown with a word on it.
func TestAStoryWithoutWhatIsAskedForSaysSo(t *testing.T) {
	b := newBench(t)
	st := "/story/" + string(b.addStory(t.Context()).Story)
	for _, query := range []string{"show=a9", "show=banana", "at=5-99999", "at=x", "at=9-3", "part=2", "part=x"} {
		w := b.get(st + "?" + query)
		if page := w.Body.String(); w.Code != http.StatusNotFound || !strings.Contains(page, "Version 1 has no "+query) || !strings.Contains(page, `id="a1"`) {
			t.Errorf("%s gives %d", query, w.Code)
		}
	}
	for _, query := range []string{"show=a1", "show=e2", "show=d1", "show=p1", "at=5-9", "at=5", "part=1"} {
		if w := b.get(st + "?" + query); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "has no "+query) {
			t.Errorf("%s gives %d", query, w.Code)
		}
	}
}

// TestAllActorsAreAPageAway goes through the pages of actors, and the files.
func TestAllActorsAreAPageAway(t *testing.T) {
	b := newBench(t)
	for i := range 130 { // as many actors, and the islanders
		rec := recordOf(version(fmt.Sprint("https://courier.example/actor/", i), fmt.Sprint(storyText, " Report ", i, ".")))
		rec.Actors[0].Name = "Eva " + strings.Map(func(r rune) rune { return 'a' + r%26 }, fmt.Sprintf("%x", sha256.Sum256([]byte{byte(i)})))[:10]
		b.add(t.Context(), "courier.example", fmt.Sprint("actor ", i), rec)
	}
	first := b.get("/actors").Body.String()
	if !strings.Contains(first, "131 actors, those of most stories first: 1 to 100.") {
		t.Errorf("the page does not say how many there are: %s", first)
	}
	next := regexp.MustCompile(`/actors\?cursor=[\w-]+`).FindString(first)
	if next == "" {
		t.Fatal("there is no next page")
	}
	seen := make(map[string]bool)
	for _, page := range []string{first, b.get(next).Body.String()} {
		for _, m := range regexp.MustCompile(`/actor/ac_\w+`).FindAllString(page, -1) {
			seen[m] = true
		}
	}
	if len(seen) != 131 {
		t.Errorf("the pages have %d actors", len(seen))
	}
	if n := strings.Count(b.get("/actors.csv").Body.String(), "\n"); n != 132 {
		t.Errorf("the file has %d lines", n)
	}
	w := b.get("/api/v1/actors?limit=50")
	if link := w.Header().Get("Link"); !strings.Contains(link, "cursor=") || !strings.Contains(link, `rel="next"`) {
		t.Errorf("the API's answer links to %q", link)
	}
	if w := b.get("/actors?name=x&" + strings.TrimPrefix(next, "/actors?")); w.Code != http.StatusBadRequest {
		t.Errorf("the cursor of another question gives %d", w.Code)
	}
}

// TestFacetsSayWhatTheyLeaveOut looks for the outlets beyond the most frequent.
func TestFacetsSayWhatTheyLeaveOut(t *testing.T) {
	b := newBench(t)
	for i := range 17 {
		b.add(t.Context(), fmt.Sprintf("news%c.example", 'a'+i), i, recordOf(version(fmt.Sprintf("https://news%c.example/1", 'a'+i), storyText)))
	}
	page := unescaped(b.get("/search?q=act:deny").Body.String())
	more := regexp.MustCompile(`href="(/search\?more=outlet[^"#]*)#narrow">9 more<`).FindStringSubmatch(page)
	if more == nil {
		t.Fatalf("nothing leads to the other outlets: %s", page)
	}
	page = b.get(more[1]).Body.String()
	for i := range 17 {
		if !strings.Contains(page, fmt.Sprintf(">news%c.example</bdi></a> <span", 'a'+i)) {
			t.Errorf("news%c.example is not there", 'a'+i)
		}
	}
	if strings.Contains(page, "9 more<") {
		t.Error("there are more where all are")
	}
}

// TestTheMatrixIsExplainedOutsideItsScroller holds that on a narrow window the
// words about the matrix are not cut with it.
func TestTheMatrixIsExplainedOutsideItsScroller(t *testing.T) {
	b := newBench(t)
	b.addPairs(t.Context(), 4)
	page := b.get("/events").Body.String()
	about, scroller := strings.Index(page, `id="matrix-is"`), strings.Index(page, `aria-label="Who to whom"`)
	if about < 0 || scroller < about || strings.Contains(page, "<caption>Rows do it") || !strings.Contains(page, `<table class="matrix" aria-describedby="matrix-is">`) {
		t.Errorf("the explanation stands at %d, the matrix at %d", about, scroller)
	}
}

// TestActorsAreOfAKind asks for actors of one kind, and for one that there is not.
func TestActorsAreOfAKind(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	if page := b.shows("/actors?kind=person", "Eva Strand"); strings.Contains(page, "<bdi>islanders</bdi>") {
		t.Error("people are not people alone")
	}
	b.shows("/actors.csv?kind=group", "islanders")
	for _, address := range []string{"/actors?kind=banana", "/actors?kind=persons", "/actors.json?kind=banana", "/api/v1/actors?kind=banana"} {
		w := b.get(address)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "person") {
			t.Errorf("%s: %d %s", address, w.Code, w.Body)
		}
	}
}

// TestWhatIsNotThereLeadsOn asks for addresses that people guess, and for one that
// nobody would: the page that says so has links, and programs get JSON.
func TestWhatIsNotThereLeadsOn(t *testing.T) {
	b := newBench(t)
	for from, to := range map[string]string{"/map": "/events#where", "/matrix": "/events#who", "/review": "/queue"} {
		if w := b.get(from); w.Code != http.StatusFound || w.Header().Get("Location") != to {
			t.Errorf("%s: %d to %s", from, w.Code, w.Header().Get("Location"))
		}
	}
	for _, accept := range []string{"text/html", "*/*", ""} {
		if w := b.get("/banana", "Accept", accept); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), `<a href="/search">`) {
			t.Errorf("who takes %q gets %d %.80s", accept, w.Code, w.Body)
		}
	}
	for address, accept := range map[string]string{"/banana": "application/json", "/api/v1/banana": "*/*", "/banana.json": "*/*"} {
		if w := b.get(address, "Accept", accept); w.Code != http.StatusNotFound || !strings.HasPrefix(w.Body.String(), "{") {
			t.Errorf("%s: %d %.80s", address, w.Code, w.Body)
		}
	}
	b.shows("/changed", "No story has changed its words since it came in.")
}

// TestTheQueueHasPages goes through what waits to be reviewed, a page at a time.
func TestTheQueueHasPages(t *testing.T) {
	b := newBench(t)
	b.addPairs(t.Context(), 10)
	page, seen := b.shows("/queue", `>met</a>`, `<span class="label">how sure</span>`, "CONSULT/visit"), 0
	for n := 0; n < 20; n++ {
		seen += strings.Count(page, `<li class="hit"`)
		next := regexp.MustCompile(`href="(/queue\?skip=\d+)" rel="next"`).FindStringSubmatch(page)
		if next == nil {
			break
		}
		page = b.shows(next[1])
	}
	if seen < 3*queueLength || strings.Count(page, `<li class="hit"`) > queueLength {
		t.Errorf("%d values on pages of %d", seen, queueLength)
	}
}

// TestAStoryWithoutADateNamesItsOwnWords holds what is said of days that nothing fixes.
func TestAStoryWithoutADateNamesItsOwnWords(t *testing.T) {
	open := func(words string) readout.TimeExpr { return readout.TimeExpr{Text: words, Basis: readout.DateUnfixed} }
	for want, rec := range map[string]*readout.Record{
		"":                              {Dates: []readout.TimeExpr{{Text: "Tuesday", Basis: readout.DateFromDateline, From: "2024-03-12"}}},
		", so “next week” is not fixed": {Dates: []readout.TimeExpr{open("next week"), open("Tuesday")}},
		": the dateline has “Nov. 28” without a year": {Version: readout.Version{Dateline: "KYIV, Nov. 28"}, Dates: []readout.TimeExpr{open("Nov. 28"), open("Tuesday")}},
	} {
		if got := undated(rec); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestPicturesBeginWithWhatIsThere holds that a narrow window shows the bars of a
// chart of few, and the place of a map that most events are at.
func TestPicturesBeginWithWhatIsThere(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	b.shows("/events", `<div class="chart short"`)
	lat, lon := 59.9, 10.7
	m := mapOf(&store.Places{Items: []store.PlaceCount{{ID: "pl_1", Name: "Oslo", Feature: "PPLC", Country: "NOR", Count: 9, Lat: &lat, Lon: &lon}, {ID: "pl_2", Name: "United States", Feature: "PCLI", Country: "USA", Count: 2}}}, func(id string) string { return id })
	if m.Mid < .4 {
		t.Errorf("the window begins at %g", m.Mid)
	}
}
