package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
	"github.com/seed-f92ea4cf/readout/internal/fetch"
)

// tellSystemd says to the service manager that started the program, if one
// did, that it answers at address, and goes on saying so as long as it does.
func tellSystemd(ctx context.Context, address string, log *slog.Logger) {
	if told, err := daemon.SdNotify(false, daemon.SdNotifyReady); err != nil {
		log.Warn("the service manager was not told", "error", err)
	} else if !told {
		return
	}
	wait, err := daemon.SdWatchdogEnabled(false)
	if err != nil || wait == 0 {
		return
	}
	tick := time.NewTicker(wait / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			daemon.SdNotify(false, daemon.SdNotifyStopping)
			return
		case <-tick.C:
		}
		if err := fetch.CheckLocal(ctx, address); err != nil {
			log.Warn("not well", "error", err) // the manager starts it anew if this lasts
			continue
		}
		daemon.SdNotify(false, daemon.SdNotifyWatchdog)
	}
}
