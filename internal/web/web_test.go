package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

func TestPagesShowWhatTheRecordSays(t *testing.T) {
	b := newBench(t)
	ref := b.addStory(t.Context())
	b.add(t.Context(), "courier.example", 1, recordOf(version("https://courier.example/1", storyText+" It has rained.")))
	st := "/story/" + string(ref.Story)
	actor := regexp.MustCompile(`/actor/ac_\w+`).FindString(b.get(st + "?v=1&layers=w").Body.String())
	if actor == "" {
		t.Fatal("the story's page leads to no actor")
	}
	tests := []struct {
		name, address string
		want          []string
	}{
		{"the desk lists what came in and what changed", "/", []string{"Minister denies ferry deal", "Changed since posted", "A ferry", `action="/read"`}},
		{"a story has its marks and cards", st + "?v=1", []string{`id="a1"`, `id="t-a1"`, `<span class="label">according to</span>`, "very likely (0.91)", "denied is a verb of denial.", "Harbour Minister Eva Strand</bdi>, as told by <bdi class=\"who\">a senior official", `<b class="verb">met</b>`, `<b class="status">✕ denied</b> <span class="code">AGREE</span>`, "2 statements by 2 speakers, 1 of them unnamed", "2 events, 1 only according to others, 1 denied, planned or in doubt"}},
		{"the foot says what was cut and not read", st, []string{"Boats in Holm. Photo: A. Berg", "Nobody says which islanders.", "the islanders", "sha256"}},
		{"layers are in the address", st + "?v=1&layers=wt", []string{"Eva Strand", "harbour minister, Norway", "Tue 12 Mar 2024", "counted from the day of publication", "Holm"}},
		{"the record as tables", st + "?v=1&view=record", []string{"<h2>Statements", "<h2>Events", "likely (0.70)", "show=e1#hit"}},
		{"versions are compared", st + "/versions?from=1&to=2", []string{"<ins>It has rained.</ins>", "Compare"}},
		{"the words of versions stand side by side", st + "/versions?from=1&to=2&columns=2", []string{`<table class="columns"`, "<ins>It has rained.</ins></td>", "side by side"}},
		{"a story has a timeline", st + "/timeline?v=1", []string{"Tue 12 Mar 2024", "mailto:?subject=", "who “a senior official” is"}},
		{"a version's id opens it", "/story/" + string(ref.ID), []string{"Minister denies ferry deal", "Version 1 of"}},
		{"search finds statements by field", "/search?q=act:deny", []string{"denied", "Narrow", "1 story, 1 outlet"}},
		{"search finds words", "/search?q=crews", []string{"withdrew the boats"}},
		{"a query that makes no sense is explained", "/search?q=nonsense:x", []string{"there is no field nonsense"}},
		{"actors are listed", "/actors?name=strand", []string{"Eva Strand"}},
		{"an actor's page has offices", actor, []string{"Offices", "harbour minister", "2022 to …"}},
		{"what an actor did", actor + "?part=did", []string{"Eva Strand</bdi></a>", ">met</a>", "<mark>the islanders</mark> in Holm", `<span class="label">when</span> <b>Tue 12 Mar 2024</b> (“on Tuesday”, counted from the day of publication)`, `<b>Holm</b> (town)`}},
		{"unnamed officials stand apart", actor + "?part=unnamed", []string{"typed, never guessed"}},
		{"events have a chart and its table", "/events", []string{"<svg", "The same as a table", "Mar 2024", ">CONSULT/visit</span>"}},
		{"events are filtered", "/events?type=AGREE&status=denied", []string{"denied on Tuesday"}},
		{"health counts", "/health", []string{"1 story · 2 versions", "nothing waits"}},
		{"keys are explained", "/keys", []string{"no single keys"}},
		{"a sample opens on its versions", "/sample/ferry/versions?from=1&to=2", []string{"More on this later."}},
	}
	for _, test := range tests {
		w := b.get(test.address)
		if w.Code != 200 && !strings.Contains(test.name, "no sense") {
			t.Errorf("%s: %s gives %d: %s", test.name, test.address, w.Code, w.Body)
		}
		for _, want := range test.want {
			if !strings.Contains(w.Body.String(), want) && !strings.Contains(unescaped(w.Body.String()), want) {
				t.Errorf("%s: %s lacks %q\n%s", test.name, test.address, want, w.Body)
			}
		}
	}
}

