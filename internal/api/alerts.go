package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/ask"
)

// An AlertList is the alerts of who asks.
type AlertList struct {
	Items []*ask.AlertLine `json:"items"`
}

// An AlertTold is an alert with what it told lately, the newest first.
type AlertTold struct {
	*ask.AlertLine
	Notices []*alert.Notice `json:"notices"`
}

type alertingInput struct{ Body ask.Alerting }

type alertChangeInput struct {
	ByID
	Body ask.Alerting
}

type alertDoInput struct {
	ByID
	Body struct {
		Do string `json:"do" enum:"pause,resume,test,retry,renew,drop" doc:"renew: other secrets and tokens"`
	}
}

// An AlertDone says what was done with which alert.
type AlertDone struct {
	ID   string `json:"id"`
	Done string `json:"done"`
}

type alertOutput struct {
	Location string `header:"Location"`
	Body     *ask.AlertLine
}

// registerAlerts adds what is about alerts.
func registerAlerts(a huma.API, s *ask.Service) {
	get(a, "/alerts", "alerts", "Your alerts", func(ctx context.Context, _ *struct{}) (*body[*AlertList], error) {
		list, err := s.Alerts(ctx)
		return &body[*AlertList]{&AlertList{list}}, err
	})
	get(a, "/alerts/{id}", "alert", "An alert of yours, with what it told lately and why", func(ctx context.Context, in *storyInput) (*body[*AlertTold], error) {
		line, notices, err := s.Alert(ctx, in.ID)
		return &body[*AlertTold]{&AlertTold{line, notices}}, err
	}, http.StatusNotFound)
	post(a, "/alerts", "makeAlert", "Make an alert: a search or a question, and where and when you are told", http.StatusCreated, func(ctx context.Context, in *alertingInput) (*alertOutput, error) {
		line, err := s.PutAlert(ctx, "", &in.Body)
		if err != nil {
			return nil, err
		}
		return &alertOutput{Location: "/api/v1/alerts/" + line.ID, Body: line}, nil
	})
	post(a, "/alerts/{id}", "changeAlert", "Change an alert of yours; what is left out is as in a new one", http.StatusOK, func(ctx context.Context, in *alertChangeInput) (*body[*ask.AlertLine], error) {
		line, err := s.PutAlert(ctx, in.ID, &in.Body)
		return &body[*ask.AlertLine]{line}, err
	})
	post(a, "/alerts/{id}/do", "doAlert", "Pause an alert of yours, let it go on, test it, try again what was given up, or take it away", http.StatusOK, func(ctx context.Context, in *alertDoInput) (*body[AlertDone], error) {
		err := s.DoAlert(ctx, in.ID, in.Body.Do)
		return &body[AlertDone]{AlertDone{in.ID, in.Body.Do}}, err
	})
}
