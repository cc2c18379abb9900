package fetch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// Limits of a post: how long an answer is waited for, and how much of it is read.
const (
	postTime = 20 * time.Second
	postBody = 64 << 10
	nameTime = 3 * time.Second // for the addresses of a host that is not asked yet
)

// MayPost returns an [AddressError] where [Client.Post] would refuse an address as
// things stand: all addresses of its host are inside the network, and it is not among
// AllowHosts. A host that has none now may have one when it is posted to.
func (c *Client) MayPost(ctx context.Context, address string) error {
	u, err := ParseURL(address)
	if err != nil {
		return err
	}
	name, port := u.Hostname(), u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	if c.cfg.Proxy != nil || c.allowed(name, net.JoinHostPort(name, port)) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, nameTime)
	defer cancel()
	list, err := c.cfg.Resolver.LookupNetIP(ctx, "ip", name)
	if err != nil || len(list) == 0 {
		return nil
	}
	for _, addr := range list {
		if c.public(addr.Unmap()) {
			return nil
		}
	}
	return &AddressError{Host: name, Address: list[0].Unmap()}
}

// Post sends JSON to an address that the user named, once: no redirect is
// followed, and what the host answers is read and thrown away. It returns a
// [StatusError] for an answer that is not 2xx, and an [AddressError] for a host
// inside the network that is not among AllowHosts.
func (c *Client) Post(ctx context.Context, address string, header map[string]string, body []byte) error {
	u, err := ParseURL(address)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, min(postTime, c.cfg.Limits.Total))
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("User-Agent", c.cfg.UserAgent)
	r.Header.Set("Content-Type", "application/json")
	for name, value := range header {
		r.Header.Set(name, value)
	}
	answer, err := c.inner.RoundTrip(r)
	if err != nil {
		return fmt.Errorf("%s: %w", u.Redacted(), plainError(err))
	}
	defer answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		return &StatusError{URL: u.Redacted(), Code: answer.StatusCode}
	}
	_, err = io.Copy(io.Discard, io.LimitReader(answer.Body, postBody))
	if err != nil {
		err = fmt.Errorf("%s: %w", u.Redacted(), plainError(err))
	}
	return err
}
