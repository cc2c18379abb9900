package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// soon is how long a test waits for what a server does by itself.
const soon = 30 * time.Second

// eventually waits until holds returns true.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(soon); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Errorf("%s: not after %s", what, soon)
}

// press serves a feed of as many stories as its number says.
func press(t *testing.T) (address string, stories *atomic.Int32) {
	t.Helper()
	stories = new(atomic.Int32)
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case r.URL.Path == "/feed.xml":
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Press</title>`)
			for i := range stories.Load() {
				fmt.Fprintf(w, `<item><title>Story %d</title><link>%s/%d</link><guid>%d</guid></item>`, i, server.URL, i, i)
			}
			fmt.Fprint(w, `</channel></rss>`)
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, `<html><body><article><h1>Ferry %[1]s is back</h1><p>The harbour office said on Monday that ferry %[1]s would sail again before the autumn storms begin.</p>
				<p>“The boat is sound,” the harbour master, Ida Holm, said of ferry %[1]s.</p></article></body></html>`, strings.Trim(r.URL.Path, "/"))
		}
	}))
	t.Cleanup(server.Close)
	return server.URL + "/feed.xml", stories
}

// following starts a follower of an archive and returns what ends it.
func following(t *testing.T, s *store.Store, c *serveConfig) (w *follower, log *written, end func()) {
	t.Helper()
	d, err := newDesk(t.Context(), s, "rules")
	if err != nil {
		t.Fatal(err)
	}
	log = new(written)
	w = newFollower(d, c, slog.New(slog.NewTextHandler(log, nil)))
	w.turnWait = 50 * time.Millisecond
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); w.run(ctx) }()
	var once sync.Once
	end = func() { once.Do(func() { cancel(); <-done }) }
	t.Cleanup(end)
	return w, log, end
}

func openArchive(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// A server follows what its config names, and what a new config names too.
func TestServeFollowsTheFeedsOfItsConfig(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for looks at feeds")
	}
	s := openArchive(t)
	feed, stories := press(t)
	stories.Store(2)
	w, log, _ := following(t, s, &serveConfig{Feeds: []string{feed}, AllowHosts: []string{"127.0.0.1"}})
	records := func(n int) func() bool {
		return func() bool { st, err := s.Stats(t.Context()); return err == nil && st.Records == n }
	}
	eventually(t, "the feed's two stories are read", records(2))
	more, moreStories := press(t)
	moreStories.Store(3)
	w.set(&serveConfig{Feeds: []string{more}, AllowHosts: []string{"127.0.0.1"}})
	eventually(t, "the new feed's are too", records(5))
	if text := log.String(); !strings.Contains(text, "taken in") {
		t.Errorf("the log says nothing of it: %s", text)
	}
}

// A feed that does not answer when the server starts is followed when it does.
func TestServeFollowsAFeedThatComesLater(t *testing.T) {
	s := openArchive(t)
	up := new(atomic.Bool)
	feed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !up.Load() {
			http.Error(w, "later", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Wire</title><item><title>Ferry</title><guid>1</guid><description>The ferry to Oslo sank, the ministry said.</description></item></channel></rss>`)
	}))
	defer feed.Close()
	d, err := newDesk(t.Context(), s, "rules")
	if err != nil {
		t.Fatal(err)
	}
	log := new(written)
	w := newFollower(d, &serveConfig{Feeds: []string{feed.URL}, AllowHosts: []string{"127.0.0.1"}}, slog.New(slog.NewTextHandler(log, nil)))
	w.feedWait = 20 * time.Millisecond
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); w.run(ctx) }()
	defer func() { cancel(); <-done }()
	eventually(t, "it says that it is not followed, and when it tries again", func() bool { return strings.Contains(log.String(), "again_in=") })
	up.Store(true)
	eventually(t, "it is followed", func() bool { list, err := s.Watches(t.Context(), 10); return err == nil && len(list) == 1 })
}

// Another process that follows goes first; the server takes over when that ends.
func TestServeTakesOverWhenAnotherWatchEnds(t *testing.T) {
	s := openArchive(t)
	feed, stories := press(t)
	stories.Store(1)
	release, err := s.Turn(store.TurnWatching)
	if err != nil || release == nil {
		t.Fatal(err)
	}
	_, log, _ := following(t, s, &serveConfig{Feeds: []string{feed}, AllowHosts: []string{"127.0.0.1"}})
	eventually(t, "it says that another one follows", func() bool { return strings.Contains(log.String(), "another readout watch follows") })
	if st, err := s.Stats(t.Context()); err != nil || st.Stories != 0 {
		t.Errorf("%d stories beside another watch, %v", st.Stories, err)
	}
	release()
	eventually(t, "it takes over", func() bool { st, err := s.Stats(t.Context()); return err == nil && st.Records == 1 })
}

// What another program brought and did not read is read.
func TestServeReadsWhatWaits(t *testing.T) {
	s := openArchive(t)
	d, err := newDesk(t.Context(), s, "rules")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "one.txt")
	if err := os.WriteFile(file, []byte("The lamp was lit again, the harbour master said."), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ingester.Add(t.Context(), []string{file}, nil); err != nil {
		t.Fatal(err)
	}
	if st, err := s.Stats(t.Context()); err != nil || st.Versions != 1 || st.Records != 0 {
		t.Fatalf("%+v, %v", st, err)
	}
	_, _, end := following(t, s, new(serveConfig))
	eventually(t, "it is read", func() bool { st, err := s.Stats(t.Context()); return err == nil && st.Records == 1 })
	end()
	if release, err := s.Turn(store.TurnWatching); err != nil || release == nil {
		t.Errorf("a server that ended keeps the turn: %v", err)
	} else {
		release()
	}
}

// A page inside the network is taken in where the config names its host, is not fetched
// for who only reads, and an error says what to do.
func TestServeTakesInPagesOfHostsOfItsConfig(t *testing.T) {
	s := openArchive(t)
	d, err := newDesk(t.Context(), s, "rules")
	if err != nil {
		t.Fatal(err)
	}
	feed, _ := press(t)
	in := &ask.Given{URL: strings.TrimSuffix(feed, "feed.xml") + "1"}
	service := d.service(true)
	refused := func(_ any, err error) {
		t.Helper()
		var e *ask.Error
		if !errors.As(err, &e) || !strings.Contains(e.Detail, "not one of the public net") || strings.Contains(e.Detail, "--allow-host") || !strings.Contains(e.Do, "allow_hosts") {
			t.Errorf("a page inside the network gives %+v", err)
		}
	}
	refused(service.Keep(t.Context(), in, 0))
	d.allow([]string{"127.0.0.1"})
	refused(service.Read(t.Context(), in))
	ref, err := service.Keep(t.Context(), in, 0)
	if err != nil {
		t.Fatal(err)
	}
	if rec, err := s.Record(t.Context(), ref); err != nil || len(rec.Attributions) == 0 {
		t.Errorf("it is not read: %v", err)
	}
	d.allow(nil)
	refused(service.Keep(t.Context(), in, 0))
}
