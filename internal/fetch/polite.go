package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// A host is what the client keeps of one host while it runs.
type host struct {
	mu     sync.Mutex // held while the host's robots.txt is fetched
	robots *robotstxt.RobotsData
	fresh  time.Time // until when robots holds

	// guarded by the client's mutex
	next  time.Time // before which no request is made
	until time.Time // before which the host wants none
	day   string
	asked int // requests on that day
}

// How long a robots.txt holds, and how soon one that could not be had is
// asked for again.
const (
	robotsHold  = 24 * time.Hour
	robotsRetry = time.Hour
)

// hostOf returns the state of an address's host.
func (c *Client) hostOf(u *url.URL) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := u.Scheme + "://" + u.Host
	h := c.hosts[key]
	if h == nil {
		h = new(host)
		c.hosts[key] = h
	}
	return h
}

// mayAsk waits until an address may be asked for, or says why it must not.
func (c *Client) mayAsk(ctx context.Context, u *url.URL, inner bool) error {
	h := c.hostOf(u)
	robots, err := c.robots(ctx, h, u, inner)
	if err != nil {
		return err
	}
	if !robots.TestAgent(u.RequestURI(), robotsAgent) {
		return &RobotsError{URL: u.Redacted()}
	}
	pause := c.cfg.Pause
	if group := robots.FindGroup(robotsAgent); group != nil {
		pause = max(pause, min(group.CrawlDelay, maxPause))
	}
	return c.turn(ctx, h, u, pause)
}

// turn waits for the host's pause and counts the request.
func (c *Client) turn(ctx context.Context, h *host, u *url.URL, pause time.Duration) error {
	c.mu.Lock()
	now := c.cfg.Now()
	if now.Before(h.until) {
		defer c.mu.Unlock()
		return &WaitError{Host: u.Host, Until: h.until, Why: "it asked for a pause"}
	}
	if day := now.UTC().Format(time.DateOnly); day != h.day {
		h.day, h.asked = day, 0
	}
	if h.asked >= c.cfg.Budget {
		defer c.mu.Unlock()
		return &WaitError{Host: u.Host, Until: now.UTC().Truncate(24 * time.Hour).Add(24 * time.Hour), Why: "the day's budget of requests is used up"}
	}
	h.asked++
	at := now
	if h.next.After(now) && h.next.Sub(now) < 10*maxPause { // a clock that was set back must not hold us for ever
		at = h.next
	}
	h.next = at.Add(pause)
	c.mu.Unlock()
	if at.After(now) {
		return c.cfg.Sleep(ctx, at.Sub(now))
	}
	return nil
}

// holdOff keeps a host from being asked until a time.
func (c *Client) holdOff(u *url.URL, until time.Time) {
	h := c.hostOf(u)
	c.mu.Lock()
	defer c.mu.Unlock()
	if until.After(h.until) {
		h.until = until
	}
}

// robots returns a host's robots.txt. As RFC 9309 has it, a host without one
// allows all, and one whose robots.txt can't be had for now allows nothing.
func (c *Client) robots(ctx context.Context, h *host, u *url.URL, inner bool) (*robotstxt.RobotsData, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := c.cfg.Now()
	if h.robots != nil && now.Before(h.fresh) {
		return h.robots, nil
	}
	body, status, err := c.robotsBody(ctx, h, u, inner)
	if err != nil {
		return nil, err
	}
	h.fresh = now.Add(robotsHold)
	if status >= 500 {
		h.fresh = now.Add(robotsRetry)
	}
	h.robots, err = robotstxt.FromStatusAndBytes(status, body)
	if err != nil { // unreadable lines are no lines
		h.robots, err = robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	return h.robots, err
}

// maxRobots is how much of a robots.txt is read.
const maxRobots = 512 << 10

// robotsBody fetches a robots.txt, over redirects.
func (c *Client) robotsBody(ctx context.Context, h *host, u *url.URL, inner bool) ([]byte, int, error) {
	at := u.ResolveReference(&url.URL{Path: "/robots.txt"})
	for range c.cfg.Limits.Redirects + 1 {
		if err := c.turn(ctx, h, at, 0); err != nil {
			return nil, 0, err
		}
		res, next, _, err := c.once(ctx, at, Request{}, inner)
		var status *StatusError
		var wait *WaitError
		switch {
		case errors.As(err, &status):
			return nil, status.Code, nil
		case errors.As(err, &wait):
			return nil, http.StatusServiceUnavailable, wait
		case err != nil:
			return nil, 0, &robotsUnreachable{host: u.Host, err: plainError(err)}
		case next != nil:
			inner = inner && c.leads(at.String())
			at = next
			continue
		}
		return res.Body[:min(len(res.Body), maxRobots)], http.StatusOK, nil
	}
	return nil, http.StatusNotFound, nil // redirects without end: RFC 9309 takes it as none
}

// robotsUnreachable says that a host did not even answer for its robots.txt.
type robotsUnreachable struct {
	host string
	err  error
}

// Error says what happened to the host.
func (e *robotsUnreachable) Error() string { return e.host + ": " + e.err.Error() }

// Unwrap returns the reason.
func (e *robotsUnreachable) Unwrap() error { return e.err }
