package ingest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A site is an outlet of the test, with a feed and pages.
type site struct {
	*httptest.Server
	mu     sync.Mutex
	pages  map[string]string // by path
	status map[string]int    // of paths that answer otherwise
	asked  map[string]int
	saved  map[string]int // answered with 304
	onAsk  func(path string)
}

// newSite starts an outlet whose pages carry an ETag.
func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{pages: make(map[string]string), status: make(map[string]int), asked: make(map[string]int), saved: make(map[string]int)}
	s.Server = httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(s.Close)
	return s
}

func (s *site) answer(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[r.URL.Path]++
	if s.onAsk != nil {
		s.onAsk(r.URL.Path)
	}
	body, ok := s.pages[r.URL.Path]
	if code := s.status[r.URL.Path]; code != 0 {
		w.Header().Set("Retry-After", "7200")
		w.Header().Set("Location", body)
		w.WriteHeader(code)
		return
	}
	if !ok {
		http.NotFound(w, r)
		return
	}
	tag := fmt.Sprintf(`"%x"`, len(body))
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		s.saved[r.URL.Path]++
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if strings.HasSuffix(r.URL.Path, ".xml") {
		w.Header().Set("Content-Type", "application/rss+xml")
	} else {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
	}
	fmt.Fprint(w, body)
}

// set changes a page.
func (s *site) set(path, body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = body
}

// count returns how often a path was asked for.
func (s *site) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}

// storyPage writes a page with a story.
func storyPage(title, text string) string {
	return fmt.Sprintf(`<html><head><title>%s</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body><article><h1>%s</h1><p>%s</p></article></body></html>`, title, title, text)
}

