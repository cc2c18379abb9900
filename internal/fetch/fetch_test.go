package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// testHost starts a server on loopback and returns a client that may reach it
// and does not pause.
func testHost(t *testing.T, cfg Config, handle http.HandlerFunc) (*Client, *httptest.Server) {
	t.Helper()
	srv := httptest.NewServer(handle)
	t.Cleanup(srv.Close)
	u, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	cfg.AllowHosts = append(cfg.AllowHosts, u.Host)
	if cfg.Pause == 0 {
		cfg.Pause = time.Nanosecond
	}
	return New(cfg), srv
}

// noRobots answers 404 for robots.txt and hands all else on.
func noRobots(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		handle(w, r)
	}
}

func TestGetIsConditional(t *testing.T) {
	c, srv := testHost(t, Config{}, noRobots(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("TDM-Reservation", "1")
		fmt.Fprint(w, "news")
	}))
	res, err := c.Get(context.Background(), Request{URL: srv.URL + "/a"})
	if err != nil || string(res.Body) != "news" || res.ETag != `"1"` || res.Reservation != "tdm-reservation: 1" {
		t.Fatalf("%+v, %v", res, err)
	}
	res, err = c.Get(context.Background(), Request{URL: srv.URL + "/a", ETag: res.ETag})
	if err != nil || !res.NotModified || len(res.Body) != 0 {
		t.Errorf("%+v, %v: want not modified", res, err)
	}
}

func TestLimits(t *testing.T) {
	small := Limits{Body: 100_000, Unpacked: 1 << 20, Ratio: 100, Redirects: 3, Header: 300 * time.Millisecond, Total: 600 * time.Millisecond}
	zeros := func(n int) []byte {
		var buf bytes.Buffer
		zw := gzip.NewWriter(&buf)
		zw.Write(make([]byte, n))
		zw.Close()
		return buf.Bytes()
	}
	tests := []struct {
		name, want string
		handle     http.HandlerFunc
	}{
		{"a body without end", "more than", func(w http.ResponseWriter, _ *http.Request) {
			for range 100 {
				w.Write(make([]byte, 10_000))
			}
		}},
		{"a bomb of zeros", "unpacks to more than", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(zeros(900_000))
		}},
		{"too much unpacked", "MiB unpacked", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			var buf bytes.Buffer
			zw := gzip.NewWriter(&buf)
			for i := range 200_000 {
				fmt.Fprintf(zw, "%x ", i*7919)
			}
			zw.Close()
			w.Write(buf.Bytes())
		}},
		{"packed in another way", "not asked for", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			w.Write([]byte("x"))
		}},
		{"damaged gzip", "damaged", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(zeros(1000)[:20])
		}},
		{"redirects without end", "more than 3 redirects", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}},
		{"a redirect to a file", "only http and https", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		}},
		{"no header in time", "too long", func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-time.After(2 * time.Second):
			}
		}},
		{"a byte now and then", "too long", func(w http.ResponseWriter, r *http.Request) {
			for range 40 {
				if _, err := w.Write([]byte("x")); err != nil {
					return
				}
				w.(http.Flusher).Flush()
				time.Sleep(50 * time.Millisecond)
			}
		}},
		{"gone", "status 410", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			limits := small
			if test.want != "too long" {
				limits.Header, limits.Total = time.Minute, time.Minute // time is not what ends these
			}
			if test.name == "too much unpacked" {
				limits.Body, limits.Unpacked, limits.Ratio = 10<<20, 400_000, 1000
			}
			c, srv := testHost(t, Config{Limits: limits}, noRobots(test.handle))
			_, err := c.Get(context.Background(), Request{URL: srv.URL + "/a"})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

func TestRobotsTxt(t *testing.T) {
	tests := []struct {
		name, robots string
		status       int
		path         string
		ok           bool
	}{
		{"none", "", 404, "/a", true},
		{"allowed", "User-agent: *\nDisallow: /private\n", 200, "/a", true},
		{"forbidden", "User-agent: *\nDisallow: /private\n", 200, "/private/x", false},
		{"forbidden to us", "User-agent: readout\nDisallow: /\n\nUser-agent: *\nDisallow:\n", 200, "/a", false},
		{"forbidden by query", "User-agent: *\nDisallow: /*?print=1\n", 200, "/a?print=1", false},
		{"no text at all", "\x00\xff<html>", 200, "/a", true},
		{"broken host", "", 500, "/a", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var asked atomic.Int32
			c, srv := testHost(t, Config{}, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					asked.Add(1)
					w.WriteHeader(test.status)
					fmt.Fprint(w, test.robots)
					return
				}
				fmt.Fprint(w, "news")
			})
			for range 2 {
				_, err := c.Get(context.Background(), Request{URL: srv.URL + test.path})
				var robots *RobotsError
				if test.ok != (err == nil) || err != nil && !errors.As(err, &robots) {
					t.Errorf("%v, want allowed %v", err, test.ok)
				}
			}
			if n := asked.Load(); n != 1 {
				t.Errorf("robots.txt was asked for %d times", n)
			}
		})
	}
}

