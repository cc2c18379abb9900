package web

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/mail"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
)

//go:embed static
var static embed.FS

// Options say how the pages are served. Service must be set.
type Options struct {
	Service *ask.Service
	Samples []Sample
	Log     *slog.Logger // nil: no log
	// Mail hands timelines in as mail, in the name of MailFrom; nil: it is not offered.
	Mail     Sender
	MailFrom *mail.Address
	// API answers below /api/v1/; nil: nothing does.
	API http.Handler
	// MCP answers assistants at /mcp; nil: nothing does.
	MCP http.Handler
	// People says who is let in; nil: whoever reaches this machine's own address is.
	People *People
	// SeenAt returns what answers somebody of a clearance, for feeds that are asked
	// for by a token; nil: Service answers everybody.
	SeenAt func(people.Label) (*ask.Service, error)
	// Patience is how long a page waits for what it counts, a tenth of it while other
	// pages wait for their turn, to be made without that then; 0: until it was counted.
	Patience time.Duration
	// Stopping ends when the server is to end: it is not ready from then on. nil:
	// never.
	Stopping context.Context
}

// A site is the pages with what they share.
type site struct {
	Options
	mux     *http.ServeMux
	routed  []string // the patterns of mux
	pages   map[string]*page
	assets  string // hash of the style sheet and the script
	drafts  drafts
	queue   queue
	metrics *metrics
	making  atomic.Int64  // pages that are being made now
	filing  chan struct{} // has a slot for each list that may be made into a file at once
	// patience is how long a person waits for a story that is read; then he is led to
	// a page that waits for it.
	patience time.Duration
}

// New returns the handler of everything: pages, API, health and metrics. It
// answers only requests that name this machine, or the server's public address,
// as their host and that no other site's page has sent.
func New(o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.People != nil {
		return newGate(o).handler
	}
	s := newSite(o)
	s.metrics = newMetrics(s)
	return s.watch(s.hostCheck(nil, secure(s.guard("").Handler(untracked(newKeeper(s).Handler(s.mux))))))
}

// newSite returns the pages of what Service answers.
func newSite(o Options) *site {
	s := &site{Options: o, assets: assetsHash(), patience: 3 * time.Second, filing: make(chan struct{}, 1)}
	s.pages = s.parse()
	s.mux = s.routes()
	if s.Service != nil {
		s.Service.TakeTurns(func() func() { return pageTurns.take(context.Background(), "counts", true) })
	}
	return s
}

// guard refuses what other sites' pages send; origin is trusted, unless it is "".
func (s *site) guard(origin string) *http.CrossOriginProtection {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, api.NewProblem(http.StatusForbidden, "Another site's page sent this request.", "Open Readout itself and send it from there."))
	}))
	if origin != "" {
		if err := guard.AddTrustedOrigin(origin); err != nil {
			s.Log.Error("the public address is no origin", "origin", origin, "error", err)
		}
	}
	return guard
}

// elsewhere are names under which people look for what stands on other pages.
var elsewhere = map[string]string{"/desk": "/", "/home": "/", "/map": "/events#where", "/matrix": "/events#who", "/graph": "/events?pairs=graph#who", "/review": "/queue",
	"/feeds": "/health", "/watch": "/health", "/versions": "/changed", "/reviews": "/queue"}

// withQuery returns an address with what another one asks for.
func withQuery(to, query string) string {
	if query == "" {
		return to
	}
	to, part, found := strings.Cut(to, "#")
	if strings.Contains(to, "?") {
		to += "&" + query
	} else {
		to += "?" + query
	}
	if found {
		to += "#" + part
	}
	return to
}

