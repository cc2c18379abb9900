package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/golden"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// examplePart is a request of doc/api.md with the answer below it.
var examplePart = regexp.MustCompile("(?s)```http\n(.*?)```\n\n```json\n.*?```\n")

// routesPart is the table of addresses of doc/api.md.
var routesPart = regexp.MustCompile(`(?s)(<!-- routes -->\n).*?(<!-- end -->)`)

// TestTheManualOfTheAPI sends every request of doc/api.md and compares the
// answers; "go test -update" rewrites them, and the table of addresses.
func TestTheManualOfTheAPI(t *testing.T) {
	file := filepath.Join("..", "..", "doc", "api.md")
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t, store.WithClock(func() time.Time { return time.Date(2024, 3, 13, 8, 0, 0, 0, time.UTC) }))
	b.addStory(t.Context())
	b.add(t.Context(), "courier.example", 1, recordOf(version("https://courier.example/1", storyText+" It has rained.")))
	got := examplePart.ReplaceAllStringFunc(string(doc), func(part string) string {
		request := examplePart.FindStringSubmatch(part)[1]
		return "```http\n" + request + "```\n\n```json\n" + b.answer(request) + "```\n"
	})
	got = routesPart.ReplaceAllString(got, "${1}"+strings.ReplaceAll(b.routeTable(), "$", "$$")+"${2}")
	golden.File(t, file, got)
}

// answer sends a request of the manual and returns the answer, indented.
func (b *bench) answer(request string) string {
	head, body, _ := strings.Cut(request, "\n")
	method, address, _ := strings.Cut(head, " ")
	r := httptest.NewRequest(method, "http://127.0.0.1:8090"+address, strings.NewReader(strings.TrimSpace(body)))
	w := b.do(r, "Content-Type", "application/json", "Accept", "application/json")
	var out bytes.Buffer
	if err := json.Indent(&out, bytes.TrimSpace(w.Body.Bytes()), "", " "); err != nil {
		b.t.Fatalf("%s: %v: %s", head, err, w.Body)
	}
	lines := strings.Split(out.String(), "\n")
	if len(lines) > maxAnswer {
		lines = append(lines[:maxAnswer], "…")
	}
	return strings.Join(lines, "\n") + "\n"
}

// maxAnswer is how many lines of an answer the manual shows.
const maxAnswer = 70

// description is the part of the OpenAPI description that the table needs.
type description struct {
	OpenAPI string `json:"openapi"`
	Paths   map[string]map[string]struct {
		Summary    string
		Parameters []struct {
			Name, In, Description string
		}
	}
}

func (b *bench) routeTable() string {
	var d description
	if err := json.Unmarshal(b.get("/api/v1/openapi.json").Body.Bytes(), &d); err != nil || !strings.HasPrefix(d.OpenAPI, "3.1") {
		b.t.Fatalf("openapi.json: %v, version %s", err, d.OpenAPI)
	}
	var rows []string
	for path, methods := range d.Paths {
		for method, op := range methods {
			var params []string
			for _, p := range op.Parameters {
				if p.In == "query" {
					params = append(params, "`"+p.Name+"`")
				}
			}
			rows = append(rows, fmt.Sprintf("| `%s %s` | %s | %s |\n", strings.ToUpper(method), path, op.Summary, strings.Join(params, " ")))
		}
	}
	sort.Strings(rows)
	return "| address | what it gives | takes |\n|---|---|---|\n" + strings.Join(rows, "")
}

// TestEveryPageHasItsAnswer holds that what the pages show is in the API.
func TestEveryPageHasItsAnswer(t *testing.T) {
	b := newBench(t)
	ref := b.addStory(t.Context())
	for _, address := range []string{"/stories", "/stories/changed", "/stories/" + string(ref.Story), "/versions/" + string(ref.ID), "/versions/" + string(ref.ID) + "/record",
		"/search?q=act:deny", "/actors", "/events", "/changes", "/health"} {
		w := b.get("/api/v1"+address, "Accept", "application/json")
		if w.Code != 200 || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s gives %d: %s", address, w.Code, w.Body)
		}
	}
	var rec struct {
		Attributions []struct{ Speaker struct{ Spans [][2]int } }
	}
	if err := json.Unmarshal(b.get("/api/v1/versions/"+string(ref.ID)+"/record").Body.Bytes(), &rec); err != nil || rec.Attributions[0].Speaker.Spans[0][1] == 0 {
		t.Errorf("the record's JSON: %v %+v", err, rec)
	}
}

// TestCursorsWalkTheWholeList pages through a list and meets each item once.
func TestCursorsWalkTheWholeList(t *testing.T) {
	b := newBench(t)
	for i := range 23 {
		b.add(t.Context(), "courier.example", i, recordOf(version(fmt.Sprint("https://courier.example/", i), storyText+fmt.Sprintf(" It rained %d days.", i))))
	}
	for _, list := range []string{"/stories?", "/search?q=rained&", "/search?q=act:deny&", "/events?type=CONSULT&"} {
		seen := map[string]int{}
		next := ""
		for range 30 {
			var page struct {
				Items []struct{ Story, ID string }
				Next  string
			}
			w := b.get("/api/v1" + list + "limit=5" + next)
			if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil || w.Code != 200 {
				t.Fatalf("%s: %d %s", list, w.Code, w.Body)
			}
			for _, it := range page.Items {
				seen[it.Story+it.ID]++
			}
			if page.Next == "" {
				break
			}
			if link := w.Header().Get("Link"); !strings.Contains(link, page.Next) {
				t.Errorf("%s: Link is %q", list, link)
			}
			next = "&cursor=" + page.Next
		}
		if len(seen) != 23 {
			t.Errorf("%s: %d items, want 23: %v", list, len(seen), seen)
		}
		if w := b.get("/api/v1/stories/changed?cursor=" + strings.TrimPrefix(next, "&cursor=")); w.Code != 400 {
			t.Errorf("a cursor of %s in another list gives %d", list, w.Code)
		}
	}
}
