package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/web"
	"github.com/spf13/cobra"
)

// serveFlags are the flags of the verb that serves.
type serveFlags struct {
	archive             archiveFlag
	listen, model       string
	mail                mailFlags
	door                doorFlags
	verbose, check      bool
	noWatch             bool
	config              string
	checkConfig         bool
	logLevel, logFormat string
	levelSet            bool         // a flag or the environment says the level
	file                *serveConfig // what the config file says
}

// newServeCommand returns the verb that shows the archive in a browser.
func newServeCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Show the archive in a browser, answer programs under /api/v1, and follow its feeds",
		Long: `Serve opens the archive, makes it if it is not there, and shows it: pages for people, the same as JSON under /api/v1 for programs. It follows the feeds and folders that the archive
watches, or that the config file names, and reads what waits, whoever brought it; readout add and watch go
on beside it. On this machine alone there is no account and no set-up; for several people, readout help server. The address to open is the first line on standard error,
where its log goes too; standard output stays empty. Stop it with Ctrl-C: requests that are being
answered are finished.

A config file (TOML) has any of the keys ` + configKeys + `.
Flags win over the environment (READOUT_DATA, READOUT_LISTEN, READOUT_MODEL, READOUT_LOG_LEVEL,
READOUT_LOG_FORMAT), the environment over the file. On SIGHUP the file is read again: feeds, every,
allow_hosts and log_level are taken up; the rest is from the next start on.`,
		Example: `  readout serve
  readout serve --archive news.db --listen 127.0.0.1:9000
  readout serve --config /etc/readout/readout.toml`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.configure(cmd.Flags()); err != nil {
				return err
			}
			switch {
			case f.checkConfig:
				return f.tellConfig()
			case f.check:
				if err := fetch.CheckLocal(context.Background(), f.door.local(f.listen)); err != nil {
					return &exitError{code: exitInputs, err: err}
				}
				return nil
			}
			return f.serve()
		},
	}
	f.archive.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", "127.0.0.1:8090", "`ADDRESS` on this machine to listen on; port 0 takes a free one")
	modelFlag(cmd, &f.model)
	f.mail.add(cmd)
	f.door.add(flags)
	flags.BoolVar(&f.check, "check", false, "ask the server at --listen whether it is well, and end: exit code 0 if it is")
	flags.BoolVar(&f.verbose, "verbose", false, "a line on standard error for each request")
	flags.BoolVar(&f.noWatch, "no-watch", false, "follow no feeds and folders, and read nothing but what is handed in")
	flags.StringVar(&f.config, "config", "", "config `FILE` (default $READOUT_CONFIG, else ~/.config/readout/readout.toml if it is there)")
	flags.BoolVar(&f.checkConfig, "check-config", false, "say what the config file, the environment and the flags come to, and end")
	flags.StringVar(&f.logLevel, "log-level", "info", "least `LEVEL` of what is logged: debug, info, warn, error")
	flags.StringVar(&f.logFormat, "log-format", "text", "`FORM` of the log: text or json")
	return cmd
}

// tellConfig prints what the server would do.
func (f *serveFlags) tellConfig() error {
	path, err := f.archive.file()
	if err != nil {
		return err
	}
	c := serveConfig{Archive: path, Listen: f.listen, Model: f.model, Watch: new(bool), Feeds: f.file.Feeds, Every: f.file.Every, AllowHosts: f.file.AllowHosts, LogLevel: f.logLevel, LogFormat: f.logFormat, SMTP: f.mail.smtp, Sender: f.mail.sender,
		Accounts: f.door.accounts, PublicURL: f.door.publicURL, TrustedProxies: f.door.proxies, UserHeader: f.door.userHeader, TLSCert: f.door.cert, TLSKey: f.door.key}
	*c.Watch = !f.noWatch
	if f.config != "" {
		fmt.Fprintf(os.Stderr, "%s is well\n", printable(f.config))
	}
	if err := toml.NewEncoder(os.Stdout).Encode(c); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}

// checkListen refuses what is no address to listen on.
func checkListen(listen string) error {
	_, port, err := net.SplitHostPort(listen)
	if err != nil {
		return fmt.Errorf("--listen %s: want an address and a port such as 127.0.0.1:8090", listen)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("--listen %s: want a port from 1 to 65535 (8090 is usual), or 0 for a free one", listen)
	}
	return nil
}

