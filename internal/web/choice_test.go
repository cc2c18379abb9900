package web

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
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
