package main

import (
	"context"
	"fmt"
	"os"

	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// newRereadCommand returns the verb that makes records again.
func newRereadCommand() *cobra.Command {
	in := inputFlags{ofArchive: true}
	var archive archiveFlag
	var all, keepOld bool
	cmd := &cobra.Command{
		Use:   "reread [flags]",
		Short: "Make the records that are missing, or that an older model made",
		Long: `Reread reads every version that has no record of this program's model. Until a version's
turn comes its old record is shown and searched. Stop it whenever you like: readout reread goes on where
it was, also after a reread --all that was stopped. The archive remembers the model and the lists of yours that it
is read with; reread with others changes them for all of it (--lists '' reads without yours).`,
		Example: `  readout reread
  readout reread --all
  readout reread --model accurate`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := in.check(); err != nil {
				return err
			}
			s, err := archive.write()
			if err != nil {
				return err
			}
			defer s.Close()
			return reread(cmd.Context(), s, &in, all, keepOld)
		},
	}
	in.addJobs(cmd)
	in.lists.add(cmd)
	archive.add(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "read every version again, also with the model that read it")
	cmd.Flags().BoolVar(&keepOld, "keep-old", false, "keep the records of other models")
	return cmd
}

// reread empties the queue.
func reread(ctx context.Context, s *store.Store, in *inputFlags, all, keepOld bool) error {
	if err := in.readAnew(ctx, s); err != nil {
		return err
	}
	g, err := ingesterOf(ctx, s, in)
	if err != nil {
		return err
	}
	if err := in.remember(ctx, s); err != nil {
		return err
	}
	ctx, stop := untilStopped()
	defer stop()
	line := newProgressLine(in.quiet)
	defer line.clear()
	g.Progress = line.show
	if err := s.Update(ctx, func(tx *store.Tx) error { return tx.ReadAgain(g.Reader.Name(), all) }); err != nil {
		return archiveError(err)
	}
	counts, err := g.Read(ctx)
	line.clear()
	if err == nil && !keepOld {
		err = s.Update(ctx, func(tx *store.Tx) error {
			_, err := tx.DropOldRecords(g.Reader.Name())
			return err
		})
	}
	if !in.quiet {
		fmt.Fprintln(os.Stderr, summary(counts))
	}
	return ingestError(counts, err)
}
