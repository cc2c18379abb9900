package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"
)

// serverAt starts a server on an address of loopback.
func serverAt(t *testing.T, address string, handle http.HandlerFunc) (port int) {
	t.Helper()
	l, err := net.Listen("tcp", address+":0")
	if err != nil {
		t.Skip(err)
	}
	srv := httptest.NewUnstartedServer(handle)
	srv.Listener.Close()
	srv.Listener = l
	srv.Start()
	t.Cleanup(srv.Close)
	return l.Addr().(*net.TCPAddr).Port
}

// TestNobodyElseLeadsToAHostThatIsAllowed: the user's word opens a host inside
// to the user, and no redirect and no feed of the world to it. 127.0.0.2 stands
// for the public net.
func TestNobodyElseLeadsToAHostThatIsAllowed(t *testing.T) {
	var reached atomic.Int32
	inside := serverAt(t, "127.0.0.1", noRobots(func(w http.ResponseWriter, r *http.Request) {
		reached.Add(1)
		if r.URL.Path == "/moved" {
			http.Redirect(w, r, "/page", http.StatusFound)
		}
	}))
	robots := false
	outside := serverAt(t, "127.0.0.2", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" && !robots {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, fmt.Sprintf("http://inside.example:%d/admin", inside), http.StatusFound)
	})
	dns := newNameServer(t, map[string][]string{"inside.example": {"127.0.0.1"}, "desk.example": {"127.0.0.1"}, "world.example": {"127.0.0.2"}, "other.example": {"127.0.0.2"}})
	c := New(Config{Resolver: dns.resolver(), AllowHosts: []string{"inside.example", "DESK.example"}, Pause: time.Nanosecond})
	c.public = func(a netip.Addr) bool { return a == netip.MustParseAddr("127.0.0.2") }
	at := func(host string, port int, path string) string {
		return fmt.Sprintf("http://%s:%d%s", host, port, path)
	}
	get := func(address, via string) error {
		_, err := c.Get(context.Background(), Request{URL: address, Via: via})
		return err
	}
	for _, good := range []struct{ address, via string }{
		{at("inside.example", inside, "/page"), ""}, // leaves a connection open
		{at("inside.example", inside, "/moved"), ""},
		{at("inside.example", inside, "/page"), at("desk.example", inside, "/feed")},
	} {
		if err := get(good.address, good.via); err != nil {
			t.Errorf("%s by %q: %v", good.address, good.via, err)
		}
	}
	before := reached.Load()
	var refused *AddressError
	for _, bad := range []struct{ address, via string }{
		{at("world.example", outside, "/story"), ""},
		{at("inside.example", inside, "/page"), at("world.example", outside, "/feed")},
		{at("inside.example", inside, "/page"), "a feed that nobody remembers"},
	} {
		if err := get(bad.address, bad.via); !errors.As(err, &refused) {
			t.Errorf("%s by %q: %v", bad.address, bad.via, err)
		}
	}
	robots = true
	if err := get(at("other.example", outside, "/story"), ""); !errors.As(err, &refused) {
		t.Errorf("a robots.txt that leads inside: %v", err)
	}
	if n := reached.Load() - before; n != 0 {
		t.Errorf("%d requests came in", n)
	}
}

// TestWhatMayBePosted asks of webhooks before they are posted to: what has addresses inside
// alone is refused, what has none now is not.
func TestWhatMayBePosted(t *testing.T) {
	dns := newNameServer(t, map[string][]string{"inside.example": {"10.0.0.7"}, "desk.example": {"127.0.0.1"}, "both.example": {"10.0.0.7", "8.8.8.8"}, "world.example": {"8.8.8.8"}, "nowhere.example": {}})
	c := New(Config{Resolver: dns.resolver(), AllowHosts: []string{"desk.example", "127.0.0.1:9000"}})
	for address, refused := range map[string]bool{
		"https://inside.example/x": true, "http://127.0.0.1/x": true, "http://[::1]:9000/x": true, "http://[::ffff:10.0.0.7]/x": true, "http://localhost:9000/": true,
		"https://desk.example/x": false, "http://127.0.0.1:9000/x": false, "https://both.example": false, "https://world.example": false, "https://nowhere.example": false, "https://8.8.8.8": false,
	} {
		var inside *AddressError
		if err := c.MayPost(t.Context(), address); refused != errors.As(err, &inside) || !refused && err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}
