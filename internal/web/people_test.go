package web

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A newsroom is a server that lets nobody in who has no account. Each has the password
// that password returns, and a session and a token of each scope to begin with.
type newsroom struct {
	*bench
	patterns func() []string
	now      time.Time
	sessions map[string]string // secret of a session, by account
	tokens   map[string]string // secret of a token, by account and scope: "ed read"
}

// accounts of a newsroom.
var staff = []store.Account{
	{Name: "rita", Role: people.Reader, Clearance: people.Clear}, {Name: "greta", Role: people.Reader, Clearance: people.Green},
	{Name: "ed", Role: people.Editor, Clearance: people.Amber}, {Name: "eve", Role: people.Editor, Clearance: people.AmberStrict}, {Name: "ada", Role: people.Admin, Clearance: people.Red},
}

func newNewsroom(t *testing.T, change func(*People), options ...store.Option) *newsroom {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "a.db"), options...)
	if err != nil {
		t.Fatal(err)
	}
	n := &newsroom{bench: &bench{t: t, store: s}, now: time.Now(), sessions: make(map[string]string), tokens: make(map[string]string)}
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		for i := range staff {
			a, err := tx.AddAccount(staff[i].Name, staff[i].Role, staff[i].Clearance)
			if err != nil {
				return err
			}
			secret := people.NewSecret(people.SessionKind)
			n.sessions[a.Name] = string(secret)
			if err := tx.AddCredential(a.UID, &store.Credential{Kind: people.SessionKind, EndsAt: n.now.Add(time.Hour)}, secret); err != nil {
				return err
			}
			for _, scope := range people.Scopes {
				secret := people.NewSecret(people.TokenKind)
				n.tokens[a.Name+" "+string(scope)] = string(secret)
				if err := tx.AddCredential(a.UID, &store.Credential{Kind: people.TokenKind, Scopes: []people.Scope{scope}}, secret); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var views []*store.Store
	p := &People{Store: s, Now: func() time.Time { return n.now }, At: func(label people.Label) (*View, error) {
		part, err := s.At(t.Context(), label)
		if err != nil {
			return nil, err
		}
		if part != s {
			views = append(views, part)
		}
		service := n.service(part)
		return &View{Service: service, API: api.Handler(service), MCP: http.NotFoundHandler()}, nil
	}}
	t.Cleanup(func() {
		for _, v := range views {
			v.Close()
		}
		s.Close()
	})
	if change != nil {
		change(p)
	}
	service := n.service(s)
	o := Options{Log: slog.New(slog.DiscardHandler), Service: service, People: p, API: api.Handler(service), Samples: []Sample{{Name: "ferry", Title: "A ferry", Given: []ask.Given{{Text: storyText}}}}}
	g := newGate(o)
	n.patterns, n.Handler = g.patterns, g.handler
	return n
}

// service reads by hand, as newBench does.
func (n *newsroom) service(s *store.Store) *ask.Service {
	service := &ask.Service{Store: s, Pipeline: "hand 1", Reading: func(_ context.Context, in *ask.Given) (*readout.Record, error) {
		v := &readout.Version{Text: in.Text, Headline: "x", Language: "en"}
		v.Seal()
		return recordOfText(v), nil
	}}
	service.Keeping = func(ctx context.Context, in *ask.Given, _ time.Duration) (*store.VersionRef, error) {
		rec, err := service.Reading(ctx, in)
		if err != nil {
			return nil, err
		}
		return n.add(ctx, "courier.example", rec.Version.ID, rec), nil
	}
	return service
}

// as sends a request in the name of an account, "" for nobody, from the server's own page.
func (n *newsroom) as(name, method, address, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://127.0.0.1:8090"+address, strings.NewReader(body))
	r.RemoteAddr = "127.0.0.1:5555"
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if method != "GET" {
		r.Header.Set("Content-Type", contentType(body))
	}
	if name != "" {
		r.AddCookie(&http.Cookie{Name: plainCookie, Value: n.sessions[name]})
	}
	return n.do(r, headers...)
}

// routes is the table of what each route takes: the least role, "" for nobody. A route
// that is not in it fails the test. {id} is filled in; a body goes with it where one is needed.
var routes = map[string]people.Role{
	"GET /healthz": "", "GET /readyz": "", "GET /static/{file}": "", "GET /login": "", "POST /login": "", "GET /welcome/{secret}": "", "POST /welcome/{secret}": "",

	"GET /{$}": people.Reader, "GET /stories": people.Reader, "GET /changed": people.Reader, "GET /search": people.Reader, "GET /complete": people.Reader, "POST /saved": people.Reader, "GET /actors": people.Reader, "GET /actor/{id}": people.Reader,
	"GET /events": people.Reader, "GET /happenings": people.Reader, "GET /happening/{id}": people.Reader, "GET /conflicts": people.Reader, "GET /storylines": people.Reader, "GET /storyline/{id}": people.Reader, "GET /positions": people.Reader,
	"GET /timelines": people.Reader, "GET /queue": people.Reader, "GET /sources": people.Reader, "GET /capture": people.Reader, "POST /capture": people.Editor, "POST /note/{id}": people.Editor, "POST /unnote/{id}": people.Editor, "POST /grades": people.Editor,
	"GET /studies": people.Reader, "GET /studies/{id}": people.Reader, "GET /timelines/{id}": people.Reader, "GET /timelines/{id}/print": people.Reader, "GET /timelines/{id}/as/{form}": people.Reader,
	"GET /health": people.Reader, "GET /keys": people.Reader, "GET /story/{id}": people.Reader, "GET /story/{id}/versions": people.Reader, "GET /story/{id}/timeline": people.Reader,
	"GET /read/{id}": people.Reader, "GET /read/{id}/versions": people.Reader, "GET /read/{id}/timeline": people.Reader,
	"GET /sample/{id}": people.Reader, "GET /sample/{id}/versions": people.Reader, "GET /sample/{id}/timeline": people.Reader,
	"POST /read": people.Reader, "/mcp": people.Reader, "POST /logout": people.Reader, "GET /me": people.Reader, "POST /me/password": people.Reader, "POST /me/tokens": people.Reader, "POST /me/end/{id}": people.Reader,

	"POST /actor/{id}/part": people.Editor, "POST /timelines": people.Editor, "POST /timelines/{id}": people.Editor, "POST /timelines/{id}/mail": people.Editor, "POST /keep/{id}": people.Editor, "POST /label/{id}": people.Editor, "POST /review/{id}": people.Editor, "POST /unreview/{id}": people.Editor,
	"POST /studies": people.Editor, "POST /studies/{id}/mark": people.Editor, "POST /studies/{id}/settle": people.Editor,

	"GET /alerts": people.Reader, "GET /alerts/new": people.Reader, "GET /alerts/{id}": people.Reader, "POST /alerts": people.Reader, "POST /alerts/{id}": people.Reader, "GET /alerts/{id}/feed.atom": "", "GET /alerts/{id}/stop": "", "POST /alerts/{id}/stop": "",
	"GET /api/v1/alerts": people.Reader, "GET /api/v1/alerts/{id}": people.Reader, "POST /api/v1/alerts": people.Reader, "POST /api/v1/alerts/{id}": people.Reader, "POST /api/v1/alerts/{id}/do": people.Reader,

	"GET /metrics": people.Admin, "GET /people": people.Admin, "POST /people": people.Admin, "POST /people/{name}": people.Admin, "GET /audit": people.Admin,

	"GET /api/v1/stories": people.Reader, "GET /api/v1/stories/changed": people.Reader, "GET /api/v1/stories/{id}": people.Reader, "GET /api/v1/stories/{id}/diff": people.Reader,
	"GET /api/v1/versions/{id}": people.Reader, "GET /api/v1/versions/{id}/record": people.Reader, "GET /api/v1/search": people.Reader, "GET /api/v1/timeline": people.Reader,
	"GET /api/v1/actors": people.Reader, "GET /api/v1/actors/{id}": people.Reader, "GET /api/v1/actors/{id}/{part}": people.Reader, "GET /api/v1/events": people.Reader,
	"GET /api/v1/happenings": people.Reader, "GET /api/v1/happenings/{id}": people.Reader, "GET /api/v1/conflicts": people.Reader, "GET /api/v1/storylines": people.Reader, "GET /api/v1/storylines/{id}": people.Reader, "GET /api/v1/positions": people.Reader, "GET /api/v1/options": people.Reader,
	"GET /api/v1/pairs": people.Reader, "GET /api/v1/places": people.Reader, "GET /api/v1/changes": people.Reader, "GET /api/v1/health": people.Reader, "GET /api/v1/chronology": people.Reader, "GET /api/v1/timelines": people.Reader, "GET /api/v1/timelines/{id}": people.Reader,
	"GET /api/v1/notes": people.Reader, "GET /api/v1/tags": people.Reader, "GET /api/v1/sources": people.Reader, "POST /api/v1/notes": people.Editor, "POST /api/v1/notes/{id}/drop": people.Editor, "POST /api/v1/grades": people.Editor,
	"GET /api/v1/studies": people.Reader, "GET /api/v1/studies/{id}": people.Reader, "POST /api/v1/studies": people.Editor, "POST /api/v1/studies/{id}/marks": people.Editor, "POST /api/v1/studies/{id}/settle": people.Editor,
	"GET /api/v1/reviews": people.Reader, "GET /api/v1/openapi.json": people.Reader, "POST /api/v1/read": people.Reader,
	"POST /api/v1/decisions": people.Editor, "POST /api/v1/stories": people.Editor, "POST /api/v1/timelines": people.Editor, "POST /api/v1/timelines/{id}": people.Editor,
	"POST /api/v1/reviews": people.Editor, "POST /api/v1/reviews/{id}/undo": people.Editor, "POST /api/v1/labels": people.Editor,
}

// known returns all routes that the server answers: of its pages, and of the API as it
// describes itself.
func (n *newsroom) known() []string {
	n.t.Helper()
	list := slices.DeleteFunc(n.patterns(), func(p string) bool { return p == "/api/" })
	var doc struct {
		Paths map[string]map[string]any
	}
	if err := json.Unmarshal(n.as("ada", "GET", "/api/v1/openapi.json", "").Body.Bytes(), &doc); err != nil {
		n.t.Fatal(err)
	}
	for path, methods := range doc.Paths {
		for method := range methods {
			list = append(list, strings.ToUpper(method)+" "+path)
		}
	}
	return append(list, "GET /api/v1/openapi.json")
}

// listRoute is a list as a file, of which there is one for each format.
var listRoute = regexp.MustCompile(`^GET (/[a-z/{}]+)\.[a-z]+$`)

// TestEveryRouteAndEveryRole sends every route that the server has in the name of nobody and
// of each role: those below the table's are refused, the others are not.
func TestEveryRouteAndEveryRole(t *testing.T) {
	n := newNewsroom(t, nil)
	story := n.addStory(t.Context())
	known := n.known()
	for _, route := range known {
		least, ok := routes[route]
		if !ok && listRoute.MatchString(route) && !strings.HasPrefix(route, "GET /api/") {
			least, ok = people.Reader, true
		}
		if !ok {
			t.Errorf("%q is not in the table of this test: say who may", route)
			continue
		}
		method, path, found := strings.Cut(route, " ")
		if !found {
			method, path = "POST", route
		}
		path = strings.NewReplacer("{$}", "", "{id}", string(story.Story), "{file}", "readout.css", "{form}", "html", "{part}", "did", "{secret}", "x", "{name}", "nobody").Replace(path)
		for _, who := range []struct {
			name string
			role people.Role
		}{{"", ""}, {"greta", people.Reader}, {"ed", people.Editor}, {"ada", people.Admin}} {
			if path == "/logout" && who.name != "" {
				continue // TestSignInAndOut does
			}
			w := n.as(who.name, method, path, "{}")
			refused := w.Code == 401 || w.Code == 303 && strings.HasPrefix(w.Header().Get("Location"), "/login?") || w.Code == 403 && strings.Contains(w.Body.String(), "This takes the role")
			if want := least != "" && !who.role.AtLeast(least); refused != want {
				t.Errorf("%s as %q gives %d %s, want refused %v", route, who.role, w.Code, short(w.Body.String(), 300), want)
			}
			if w.Code >= 500 && w.Code != 503 {
				t.Errorf("%s as %q gives %d %s", route, who.role, w.Code, w.Body)
			}
		}
	}
	for route := range routes {
		if !slices.Contains(known, route) {
			t.Errorf("the table names %q, which the server does not have", route)
		}
	}
}

// TestTokensHaveScopes sends what each scope allows and what it does not.
func TestTokensHaveScopes(t *testing.T) {
	n := newNewsroom(t, nil)
	for _, test := range []struct {
		token, method, address string
		want                   int
	}{
		{"ed read", "GET", "/api/v1/stories", 200},
		{"ed write", "GET", "/api/v1/stories", 403},
		{"ed metrics", "GET", "/api/v1/stories", 403},
		{"ed read", "POST", "/api/v1/timelines", 403},
		{"ed write", "POST", "/api/v1/timelines", 422},
		{"greta write", "POST", "/api/v1/timelines", 403}, // never more than the account
		{"ed metrics", "GET", "/metrics", 403},
		{"ada metrics", "GET", "/metrics", 200},
		{"ada read", "GET", "/metrics", 403},
		{"ada read", "GET", "/people", 403},
		{"ada write", "POST", "/me/tokens", 403}, // a token makes no token
		{"nobody", "GET", "/api/v1/stories", 401},
	} {
		r := httptest.NewRequest(test.method, "http://127.0.0.1:8090"+test.address, strings.NewReader("{}"))
		r.RemoteAddr = "127.0.0.1:5555"
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+n.tokens[test.token])
		if w := n.do(r); w.Code != test.want {
			t.Errorf("%s %s with the token %q gives %d, want %d: %s", test.method, test.address, test.token, w.Code, test.want, w.Body)
		}
	}
}

