package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A keptBench counts how often a page is made.
type keptBench struct {
	*bench
	keeper *keeper
	made   atomic.Int64
	slow   time.Duration
	fail   atomic.Bool
}

func newKeptBench(t *testing.T) *keptBench {
	b := &keptBench{bench: newBench(t)}
	b.keeper = newKeeper(newSite(Options{Service: &ask.Service{Store: b.store}, Log: slog.New(slog.DiscardHandler)}))
	return b
}

// ServeHTTP makes the page.
func (b *keptBench) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	time.Sleep(b.slow)
	if b.fail.Load() {
		panic("a fault")
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<main id="main" tabindex="-1">page %d`, b.made.Add(1))
}

// ask returns the page that somebody gets.
func (b *keptBench) ask(ctx context.Context, method, address string) string {
	w := httptest.NewRecorder()
	b.keeper.Handler(b).ServeHTTP(w, httptest.NewRequest(method, address, nil).WithContext(ctx))
	return w.Body.String()
}

// bring puts a story into the archive.
func (b *keptBench) bring() *store.VersionRef { return b.addStory(b.t.Context()) }

// TestAPageIsKeptWhileNothingIsWritten asks for a page that is made quickly.
func TestAPageIsKeptWhileNothingIsWritten(t *testing.T) {
	b := newKeptBench(t)
	ctx := t.Context()
	one := b.ask(ctx, "GET", "/events")
	if two := b.ask(ctx, "GET", "/events"); two != one {
		t.Errorf("%q, then %q", one, two)
	}
	for name, other := range map[string]func() string{
		"another address":    func() string { return b.ask(ctx, "GET", "/events?type=AID") },
		"somebody else":      func() string { return b.ask(people.With(ctx, &people.Person{Name: "ines"}), "GET", "/events") },
		"what is never kept": func() string { b.ask(ctx, "GET", "/health"); return b.ask(ctx, "GET", "/health") },
		"a story came in":    func() string { b.bring(); return b.ask(ctx, "GET", "/events") },
	} {
		before := b.made.Load()
		if got := other(); b.made.Load() == before || strings.Contains(got, "as of") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestAnOldPageIsShownMeanwhile asks for a page that takes long, after what makes
// another one of it.
func TestAnOldPageIsShownMeanwhile(t *testing.T) {
	b := newKeptBench(t)
	ctx := t.Context()
	ref := b.bring()
	b.slow = slowPage + 10*time.Millisecond
	first := b.ask(ctx, "GET", "/events")
	b.add(ctx, "courier.example", "2", recordOf(version("https://courier.example/2", storyText)))
	if got := b.ask(ctx, "GET", "/events"); !strings.Contains(got, "as of") || !strings.Contains(got, "page 1") {
		t.Errorf("first %q, then %q", first, got)
	}
	b.become(t, "/events", "page 2")
	for i, change := range []func(){
		func() { b.ask(ctx, "POST", "/keep/1") }, // a change of one's own
		func() { b.forget(ref) },
	} {
		b.keeper.posts = make(map[string]time.Time)
		b.add(ctx, "courier.example", fmt.Sprint("more", i), recordOf(version(fmt.Sprint("https://courier.example/more", i), storyText)))
		change()
		if got := b.ask(ctx, "GET", "/events"); strings.Contains(got, "as of") {
			t.Errorf("change %d: %q", i, got)
		}
	}
}

// become waits until a page is another one.
func (b *keptBench) become(t *testing.T, address, want string) {
	t.Helper()
	for range 500 {
		if got := b.ask(t.Context(), "GET", address); strings.Contains(got, want) && !strings.Contains(got, "as of") {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s does not become %q", address, want)
}

func (b *keptBench) forget(ref *store.VersionRef) {
	b.t.Helper()
	if err := b.store.Update(b.t.Context(), func(tx *store.Tx) error { _, err := tx.ForgetStory(string(ref.Story)); return err }); err != nil {
		b.t.Fatal(err)
	}
}

// TestAFaultBehindAPageStopsNothing has a page fail that is made anew behind an old one.
func TestAFaultBehindAPageStopsNothing(t *testing.T) {
	b := newKeptBench(t)
	b.slow = slowPage + 10*time.Millisecond
	b.ask(t.Context(), "GET", "/events")
	b.bring()
	b.fail.Store(true)
	b.ask(t.Context(), "GET", "/events")
	time.Sleep(2 * b.slow)
	b.fail.Store(false)
	b.become(t, "/events", "page 2")
}

// TestAPageThatCannotBeMadeIsShownAsItWas has a page that was quick take longer than
// anybody waits, and fail.
func TestAPageThatCannotBeMadeIsShownAsItWas(t *testing.T) {
	b := newKeptBench(t)
	s := b.keeper.site
	var slow atomic.Bool
	page := s.answer("GET /happenings", func(w http.ResponseWriter, r *http.Request) error {
		if slow.Load() {
			time.Sleep(2 * slowPage)
			return fmt.Errorf("happenings: %w", context.DeadlineExceeded)
		}
		b.ServeHTTP(w, r)
		return nil
	})
	ask := func(address string) *httptest.ResponseRecorder {
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", address, nil)
		r.Header.Set("Accept", "text/html")
		b.keeper.Handler(page).ServeHTTP(w, r)
		return w
	}
	ask("/happenings")
	slow.Store(true)
	for range 3 { // also after it has failed
		b.bring()
		if w := ask("/happenings"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "as of") || !strings.Contains(w.Body.String(), "page 1") {
			t.Errorf("%d: %s", w.Code, w.Body)
		}
		time.Sleep(3 * slowPage)
	}
	for address, want := range map[string]string{"/happenings": "Open it again in a minute. Feeds", "/happenings?q=ferry": "or for less: more words"} {
		b.keeper.pages = make(map[string]*keptPage) // nothing is kept
		if w := ask(address); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %v: %s", address, w.Code, w.Header(), w.Body)
		}
	}
}

// TestKeptPagesAreBounded asks for more pages than are kept.
func TestKeptPagesAreBounded(t *testing.T) {
	b := newKeptBench(t)
	for i := range 3 * keptBytes / keptBody {
		p, _, _ := b.keeper.look(fmt.Sprint(i), 1)
		b.keeper.keep(p, newAnswer(200, http.Header{}, make([]byte, keptBody), ""), 1, 0, time.Now(), nil)
	}
	held := 0
	for _, p := range b.keeper.pages {
		held += p.answer.size() + len(p.key)
	}
	if held > keptBytes || held != b.keeper.bytes || len(b.keeper.pages) < 5 {
		t.Errorf("%d pages, %d bytes, counted as %d", len(b.keeper.pages), held, b.keeper.bytes)
	}
}

// TestALongStoryIsWaitedFor pastes a story that takes longer than a person waits:
// he is led to a page that waits, and from there to the story.
func TestALongStoryIsWaitedFor(t *testing.T) {
	b := newBench(t)
	done := make(chan error)
	service := &ask.Service{Store: b.store, Pipeline: "hand 1", Reading: func(context.Context, *ask.Given) (*readout.Record, error) {
		if err := <-done; err != nil {
			return nil, err
		}
		return recordOf(version("", storyText)), nil
	}}
	s := newSite(Options{Service: service, Log: slog.New(slog.DiscardHandler)})
	s.patience = 0
	b.Handler = s.mux
	for _, fault := range []error{nil, &ask.Error{Fault: ask.Unusable, Detail: "No story was found in it.", Do: "Paste it."}} {
		w := b.post("/read", url.Values{"story": {storyText}})
		to := w.Header().Get("Location")
		if w.Code != http.StatusSeeOther || to == "" {
			t.Fatalf("%d, %q", w.Code, to)
		}
		b.shows(to, "is being read", "data-again")
		done <- fault
		want := http.StatusSeeOther
		if fault != nil {
			want = http.StatusUnprocessableEntity
		}
		for try := 0; ; try++ {
			if w = b.get(to); w.Code == want {
				break
			} else if try == 500 {
				t.Fatalf("%d, want %d: %s", w.Code, want, w.Body)
			}
			time.Sleep(10 * time.Millisecond)
		}
		if fault == nil {
			b.shows(w.Header().Get("Location"), "Read on this machine and not kept.")
		}
	}
}

// TestASearchThatFindsNothingSaysWhy misspells a speaker.
func TestASearchThatFindsNothingSaysWhy(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	const why = "speaker:stradn finds nothing alone; perhaps speaker:Strand."
	b.shows("/search?q=speaker:stradn", "Nothing found.", why)
	b.shows("/api/v1/search?q=speaker:stradn", `"why":["`+why+`"]`)
	if strings.Contains(b.shows("/api/v1/search?q=speaker:strand"), `"why"`) {
		t.Error("a search that finds something says why it finds nothing")
	}
}

// TestNumbersFollow opens a page of an archive whose counts are not waited for: it
// has what is found, says that numbers follow, and has them when it is opened again.
func TestNumbersFollow(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	service := &ask.Service{Store: b.store, Pipeline: "hand 1"}
	b.Handler = New(Options{Service: service, Patience: time.Nanosecond})
	seen := make(chan struct{})
	service.TakeTurns(func() func() { <-seen; return func() {} }) // no count is made before its page was seen without
	began := time.Now()
	pages := []string{"/events", "/search?q=act:deny", "/search?q=ferry"}
	for _, page := range pages {
		first := b.shows(page, `class="hit"`)
		if !strings.Contains(first, "data-again") || strings.Contains(first, "1 outlet") {
			t.Errorf("%s does not say that its numbers follow: %s", page, first)
		}
	}
	close(seen)
	for _, page := range pages {
		for try := 0; strings.Contains(b.get(page).Body.String(), "data-again"); try++ {
			if try == 500 {
				t.Fatalf("the numbers of %s do not follow", page)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	b.shows("/search?q=act:deny", "1 story, 1 outlet")
	if passed := time.Since(began); passed > partAge {
		t.Errorf("pages without their numbers were shown for %v, and these were there at once", passed)
	}
	if list := b.get("/search.json?q=act:deny").Body.String(); strings.Contains(list, "data-again") {
		t.Error(list)
	}
}

// TestAPageSaysThatTheArchiveIsRead asks for pages while what searches count by is read
// into memory, and after it: the note is not kept with the page.
func TestAPageSaysThatTheArchiveIsRead(t *testing.T) {
	b := newKeptBench(t)
	var fills atomic.Bool
	b.keeper.fills = fills.Load
	const note = "into memory"
	fills.Store(true)
	if page := b.ask(t.Context(), "GET", "/search?q=ferry"); !strings.Contains(page, note) || !strings.Contains(page, "page 1") {
		t.Errorf("while the archive is read: %s", page)
	}
	if page := b.ask(t.Context(), "GET", "/keys"); strings.Contains(page, note) {
		t.Errorf("a page that counts nothing: %s", page)
	}
	fills.Store(false)
	if page := b.ask(t.Context(), "GET", "/search?q=ferry"); strings.Contains(page, note) || !strings.Contains(page, "page 1") {
		t.Errorf("after it was read: %s", page)
	}
}