func unescaped(page string) string {
	return strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&amp;", "&").Replace(page)
}

func TestAPastedStoryIsReadAndKeptOnlyOnRequest(t *testing.T) {
	b := newBench(t)
	w := b.post("/read", url.Values{"story": {storyText}})
	if w.Code != 303 {
		t.Fatalf("reading gives %d: %s", w.Code, w.Body)
	}
	at := w.Header().Get("Location")
	if page := b.get(at).Body.String(); !strings.Contains(page, "Keep it in the archive") || !strings.Contains(page, `id="a1"`) {
		t.Fatalf("the pasted story's page: %s", page)
	}
	if st, _ := b.store.Stats(t.Context()); st.Stories != 0 {
		t.Error("reading kept the story")
	}
	w = b.post("/keep/"+strings.TrimPrefix(at, "/read/"), nil)
	if w.Code != 303 || !strings.HasPrefix(w.Header().Get("Location"), "/story/st_") {
		t.Fatalf("keeping gives %d %s: %s", w.Code, w.Header().Get("Location"), w.Body)
	}
	if page := b.get(w.Header().Get("Location")); page.Code != 200 {
		t.Errorf("the kept story gives %d", page.Code)
	}
}

func TestOtherSitesAndHostsAreRefused(t *testing.T) {
	b := newBench(t)
	form := url.Values{"story": {storyText}}
	tests := []struct {
		name string
		code int
		w    *httptest.ResponseRecorder
	}{
		{"another site's form", 403, b.post("/read", form, "Sec-Fetch-Site", "cross-site")},
		{"another origin, in an old browser", 403, b.post("/read", form, "Sec-Fetch-Site", "", "Origin", "https://evil.example")},
		{"another site's API call", 403, b.post("/api/v1/read", form, "Sec-Fetch-Site", "cross-site")},
		{"a name that was turned to this machine", 403, b.get("/", "Host", "evil.example:8090")},
		{"a name that only looks like ours", 403, b.get("/", "Host", "127.0.0.1.evil.example")},
		{"the same host by name", 200, b.get("/", "Host", "localhost:8090")},
		{"the same host in IPv6", 200, b.get("/", "Host", "[::1]:8090")},
	}
	for _, test := range tests {
		if test.w.Code != test.code {
			t.Errorf("%s gives %d, want %d: %s", test.name, test.w.Code, test.code, test.w.Body)
		}
	}
	for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"} {
		if got := b.get("/").Header().Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAnswersAreKnownAgain(t *testing.T) {
	b := newBench(t)
	ref := b.addStory(t.Context())
	tag := b.get("/story/" + string(ref.Story)).Header().Get("ETag")
	if w := b.get("/story/"+string(ref.Story), "If-None-Match", tag); w.Code != 304 || w.Body.Len() > 0 {
		t.Errorf("a known page gives %d with %d bytes", w.Code, w.Body.Len())
	}
	if w := b.get("/api/v1/versions/" + string(ref.ID)); !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("a version's Cache-Control is %q", w.Header().Get("Cache-Control"))
	}
}

// hostile stories try to run something, to break the page or to be too large.
var hostile = map[string]string{
	"script in the headline":   "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> said it.",
	"a breakout of attributes": `"><svg onload=alert(1)>' onmouseover='alert(1)` + "\n\n{{.}} ${7*7} </textarea></title><script>x</script>",
	"bidi tricks":              "Minister \u202egnp.exe\u202c said\n\n\u2066\u2067\u202d\u202e" + strings.Repeat("\u202b", 500) + "text",
	"a paragraph of 10 MB":     strings.Repeat("word ", 2<<20),
	"one word of 3 MB":         strings.Repeat("ж", 3<<19),
	"100,000 paragraphs":       strings.Repeat("a\n\n", 100_000),
	"NUL and broken UTF-8":     strings.ToValidUTF8("a\x00b\xff\xfec\n\nx", "\uFFFD"),
}

