package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

type alertsPage struct {
	chrome
	Alerts  []*ask.AlertLine
	CanMail bool
}

// alerts lists the alerts of who asks.
func (s *site) alerts(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Service.Alerts(r.Context())
	if err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "alerts", &alertsPage{chrome{Title: "Alerts", Files: files(r)}, list, s.Mail != nil})
	return nil
}

type alertPage struct {
	chrome
	ID      string // "" of a new one
	A       ask.Alerting
	Line    *ask.AlertLine // nil of a new one
	Notices []*alert.Notice
	Parcels []*store.Parcel
	Reasons []reasonBox
	Paces   []alert.Pace
	Feed    string // whole address
	Finds   string // what the search finds today, in words
	CanMail bool
	Wrong   string
	Notice  string // what was done
	Chosen  bool   // a form was sent: its boxes hold
}

// A reasonBox is a reason in a form.
type reasonBox struct {
	Reason alert.Reason
	About  string
	On     bool
}

// newAlert shows the form of a new alert.
func (s *site) newAlert(w http.ResponseWriter, r *http.Request) error {
	return s.showAlert(w, r, http.StatusOK, &alertPage{A: ask.Alerting{Search: param(r, "q"), Question: param(r, "on"), Pace: alert.Now}})
}

// showAlert shows an alert with its form.
func (s *site) showAlert(w http.ResponseWriter, r *http.Request, status int, p *alertPage) error {
	p.Title, p.Paces, p.CanMail = "A new alert", alert.Paces, s.Mail != nil
	if p.ID != "" {
		line, notices, err := s.Service.Alert(r.Context(), p.ID)
		if err != nil {
			return err
		}
		if p.Wrong == "" {
			p.A = line.Alerting
		}
		p.Title, p.Line, p.Notices, p.Feed = "Alert: "+short(line.Name, 100), line, notices, baseOf(r)+line.Feed
		if p.Parcels, err = s.Service.AlertParcels(r.Context(), p.ID); err != nil {
			return err
		}
	}
	for _, reason := range alert.OfSearches {
		on := p.ID == "" && !p.Chosen
		for _, has := range p.A.Reasons {
			on = on || has == reason
		}
		p.Reasons = append(p.Reasons, reasonBox{reason, reason.About(), on})
	}
	if p.A.Search != "" {
		switch n, err := s.Service.CountAlert(r.Context(), p.A.Search); {
		case err != nil && p.Wrong == "":
			p.Wrong = "The search can’t be asked: " + err.Error()
		case err == nil:
			p.Finds = plural(n, "thing", "things") + " in the archive today"
		}
	}
	s.show(w, r, status, "alert", p)
	return nil
}

// showOne shows one alert.
func (s *site) alert(w http.ResponseWriter, r *http.Request) error {
	return s.showAlert(w, r, http.StatusOK, &alertPage{ID: r.PathValue("id"), Notice: done[param(r, "done")]})
}

// done says in words what was done with an alert.
var done = map[string]string{"made": "The alert is on.", "saved": "It is kept.", ask.TestAlert: "A test is on its way; below is what became of it.", ask.PauseAlert: "The alert is paused: nothing new is noted, and what waits is kept.",
	ask.ResumeAlert: "The alert is on again.", ask.RetryAlert: "What was given up is tried again.", ask.RenewAlert: "The feed’s address and the secret are other ones now; the old ones hold no more."}

// alertingOf reads an alert from a form.
func alertingOf(r *http.Request) ask.Alerting {
	in := ask.Alerting{Name: field(r, "name"), Search: field(r, "search"), Question: field(r, "question"), Mail: field(r, "mail"), Hook: field(r, "hook"), Pace: alert.Pace(field(r, "pace")),
		At: field(r, "at"), QuietFrom: field(r, "quiet_from"), QuietTo: field(r, "quiet_to"), Zone: field(r, "zone"), Old: field(r, "old") != ""}
	for _, reason := range r.PostForm["reason"] {
		in.Reasons = append(in.Reasons, alert.Reason(reason))
	}
	return in
}

