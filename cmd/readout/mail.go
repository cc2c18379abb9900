package main

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/mailer"
	"github.com/seed-f92ea4cf/readout/internal/timeline"
	"github.com/spf13/cobra"
)

// A mailFlags say where mail is handed in.
type mailFlags struct{ smtp, sender string }

// add registers the flags on cmd.
func (f *mailFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.smtp, "smtp", os.Getenv("READOUT_SMTP"), "mail server as `URL`: smtp://USER@HOST:587 (STARTTLS) or smtps://USER@HOST; its password stands in READOUT_SMTP_PASSWORD")
	cmd.Flags().StringVar(&f.sender, "sender", os.Getenv("READOUT_SENDER"), "mail `ADDRESS` in whose name mail goes out")
}

// server returns the mail server, nil if none is named.
func (f *mailFlags) server() (*mailer.Server, error) {
	switch {
	case f.smtp == "":
		return nil, nil
	case f.sender == "":
		return nil, errors.New("--smtp needs --sender you@example.org, in whose name mail goes out")
	}
	return mailer.Parse(f.smtp, os.Getenv("READOUT_SMTP_PASSWORD"), f.sender)
}

// send hands a timeline in as a mail.
func (f *mailFlags) send(ctx context.Context, t *timeline.Timeline, addresses string) error {
	to, err := mailer.Addresses(addresses)
	if err != nil {
		return err
	}
	server, err := f.server()
	if err != nil {
		return err
	}
	if server == nil {
		return errors.New("--to needs a mail server: --smtp smtp://USER@HOST:587, or --as mail --out FILE and a mail program of yours")
	}
	data, err := timeline.Mail(t, timeline.Envelope{From: server.From, To: to, Date: time.Now()})
	if err == nil {
		err = server.Send(ctx, to, data)
	}
	if err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}
