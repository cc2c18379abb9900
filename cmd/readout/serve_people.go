package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/mcp"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/web"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/pflag"
	"golang.org/x/term"
)

// doorFlags say who is let in, and how he may come.
type doorFlags struct {
	accounts   bool
	publicURL  string
	proxies    []string
	userHeader string
	cert, key  string
}

// add registers the flags.
func (f *doorFlags) add(flags *pflag.FlagSet) {
	flags.BoolVar(&f.accounts, "accounts", false, "let nobody in without an account; set by itself once the archive has one, and by the flags below")
	flags.StringVar(&f.publicURL, "public-url", "", "`ADDRESS` that people open, such as https://readout.example.org")
	flags.StringSliceVar(&f.proxies, "trusted-proxy", nil, "`ADDRESS` or network of a proxy whose X-Forwarded-For, X-Forwarded-Proto and user header are believed; may be given again")
	flags.StringVar(&f.userHeader, "user-header", "", "`HEADER` in which a trusted proxy names the account that has signed in with it")
	flags.StringVar(&f.cert, "tls-cert", "", "`FILE` of the certificate, with those that lead to its root; read again when it changes")
	flags.StringVar(&f.key, "tls-key", "", "`FILE` of the certificate's key")
}

// given reports whether a flag asks for accounts.
func (f *doorFlags) given(listen string) bool {
	return f.accounts || f.publicURL != "" || len(f.proxies) > 0 || f.userHeader != "" || f.cert != "" || beyond(listen)
}

// beyond reports whether an address to listen on is reached from other machines.
func beyond(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	return err != nil || !web.Loopback(host)
}

// check reports flags that mean nothing, or would let passwords go unencrypted.
func (f *doorFlags) check(listen string) error {
	if _, err := f.public(); err != nil {
		return err
	}
	if _, err := f.networks(); err != nil {
		return err
	}
	switch {
	case (f.cert == "") != (f.key == ""):
		return errors.New("--tls-cert and --tls-key go together")
	case f.userHeader != "" && len(f.proxies) == 0:
		return errors.New("--user-header needs --trusted-proxy: anybody else could name himself whom he likes")
	case beyond(listen) && f.cert == "" && len(f.proxies) == 0:
		return fmt.Errorf("--listen %s is reached from other machines: give --tls-cert and --tls-key, or --trusted-proxy with the address of the proxy that encrypts; on this machine alone, use 127.0.0.1", listen)
	case beyond(listen) && f.publicURL == "":
		return fmt.Errorf("--listen %s is reached from other machines: say by --public-url which address they open", listen)
	}
	if f.cert != "" {
		return (&certificate{cert: f.cert, key: f.key}).load()
	}
	return nil
}

// public returns the public address, nil for none.
func (f *doorFlags) public() (*url.URL, error) {
	if f.publicURL == "" {
		return nil, nil
	}
	u, err := url.Parse(f.publicURL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil {
		return nil, fmt.Errorf("--public-url %s: want an address without a path, such as https://readout.example.org", f.publicURL)
	}
	if u.Scheme == "http" && !web.Loopback(u.Host) {
		return nil, fmt.Errorf("--public-url %s: passwords would go over the network for all to read: use https", f.publicURL)
	}
	u.Path = ""
	return u, nil
}

// networks returns the networks of trusted proxies.
func (f *doorFlags) networks() (list []netip.Prefix, err error) {
	for _, text := range f.proxies {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			a, err := netip.ParseAddr(text)
			if err != nil {
				return nil, fmt.Errorf("--trusted-proxy %s: want an address such as 127.0.0.1 or a network such as 10.0.0.0/24", text)
			}
			a = a.Unmap()
			p = netip.PrefixFrom(a, a.BitLen())
		}
		if p.Bits() == 0 {
			return nil, fmt.Errorf("--trusted-proxy %s: that is everybody, and everybody's headers would be believed", text)
		}
		list = append(list, p.Masked())
	}
	return list, nil
}

// people returns who is let in, nil for whoever reaches the server; views, which may be
// empty, are to be closed before the archive.
func (f *doorFlags) people(ctx context.Context, d *desk, listen string, writable bool) (*web.People, *views, error) {
	s := d.ingester.Store
	accounts, err := s.Accounts(ctx)
	if err != nil {
		return nil, nil, archiveError(err)
	}
	if len(accounts) == 0 && !f.given(listen) {
		return nil, &views{}, nil
	}
	if !writable {
		return nil, nil, &exitError{code: exitWrite, err: errors.New("another process has the archive for itself, and people who sign in have to be written down: stop it first")}
	}
	p := &web.People{Store: s, UserHeader: f.userHeader}
	if p.PublicURL, err = f.public(); err != nil {
		return nil, nil, err
	}
	if p.Proxies, err = f.networks(); err != nil {
		return nil, nil, err
	}
	v := &views{desk: d, ctx: ctx}
	p.At = v.at
	return p, v, nil
}