// makeAlert keeps a new alert.
func (s *site) makeAlert(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	in := alertingOf(r)
	line, err := s.Service.PutAlert(r.Context(), "", &in)
	if wrong := wrongAlert(err); wrong != "" {
		return s.showAlert(w, r, http.StatusBadRequest, &alertPage{A: in, Wrong: wrong, Chosen: true})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/alerts/"+line.ID+"?done=made", http.StatusSeeOther)
	return nil
}

// wrongAlert says what is wrong with an alert that was sent, "" for another error.
func wrongAlert(err error) string {
	var wrong *ask.Error
	if errors.As(err, &wrong) && wrong.Fault != ask.Missing {
		return wrong.Detail
	}
	return ""
}

// changeAlert keeps what has changed of an alert, or does something with it.
func (s *site) changeAlert(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	id, do := r.PathValue("id"), field(r, "do")
	if do == "save" {
		in := alertingOf(r)
		_, err := s.Service.PutAlert(r.Context(), id, &in)
		if wrong := wrongAlert(err); wrong != "" {
			return s.showAlert(w, r, http.StatusBadRequest, &alertPage{ID: id, A: in, Wrong: wrong, Chosen: true})
		}
		if err != nil {
			return err
		}
		do = "saved"
	} else if err := s.Service.DoAlert(r.Context(), id, do); err != nil {
		return err
	}
	to := "/alerts"
	if do != ask.DropAlert {
		to = address("/alerts/"+id, url.Values{"done": {do}})
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// ownerSees returns what answers an alert's owner, whoever asks.
func (s *site) ownerSees(r *http.Request, a *store.Alert) (*ask.Service, error) {
	label, err := s.Service.Store.ClearanceOf(r.Context(), a)
	if errors.Is(err, store.ErrNotFound) {
		return nil, api.NewProblem(http.StatusNotFound, "There is no such feed any more.", "Take its address from the page of the alert.")
	}
	if err != nil {
		return nil, err
	}
	if s.SeenAt == nil {
		return s.Service, nil
	}
	return s.SeenAt(label)
}

// feedSize is how much a feed has.
const feedSize = 50

// alertFeed answers what an alert tells as an Atom feed, to whoever has its token.
func (s *site) alertFeed(w http.ResponseWriter, r *http.Request) error {
	a, err := s.Service.AlertFeed(r.Context(), r.PathValue("id"), param(r, "token"))
	if err != nil {
		return err
	}
	seen, err := s.ownerSees(r, a)
	if err != nil {
		return err
	}
	tips, err := s.Service.Store.Tips(r.Context(), a, 0, feedSize)
	if err != nil {
		return err
	}
	l, err := seen.Letter(r.Context(), a, "", tips, baseOf(r))
	if err != nil {
		return err
	}
	updated := a.MadeAt
	if len(tips) > 0 {
		updated = tips[0].At
	}
	data, err := l.Atom(baseOf(r)+r.URL.RequestURI(), updated)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-cache")
	http.ServeContent(w, r, "", updated.Truncate(time.Second), strings.NewReader(string(data)))
	return nil
}

type stopPage struct {
	chrome
	Name, Token, ID string
	Stopped         bool
}

// askStop asks whoever has a mail whether the alert is to stop.
func (s *site) askStop(w http.ResponseWriter, r *http.Request) error {
	return s.stop(w, r, param(r, "token"), false)
}

// stopAlert pauses an alert for whoever has a mail of it.
func (s *site) stopAlert(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	token := field(r, "token")
	if token == "" {
		token = param(r, "token") // a mail program's one click
	}
	return s.stop(w, r, token, true)
}

func (s *site) stop(w http.ResponseWriter, r *http.Request, token string, now bool) error {
	a, err := s.Service.AlertStop(r.Context(), r.PathValue("id"), token)
	if err != nil {
		return err
	}
	if now {
		if err := s.Service.Store.Update(r.Context(), func(tx *store.Tx) error { return ask.DoAlertIn(tx, a, ask.PauseAlert) }); err != nil {
			return err
		}
	}
	s.show(w, r, http.StatusOK, "stop", &stopPage{chrome{Title: "Stop an alert", Bare: s.People != nil}, a.Name, token, a.ID, now || !a.PausedAt.IsZero()})
	return nil
}
