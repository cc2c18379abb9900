// Package mailer sends mail by SMTP: the only way out of the program beside
// the HTTP client of package fetch. It is used only where the user has named a
// server, and keeps nothing.
package mailer

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// A Server is where mail is handed in, and in whose name.
type Server struct {
	Host, Port     string
	User, Password string
	Implicit       bool // TLS from the first byte
	From           *mail.Address
	// Patience is how long one answer of the server is waited for; 0 is [Usual].
	Patience time.Duration
}

// Usual is how long an answer of a server is waited for, and Longest how long a
// mail takes at most.
const (
	Usual   = 20 * time.Second
	Longest = 90 * time.Second
)

// Parse returns the server that an address such as smtp://user@mail.example:587
// or smtps://mail.example names, which hands in mail of a sender.
func Parse(address, password, from string) (*Server, error) {
	const want = "want smtp://USER@HOST:587 (TLS by STARTTLS) or smtps://USER@HOST (TLS from the start)"
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Path != "" && u.Path != "/" {
		return nil, fmt.Errorf("mail server %q: %s", address, want)
	}
	s := &Server{Host: u.Hostname(), Port: u.Port(), Password: password}
	switch u.Scheme {
	case "smtp":
		if s.Port == "" {
			s.Port = "587"
		}
	case "smtps":
		s.Implicit = true
		if s.Port == "" {
			s.Port = "465"
		}
	default:
		return nil, fmt.Errorf("mail server %q: %s", address, want)
	}
	if u.User != nil {
		s.User = u.User.Username()
		if _, set := u.User.Password(); set {
			return nil, errors.New("the password of the mail server stands in its address, where others can read it: set READOUT_SMTP_PASSWORD in its place")
		}
	}
	if s.From, err = mail.ParseAddress(from); err != nil {
		return nil, fmt.Errorf("sender %q is no mail address: name yours with --sender you@example.org", from)
	}
	return s, nil
}

// MaxTo is how many addresses one mail goes to.
const MaxTo = 50

// Addresses reads a list of addresses, with commas between them.
func Addresses(list string) ([]*mail.Address, error) {
	to, err := mail.ParseAddressList(strings.NewReplacer("\r", " ", "\n", " ").Replace(list))
	switch {
	case strings.TrimSpace(list) == "":
		return nil, errors.New("name an address to send to, such as desk@example.org")
	case err != nil:
		return nil, fmt.Errorf("%.200q is no list of mail addresses: write them as a@example.org, b@example.org", list)
	case len(to) > MaxTo:
		return nil, fmt.Errorf("%d addresses: send to %d at most", len(to), MaxTo)
	}
	return to, nil
}

// loopback reports whether the server is this machine, to which no other listens.
func (s *Server) loopback() bool {
	addr, err := netip.ParseAddr(s.Host)
	return s.Host == "localhost" || err == nil && addr.IsLoopback()
}

// Send hands a mail in. When it returns an error, no server has accepted it for
// anybody: all who are to have it are named before it is sent, and one that is
// refused stops it.
func (s *Server) Send(ctx context.Context, to []*mail.Address, data []byte) error {
	ctx, cancel := context.WithTimeout(ctx, Longest)
	defer cancel()
	patience := s.Patience
	if patience == 0 {
		patience = Usual
	}
	c, stop, err := s.connect(ctx, patience)
	if err == nil {
		defer stop()
		err = s.hand(c, to, data)
	}
	if err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return s.explain(err)
	}
	return nil
}

// connect greets the server and encrypts the line; without TLS it goes to this
// machine alone. stop ends the connection.
func (s *Server) connect(ctx context.Context, patience time.Duration) (*smtp.Client, func(), error) {
	d := &net.Dialer{Timeout: patience}
	conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(s.Host, s.Port))
	if err != nil {
		return nil, nil, err
	}
	ended := context.AfterFunc(ctx, func() { conn.Close() })
	stop := func() { ended(); conn.Close() }
	secured := &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12}
	_ = conn.SetDeadline(time.Now().Add(patience)) // of the greeting; the client sets its own later
	var c *smtp.Client
	switch {
	case s.Implicit:
		c = smtp.NewClient(tls.Client(conn, secured))
	case s.loopback():
		c = smtp.NewClient(conn)
	default:
		c, err = smtp.NewClientStartTLS(conn, secured)
	}
	if err != nil {
		stop()
		return nil, nil, err
	}
	c.CommandTimeout, c.SubmissionTimeout = patience, 3*patience
	if err := c.Hello("localhost"); err != nil {
		stop()
		return nil, nil, err
	}
	return c, stop, nil
}

// hand logs in and hands the mail in.
func (s *Server) hand(c *smtp.Client, to []*mail.Address, data []byte) error {
	if s.User != "" {
		if err := c.Auth(sasl.NewPlainClient("", s.User, s.Password)); err != nil {
			return err
		}
	}
	if err := c.Mail(s.From.Address, nil); err != nil {
		return err
	}
	for _, a := range to {
		if err := c.Rcpt(a.Address, nil); err != nil {
			return fmt.Errorf("%s: %w", a.Address, err)
		}
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	_ = c.Quit() // it is accepted: what comes after changes nothing
	return nil
}

// A RefusedError says that a server did not accept a mail.
type RefusedError struct {
	Server  string
	Code    int // 4xx for a fault of the moment, 5xx for one of the mail or of whom it is for
	Message string
}

// Error says what the server answered.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("the mail was not sent: %s answered %d %s: correct what it names, or ask who runs it", e.Server, e.Code, e.Message)
}

// explain says what went wrong and what to do.
func (s *Server) explain(err error) error {
	server := net.JoinHostPort(s.Host, s.Port)
	var refused *smtp.SMTPError
	var late net.Error
	switch {
	case errors.As(err, &refused):
		return &RefusedError{Server: server, Code: refused.Code, Message: refused.Message}
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("the mail was not sent: it was stopped: %w", err)
	case errors.Is(err, context.DeadlineExceeded) || errors.As(err, &late) && late.Timeout():
		return fmt.Errorf("the mail was not sent: %s did not answer in time: try again later, or name another server", server)
	}
	return fmt.Errorf("the mail was not sent: %s: %w: check the server's name and port", server, err)
}
