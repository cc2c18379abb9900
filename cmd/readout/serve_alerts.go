package main

import (
	"context"
	"log/slog"
	"sync"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/courier"
	"github.com/seed-f92ea4cf/readout/internal/mailer"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// services are what answers at each clearance, each made once.
type services struct {
	views *views
	mu    sync.Mutex
	made  map[people.Label]*ask.Service
}

// at returns what answers somebody of a clearance.
func (s *services) at(label people.Label) (*ask.Service, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if made := s.made[label]; made != nil {
		return made, nil
	}
	view, err := s.views.at(label)
	if err != nil {
		return nil, err
	}
	if s.made == nil {
		s.made = make(map[people.Label]*ask.Service)
	}
	s.made[label] = view.Service
	return view.Service, nil
}

// newCourier returns what brings alerts for a server; base is the address that
// links in them lead to.
func newCourier(ctx context.Context, d *desk, server *mailer.Server, base string, log *slog.Logger) (*courier.Courier, func()) {
	v := &views{desk: d, ctx: ctx}
	c := &courier.Courier{Store: d.ingester.Store, At: (&services{views: v}).at, Post: d.hooks, Base: base, Log: log}
	if server != nil {
		c.Mail, c.From = server, server.From
	}
	return c, v.close
}

// runCourier brings alerts until the context ends, and returns what waits for the
// end of that.
func runCourier(ctx context.Context, d *desk, server *mailer.Server, base string, log *slog.Logger) (wait func()) {
	c, closeViews := newCourier(ctx, d, server, base, log)
	done := make(chan struct{})
	go func() { defer close(done); c.Run(ctx) }()
	return func() { <-done; closeViews() }
}

// alerts says of an archive how its alerts do.
func (r *report) alerts(ctx context.Context, s *store.Store) error {
	st, err := s.Outbox(ctx)
	if err != nil || st.Alerts == 0 {
		return err
	}
	if st.Dead > 0 {
		r.wants("alerts", "%s given up, the last one: %s. Mend it, then readout alerts retry", plural(st.Dead, "parcel was", "parcels were"), st.Error)
		return nil
	}
	r.line("alerts", "%s; %s to go out", plural(st.Alerts, "alert", "alerts"), plural(st.Waiting, "thing waits", "things wait"))
	return nil
}
