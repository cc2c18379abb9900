package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
)

// reloadOnSignal reads the config file again whenever the system asks for it,
// until ctx ends. A file that is wrong changes nothing. w may be nil.
func (f *serveFlags) reloadOnSignal(ctx context.Context, d *desk, w *follower, level *slog.LevelVar, log *slog.Logger) {
	if reloadSignal == nil {
		return
	}
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, reloadSignal)
	defer signal.Stop(asked)
	for {
		select {
		case <-ctx.Done():
			return
		case <-asked:
		}
		if f.config == "" {
			log.Warn("asked to read the config file again, and there is none: --config names one")
			continue
		}
		c, err := readServeConfig(f.config)
		if err != nil {
			log.Error("the config stays as it was", "error", err)
			continue
		}
		f.takeUp(c, level)
		d.allow(c.AllowHosts)
		if w != nil {
			w.set(c)
		}
		log.Info("config read again", "file", f.config, "taken up", "feeds, every, allow_hosts, log_level", "from the next start", "archive, listen, model, watch, log_format")
	}
}

// takeUp changes what can be changed while the server runs.
func (f *serveFlags) takeUp(c *serveConfig, level *slog.LevelVar) {
	if c.LogLevel != "" && !f.levelSet {
		f.logLevel = c.LogLevel
		f.setLevel(level)
	}
}
