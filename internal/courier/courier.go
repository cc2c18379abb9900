// Package courier brings what alerts tell: by mail, and to webhooks. What is to be
// told stands in the archive's outbox before it does anything; it packs parcels,
// sends them and writes down what became of them, in that order, so that whatever
// stops it between two steps, nothing is lost, and what is sent again has the id
// that it had.
package courier

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/mail"
	"strconv"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/mailer"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Sender hands mail in.
type Sender interface {
	Send(ctx context.Context, to []*mail.Address, data []byte) error
}

// A Courier brings what alerts tell. Store must be set.
type Courier struct {
	Store *store.Store
	// At returns what answers somebody of a clearance; nil: the whole archive
	// answers everybody.
	At func(people.Label) (*ask.Service, error)
	// Mail hands mail in, in the name of From; nil: mail waits until there is one.
	Mail Sender
	From *mail.Address
	// Post sends to webhooks.
	Post *fetch.Client
	// Base is the address of the server that links lead to, "" for none.
	Base string
	Log  *slog.Logger // nil: no log
	Now  func() time.Time
	// Every is how often it looks for what is due; 0 is [Usual].
	Every time.Duration

	tidied time.Time
}

// Usual is how often a courier looks for what is due.
const Usual = 5 * time.Second

// TurnName is the turn that one courier of an archive has at a time.
const TurnName = "alerts"

// Run brings what is due until ctx ends. Another process that does it goes first.
func (c *Courier) Run(ctx context.Context) {
	every := c.Every
	if every == 0 {
		every = Usual
	}
	for ctx.Err() == nil {
		release, err := c.Store.Turn(TurnName)
		if err == nil && release != nil {
			for err == nil && ctx.Err() == nil {
				_, err = c.Once(ctx)
				pause(ctx, every)
			}
			release()
		}
		if err != nil && ctx.Err() == nil {
			c.log().Error("alerts are not brought for a minute", "error", err)
			pause(ctx, time.Minute)
		}
		pause(ctx, every)
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func (c *Courier) log() *slog.Logger {
	if c.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return c.Log
}

func (c *Courier) now() time.Time {
	if c.Now != nil {
		return c.Now()
	}
	return time.Now()
}

// Limits of one round.
const (
	maxRound   = 200
	sideBySide = 8 // parcels on their way at once: one that hangs holds no other up for long
	keepFor    = 30 * 24 * time.Hour
)

// Once brings all that is due now, and returns how many parcels were taken.
func (c *Courier) Once(ctx context.Context) (sent int, err error) {
	due, err := c.Store.AnyDue(ctx, c.now())
	if err != nil {
		return 0, err
	}
	if due {
		if err := c.Store.Update(ctx, func(tx *store.Tx) error { _, err := tx.Pack(); return err }); err != nil {
			return 0, err
		}
	}
	list, err := c.Store.DueParcels(ctx, c.now(), maxRound)
	if err != nil {
		return 0, err
	}
	var wait sync.WaitGroup
	var mu sync.Mutex
	slots := make(chan struct{}, sideBySide)
	for _, p := range list {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			fault := c.bring(ctx, p)
			mu.Lock()
			defer mu.Unlock()
			if err = errors.Join(err, fault); p.State == store.ParcelSent {
				sent++
			}
		})
	}
	wait.Wait()
	if err == nil && c.now().Sub(c.tidied) > 24*time.Hour {
		c.tidied = c.now()
		err = c.Store.Update(ctx, func(tx *store.Tx) error { return tx.TidyOutbox(c.now().Add(-keepFor)) })
	}
	return sent, err
}

// bring sends a parcel and writes down what became of it. The error is of the
// archive: that a parcel was not taken is written down, not returned.
func (c *Courier) bring(ctx context.Context, p *store.Parcel) error {
	a, err := c.Store.AlertOf(ctx, p)
	if errors.Is(err, store.ErrNotFound) {
		return nil // taken away meanwhile, with its parcels
	}
	if err != nil {
		return err
	}
	letter, err := c.letter(ctx, a, p)
	if err != nil {
		return err
	}
	if len(letter.Notices) == 0 {
		p.State, p.Error = store.ParcelEmpty, "nothing of it may be told any more"
	} else if fault := c.send(ctx, a, p, letter); fault == nil {
		p.State, p.Error = store.ParcelSent, ""
	} else if ctx.Err() != nil {
		return nil // it is stopped, and tries again when it goes on
	} else {
		c.failed(p, a, fault)
	}
	p.Tries++
	return c.Store.Update(ctx, func(tx *store.Tx) error { return tx.Settle(p) })
}

