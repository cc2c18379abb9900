package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// People says who is let in, and by which way he may come. Store and At must be
// set.
type People struct {
	Store *store.Store // the whole archive, which has the accounts
	// At returns what answers somebody of a clearance.
	At func(people.Label) (*View, error)
	// PublicURL is the address that people open, nil for this machine's alone.
	PublicURL *url.URL
	// Proxies are the addresses of proxies: what they say of a request is believed.
	Proxies []netip.Prefix
	// UserHeader is the header in which these proxies name who has signed in
	// with them; "": none.
	UserHeader string
	// Now is the clock; nil: the system's.
	Now func() time.Time
}

// A View is what answers somebody of a clearance: pages, programs, assistants.
type View struct {
	Service  *ask.Service
	API, MCP http.Handler // nil: not answered
}

// How long people stay signed in.
const (
	sessionIdle  = 7 * 24 * time.Hour  // after the last request
	sessionMost  = 30 * 24 * time.Hour // after signing in
	sessionNoted = time.Hour           // how often it is written down that a session is used
	linkTime     = 24 * time.Hour      // how long a one-time link holds
)

// A caller is where a request comes from.
type caller struct {
	address string   // of the client, as far as proxies are believed
	secure  bool     // it came over TLS, to us or to a proxy that is believed
	proxied bool     // from a proxy that is believed
	near    bool     // from this machine
	public  *url.URL // the server's public address; nil: none
}

// caller says where a request comes from. Headers are believed from proxies that
// were named alone.
func (p *People) caller(r *http.Request) caller {
	remote := addressOf(r.RemoteAddr)
	own, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	c := caller{public: p.PublicURL, address: remote.String(), secure: r.TLS != nil, near: remote.IsLoopback() || own != nil && addressOf(own.String()) == remote && remote.IsValid(), proxied: p.isProxy(remote)}
	if !c.proxied {
		return c
	}
	c.secure = c.secure || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- { // the last one that no proxy of ours is
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		c.address = hop.Unmap().String()
		if !p.isProxy(hop.Unmap()) {
			break
		}
	}
	return c
}

func (p *People) isProxy(a netip.Addr) bool {
	for _, prefix := range p.Proxies {
		if prefix.Contains(a) {
			return true
		}
	}
	return false
}

// addressOf returns the address of a host and port; the zero Addr for what is none.
func addressOf(remote string) netip.Addr {
	ap, err := netip.ParseAddrPort(remote)
	if err != nil {
		return netip.Addr{}
	}
	return ap.Addr().Unmap().WithZone("")
}

// throttleKey returns the key under which tries from an address are counted: an
// IPv6 network of 64 bits is one house.
func throttleKey(address string) string {
	a, err := netip.ParseAddr(address)
	if err == nil && a.Is6() {
		if net, err := a.Prefix(64); err == nil {
			return "from " + net.String()
		}
	}
	return "from " + address
}

// Cookies of sessions. Over TLS the name makes browsers refuse one that another
// host of the domain has set.
const (
	secureCookie = "__Host-readout"
	plainCookie  = "readout"
)

func (c caller) cookie() string {
	if c.secure {
		return secureCookie
	}
	return plainCookie
}

// setCookie gives the browser a session's secret; "" takes it away.
func (c caller) setCookie(w http.ResponseWriter, secret people.Secret) {
	cookie := &http.Cookie{Name: c.cookie(), Value: string(secret), Path: "/", HttpOnly: true, Secure: c.secure, SameSite: http.SameSiteLaxMode, MaxAge: int(sessionMost / time.Second)}
	if secret == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
}

// baseOf returns the address of the server as a request's client sees it.
func baseOf(r *http.Request) string {
	switch c := callerOf(r); {
	case c.public != nil:
		return strings.TrimSuffix(c.public.String(), "/")
	case r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