// secretWord is a word that stands in stories of one label alone.
func secretWord(l people.Label) string {
	return []string{"zulu", "yankee", "xray", "whisky", "victor"}[l] + "ish"
}

// TestNobodySeesAboveHisClearance puts a story of each label into the archive and opens every
// page, list, file and answer as each account: nothing above his clearance is in any of them, and what
// is not above it is.
func TestNobodySeesAboveHisClearance(t *testing.T) {
	n := newNewsroom(t, nil)
	ids := make(map[people.Label]*store.VersionRef)
	var lines []string
	for _, l := range people.Labels {
		word := secretWord(l)
		mark := word + "mark"
		text := strings.NewReplacer("Eva Strand", "Eva "+word, "Strand", word, "Holm", "Holm"+word, "ferry", word, "Courier", mark).Replace(storyText)
		rec := recordWith(version("https://courier.example/"+word, text), "Eva "+word, word, "Holm"+word)
		ref := n.add(t.Context(), mark+".example", word, rec)
		ids[l] = ref
		if w := n.as("ada", "POST", "/api/v1/labels", fmt.Sprintf(`{"id":%q,"label":%q}`, ref.Story, l)); w.Code != 200 {
			t.Fatalf("labelling gives %d: %s", w.Code, w.Body)
		}
		if w := n.as("ada", "POST", "/api/v1/reviews", fmt.Sprintf(`{"version":%q,"id":"e1","do":"correct","field":"type","value":"AID","by":"x","why":"because of %s"}`, ref.ID, word)); w.Code != 201 {
			t.Fatalf("a review gives %d: %s", w.Code, w.Body)
		}
		// a newer version has the story's label, too
		n.add(t.Context(), mark+".example", word, recordWith(version("https://courier.example/"+word, text+" It rained on "+word+"."), "Eva "+word, word, "Holm"+word))
		for _, part := range []string{"", "/versions", "/timeline"} {
			lines = append(lines, "/story/"+string(ref.Story)+part)
		}
		for _, path := range []string{"/api/v1/stories/%s", "/api/v1/stories/%s/diff", "/api/v1/versions/%s", "/api/v1/versions/%s/record", "/api/v1/reviews?id=%s"} {
			lines = append(lines, fmt.Sprintf(path, ref.Story))
		}
		for _, path := range []string{"/search?q=%s", "/actors?name=%s", "/events?q=%s", "/events?place=Holm%s", "/api/v1/search?q=%s", "/api/v1/search?q=act:deny+%s", "/api/v1/timeline?q=%s", "/api/v1/actors?name=%s", "/api/v1/events?q=%s", "/api/v1/positions?on=%s", "/positions?on=%s", "/positions?actor=%s", "/search.csv?q=%s"} {
			lines = append(lines, fmt.Sprintf(path, word))
		}
	}
	actors := regexp.MustCompile(`/actor/ac_\w+`).FindAllString(n.as("ada", "GET", "/actors", "").Body.String(), -1)
	if len(actors) < len(people.Labels) {
		t.Fatalf("%d actors are listed", len(actors))
	}
	lines = append(lines, actors...)
	for _, path := range n.known() {
		method, path, _ := strings.Cut(path, " ")
		if method == "GET" && !strings.Contains(path, "{") && routes["GET "+path] != people.Admin {
			lines = append(lines, path)
			if strings.Contains(path, "search") || strings.HasSuffix(path, "/timeline") {
				lines = append(lines, path+"?q=act:deny")
			}
		}
	}
	for _, a := range staff {
		seen := make(map[people.Label]bool)
		for _, line := range lines {
			w := n.as(a.Name, "GET", line, "")
			body := w.Body.String()
			for _, l := range people.Labels {
				word := secretWord(l)
				if strings.Contains(line, word) {
					word += "mark" // the question itself stands in the answer
				}
				has := strings.Contains(body, word) || strings.Contains(body, string(ids[l].ID)) || strings.Contains(body, string(ids[l].Story)) && !strings.Contains(line, string(ids[l].Story))
				if has && l > a.Clearance {
					t.Errorf("%s, who sees up to %s, finds a story of %s at %s:\n%s", a.Name, a.Clearance, l, line, around(body, word))
				}
				seen[l] = seen[l] || has
			}
		}
		for _, l := range people.Labels {
			if l <= a.Clearance && !seen[l] {
				t.Errorf("%s, who sees up to %s, finds no story of %s", a.Name, a.Clearance, l)
			}
		}
		var health struct{ Stories int }
		if err := json.Unmarshal(n.as(a.Name, "GET", "/api/v1/health", "").Body.Bytes(), &health); err != nil || health.Stories != int(a.Clearance)+1 {
			t.Errorf("%s counts %d stories, %v, want %d", a.Name, health.Stories, err, int(a.Clearance)+1)
		}
	}
	ref := ids[people.Red]
	for _, post := range []struct{ address, body string }{
		{"/api/v1/reviews", fmt.Sprintf(`{"version":%q,"id":"e1","do":"confirm","by":"x","why":"y"}`, ref.ID)},
		{"/api/v1/labels", fmt.Sprintf(`{"id":%q,"label":"CLEAR"}`, ref.Story)},
	} {
		if w := n.as("eve", "POST", post.address, post.body); w.Code != 404 {
			t.Errorf("an editor who may not see a story changes it at %s: %d %s", post.address, w.Code, w.Body)
		}
	}
	if w := n.as("ed", "POST", "/api/v1/labels", fmt.Sprintf(`{"id":%q,"label":"RED"}`, ids[people.Clear].Story)); w.Code != 400 {
		t.Errorf("an editor labels above his clearance: %d %s", w.Code, w.Body)
	}
}

// around returns where a word stands in a text.
func around(text, word string) string {
	i := max(strings.Index(text, word), 0)
	return text[max(0, i-200):min(len(text), i+200)]
}

// proxied lets a proxy name who has signed in.
func proxied(p *People) {
	p.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.1/32")}
	p.UserHeader = "X-User"
	p.PublicURL = &url.URL{Scheme: "https", Host: "readout.example.org"}
}
