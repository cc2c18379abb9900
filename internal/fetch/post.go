package fetch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Limits of a post: how long an answer is waited for, and how much of it is read.
const (
	postTime = 20 * time.Second
	postBody = 64 << 10
)

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
