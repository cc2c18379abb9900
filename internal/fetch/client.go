package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Config says how a client behaves. The zero Config is the careful one.
type Config struct {
	UserAgent string // "" for the program's own
	// AllowHosts are hosts ("intranet.example", "localhost:8080") that may have
	// an address outside the public net where the user names them, or where such
	// a host itself leads there. A redirect or a feed of any other host does not.
	AllowHosts []string
	// Proxy is used for all requests if it is set. The environment's is not.
	// Behind a proxy only the proxy's address can be checked here.
	Proxy  *url.URL
	Limits Limits
	// Pause is the least time between two requests to a host, a day's Budget
	// the most requests to it. Zero means the defaults.
	Pause  time.Duration
	Budget int

	Resolver *net.Resolver // nil for the system's
	Now      func() time.Time
	Sleep    func(context.Context, time.Duration) error
}

// Limits of one request. Zero means the defaults.
type Limits struct {
	Body      int64         // bytes as they come, 15 MiB
	Unpacked  int64         // bytes after decompression, 64 MiB
	Ratio     int64         // unpacked to packed, 100
	Redirects int           // 5
	Header    time.Duration // until the answer's header is there, 20 s
	Total     time.Duration // until its last byte is there, 60 s
}

// The defaults.
const (
	defaultAgent  = "readout/0.1 (news reader; +https://github.com/seed-f92ea4cf/readout)"
	robotsAgent   = "readout"
	defaultPause  = time.Second
	defaultBudget = 5000
	maxPause      = 30 * time.Second // longer pauses that robots.txt asks for are taken as this
)

// withDefaults fills in what is zero.
func (l Limits) withDefaults() Limits {
	for _, d := range []struct {
		field *int64
		value int64
	}{{&l.Body, 15 << 20}, {&l.Unpacked, 64 << 20}, {&l.Ratio, 100}} {
		if *d.field == 0 {
			*d.field = d.value
		}
	}
	if l.Redirects == 0 {
		l.Redirects = 5
	}
	if l.Header == 0 {
		l.Header = 20 * time.Second
	}
	if l.Total == 0 {
		l.Total = 60 * time.Second
	}
	return l
}

// A Client fetches. It may be used by several goroutines.
type Client struct {
	cfg Config
	// connections to hosts wherever they were named, and those that the user
	// may have meant: a connection that one way allows is no way for the other
	outer, inner *http.Transport
	public       func(netip.Addr) bool // what any host may have; a test's own

	mu    sync.Mutex
	hosts map[string]*host
}

// New returns a client.
func New(cfg Config) *Client {
	cfg.Limits = cfg.Limits.withDefaults()
	if cfg.UserAgent == "" {
		cfg.UserAgent = defaultAgent
	}
	if cfg.Pause == 0 {
		cfg.Pause = defaultPause
	}
	if cfg.Budget == 0 {
		cfg.Budget = defaultBudget
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Sleep == nil {
		cfg.Sleep = sleep
	}
	c := &Client{cfg: cfg, hosts: make(map[string]*host), public: public}
	c.outer, c.inner = c.newTransport(false), c.newTransport(true)
	return c
}

// newTransport returns connections of the one kind or the other.
func (c *Client) newTransport(inner bool) *http.Transport {
	cfg := c.cfg
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			return c.dial(ctx, network, address, inner)
		},
		DisableCompression:     true, // unpacked here, with limits
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           32,
		MaxIdleConnsPerHost:    2,
		MaxConnsPerHost:        4,
		IdleConnTimeout:        60 * time.Second,
		TLSHandshakeTimeout:    cfg.Limits.Header,
		ResponseHeaderTimeout:  cfg.Limits.Header,
		MaxResponseHeaderBytes: 256 << 10,
	}
	if cfg.Proxy != nil { // a nil Transport.Proxy means none, whatever the environment says
		transport.Proxy = http.ProxyURL(cfg.Proxy)
	}
	return transport
}

// dial connects to an address "host:port" if what the host's name resolves to
// is allowed. The check is made on the address that is connected to.
func (c *Client) dial(ctx context.Context, network, address string, inner bool) (net.Conn, error) {
	name, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	allowed := inner && c.allowed(name, address) || c.cfg.Proxy != nil && strings.EqualFold(c.cfg.Proxy.Hostname(), name)
	d := net.Dialer{Timeout: c.cfg.Limits.Header, Resolver: c.cfg.Resolver}
	d.Control = func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if !allowed && !c.public(at.Addr()) {
			return &AddressError{Host: name, Address: at.Addr()}
		}
		return nil
	}
	return d.DialContext(ctx, network, address)
}

// allowed reports whether a host may have any address where the user means it.
func (c *Client) allowed(name, address string) bool {
	return slices.ContainsFunc(c.cfg.AllowHosts, func(h string) bool {
		return strings.EqualFold(h, name) || strings.EqualFold(h, address)
	})
}

// leads reports whether what an address names may be as if the user had named
// it: the user allowed its host. No address is the user's own word.
func (c *Client) leads(address string) bool {
	if address == "" {
		return true
	}
	u, err := url.Parse(address)
	return err == nil && u.Hostname() != "" && c.allowed(u.Hostname(), u.Host)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ParseURL checks an address that a person or a page gave: http or https, with
// a host, and without a name and password, which would end up in the archive.
func ParseURL(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, errors.New("not an address") // url.Error would repeat it, password and all
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%q: only http and https addresses are fetched", u.Scheme)
	case u.Hostname() == "":
		return nil, errors.New("the address has no host")
	case u.User != nil:
		return nil, errors.New("the address holds a name or password: it would be kept in the archive")
	}
	if addr, err := netip.ParseAddr(u.Hostname()); err == nil && (addr.Is4In6() || addr.Zone() != "") {
		return nil, &AddressError{Host: u.Hostname(), Address: addr}
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}