// routes returns the table of what is answered.
func (s *site) routes() *http.ServeMux {
	mux := http.NewServeMux()
	handle := func(pattern string, h http.Handler) {
		mux.Handle(pattern, h)
		s.routed = append(s.routed, pattern)
	}
	for pattern, handler := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /{$}": s.home, "GET /stories": s.stories, "GET /changed": s.changed, "GET /search": s.search, "GET /complete": s.complete, "POST /saved": s.keepSearch,
		"GET /actors": s.actors, "GET /actor/{id}": s.orFile("/actor/{id}", s.actor), "POST /actor/{id}/part": s.partActor, "GET /events": s.events, "GET /happenings": s.happenings, "GET /happening/{id}": s.orFile("/happening/{id}", s.happening), "GET /conflicts": s.conflictList, "GET /storylines": s.storylines, "GET /storyline/{id}": s.orFile("/storyline/{id}", s.storyline), "GET /positions": s.positions,
		"GET /timelines": s.timelines, "POST /timelines": s.makeTimeline, "GET /timelines/{id}": s.maker, "POST /timelines/{id}": s.editTimeline, "POST /timelines/{id}/mail": s.mailTimeline,
		"GET /timelines/{id}/print": s.printTimeline, "GET /timelines/{id}/as/{form}": s.timelineFile,
		"GET /alerts": s.alerts, "POST /alerts": s.makeAlert, "GET /alerts/new": s.newAlert, "GET /alerts/{id}": s.alert, "POST /alerts/{id}": s.changeAlert,
		"GET /alerts/{id}/feed.atom": s.alertFeed, "GET /alerts/{id}/stop": s.askStop, "POST /alerts/{id}/stop": s.stopAlert,
		"GET /health": s.health, "GET /keys": s.keys,
		"POST /read": s.read, "POST /keep/{id}": s.keep, "POST /label/{id}": s.label, "GET /queue": s.showQueue, "POST /review/{id}": s.takeReview, "POST /unreview/{id}": s.undoReview,
		"POST /note/{id}": s.note, "POST /unnote/{id}": s.dropNote, "GET /sources": s.sources, "POST /grades": s.grade, "GET /capture": s.capture, "POST /capture": s.takeCapture,
		"GET /studies": s.studies, "POST /studies": s.makeStudy, "GET /studies/{id}": s.study, "POST /studies/{id}/mark": s.markStudy, "POST /studies/{id}/settle": s.settleStudy,
		"GET /story/{id}": s.ofStory(s.story), "GET /story/{id}/versions": s.ofStory(s.versions), "GET /story/{id}/timeline": s.ofStory(s.timeline),
		"GET /read/{id}": s.ofDraft("/read/", s.story), "GET /read/{id}/versions": s.ofDraft("/read/", s.versions), "GET /read/{id}/timeline": s.ofDraft("/read/", s.timeline),
		"GET /sample/{id}": s.ofDraft("/sample/", s.story), "GET /sample/{id}/versions": s.ofDraft("/sample/", s.versions), "GET /sample/{id}/timeline": s.ofDraft("/sample/", s.timeline),
	} {
		handle(pattern, s.answer(pattern, handler))
	}
	for path, list := range s.lists() {
		for _, f := range formatsOf(path) {
			pattern := "GET " + path + "." + f.ext
			handle(pattern, s.answer(pattern, func(w http.ResponseWriter, r *http.Request) error { return s.file(w, r, f.ext, list) }))
		}
	}
	handle("GET /static/{file}", http.HandlerFunc(s.static))
	handle("GET /healthz", http.HandlerFunc(s.healthz))
	handle("GET /readyz", http.HandlerFunc(s.readyz))
	handle("GET /metrics", http.HandlerFunc(s.showMetrics))
	if s.API != nil {
		handle("/api/", s.API)
	}
	if s.MCP != nil {
		handle("/mcp", s.MCP)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			s.fail(w, r, api.NewProblem(http.StatusMethodNotAllowed, fmt.Sprintf("%.20q is not answered here.", r.Method), "Use GET."))
			return
		}
		if to := elsewhere[r.URL.Path]; to != "" {
			http.Redirect(w, r, withQuery(to, r.URL.RawQuery), http.StatusFound)
			return
		}
		s.fail(w, r, api.NewProblem(http.StatusNotFound, "There is no page at this address.", "Begin at the start page."))
	})
	return mux
}