// failed notes that a parcel was not taken.
func (c *Courier) failed(p *store.Parcel, a *store.Alert, fault error) {
	wait, dead := alert.Retry(p.Tries+1, refused(fault))
	p.Error, p.NextAt = reason(fault), c.now().Add(wait)
	if dead {
		p.State = store.ParcelDead
		c.log().Error("an alert is given up", "alert", a.ID, "parcel", p.ID, "way", p.Way, "tries", p.Tries+1, "error", p.Error)
		return
	}
	c.log().Warn("an alert was not taken", "alert", a.ID, "parcel", p.ID, "way", p.Way, "tries", p.Tries+1, "next", p.NextAt.UTC().Format(time.RFC3339), "error", p.Error)
}

// reason says why a parcel was not taken, and of a host inside the network where it
// can be allowed.
func reason(fault error) string {
	var inside *fetch.AddressError
	if errors.As(fault, &inside) {
		return inside.Fact() + ": refused (if you mean it, name it in allow_hosts of the server's config file and start that anew, or with --allow-host)"
	}
	return fault.Error()
}

// MayPost says why a webhook's address would be refused as things stand, and what to
// set if it is meant; nil for one that would be posted to.
func MayPost(ctx context.Context, post *fetch.Client, address string) error {
	if err := post.MayPost(ctx, address); err != nil {
		return errors.New(reason(err))
	}
	return nil
}

// refused reports whether a fault is one of what is sent or where to, not of the
// moment.
func refused(err error) bool {
	var status *fetch.StatusError
	if errors.As(err, &status) {
		return status.Code/100 == 4 && status.Code != http.StatusRequestTimeout && status.Code != http.StatusTooManyRequests && status.Code != http.StatusTooEarly
	}
	var inside *fetch.AddressError
	var mailed *mailer.RefusedError
	return errors.As(err, &inside) || errors.As(err, &mailed) && mailed.Code/100 == 5
}

// letter returns what goes out of a parcel, as far as the alert's owner may see it
// now.
func (c *Courier) letter(ctx context.Context, a *store.Alert, p *store.Parcel) (*alert.Letter, error) {
	tips, err := c.Store.InParcel(ctx, p)
	if err != nil {
		return nil, err
	}
	service, err := c.serviceOf(ctx, a)
	if err != nil {
		return nil, err
	}
	return service.Letter(ctx, a, p.ID, tips, c.Base)
}

// serviceOf returns what answers an alert's owner.
func (c *Courier) serviceOf(ctx context.Context, a *store.Alert) (*ask.Service, error) {
	if a.UID == 0 || c.At == nil {
		if a.UID != 0 {
			return nil, fmt.Errorf("alert %s is of an account, and it is not known what that sees", a.ID)
		}
		return &ask.Service{Store: c.Store}, nil
	}
	label, err := c.Store.ClearanceOf(ctx, a)
	if err != nil {
		return nil, err
	}
	return c.At(label)
}

// send sends a letter once.
func (c *Courier) send(ctx context.Context, a *store.Alert, p *store.Parcel, l *alert.Letter) error {
	if p.Way == alert.Mail {
		return c.mail(ctx, a, p, l)
	}
	if c.Post == nil {
		return errors.New("webhooks are not posted to here")
	}
	if a.Plan.Hook == "" {
		return errors.New("the alert has no webhook any more")
	}
	body, err := l.JSON()
	if err != nil {
		return err
	}
	at := c.now()
	return c.Post.Post(ctx, a.Plan.Hook, map[string]string{
		"X-Readout-Id": l.ID, "X-Readout-Time": strconv.FormatInt(at.Unix(), 10), "X-Readout-Signature": alert.Sign(a.Key.HookSecret(), at, body),
	}, body)
}

// mail hands a letter in.
func (c *Courier) mail(ctx context.Context, a *store.Alert, p *store.Parcel, l *alert.Letter) error {
	if c.Mail == nil {
		return errors.New("no mail server is known: start readout serve with --smtp and --sender")
	}
	to, err := mailer.Addresses(a.Plan.Mail)
	if err != nil {
		return err
	}
	data, err := l.Mail(alert.Envelope{From: c.From, To: to}, p.MadeAt)
	if err != nil {
		return err
	}
	return c.Mail.Send(ctx, to, data)
}
