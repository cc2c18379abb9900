package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// archiveCommands returns the verbs that work on an archive.
func archiveCommands() []*cobra.Command {
	return []*cobra.Command{
		newAddCommand(), newWatchCommand(), newRereadCommand(), newSearchCommand(), newShowCommand(), newDiffCommand(),
		newCheckCommand(), newBackupCommand(), newRestoreCommand(), newForgetCommand(), newDoctorCommand(),
	}
}

// archiveFlag says where the archive is.
type archiveFlag struct{ path string }

// add registers the flag on cmd.
func (f *archiveFlag) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.path, "archive", "", "`FILE` of the archive (default $READOUT_DATA, else ~/.local/share/readout/readout.db)")
}

// persistent registers the flag on cmd and the verbs below it.
func (f *archiveFlag) persistent(cmd *cobra.Command) {
	cmd.PersistentFlags().StringVar(&f.path, "archive", "", "`FILE` of the archive (default $READOUT_DATA, else ~/.local/share/readout/readout.db)")
}

// file returns the archive's path: the flag, else the environment, else the
// user's data folder.
func (f *archiveFlag) file() (string, error) {
	if f.path != "" {
		return f.path, nil
	}
	if path := os.Getenv("READOUT_DATA"); path != "" {
		return path, nil
	}
	base := os.Getenv("XDG_DATA_HOME")
	if base == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("no place for the archive is known: give one with --archive (%w)", err)
		}
		base = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(base, "readout", "readout.db"), nil
}

// write opens the archive for writing.
func (f *archiveFlag) write(more ...store.Option) (*store.Store, error) {
	path, err := f.file()
	if err != nil {
		return nil, err
	}
	announceFormat(path)
	s, err := store.Open(path, append(more, store.WithPatience(patience()), store.WithPrints(compare.Prints))...)
	if err != nil {
		return nil, &exitError{code: exitWrite, err: err}
	}
	return s, nil
}

// announceFormat says that an archive of an older format is about to change: for a
// large one that takes minutes.
func announceFormat(path string) {
	s, err := store.OpenReader(path)
	if err == nil {
		s.Close()
		return
	}
	var format *store.FormatError
	if errors.As(err, &format) && format.Format > 0 && format.Format < format.Known {
		fmt.Fprintf(os.Stderr, "bringing the archive from format %d to format %d; a copy of it as it was is kept as %s.format-%d\n", format.Format, format.Known, printable(path), format.Format)
	}
}

// longest is how many seconds a verb waits for another process that writes,
// such as one that takes a name out of a large archive.
const longest = 1800

// patience returns how a verb waits for other processes that write: it says so
// after some seconds, and a user who stops it is heard.
func patience() store.Patience {
	var stopped chan os.Signal
	return store.Patience{
		Busy: func(seconds int) bool {
			if seconds == 1 {
				stopped = make(chan os.Signal, 1)
				signal.Notify(stopped, os.Interrupt, syscall.SIGTERM)
			}
			if seconds == 5 {
				fmt.Fprintln(os.Stderr, "another process writes the archive: waiting for it")
			}
			select {
			case <-stopped:
				return false
			default:
				return seconds < longest
			}
		},
		Free: func() {
			if stopped != nil {
				signal.Stop(stopped)
			}
		},
	}
}

// read opens the archive for reading.
func (f *archiveFlag) read() (*store.Store, error) {
	path, err := f.file()
	if err != nil {
		return nil, err
	}
	s, err := store.OpenReader(path, store.WithPrints(compare.Prints))
	if err != nil {
		return nil, archiveError(err)
	}
	return s, nil
}

// readJoined opens the archive to read what stories tell together, and says where
// some wait to be joined.
func (f *archiveFlag) readJoined() (*store.Store, error) {
	s, err := f.read()
	if err != nil {
		return nil, err
	}
	j, err := s.Joining(context.Background())
	if err != nil {
		return nil, errors.Join(archiveError(err), s.Close())
	}
	if text := j.String(); text != "" {
		fmt.Fprintln(os.Stderr, text+" The next readout add, watch or serve joins them.")
	}
	return s, nil
}

// archiveError gives an error of the archive its exit code: what is not there
// could not be read, all else is the archive's.
func archiveError(err error) error {
	var gone *store.ForgottenError
	var exit *exitError
	var fault *ask.Error
	switch {
	case err == nil || errors.As(err, &exit):
		return err
	case errors.As(err, &fault) && fault.Fault == ask.Missing:
		return &exitError{code: exitInputs, err: errors.New(fault.Detail + " " + fault.Do)}
	case errors.Is(err, store.ErrNotFound), errors.As(err, &gone):
		return &exitError{code: exitInputs, err: err}
	}
	return &exitError{code: exitWrite, err: err}
}

// untilStopped returns a context that ends when the user stops the program.
func untilStopped() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}

// newIngester returns what brings stories into s, read as the archive is read.
func newIngester(ctx context.Context, s *store.Store, in *inputFlags) (*ingest.Ingester, error) {
	if err := in.readAs(ctx, s); err != nil {
		return nil, err
	}
	return ingesterOf(ctx, s, in)
}

// ingesterOf returns what brings stories into s, read as the flags say.
func ingesterOf(ctx context.Context, s *store.Store, in *inputFlags) (*ingest.Ingester, error) {
	reader, err := in.lists.open(in.model)
	if err != nil {
		return nil, err
	}
	if reader, err = withLearned(ctx, s, reader); err != nil {
		return nil, err
	}
	kind, err := input.ParseKind(in.in)
	if err != nil {
		return nil, err
	}
	h := newHelpers()
	return &ingest.Ingester{Store: s, Reader: reader, Jobs: in.jobs, Kind: kind, Cleaner: h.cleaner(in), ParseFeed: h.parseFeed,
		Bad:   func(err *input.Error) { fmt.Fprintf(os.Stderr, "readout: %v\n", err) },
		Waits: waits,
	}, nil
}

// cleanerName says how the flags want stories cleaned.
func cleanerName(in *inputFlags) string {
	name := ""
	if in.verbatim {
		name = "verbatim"
	}
	if in.date != "" {
		name += " date " + in.date
	}
	return name
}
