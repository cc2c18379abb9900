package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// An Alert is what somebody wants to be told of.
type Alert struct {
	row int64
	ID  string
	UID int64 // of the account; 0: of whoever uses the archive without one
	// Who is the account's name, Name what the person calls the alert.
	Who, Name string
	Query     string // what is searched; "" if a question is asked
	Question  string
	Reasons   []alert.Reason
	Plan      alert.Plan
	Key       alert.Key
	MadeAt    time.Time
	PausedAt  time.Time // zero while it is on
}

// Limits of alerts.
const (
	maxAlerts    = 200 // of an account
	maxAlertName = 100 // runes
	maxAlertText = 1000
)

// Check returns an error that says what is wrong with an alert.
func (a *Alert) Check() error {
	a.Plan.Clean()
	a.Name, a.Query, a.Question = oneLine(a.Name), oneLine(a.Query), oneLine(a.Question)
	switch {
	case (a.Query == "") == (a.Question == ""):
		return errors.New("an alert has either a search or a question")
	case len(a.Query) > maxAlertText || len(a.Question) > maxAlertText:
		return fmt.Errorf("a search or a question of an alert has %d bytes at most", maxAlertText)
	case len([]rune(a.Name)) > maxAlertName:
		return fmt.Errorf("the name of an alert has %d characters at most", maxAlertName)
	}
	if a.Question != "" {
		a.Reasons = []alert.Reason{alert.Position}
	} else if _, err := ParseQuery(a.Query); err != nil {
		return fmt.Errorf("search: %w", err)
	} else if a.Reasons, err = alert.ParseReasons(alert.Words(a.Reasons)); err != nil {
		return err
	}
	if a.Name == "" {
		a.Name = cut(a.Query + a.Question)
		if r := []rune(a.Name); len(r) > maxAlertName {
			a.Name = string(r[:maxAlertName-1]) + "…"
		}
	}
	return a.Plan.Check()
}

// oneLine returns text with single blanks.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Tells reports whether the alert tells for a reason.
func (a *Alert) Tells(r alert.Reason) bool {
	for _, has := range a.Reasons {
		if has == r {
			return true
		}
	}
	return false
}

const alertColumns = `a.aid, a.id, a.uid, coalesce((SELECT name FROM accounts c WHERE c.uid = a.uid), ''), a.name, a.query, a.question, a.reasons, a.body, a.key, a.made_at, a.paused_at`

func (a *Alert) scan(scan func(...any) error, more ...any) error {
	var reasons, body, made, paused string
	var key []byte
	if err := scan(append([]any{&a.row, &a.ID, &a.UID, &a.Who, &a.Name, &a.Query, &a.Question, &reasons, &body, &key, &made, &paused}, more...)...); err != nil {
		return err
	}
	for r := range strings.FieldsSeq(reasons) {
		a.Reasons = append(a.Reasons, alert.Reason(r))
	}
	a.Key, a.MadeAt, a.PausedAt = key, parseStamp(made), parseStamp(paused)
	return json.Unmarshal([]byte(body), &a.Plan)
}

// PutAlert keeps an alert: a new one, whose ID is "", or what has changed of one.
func (tx *Tx) PutAlert(a *Alert) error {
	if err := a.Check(); err != nil {
		return err
	}
	body, err := json.Marshal(&a.Plan)
	if err != nil {
		return err
	}
	reasons := alert.Words(a.Reasons)
	if a.ID != "" {
		n, err := tx.exec(`UPDATE alerts SET name = ?, query = ?, question = ?, reasons = ?, body = ?, key = ?, paused_at = ? WHERE id = ?`, a.Name, a.Query, a.Question, reasons, string(body), []byte(a.Key), stamp(a.PausedAt), a.ID)
		if err == nil && n == 0 {
			err = fmt.Errorf("alert %s: %w", a.ID, ErrNotFound)
		}
		return err
	}
	n := 0
	if _, err := tx.row([]any{&n}, `SELECT count(*) FROM alerts WHERE uid = ?`, a.UID); err != nil {
		return err
	}
	if n >= maxAlerts {
		return fmt.Errorf("you have %s, and no more fit: take one away", plural.Of(n, "alert", "alerts"))
	}
	if a.Key == nil {
		a.Key = alert.NewKey()
	}
	a.MadeAt = parseStamp(tx.at)
	a.ID = mint("al_", string(a.Key))
	a.row, err = tx.insert(`INSERT INTO alerts (id, uid, name, query, question, reasons, body, key, made_at, paused_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.ID, a.UID, a.Name, a.Query, a.Question, reasons, string(body), []byte(a.Key), tx.at, stamp(a.PausedAt))
	return err
}

// PauseAlert stops an alert for a while, or lets it go on. What waits is kept.
func (tx *Tx) PauseAlert(id string, paused bool) error {
	at := ""
	if paused {
		at = tx.at
	}
	n, err := tx.exec(`UPDATE alerts SET paused_at = ? WHERE id = ?`, at, id)
	if err == nil && n == 0 {
		err = fmt.Errorf("alert %.40q: %w", id, ErrNotFound)
	}
	return err
}

// DropAlert takes an alert away with all that it was to tell.
func (tx *Tx) DropAlert(id string) error {
	n, err := tx.exec(`DELETE FROM alerts WHERE id = ?`, id)
	if err == nil && n == 0 {
		err = fmt.Errorf("alert %.40q: %w", id, ErrNotFound)
	}
	return err
}

// Alert returns the alert of an id, or [ErrNotFound].
func (s *Store) Alert(ctx context.Context, id string) (*Alert, error) {
	list, err := s.alerts(ctx, `a.id = ?`, id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("alert %.40q: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// Alerts returns the alerts of an account, of 0 those of nobody's.
func (s *Store) Alerts(ctx context.Context, uid int64) ([]*Alert, error) {
	return s.alerts(ctx, `a.uid = ?`, uid)
}

// AllAlerts returns the alerts of all.
func (s *Store) AllAlerts(ctx context.Context) ([]*Alert, error) { return s.alerts(ctx, `1`) }

func (s *Store) alerts(ctx context.Context, where string, args ...any) (list []*Alert, err error) {
	if s.whole != nil {
		return s.whole.alerts(ctx, where, args...)
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		a := new(Alert)
		list = append(list, a)
		return a.scan(scan)
	}, `SELECT `+alertColumns+` FROM alerts a WHERE `+where+` ORDER BY a.aid`, args...)
	return list, err
}

// AlertOwner returns the number of an account that alerts are of.
func (s *Store) AlertOwner(ctx context.Context, name string) (int64, error) {
	if s.whole != nil {
		return s.whole.AlertOwner(ctx, name)
	}
	a, err := s.Account(ctx, name)
	if err != nil {
		return 0, err
	}
	return a.UID, nil
}

// ClearanceOf returns what the owner of an alert may see.
func (s *Store) ClearanceOf(ctx context.Context, a *Alert) (people.Label, error) {
	if s.whole != nil {
		return s.whole.ClearanceOf(ctx, a)
	}
	if a.UID == 0 {
		return people.Red, nil
	}
	account, err := s.Account(ctx, a.Who)
	if err == nil && !account.OffAt.IsZero() {
		err = fmt.Errorf("account %s is disabled: %w", a.Who, ErrNotFound)
	}
	if err != nil {
		return people.Clear, err
	}
	return account.Clearance, nil
}
