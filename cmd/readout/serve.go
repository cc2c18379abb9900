package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/web"
	"github.com/spf13/cobra"
)

// newServeCommand returns the verb that shows the archive in a browser.
func newServeCommand() *cobra.Command {
	var archive archiveFlag
	var listen, model string
	var verbose, check bool
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Show the archive in a browser, and answer programs under /api/v1",
		Long: `Serve opens the archive, makes it if it is not there, and shows it on this machine alone: pages for
people, the same as JSON under /api/v1 for programs. There is no account and no set-up. The address to open
is the first line on standard error, where its log goes too; standard output stays empty. Stop it with
Ctrl-C: requests that are being answered are finished.`,
		Example: `  readout serve
  readout serve --archive news.db --listen 127.0.0.1:9000`,
		Args: cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error {
			if err := checkListen(listen); err != nil {
				return err
			}
			if check {
				if err := fetch.CheckLocal(context.Background(), listen); err != nil {
					return &exitError{code: exitInputs, err: err}
				}
				return nil
			}
			return serve(&archive, listen, model, verbose)
		},
	}
	archive.add(cmd)
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8090", "`ADDRESS` on this machine to listen on; port 0 takes a free one")
	modelFlag(cmd, &model)
	cmd.Flags().BoolVar(&check, "check", false, "ask the server at --listen whether it is well, and end: exit code 0 if it is")
	cmd.Flags().BoolVar(&verbose, "verbose", false, "a line on standard error for each request")
	return cmd
}

// checkListen refuses addresses beyond this machine.
func checkListen(listen string) error {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return fmt.Errorf("--listen %s: want an address and a port such as 127.0.0.1:8090", listen)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("--listen %s: want a port from 1 to 65535 (8090 is usual), or 0 for a free one", listen)
	}
	if !web.Loopback(host) {
		return fmt.Errorf("--listen %s: readout serve has no accounts, so it listens on this machine alone: use 127.0.0.1, [::1] or localhost; from elsewhere, ssh -L reaches it", listen)
	}
	return nil
}

// serve runs the server until the user stops it.
func serve(archive *archiveFlag, listen, model string, verbose bool) error {
	ctx, stop := untilStopped() // from the start: who stops it while it opens is heard too
	defer stop()
	s, writable, err := archive.serve()
	if err != nil {
		return err
	}
	defer s.Close()
	level := slog.LevelWarn
	if verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	service, err := newService(ctx, s, model, writable)
	if err != nil {
		return err
	}
	samples, err := samples()
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return &exitError{code: exitWrite, err: fmt.Errorf("%w: another program listens there, perhaps: name another port with --listen 127.0.0.1:PORT", err)}
	}
	fmt.Fprintf(os.Stderr, "http://%s · data in %s · no account needed on this machine\n", l.Addr(), s.Path())
	if !writable {
		fmt.Fprintln(os.Stderr, "another process has the archive for itself: it is shown, and pasted stories can't be kept")
	}
	go tellSystemd(ctx, l.Addr().String(), log)
	return answerUntilStopped(ctx, l, web.New(web.Options{Service: service, Samples: samples, Log: log, API: api.Handler(service)}), log)
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
	idleTime = 2 * time.Minute
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