// serve runs the server until the user stops it.
func (f *serveFlags) serve() error {
	ctx, stop := untilStopped() // from the start: who stops it while it opens is heard too
	defer stop()
	options := web.Options{}
	server, err := f.mail.server()
	if err != nil {
		return err
	}
	if server != nil {
		options.Mail, options.MailFrom = server, server.From
	}
	s, writable, err := f.archive.serve()
	if err != nil {
		return err
	}
	defer s.Close()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(serveGC)
	}
	log, level := f.logger()
	desk, err := newDesk(ctx, s, f.model)
	if err != nil {
		return err
	}
	desk.allow(f.file.AllowHosts)
	desk.hooks = fetch.New(fetch.Config{AllowHosts: f.file.AllowHosts})
	defer func() { stop(); desk.late.Wait() }() // before the archive is closed
	samples, err := samples()
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", f.listen)
	if err != nil {
		return &exitError{code: exitWrite, err: fmt.Errorf("%w: another program listens there, perhaps: name another port with --listen 127.0.0.1:PORT", err)}
	}
	who, views, err := f.door.people(ctx, desk, f.listen, writable)
	if err != nil {
		return err
	}
	defer views.close()
	address := "http://" + l.Addr().String()
	if l, err = f.door.encrypted(l, log); err != nil {
		return err
	}
	if f.door.cert != "" {
		address = "https://" + l.Addr().String()
	}
	if who == nil {
		fmt.Fprintf(os.Stderr, "%s · data in %s · no account needed on this machine\n", address, s.Path())
	} else {
		fmt.Fprintf(os.Stderr, "%s · data in %s · with an account\n", address, s.Path())
		if err := f.door.firstAdmin(ctx, who, address, log); err != nil {
			return err
		}
	}
	if !writable {
		fmt.Fprintln(os.Stderr, "another process has the archive for itself: it is shown, and pasted stories can't be kept")
	}
	held := make(chan struct{})
	go func() {
		defer close(held)
		if err := s.Hold(ctx); err != nil && ctx.Err() == nil {
			log.Warn("searches are slower: what they order by is not held in memory", "error", err)
		}
	}()
	defer func() { stop(); <-held }() // before the archive is closed
	go tellSystemd(ctx, f.door.local(l.Addr().String()), log)
	var w *follower
	if writable && !f.noWatch {
		w = newFollower(desk, f.file, log)
		followed := make(chan struct{})
		go func() { defer close(followed); w.run(ctx) }()
		defer func() { stop(); <-followed }() // before the archive is closed
	}
	if writable {
		base := address
		if who != nil && who.PublicURL != nil {
			base = who.PublicURL.String()
		}
		wait := runCourier(ctx, desk, server, base, log)
		defer func() { stop(); wait() }() // before the archive is closed
	}
	service := desk.service(writable)
	options.Patience = countTime
	options.Service, options.Samples, options.Log, options.API, options.Stopping, options.People = service, samples, log, api.Handler(service), ctx, who
	go f.reloadOnSignal(ctx, desk, w, level, log)
	return answerUntilStopped(ctx, l, web.New(options), log)
}

// writePromptly opens the archive for writing, to answer those who wait.
func (f *archiveFlag) writePromptly() (*store.Store, error) {
	path, err := f.file()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(path)
	if err != nil {
		return nil, &exitError{code: exitWrite, err: err}
	}
	return s, nil
}

// serve opens the archive for writing, or for reading where another process
// has it for itself. Others may write it meanwhile: a write waits for them.
func (f *archiveFlag) serve() (*store.Store, bool, error) {
	s, err := f.writePromptly()
	var busy *store.BusyError
	if errors.As(err, &busy) {
		s, err = f.read()
		return s, false, err
	}
	return s, err == nil, err
}

// Limits of the server.
const (
	headTime = 5 * time.Second
	readTime = 60 * time.Second
	sendTime = 150 * time.Second // reading a story may take a while
	// countTime is how long pages wait for what they count, a tenth of it while others
	// wait; what takes longer follows.
	countTime = time.Second
	idleTime  = 2 * time.Minute
	// serveGC is how much may be garbage before it is collected, as a percentage of what
	// is in use: a large part of that, columns and kept pages, has no pointers to follow.
	serveGC  = 60
	stopTime = 10 * time.Second
	maxHead  = 64 << 10
)

// answerUntilStopped answers until the user stops the program, then finishes
// what is being answered.
func answerUntilStopped(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: headTime, ReadTimeout: readTime, WriteTimeout: sendTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHead,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return &exitError{code: exitWrite, err: err}
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	if err := server.Shutdown(patience); err != nil {
		server.Close()
	}
	return nil
}
