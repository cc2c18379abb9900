package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A Request names what is wanted and what is there already.
type Request struct {
	URL string
	// Via is the address of the page or feed that named URL; "" if the user did.
	// A host that the user allows is reached only by the user's own word or by
	// that of such a host.
	Via string
	// ETag and LastModified are those of the last answer: if nothing changed
	// since, the answer is NotModified and has no body.
	ETag, LastModified string
}

// A Response is an answer.
type Response struct {
	URL          string // where the answer came from, after redirects
	Permanent    bool   // all redirects on the way were permanent
	NotModified  bool
	Body         []byte // unpacked
	ContentType  string
	ETag         string
	LastModified string
	Reservation  string // what the host says against mining its texts, if it does
	At           time.Time
}

// A StatusError says that a host answered with another status than 200 or 304.
type StatusError struct {
	URL  string
	Code int
}

// Error says what the status means for who asked.
func (e *StatusError) Error() string {
	what := http.StatusText(e.Code)
	switch e.Code {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusPaymentRequired, http.StatusUnavailableForLegalReasons:
		what = "the host does not give it out: save the page in a browser and add the file"
	case http.StatusNotFound, http.StatusGone:
		what = "it is not there (any more): check the address"
	}
	return fmt.Sprintf("%s: status %d, %s", e.URL, e.Code, what)
}

// A WaitError says that a host must not be asked before a time.
type WaitError struct {
	Host  string
	Until time.Time
	Why   string
}

// Error says until when and why.
func (e *WaitError) Error() string {
	return fmt.Sprintf("%s: not before %s: %s", e.Host, e.Until.UTC().Format(time.RFC3339), e.Why)
}

// A RobotsError says that a host's robots.txt keeps programs away.
type RobotsError struct{ URL string }

// Error says so, and what to do.
func (e *RobotsError) Error() string {
	return e.URL + ": the host's robots.txt keeps programs away: save the page in a browser and add the file"
}

// Get fetches an address. It may wait for the host's pause; for longer waits
// it returns a [WaitError] at once.
func (c *Client) Get(ctx context.Context, req Request) (*Response, error) {
	u, err := ParseURL(req.URL)
	if err != nil {
		return nil, err
	}
	permanent, inner := true, c.leads(req.Via)
	for hop := 0; ; hop++ {
		if err := c.mayAsk(ctx, u, inner); err != nil {
			return nil, err
		}
		res, next, status, err := c.once(ctx, u, req, inner)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", u.Redacted(), plainError(err))
		}
		if next == nil {
			res.Permanent = permanent && hop > 0
			return res, nil
		}
		permanent = permanent && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect)
		if hop == c.cfg.Limits.Redirects {
			return nil, fmt.Errorf("%s: more than %d redirects", req.URL, c.cfg.Limits.Redirects)
		}
		inner = inner && c.leads(u.String())
		u = next
	}
}

// once asks one address once. It returns the address to go on with if the
// answer is a redirect.
func (c *Client) once(ctx context.Context, u *url.URL, req Request, inner bool) (res *Response, next *url.URL, status int, err error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Limits.Total)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, nil, 0, err
	}
	r.Header.Set("User-Agent", c.cfg.UserAgent)
	r.Header.Set("Accept-Encoding", "gzip")
	r.Header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8")
	if req.ETag != "" {
		r.Header.Set("If-None-Match", req.ETag)
	}
	if req.LastModified != "" {
		r.Header.Set("If-Modified-Since", req.LastModified)
	}
	early := time.AfterFunc(c.cfg.Limits.Header, cancel) // connection and header together
	transport := c.outer
	if inner {
		transport = c.inner
	}
	answer, err := transport.RoundTrip(r)
	if !early.Stop() && err == nil {
		answer.Body.Close()
		err = context.DeadlineExceeded
	}
	if err != nil {
		return nil, nil, 0, err
	}
	defer answer.Body.Close()
	if next, err = redirect(u, answer); next != nil || err != nil {
		return nil, next, answer.StatusCode, err
	}
	res, err = c.read(u, answer)
	return res, nil, answer.StatusCode, err
}

// redirect returns where an answer leads, or nil.
func redirect(u *url.URL, answer *http.Response) (*url.URL, error) {
	switch answer.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	to, err := u.Parse(answer.Header.Get("Location"))
	if err != nil || answer.Header.Get("Location") == "" {
		return nil, errors.New("a redirect that leads nowhere")
	}
	next, err := ParseURL(to.String())
	if err != nil {
		return nil, fmt.Errorf("a redirect: %w", err)
	}
	return next, nil
}

// read makes a response of an answer.
func (c *Client) read(u *url.URL, answer *http.Response) (*Response, error) {
	res := &Response{URL: u.String(), At: c.cfg.Now(), ContentType: answer.Header.Get("Content-Type"),
		ETag: answer.Header.Get("ETag"), LastModified: answer.Header.Get("Last-Modified"), Reservation: reservation(answer.Header)}
	switch answer.StatusCode {
	case http.StatusOK:
	case http.StatusNotModified:
		res.NotModified = true
		return res, nil
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		until := retryAfter(answer.Header.Get("Retry-After"), c.cfg.Now())
		c.holdOff(u, until)
		return nil, &WaitError{Host: u.Host, Until: until, Why: fmt.Sprintf("it answered %d, too busy", answer.StatusCode)}
	default:
		return nil, &StatusError{URL: u.Redacted(), Code: answer.StatusCode}
	}
	var err error
	res.Body, err = c.cfg.Limits.body(answer.Body, answer.Header.Get("Content-Encoding"))
	return res, err
}

// Bounds of what a Retry-After is taken for.
const (
	leastWait = time.Minute
	mostWait  = 24 * time.Hour
)

// retryAfter reads the header: seconds or a date.
func retryAfter(value string, now time.Time) time.Time {
	wait := 10 * time.Minute
	if seconds, err := strconv.Atoi(strings.TrimSpace(value)); err == nil {
		wait = time.Duration(min(max(seconds, 0), int(mostWait/time.Second))) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		wait = at.Sub(now)
	}
	return now.Add(min(max(wait, leastWait), mostWait))
}

// reservation returns what a host's headers say against mining its texts.
func reservation(h http.Header) string {
	var parts []string
	for _, name := range []string{"Tdm-Reservation", "Tdm-Policy", "X-Robots-Tag"} {
		if v := h.Get(name); v != "" {
			parts = append(parts, strings.ToLower(name)+": "+v)
		}
	}
	return strings.Join(parts, "; ")
}

// plainError takes the address, which messages name already, off err, and
// says what a timeout is.
func plainError(err error) error {
	var urlErr *url.Error
	if errors.As(err, &urlErr) {
		err = urlErr.Err
	}
	var address *AddressError
	switch {
	case errors.As(err, &address):
		return address
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return errors.New("the host took too long to answer")
	}
	return err
}