func TestHostileStoriesRunNothingAndOpen(t *testing.T) {
	if testing.Short() {
		t.Skip("opens every page of hostile stories")
	}
	b := newBench(t)
	risky := regexp.MustCompile(`(?i)<script>|<img|<svg onload|(href|src|action)="?javascript:|<[^>]* on\w+=`)
	for name, text := range hostile {
		v := version("javascript:alert(1)//"+fmt.Sprint(len(text)), text)
		v.Outlet, v.Bylines = `<b onclick=x>"`, []string{"javascript:x"}
		rec := &readout.Record{Format: readout.Format, Pipeline: "hand 1", Version: *v}
		ref := b.add(t.Context(), `<i>"`, name, rec)
		for _, address := range []string{"/story/" + string(ref.Story), "/story/" + string(ref.Story) + "?part=2", "/", "/stories", "/search?q=word", "/story/" + string(ref.Story) + "/timeline"} {
			w := b.get(address)
			body := strings.ReplaceAll(w.Body.String(), "mailto:?subject", "")
			noPart := w.Code == 404 && strings.HasSuffix(address, "?part=2") && strings.Contains(body, "has no part=2")
			if w.Code != 200 && !noPart || len(body) > 600_000 {
				t.Errorf("%s: %s gives %d with %d bytes", name, address, w.Code, len(body))
			}
			if bad := risky.FindString(strings.ReplaceAll(body, `<script defer src=`, "")); bad != "" {
				t.Errorf("%s: %s holds %q", name, address, bad)
			}
		}
	}
}

func TestFiftyThousandMentionsOpen(t *testing.T) {
	if testing.Short() {
		t.Skip("makes and opens a story of 50,000 mentions")
	}
	b := newBench(t)
	text := "Names\n\n" + strings.Repeat("Ada met Bo. ", 50_000)
	v := version("https://courier.example/names", text)
	rec := &readout.Record{Format: readout.Format, Pipeline: "hand 1", Version: *v, Actors: []readout.Actor{{ID: "u1", Name: "Ada", Kind: "person"}}}
	for i := range 50_000 {
		s := readout.Span{Start: 7 + 12*i, End: 10 + 12*i}
		rec.Mentions = append(rec.Mentions, readout.Mention{ID: readout.MentionID(fmt.Sprint("m", i+1)), Span: s, Text: "Ada", Type: "PER", Form: "name", Actor: "u1"})
		rec.Events = append(rec.Events, readout.Event{ID: readout.EventID(fmt.Sprint("e", i+1)), Type: "CONSULT", Trigger: readout.WordsOf(text, readout.Span{Start: s.End + 1, End: s.End + 4}),
			Sentence: readout.Span{Start: s.Start, End: s.End + 8}, Status: readout.Asserted})
	}
	ref := b.add(t.Context(), "courier.example", "names", rec)
	for _, q := range []string{"", "?layers=wd", "?part=3", "?view=record", "?show=e40000"} {
		w := b.get("/story/"+string(ref.Story)+q, "Accept-Encoding", "gzip")
		if w.Code != 200 || w.Body.Len() > 60<<10 {
			t.Errorf("%s gives %d, %d bytes sent", q, w.Code, w.Body.Len())
		}
	}
}

func TestMetricsAndHealthz(t *testing.T) {
	b := newBench(t)
	b.get("/stories")
	if w := b.get("/healthz"); w.Code != 200 || w.Body.String() != "ok\n" {
		t.Errorf("healthz: %d %s", w.Code, w.Body)
	}
	if w := b.get("/readyz"); w.Code != 200 || w.Body.String() != "ok\n" {
		t.Errorf("readyz: %d %s", w.Code, w.Body)
	}
	page := b.get("/metrics").Body.String()
	for _, want := range []string{`readout_requests_total{route="GET /stories",status="200"} 1`, "readout_stories ", `readout_request_seconds_count{route="GET /stories"} 1`, "go_goroutines ", "process_resident_memory_bytes "} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in the metrics: %s", want, page)
		}
	}
}