// feedOfLinks writes a feed.
func feedOfLinks(links ...string) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Lamp</title>`)
	for _, l := range links {
		fmt.Fprintf(&b, `<item><title>Story</title><link>%s</link><pubDate>Tue, 14 May 2024 07:30:00 +0000</pubDate></item>`, l)
	}
	return b.String() + `</channel></rss>`
}

// A watchBench is a watcher with a clock of its own.
type watchBench struct {
	*Watcher
	at time.Time
}

func newWatcher(t *testing.T, s *site) *watchBench {
	t.Helper()
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	b := &watchBench{at: time.Date(2024, 5, 14, 8, 0, 0, 0, time.UTC)}
	g := newIngester(t)
	g.Client = fetch.New(fetch.Config{AllowHosts: []string{u.Host}, Pause: time.Nanosecond, Now: func() time.Time { return b.at }})
	b.Watcher = &Watcher{Ingester: g, Now: func() time.Time { return b.at }, Jitter: func(d time.Duration) time.Duration { return d }}
	return b
}

// round moves the clock and looks.
func (b *watchBench) round(t *testing.T, later time.Duration) Counts {
	t.Helper()
	b.at = b.at.Add(later)
	counts, _, err := b.Round(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

func (b *watchBench) follow(t *testing.T, name string) {
	t.Helper()
	if _, err := b.Follow(context.Background(), name, 0); err != nil {
		t.Fatal(err)
	}
}

func TestAFeedIsFollowed(t *testing.T) {
	s := newSite(t)
	s.set("/", storyPage("Front page", "Read our news."))
	s.set("/feed.xml", feedOfLinks("/a?utm_source=feed", "/b"))
	s.set("/a", storyPage("Ferry to run again", longText))
	s.set("/b", storyPage("Council votes on loan", "The regional council voted on Friday to lend the yard at Holm the money for a second boat. "+longText))
	b := newWatcher(t, s)
	b.follow(t, s.URL+"/") // the page names its feed
	if c := b.round(t, 0); c.Stories != 2 || c.Bad != 0 {
		t.Fatalf("first round: %+v", c)
	}
	v, err := b.Store.Queue(t.Context(), "stub 1", nil, 9)
	if err != nil || len(v) != 2 {
		t.Fatal(v, err)
	}
	if stored, err := b.Store.Load(t.Context(), v[0]); err != nil || stored.Version.Published.Day() != "2024-05-14" {
		t.Errorf("without a date of its own a page has the feed's: %+v, %v", stored.Version.Published, err)
	}
	if c := b.round(t, 10*time.Minute); c.Sum() != 0 || s.count("/a") != 1 {
		t.Errorf("looked too soon: %+v", c)
	}
	s.set("/a", storyPage("Ferry to run again", strings.Replace(longText, "end of May", "end of June, he said", 1)))
	if c := b.round(t, 6*time.Minute); c.Versions != 1 || s.saved["/b"] != 1 || s.count("/feed.xml") != 2 {
		t.Errorf("after 16 minutes: %+v, %d answers of 304, feed asked for %d times", c, s.saved["/b"], s.count("/feed.xml"))
	}
	// after a stop a new watcher goes on where this one was
	again := newWatcher(t, s)
	again.Ingester.Store, again.at = b.Store, b.at
	s.set("/feed.xml", feedOfLinks("/c", "/a", "/b"))
	s.set("/c", storyPage("A third story", "The harbour master at Holm retired on Monday after forty years. "+longText))
	again.follow(t, s.URL+"/feed.xml")
	if c := again.round(t, time.Minute); c.Sum() != 0 || s.count("/feed.xml") != 2 { // it is known, and not due
		t.Errorf("after a restart: %+v, feed asked for %d times", c, s.count("/feed.xml"))
	}
	if c := again.round(t, time.Hour); c.Stories != 1 {
		t.Errorf("an hour later: %+v", c)
	}
	// old stories are looked at rarely, then never
	again.at = again.at.Add(400 * 24 * time.Hour)
	again.round(t, 0)
	asked := s.count("/a")
	again.round(t, 24*time.Hour)
	if s.count("/a") != asked {
		t.Error("a story of more than a year was asked for again")
	}
}

func TestHostsThatRefuse(t *testing.T) {
	s := newSite(t)
	b := newWatcher(t, s)
	s.set("/feed.xml", feedOfLinks("/a", "/gone", "/moved"))
	s.set("/a", storyPage("Ferry to run again", longText))
	s.set("/new", storyPage("Moved story", "It stands elsewhere now. "+longText))
	s.set("/moved", "/new")
	s.status["/gone"], s.status["/moved"] = http.StatusGone, http.StatusMovedPermanently
	b.follow(t, s.URL+"/feed.xml")
	if c := b.round(t, 0); c.Stories != 2 || c.Bad != 1 {
		t.Fatalf("%+v", c)
	}
	watched := make(map[string]*store.Watched)
	list, err := b.Store.Watches(context.Background(), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range list {
		watched[strings.TrimPrefix(w.Address, s.URL)] = w
	}
	if w := watched["/gone"]; w == nil || !w.Next.IsZero() || w.Note == "" {
		t.Errorf("what is gone: %+v", w)
	}
	if watched["/moved"] != nil || watched["/new"] == nil {
		t.Errorf("what moved: %+v", watched)
	}
	// a host that asks for a pause of two hours gets it
	s.status["/feed.xml"] = http.StatusServiceUnavailable
	b.round(t, time.Hour)
	asked := s.count("/feed.xml")
	b.round(t, 90*time.Minute)
	if s.count("/feed.xml") != asked {
		t.Error("asked again before the time that the host named")
	}
	s.mu.Lock()
	delete(s.status, "/feed.xml")
	s.mu.Unlock()
	if b.round(t, 40*time.Minute); s.count("/feed.xml") != asked+1 {
		t.Error("not asked again after the pause")
	}
}

func TestAClockThatJumps(t *testing.T) {
	s := newSite(t)
	s.set("/feed.xml", feedOfLinks("/a"))
	s.set("/a", storyPage("Ferry to run again", longText))
	b := newWatcher(t, s)
	b.follow(t, s.URL+"/feed.xml")
	b.at = b.at.AddDate(5, 0, 0) // it was wrong when the watch began
	b.round(t, 0)
	asked := s.count("/feed.xml")
	b.at = b.at.AddDate(-5, 0, 0)
	s.set("/a", storyPage("Ferry to run again", longText+" The vote was called off."))
	if c := b.round(t, time.Minute); s.count("/feed.xml") != asked+1 || c.Bad != 0 {
		t.Errorf("after the clock was put back the feed was asked for %d times: %+v", s.count("/feed.xml")-asked, c)
	}
	if b.round(t, 10*time.Minute); s.count("/feed.xml") != asked+1 {
		t.Error("then asked too often")
	}
}

// TestALookIsWrittenDownBeforeItIsMade: a look that takes the program along
// must not be the first of the next run again, or one feed stops all others.
func TestALookIsWrittenDownBeforeItIsMade(t *testing.T) {
	s := newSite(t)
	s.set("/feed.xml", feedOfLinks("/a", "/b"))
	s.set("/a", storyPage("Ferry to run again", longText))
	s.set("/b", storyPage("Another story", "The harbour master retired. "+longText))
	b := newWatcher(t, s)
	b.follow(t, s.URL+"/feed.xml")
	checked := 0
	s.onAsk = func(path string) {
		if path == "/robots.txt" {
			return
		}
		checked++
		err := b.Store.Update(t.Context(), func(tx *store.Tx) error {
			w, err := tx.Watch(s.URL + path)
			if err == nil && (w == nil || w.Fails != 1 || !w.Next.After(b.at) || !strings.Contains(w.Note, "did not come to its end")) {
				t.Errorf("while %s is asked for: %+v", path, w)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	if c := b.round(t, 0); c.Stories != 2 || checked != 3 {
		t.Errorf("%+v, %d looks", c, checked)
	}
	list, err := b.Store.Watches(context.Background(), 10)
	if err != nil || len(list) != 3 {
		t.Fatal(list, err)
	}
	for _, w := range list {
		if w.Fails != 0 || w.Note != "" {
			t.Errorf("after a good look: %+v", w)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	s.onAsk = func(string) { stop() }
	b.at = b.at.Add(2 * time.Hour)
	if _, _, err := b.Round(ctx); err != nil {
		t.Fatal(err)
	}
	if list, err = b.Store.Watches(context.Background(), 10); err != nil || list[0].Fails+list[1].Fails+list[2].Fails != 0 {
		t.Errorf("a look that the user stopped counts as failed: %+v, %v", list, err)
	}
}

func TestEntriesThatAreLeftOutAreNamed(t *testing.T) {
	s := newSite(t)
	s.set("/feed.xml", feedOfLinks("/a", "file:///etc/passwd", ""))
	s.set("/a", storyPage("Ferry to run again", longText))
	b := newWatcher(t, s)
	var told []string
	b.Bad = func(err *input.Error) { told = append(told, err.Error()) }
	b.follow(t, s.URL+"/feed.xml")
	if c := b.round(t, 0); c.Stories != 1 || c.Bad != 2 || len(told) != 1 || !strings.Contains(told[0], "2 entries of the feed without an address") {
		t.Errorf("%+v, %q", c, told)
	}
}

func TestFoldersAndLists(t *testing.T) {
	s := newSite(t)
	b := newWatcher(t, s)
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("one.txt", "Ferry to run again\n\n"+longText)
	b.follow(t, dir)
	if c := b.round(t, 0); c.Stories != 1 {
		t.Errorf("%+v", c)
	}
	write("two.txt", "Another story\n\nThe harbour master retired. "+longText)
	if c := b.round(t, 2*time.Minute); c.Stories != 1 || c.Known != 1 {
		t.Errorf("%+v", c)
	}
	opml := filepath.Join(t.TempDir(), "feeds.opml")
	if err := os.WriteFile(opml, []byte(`<opml version="2.0"><body><outline xmlUrl="`+s.URL+`/feed.xml"/><outline xmlUrl="file:///etc/passwd"/></body></opml>`), 0o600); err != nil {
		t.Fatal(err)
	}
	b.follow(t, opml)
	list, err := b.Store.Watches(context.Background(), 10)
	if err != nil || len(list) != 2 {
		t.Errorf("%v, %v", list, err)
	}
	for _, wrong := range []string{filepath.Join(dir, "one.txt"), filepath.Join(dir, "missing"), "http://10.0.0.1/feed"} {
		if _, err := b.Follow(context.Background(), wrong, 0); err == nil {
			t.Errorf("%s is followed", wrong)
		}
	}
}

// TestAFeedThatIsFollowedIsNotAskedAgain follows a feed and a page that names it again, as a
// server does that starts anew: neither is asked, however it does.
func TestAFeedThatIsFollowedIsNotAskedAgain(t *testing.T) {
	s := newSite(t)
	s.set("/feed.xml", feedOfLinks(s.URL+"/1"))
	s.set("/1", storyPage("A ferry", "A ferry sank."))
	b := newWatcher(t, s)
	b.follow(t, s.URL+"/1")
	b.round(t, time.Minute)
	asked := s.count("/feed.xml") + s.count("/1")
	s.set("/feed.xml", "gone")
	for _, name := range []string{s.URL + "/1", s.URL + "/feed.xml"} {
		if got, err := b.Follow(t.Context(), name, 0); err != nil || len(got) != 1 || got[0] != s.URL+"/feed.xml" {
			t.Errorf("%s again: %q, %v", name, got, err)
		}
	}
	if again := s.count("/feed.xml") + s.count("/1"); again != asked {
		t.Errorf("%d more requests", again-asked)
	}
	b.Follow(t.Context(), s.URL+"/feed.xml", 2*time.Hour)
	if feed, err := b.Store.FeedNamed(t.Context(), s.URL+"/1"); err != nil || feed == nil || feed.Every != 2*time.Hour {
		t.Errorf("every two hours: %+v, %v", feed, err)
	}
}

func TestAddressesAreAdded(t *testing.T) {
	s := newSite(t)
	s.set("/feed.xml", feedOfLinks("/a"))
	s.set("/a", storyPage("Ferry to run again", longText))
	s.set("/b.txt", "")
	b := newWatcher(t, s)
	counts, err := b.Add(context.Background(), []string{s.URL + "/a", s.URL + "/feed.xml", s.URL + "/missing", s.URL + "/b.txt"}, nil)
	if err != nil || counts.Stories != 1 || counts.Known+counts.Back != 1 || counts.Bad != 2 {
		t.Errorf("%+v, %v", counts, err)
	}
}

// TestAFeedOfTheWorldOpensNoHostInside: the host that the user allowed is the
// user's own; an entry that leads there is refused, now and in later looks.
func TestAFeedOfTheWorldOpensNoHostInside(t *testing.T) {
	inside := newSite(t)
	inside.set("/a", "<html><body><article><h1>Ferry to run again</h1><p>"+longText+"</p></article></body></html>")
	b := newWatcher(t, inside)
	// what a feed of the world left, as the archive keeps it
	err := b.Store.Update(t.Context(), func(tx *store.Tx) error {
		return tx.PutWatch(&store.Watch{Address: inside.URL + "/a", Kind: store.WatchStory, Via: "https://world.example/feed", Born: b.at, Next: b.at})
	})
	if err != nil {
		t.Fatal(err)
	}
	if c := b.round(t, 0); c.Stories != 0 || c.Bad != 1 || inside.count("/a") != 0 {
		t.Errorf("%+v, the page was asked for %d times", c, inside.count("/a"))
	}
	// the user's own word is another thing
	b.follow(t, inside.URL+"/a")
	if c := b.round(t, time.Hour); c.Stories != 1 || c.Bad != 0 {
		t.Errorf("%+v", c)
	}
}

// TestAClockThatIsPutBackSomeDays looks at a feed while the clock is ten days
// ahead: when it is put right the feed is looked at within a minute, not in ten
// days, once, and a story's age counts anew.
func TestAClockThatIsPutBackSomeDays(t *testing.T) {
	s := newSite(t)
	s.pages["/feed.xml"] = `<rss version="2.0"><channel><title>F</title><item><title>One</title><link>` + s.URL + `/1</link></item></channel></rss>`
	s.pages["/1"] = "<html><head><title>One</title></head><body><article><h1>One</h1><p>The ferry has been sold, the harbour office said on Monday.</p><p>Nobody knows the price of it, nor who will sail it now.</p></article></body></html>"
	b := newWatcher(t, s)
	right := b.at
	b.at = right.Add(10 * 24 * time.Hour)
	b.follow(t, s.URL+"/feed.xml")
	b.round(t, 0)
	asked := s.count("/feed.xml")
	b.at = right
	b.round(t, time.Minute)
	if n := s.count("/feed.xml") - asked; n != 1 {
		t.Errorf("asked for %d times after the clock was put right", n)
	}
	b.round(t, time.Minute)
	if n := s.count("/feed.xml") - asked; n != 1 {
		t.Errorf("asked for %d times within two minutes", n)
	}
	list, err := b.Store.Watches(context.Background(), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range list {
		if w.Last.After(b.at) || w.Next.After(b.at.Add(24*time.Hour)) {
			t.Errorf("%s: last %v, next %v", w.Address, w.Last, w.Next)
		}
	}
}
