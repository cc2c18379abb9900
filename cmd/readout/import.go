package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// newImportCommand returns the verb that takes records into an archive.
func newImportCommand() *cobra.Command {
	var archive archiveFlag
	var quiet bool
	cmd := &cobra.Command{
		Use:   "import [flags] INPUT…",
		Short: "Take exported records into an archive",
		Long: `Import takes in what readout export --with-text --unmask REASON wrote as jsonl or parquet (the folder,
or its file of records), and what readout read --json wrote (a file, gzip too, or - for standard
input). Versions keep their ids, times, numbers and copy groups; those that the archive has are left
as they are. Captures and what people decided do not travel: readout backup copies them.`,
		Example: `  readout export --as parquet --all --with-text --unmask 'move to another machine' -o out
  readout import --archive other.db out
  readout read --json examples/ | readout import -`,
		Args: needInput,
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := archive.write()
			if err != nil {
				return err
			}
			defer s.Close()
			in := &importer{store: s}
			for _, name := range args {
				if err := in.input(name); err != nil {
					return err
				}
			}
			return in.finish(quiet)
		},
	}
	archive.add(cmd)
	cmd.Flags().BoolVar(&quiet, "quiet", false, "no summary on standard error")
	return cmd
}

// An importer takes records into an archive.
type importer struct {
	store             *store.Store
	batch             []*imported
	taken, known, bad int
}

// An imported record waits for the next commit.
type imported struct {
	place string
	export.Stored
	err error
	new bool
}

// input takes in what a name names.
func (in *importer) input(name string) error {
	ctx, stop := untilStopped()
	defer stop()
	err := export.EachStored(name, os.Stdin, func(place string, st *export.Stored, err error) error {
		if ctx.Err() != nil {
			return &exitError{code: exitWrite, err: errors.New("stopped: what was taken in stays")}
		}
		if err == nil {
			err = checkRead(st.Record)
		}
		if err != nil {
			in.fail(place, err)
			return nil
		}
		in.batch = append(in.batch, &imported{place: place, Stored: *st})
		if len(in.batch) < 64 {
			return nil
		}
		return in.commit(ctx)
	})
	if commitErr := in.commit(context.WithoutCancel(ctx)); err == nil { // also what was read before a stop
		err = commitErr
	}
	var exit *exitError
	if err != nil && !errors.As(err, &exit) {
		in.fail(filepath.Clean(name), err)
		return nil
	}
	return err
}

// fail reports something that can't be taken in.
func (in *importer) fail(place string, err error) {
	in.bad++
	fmt.Fprintf(os.Stderr, "readout: %s: %v\n", place, err)
}

// commit takes the batch in, in one step.
func (in *importer) commit(ctx context.Context) error {
	batch := in.batch
	in.batch = nil
	if len(batch) == 0 {
		return nil
	}
	err := in.store.Update(ctx, func(tx *store.Tx) error {
		for _, it := range batch {
			it.new, it.err = take(tx, &it.Stored)
			var gone *store.ForgottenError
			if it.err != nil && !errors.As(it.err, &gone) && !errors.Is(it.err, ingest.ErrNotItsText) {
				return fmt.Errorf("%s: %w", it.place, it.err)
			}
		}
		return nil
	})
	if err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	for _, it := range batch {
		switch {
		case it.err != nil:
			in.fail(it.place, it.err)
		case it.new:
			in.taken++
		default:
			in.known++
		}
	}
	return nil
}

// take brings one record into the archive and reports whether it is new there.
func take(tx *store.Tx, st *export.Stored) (bool, error) {
	if err := ingest.CheckText(st.Record); err != nil {
		return false, err
	}
	if st.Origin != nil {
		var origin store.Origin
		if err := json.Unmarshal(st.Origin, &origin); err != nil {
			return false, fmt.Errorf("origin: %w", err)
		}
		_, fresh, err := tx.TakeFromArchive(st.Record, &origin, compare.Prints(&st.Record.Version))
		return fresh, err
	}
	outcome, _, err := ingest.TakeRecord(tx, st.Record)
	return outcome != ingest.Known && outcome != ingest.CameBack && outcome != ingest.NewAddress, err
}

// finish says what was taken in.
func (in *importer) finish(quiet bool) error {
	if !quiet {
		fmt.Fprintf(os.Stderr, "%s taken in, %d known already\n", plural(in.taken, "version", "versions"), in.known)
	}
	if in.bad > 0 {
		return &exitError{code: exitInputs}
	}
	return nil
}