// FuzzRoutes asks for odd addresses with odd methods: 4xx with a reason, never 5xx.
func FuzzRoutes(f *testing.F) {
	b := newBench(f)
	ref := b.addStory(f.Context())
	for _, path := range []string{"/story/%s", "/story/%s/versions", "/story/%s/timeline", "/api/v1/stories/%s/diff", "/api/v1/versions/%s/record", "/search", "/api/v1/search", "/api/v1/changes", "/events", "/api/v1/events", "/actors", "/api/v1/actors", "/read", "/keep/x", "/static/../x", "/sample/ferry", "/api/v1/read", "/stories", "/api/v1/stories"} {
		path = strings.Replace(path, "%s", string(ref.Story), 1)
		for _, query := range []string{"", "v=2", "part=99999999999999999999", "cursor=MS4", "q=%ff%00&limit=0", "from=-1&to=zz", "since=-1", "layers=%F0%9F%9A%A2&view=record", "q=((((", "q=date:2024&cursor=%00"} {
			f.Add("GET", path, query, "")
		}
		f.Add("POST", path, "", `{"text":"`)
		f.Add("DELETE", path, "", "story=x")
		f.Add("POST", path, "", "story=%zz&day=31.12")
	}
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		u := &url.URL{Scheme: "http", Host: "127.0.0.1", Path: "/" + strings.TrimPrefix(path, "/"), RawQuery: query}
		r, err := requestOf(method, u, body)
		if err != nil {
			t.Skip()
		}
		w := b.do(r, "Content-Type", contentType(body))
		if w.Code >= 500 && w.Code != 503 {
			t.Errorf("%s %s with %q gives %d: %s", method, u, body, w.Code, w.Body)
		}
		if w.Code >= 400 && w.Body.Len() == 0 && method != "HEAD" {
			t.Errorf("%s %s gives %d without a reason", method, u, w.Code)
		}
		if strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") && method != "HEAD" {
			var p map[string]any
			if json.Unmarshal(w.Body.Bytes(), &p) != nil || p["detail"] == "" {
				t.Errorf("%s %s: no problem document: %s", method, u, w.Body)
			}
		}
	})
}

func contentType(body string) string {
	if strings.HasPrefix(body, "{") {
		return "application/json"
	}
	return "application/x-www-form-urlencoded"
}

// TestLookingChangesNothing asks for every page and answer: the archive stays
// as it is.
func TestLookingChangesNothing(t *testing.T) {
	b := newBench(t)
	v := version("https://courier.example/1", storyText)
	ref := b.add(t.Context(), "courier.example", 1, recordOf(v))
	before, err := b.store.Changes(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/search?q=ferry", "/stories/" + string(ref.Story), "/events", "/actors", "/health", "/healthz", "/metrics",
		"/api/v1/search?q=ferry", "/api/v1/stories/" + string(ref.Story), "/api/v1/changes", "/api/v1/health", "/api/v1/stories/" + string(ref.Story) + "?keep=1&_method=POST"} {
		rec := httptest.NewRecorder()
		b.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8090"+path, nil))
		if rec.Code >= 500 {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
	after, err := b.store.Changes(t.Context(), 0, 1000)
	if err != nil || len(after) != len(before) {
		t.Errorf("%d changes became %d, %v", len(before), len(after), err)
	}
}

// TestAnActorSaysWhomItWasJoinedFrom shows the names that a rule took for one
// person, and parts one of them.
func TestAnActorSaysWhomItWasJoinedFrom(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	text := strings.ReplaceAll(storyText, "Eva Strand", "Eva M. Strand")
	b.add(t.Context(), "lamp.example", 2, recordWith(version("https://lamp.example/2", text), "Eva M. Strand", "Strand", "Holm"))
	list, err := b.store.ActorsNamed(t.Context(), "eva strand")
	if err != nil || len(list) != 1 {
		t.Fatalf("%d actors, %v", len(list), err)
	}
	page := b.shows("/actor/"+list[0].ID, "Joined from 1 other name", "Eva M. Strand", "1 version", `action="/actor/`+list[0].ID+`/part"`)
	own := regexp.MustCompile(`name="other" value="(ac_\w+)"`).FindStringSubmatch(page)
	if own == nil {
		t.Fatal("nothing can be parted")
	}
	if w := b.post("/actor/"+list[0].ID+"/part", url.Values{"other": {own[1]}, "why": {""}}); w.Code != http.StatusBadRequest {
		t.Errorf("without a reason it gives %d", w.Code)
	}
	if w := b.post("/actor/"+list[0].ID+"/part", url.Values{"other": {own[1]}, "why": {"her mother"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("parting gives %d %s", w.Code, w.Body)
	}
	if page := b.shows("/actor/" + list[0].ID); strings.Contains(page, "Joined from") {
		t.Error("who was parted is joined still")
	}
	b.shows("/actor/"+own[1], "Eva M. Strand")
}
