package ask

import (
	"context"
	"errors"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// An Alerting is what somebody wants to be told of.
type Alerting struct {
	Name      string         `json:"name,omitempty" maxLength:"100" doc:"what you call it; missing: the search"`
	Search    string         `json:"search,omitempty" maxLength:"1000" doc:"as /search takes it; either this or a question"`
	Question  string         `json:"question,omitempty" maxLength:"1000" doc:"as /positions takes it: you are told of who changes sides"`
	Reasons   []alert.Reason `json:"reasons,omitempty" doc:"of a search: new, changed, denied, conflict, line, withdrawn; missing: all"`
	Mail      string         `json:"mail,omitempty" maxLength:"2000" doc:"addresses, with commas between them"`
	Hook      string         `json:"hook,omitempty" maxLength:"2000" doc:"address that is posted to, signed"`
	Pace      alert.Pace     `json:"pace,omitempty" enum:"now,hourly,daily" doc:"missing: now"`
	At        string         `json:"at,omitempty" maxLength:"5" doc:"of a daily digest: 07:00"`
	QuietFrom string         `json:"quiet_from,omitempty" maxLength:"5" doc:"beginning of quiet hours: 22:00"`
	QuietTo   string         `json:"quiet_to,omitempty" maxLength:"5"`
	Zone      string         `json:"zone,omitempty" maxLength:"60" doc:"time zone of these times, such as Europe/Lisbon; missing: UTC"`
	Old       bool           `json:"old,omitempty" doc:"stories that were published more than a week before they come in, too"`
}

// An AlertLine is an alert as it stands.
type AlertLine struct {
	ID string `json:"id"`
	Alerting
	MadeAt   time.Time `json:"made_at"`
	PausedAt time.Time `json:"paused_at,omitzero"`
	Told     int       `json:"told" doc:"of what it told lately, 100 at most"`
	Dead     int       `json:"dead" doc:"parcels that were given up"`
	Feed     string    `json:"feed" doc:"address of its Atom feed on this server; whoever has it reads the feed"`
	Secret   string    `json:"secret,omitempty" doc:"of the signatures of its webhook"`
	Error    string    `json:"error,omitempty" doc:"why the search finds nothing any more, or why the last parcel was not taken"`
	Reads    string    `json:"-"` // when it goes out, in words
}

// Paused reports whether the alert is not on.
func (l *AlertLine) Paused() bool { return !l.PausedAt.IsZero() }

// alertOwner returns the account of who asks, 0 where nobody signs in.
func (s *Service) alertOwner(ctx context.Context) (int64, error) {
	p := people.Of(ctx)
	if p == nil {
		return 0, nil
	}
	return s.Store.AlertOwner(ctx, p.Name)
}

// ownAlert returns an alert of who asks.
func (s *Service) ownAlert(ctx context.Context, id string) (*store.Alert, error) {
	uid, err := s.alertOwner(ctx)
	if err != nil {
		return nil, err
	}
	a, err := s.Store.Alert(ctx, id)
	if err == nil && a.UID != uid {
		err = store.ErrNotFound
	}
	if errors.Is(err, store.ErrNotFound) {
		return nil, &Error{Missing, "There is no such alert of yours.", "GET /alerts lists them."}
	}
	return a, err
}

// Alerts returns the alerts of who asks.
func (s *Service) Alerts(ctx context.Context) ([]*AlertLine, error) {
	uid, err := s.alertOwner(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.Store.Alerts(ctx, uid)
	if err != nil {
		return nil, err
	}
	out := []*AlertLine{}
	for _, a := range list {
		line, err := s.alertLine(ctx, a)
		if err != nil {
			return nil, err
		}
		out = append(out, line)
	}
	return out, nil
}

// alertLine describes an alert.
func (s *Service) alertLine(ctx context.Context, a *store.Alert) (*AlertLine, error) {
	p := a.Plan
	l := &AlertLine{ID: a.ID, MadeAt: a.MadeAt, PausedAt: a.PausedAt, Reads: p.When(), Feed: "/alerts/" + a.ID + "/feed.atom?token=" + a.Key.FeedToken(),
		Alerting: Alerting{a.Name, a.Query, a.Question, a.Reasons, p.Mail, p.Hook, p.Pace, p.At, p.From, p.To, p.Zone, p.Old}}
	if p.Hook != "" {
		l.Secret = a.Key.HookSecret()
	}
	tips, err := s.Store.Tips(ctx, a, 0, 100)
	if err != nil {
		return nil, err
	}
	l.Told = len(tips)
	parcels, err := s.Store.Parcels(ctx, a, 100)
	if err != nil {
		return nil, err
	}
	for i, parcel := range parcels {
		if parcel.State == store.ParcelDead {
			l.Dead++
		}
		if i == 0 && parcel.State != store.ParcelSent {
			l.Error = parcel.Error
		}
	}
	if a.Query != "" {
		if _, err := s.CountAlert(ctx, a.Query); err != nil {
			l.Error = err.Error()
		}
	}
	return l, nil
}

// CountAlert counts what a search of an alert finds today; an error says why it
// can't be asked.
func (s *Service) CountAlert(ctx context.Context, search string) (int, error) {
	q, err := parsed(search)
	if err != nil {
		return 0, err
	}
	res, err := s.Store.CountHits(ctx, q)
	if err != nil {
		return 0, err
	}
	return res.Found, nil
}

// Alert returns an alert of who asks, with what it told lately.
func (s *Service) Alert(ctx context.Context, id string) (*AlertLine, []*alert.Notice, error) {
	a, err := s.ownAlert(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	line, err := s.alertLine(ctx, a)
	if err != nil {
		return nil, nil, err
	}
	tips, err := s.Store.Tips(ctx, a, 0, 30)
	if err != nil {
		return nil, nil, err
	}
	letter, err := s.Letter(ctx, a, "", tips, "")
	if err != nil {
		return nil, nil, err
	}
	return line, letter.Notices, nil
}

// AlertParcels returns the newest parcels of an alert of who asks.
func (s *Service) AlertParcels(ctx context.Context, id string) ([]*store.Parcel, error) {
	a, err := s.ownAlert(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.Store.Parcels(ctx, a, 20)
}

// PutAlert keeps an alert of who asks: a new one for "", else what has changed.
func (s *Service) PutAlert(ctx context.Context, id string, in *Alerting) (*AlertLine, error) {
	a := &store.Alert{}
	var err error
	if id != "" {
		if a, err = s.ownAlert(ctx, id); err != nil {
			return nil, err
		}
	} else if a.UID, err = s.alertOwner(ctx); err != nil {
		return nil, err
	}
	hook := a.Plan.Hook
	a.Name, a.Query, a.Question, a.Reasons = in.Name, in.Search, in.Question, in.Reasons
	if len(a.Reasons) == 0 {
		a.Reasons = alert.OfSearches
	}
	a.Plan = alert.Plan{Mail: in.Mail, Hook: in.Hook, Pace: in.Pace, At: in.At, From: in.QuietFrom, To: in.QuietTo, Zone: in.Zone, Old: in.Old}
	if err := a.Check(); err != nil {
		return nil, mistaken("Correct it and send it again.", "alert: %v", err)
	}
	if in.Hook != hook {
		if err := s.mayPost(ctx, in.Hook); err != nil {
			return nil, err
		}
	}
	if a.Query != "" {
		if _, err := s.CountAlert(ctx, a.Query); err != nil {
			var wrong *Error
			if errors.As(err, &wrong) {
				return nil, err
			}
			return nil, mistaken("Correct the search.", "search: %v", err)
		}
	}
	if err := s.Store.Update(ctx, func(tx *store.Tx) error { return tx.PutAlert(a) }); err != nil {
		return nil, err
	}
	return s.alertLine(ctx, a)
}

// mayPost returns an error for a webhook that would be refused when there is something
// to tell.
func (s *Service) mayPost(ctx context.Context, hook string) error {
	if hook == "" || s.MayPost == nil {
		return nil
	}
	if err := s.MayPost(ctx, hook); err != nil {
		return mistaken("Give an address of the public net, or have the host allowed.", "hook: %v", err)
	}
	return nil
}

// What may be done with an alert.
const (
	PauseAlert  = "pause"
	ResumeAlert = "resume"
	TestAlert   = "test"
	RetryAlert  = "retry"
	RenewAlert  = "renew" // other secrets and tokens: the old ones hold no more
	DropAlert   = "drop"
)

// DoAlert does something with an alert of who asks.
func (s *Service) DoAlert(ctx context.Context, id, do string) error {
	a, err := s.ownAlert(ctx, id)
	if err != nil {
		return err
	}
	people.Did(ctx, "%s %s", do, id)
	return s.Store.Update(ctx, func(tx *store.Tx) error { return DoAlertIn(tx, a, do) })
}

// DoAlertIn does something with an alert, within a change.
func DoAlertIn(tx *store.Tx, a *store.Alert, do string) error {
	switch do {
	case PauseAlert, ResumeAlert:
		return tx.PauseAlert(a.ID, do == PauseAlert)
	case TestAlert:
		return tx.TestAlert(a)
	case RetryAlert:
		_, err := tx.Revive(a.ID)
		return err
	case RenewAlert:
		a.Key = alert.NewKey()
		return tx.PutAlert(a)
	case DropAlert:
		return tx.DropAlert(a.ID)
	}
	return mistaken("Use pause, resume, test, retry, renew or drop.", "%.20q is nothing that is done with an alert", do)
}

// AlertFeed returns what an alert tells, for whoever shows its feed's token. The
// alert is returned, too: what it tells is to be asked at its owner's clearance.
func (s *Service) AlertFeed(ctx context.Context, id, token string) (*store.Alert, error) {
	return s.alertBy(ctx, id, func(a *store.Alert) bool { return alert.Fits(a.Key.FeedToken(), token) })
}

// AlertStop returns an alert for whoever shows the token of the link that stops it.
func (s *Service) AlertStop(ctx context.Context, id, token string) (*store.Alert, error) {
	return s.alertBy(ctx, id, func(a *store.Alert) bool { return alert.Fits(a.Key.StopToken(), token) })
}

func (s *Service) alertBy(ctx context.Context, id string, fits func(*store.Alert) bool) (*store.Alert, error) {
	a, err := s.Store.Alert(ctx, id)
	if err == nil && !fits(a) {
		err = store.ErrNotFound
	}
	if errors.Is(err, store.ErrNotFound) {
		return nil, &Error{Missing, "There is no such alert, or its address has changed.", "Take the address from the page of the alert."}
	}
	return a, err
}