func TestAHostIsNotPressed(t *testing.T) {
	now := time.Date(2024, 5, 14, 8, 0, 0, 0, time.UTC)
	var slept time.Duration
	cfg := Config{Pause: 2 * time.Second, Budget: 5, Now: func() time.Time { return now },
		Sleep: func(_ context.Context, d time.Duration) error { slept += d; now = now.Add(d); return nil }}
	busy := false
	c, srv := testHost(t, cfg, noRobots(func(w http.ResponseWriter, r *http.Request) {
		if busy {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		fmt.Fprint(w, "news")
	}))
	get := func() error {
		_, err := c.Get(context.Background(), Request{URL: srv.URL + "/a"})
		return err
	}
	for range 3 {
		if err := get(); err != nil {
			t.Fatal(err)
		}
	}
	if slept != 4*time.Second {
		t.Errorf("slept %v for three requests, want two pauses of 2s", slept)
	}
	busy = true
	var wait *WaitError
	if err := get(); !errors.As(err, &wait) || wait.Until.Sub(now) != 2*time.Minute {
		t.Errorf("a busy host: %v", err)
	}
	busy = false
	if err := get(); !errors.As(err, &wait) {
		t.Errorf("a host that asked for a pause was asked again: %v", err)
	}
	now = now.Add(3 * time.Minute)
	if err := get(); !errors.As(err, &wait) || !strings.Contains(err.Error(), "budget") {
		t.Errorf("beyond the day's budget: %v", err)
	}
	now = now.Add(24 * time.Hour)
	if err := get(); err != nil {
		t.Errorf("the next day: %v", err)
	}
}

func TestOnlyPublicAddressesAreConnected(t *testing.T) {
	var reached atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer srv.Close()
	port := srv.Listener.Addr().(*net.TCPAddr).Port
	dns := newNameServer(t, map[string][]string{
		"loop.example":     {"127.0.0.1"},
		"loop6.example":    {"::1"},
		"private.example":  {"10.1.2.3"},
		"metadata.example": {"169.254.169.254"},
		"nat64.example":    {"64:ff9b::7f00:1"},
		"mapped.example":   {"::ffff:127.0.0.1"},
		"local.example":    {"fd00:ec2::254"},
		"both.example":     {"127.0.0.1", "10.0.0.1"},
	})
	c := New(Config{Resolver: dns.resolver(), Limits: Limits{Header: time.Second, Total: time.Second}})
	for _, host := range []string{"127.0.0.1", "[::1]", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f000001", "[64:ff9b::7f00:1]", "[fe80::1%25eth0]",
		"169.254.169.254", "loop.example", "loop6.example", "private.example", "metadata.example", "nat64.example", "mapped.example", "local.example", "both.example"} {
		_, err := c.Get(context.Background(), Request{URL: fmt.Sprintf("http://%s:%d/", host, port)})
		if err == nil {
			t.Errorf("%s was fetched", host)
		}
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("%d requests reached this machine", n)
	}
}

func TestASecondAnswerOfTheNameServerDoesNotHelp(t *testing.T) {
	var reached atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer srv.Close()
	dns := newNameServer(t, nil)
	dns.mu.Lock()
	dns.turns = []string{"93.184.216.34", "127.0.0.1"} // public when it is looked at, this machine when it is used
	dns.mu.Unlock()
	c := New(Config{Resolver: dns.resolver(), Limits: Limits{Header: 300 * time.Millisecond, Total: 300 * time.Millisecond}})
	for range 4 {
		u := fmt.Sprintf("http://rebind.example:%d/", srv.Listener.Addr().(*net.TCPAddr).Port)
		if _, err := c.Get(context.Background(), Request{URL: u}); err == nil {
			t.Error("it was fetched")
		}
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("%d requests reached this machine", n)
	}
}

func TestARedirectToThisMachineIsRefused(t *testing.T) {
	var reached atomic.Int32
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer inner.Close()
	c, srv := testHost(t, Config{}, noRobots(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inner.URL+"/admin", http.StatusFound)
	}))
	_, err := c.Get(context.Background(), Request{URL: srv.URL + "/a"})
	var address *AddressError
	if !errors.As(err, &address) || reached.Load() != 0 {
		t.Errorf("%v, %d requests reached this machine", err, reached.Load())
	}
}

func TestTheEnvironmentsProxyIsNotUsed(t *testing.T) {
	var reached atomic.Int32
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer proxy.Close()
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("http_proxy", proxy.URL)
	dns := newNameServer(t, map[string][]string{"news.example": {"10.0.0.1"}})
	c := New(Config{Resolver: dns.resolver(), Limits: Limits{Header: 300 * time.Millisecond, Total: 300 * time.Millisecond}})
	if _, err := c.Get(context.Background(), Request{URL: "http://news.example/"}); err == nil || reached.Load() != 0 {
		t.Errorf("%v, the proxy was asked %d times", err, reached.Load())
	}
	set, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	c = New(Config{Proxy: set, Pause: time.Nanosecond})
	if _, err := c.Get(context.Background(), Request{URL: "http://news.example/"}); err != nil || reached.Load() == 0 {
		t.Errorf("%v, the proxy that was set was asked %d times", err, reached.Load())
	}
}

func TestAddressesThatPeopleGive(t *testing.T) {
	for address, want := range map[string]string{
		"ftp://news.example/": "only http", "http://": "no host", "https://me:secret@news.example/": "name or password", "http://[::ffff:10.0.0.1]/": "not one of the public", "::": "not an address",
	} {
		if _, err := ParseURL(address); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}