// answer turns the function of a pattern's page into a handler.
func (s *site) answer(pattern string, page func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := chosen(r, pattern)
		if err == nil {
			err = page(w, r)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// hostCheck refuses requests whose Host is neither this machine nor the public
// address, which may be nil: a page elsewhere whose name was turned to 127.0.0.1
// (DNS rebinding) would be one.
func (s *site) hostCheck(public *url.URL, next http.Handler) http.Handler {
	do := "Open http://127.0.0.1 with the port that readout serve printed."
	if public != nil {
		do = "Open " + public.String() + ". A proxy in between has to pass the host on as it came."
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !Loopback(r.Host) && (public == nil || !sameHost(r.Host, public)) {
			s.Log.Warn("refused: a foreign host", "host", r.Host, "from", r.RemoteAddr)
			s.fail(w, r, api.NewProblem(http.StatusForbidden, "This address is not one of Readout's.", do))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// sameHost reports whether a Host header names a public address.
func sameHost(host string, public *url.URL) bool {
	usual := map[string]string{"https": ":443", "http": ":80"}[public.Scheme]
	return strings.EqualFold(strings.TrimSuffix(host, usual), strings.TrimSuffix(public.Host, usual))
}

// Loopback reports whether a host, with a port or without, is this machine by
// an address of its own or by the name localhost.
func Loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// policy is the content security policy of all answers: nothing from
// elsewhere, no inline script or style.
const policy = "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// secure sets the headers that all answers have.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

// static serves the style sheet, the script and the icon.
func (s *site) static(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	data, err := static.ReadFile("static/" + name)
	types := map[string]string{"readout.css": "text/css; charset=utf-8", "readout.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml", "readout.webmanifest": "application/manifest+json"}
	if err != nil || types[name] == "" {
		s.fail(w, r, api.NewProblem(http.StatusNotFound, "There is no such file.", "Begin at the start page."))
		return
	}
	w.Header().Set("Content-Type", types[name])
	if r.URL.RawQuery == s.assets {
		w.Header().Set("Cache-Control", "max-age=31536000, immutable")
	}
	w.Write(data)
}

func assetsHash() string {
	sum := sha256.New()
	for _, name := range []string{"static/readout.css", "static/readout.js"} {
		data, _ := static.ReadFile(name)
		sum.Write(data)
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// fail answers with a problem: as JSON to programs, as a page to people.
func (s *site) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := api.Explain(err)
	if p.Status >= 500 {
		s.Log.Error("request failed", "path", pathOf(r), "error", err)
	}
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "60")
	}
	if errors.Is(err, context.DeadlineExceeded) && r.URL.RawQuery == "" { // less can't be asked for
		p.Detail, p.Do = "This page could not be made in time: the archive is busy.", "Open it again in a minute. Feeds and health says what is being read meanwhile."
	}
	if wantsJSON(r) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(p.Status)
		json.NewEncoder(w).Encode(p)
		return
	}
	s.show(w, r, p.Status, "problem", &problemPage{chrome: chrome{Title: p.Title}, P: p})
}

// wantsJSON reports whether a problem is told to a program: one that asks the API
// or a file, or says that it takes JSON and no page. Whoever takes anything gets the
// page, which leads on.
func wantsJSON(r *http.Request) bool {
	accept := r.Header.Get("Accept")
	switch {
	case strings.HasPrefix(r.URL.Path, "/api/"), r.URL.Path == "/mcp":
		return true
	case strings.Contains(accept, "text/html"):
		return false
	}
	return strings.HasSuffix(r.URL.Path, ".json") || strings.Contains(accept, "json") || r.Method != http.MethodGet && r.Method != http.MethodHead
}

type problemPage struct {
	chrome
	P *api.Problem
}

// readyz says whether requests should be sent here: the server is well and is
// not about to end.
func (s *site) readyz(w http.ResponseWriter, r *http.Request) {
	if s.Stopping != nil && s.Stopping.Err() != nil {
		http.Error(w, "stopping", http.StatusServiceUnavailable)
		return
	}
	s.healthz(w, r)
}

// healthz says that the server answers and the archive can be read.
func (s *site) healthz(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if _, err := s.Service.Store.Changes(r.Context(), 0, 1); err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintf(w, "the archive can't be read: %v\n", err)
		return
	}
	fmt.Fprintln(w, "ok")
}

// watch counts and logs requests, and turns a panic into a 500.
func (s *site) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		seen := &seenStatus{ResponseWriter: w}
		defer func() {
			if p := recover(); p != nil {
				s.Log.Error("a fault in readout", "path", pathOf(r), "fault", fmt.Sprint(p))
				if seen.status == 0 {
					s.fail(seen, r, api.NewProblem(http.StatusInternalServerError, "A fault in readout.", "Please report it with this address."))
				}
			}
			took := time.Since(started)
			s.metrics.count(r.Pattern, seen.status, took)
			s.Log.Debug("request", "method", r.Method, "path", pathOf(r), "status", seen.status, "ms", took.Milliseconds())
		}()
		next.ServeHTTP(seen, r)
	})
}

// pathOf returns the path of a request as logs show it: without the secret of a
// one-time link.
func pathOf(r *http.Request) string {
	if strings.HasPrefix(r.URL.Path, "/welcome/") {
		return "/welcome/…"
	}
	return r.URL.Path
}

// seenStatus remembers the status that was sent.
type seenStatus struct {
	http.ResponseWriter
	status int
}

// WriteHeader sends the status on.
func (w *seenStatus) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}