// views are what the server shows at each clearance.
type views struct {
	desk *desk
	ctx  context.Context
	list []*store.Store
}

// at returns what answers somebody of a clearance.
func (v *views) at(label people.Label) (*web.View, error) {
	s, err := v.desk.ingester.Store.At(v.ctx, label)
	if err != nil {
		return nil, err
	}
	if label != people.Red {
		v.list = append(v.list, s)
	}
	service := v.desk.service(true)
	service.Store = s
	return &web.View{Service: service, API: api.Handler(service), MCP: mcp.Handler(mcp.Options{Store: s, Version: pipeline.Version, Read: v.desk.readText})}, nil
}

// close closes the views.
func (v *views) close() {
	for _, s := range v.list {
		s.Close()
	}
}

// firstAdmin prints how the first admin comes in, as long as none has a
// password: a one-time link on a terminal, else the command that prints one. A
// log that others read gets no secret.
func (f *doorFlags) firstAdmin(ctx context.Context, p *web.People, address string, log *slog.Logger) error {
	accounts, err := p.Store.Accounts(ctx)
	if err != nil {
		return archiveError(err)
	}
	var admin *store.Account
	for _, a := range accounts {
		if a.Role == people.Admin && a.OffAt.IsZero() {
			if a.Password != "" || f.userHeader != "" {
				return nil
			}
			admin = a
		}
	}
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		log.Warn("nobody can sign in yet: run readout user add NAME --role admin on this archive, and open the link that it prints")
		return nil
	}
	var secret people.Secret
	err = p.Store.Update(ctx, func(tx *store.Tx) (err error) {
		if admin == nil {
			if admin, err = tx.AddAccount("admin", people.Admin, people.Red); err != nil {
				return err
			}
		}
		if secret, err = tx.AddLink(admin.UID, time.Now().Add(linkTime)); err != nil {
			return err
		}
		return tx.Log(store.Deed{Who: userName(), Via: "terminal", Do: "make a one-time link for the first admin", What: admin.Name, Outcome: "done"})
	})
	if err != nil {
		return archiveError(err)
	}
	base := address
	if p.PublicURL != nil {
		base = p.PublicURL.String()
	}
	fmt.Fprintf(os.Stderr, "nobody has signed in yet; the first admin (%s) chooses a password, within a day, at\n  %s/welcome/%s\n", admin.Name, base, secret)
	return nil
}

// A certificate is a pair of files, read again when they change.
type certificate struct {
	cert, key string
	log       *slog.Logger
	mu        sync.Mutex
	at        time.Time // when the file of the pair at hand was written
	said      string    // why the files can't be taken up, as the log has it already
	pair      *tls.Certificate
}

// get returns the certificate as the files have it; one that can't be read any more
// stays as it was, and the log says so.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	info, err := os.Stat(c.cert)
	if err == nil && info.ModTime().Equal(c.at) {
		return c.pair, nil
	}
	switch err := c.load(); {
	case err == nil:
		c.said = ""
		if info != nil {
			c.at = info.ModTime()
		}
	case c.pair == nil:
		return nil, err
	case c.said != err.Error():
		c.said = err.Error()
		c.log.Error("the new certificate is not taken up, the one before is used on", "error", err)
	}
	return c.pair, nil
}

// load reads the files.
func (c *certificate) load() error {
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return fmt.Errorf("--tls-cert %s, --tls-key %s: %w", c.cert, c.key, err)
	}
	c.pair = &pair
	return nil
}

// local returns the server's address as it is asked on this machine.
func (f *doorFlags) local(address string) string {
	if f.cert != "" {
		return "https://" + address
	}
	return address
}

// encrypted returns the listener behind TLS, if the flags ask for it.
func (f *doorFlags) encrypted(l net.Listener, log *slog.Logger) (net.Listener, error) {
	if f.cert == "" {
		return l, nil
	}
	c := &certificate{cert: f.cert, key: f.key, log: log}
	if _, err := c.get(nil); err != nil {
		return nil, err
	}
	return tls.NewListener(l, &tls.Config{GetCertificate: c.get, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}), nil
}
