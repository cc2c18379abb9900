package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// newMergeCommand returns the verb that brings one archive into another.
func newMergeCommand() *cobra.Command {
	var quiet bool
	cmd := &cobra.Command{
		Use:   "merge [flags] ARCHIVE OTHER",
		Short: "Bring another archive into this one, with what people decided",
		Long: `Merge brings all of the archive OTHER into ARCHIVE, which may be new: stories and versions with their
captures, records and times, what people joined, parted, reviewed and made timelines of, what is watched,
alerts with what they have told, and what was forgotten, which does not come in here either. OTHER is only read.

A story that both know, by its id or its address, is one, with the versions of both. Copies and
happenings are looked for among all stories. Ids of OTHER that have become others lead to them. Where
people decided one thing in both, and not alike, what stands in ARCHIVE holds, and what is left out of
OTHER is named. What was brought stays when a merge is stopped, and the same command goes on.`,
		Example: `  readout merge all.db monday.db
  readout merge all.db tuesday.db`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			from, err := (&archiveFlag{path: args[1]}).read()
			if err != nil {
				return err
			}
			defer from.Close()
			into, err := (&archiveFlag{path: args[0]}).write(store.WithCache(importCache))
			if err != nil {
				return err
			}
			defer into.Close()
			return merge(into, from, quiet)
		},
	}
	cmd.Flags().BoolVar(&quiet, "quiet", false, "no progress and no summary on standard error")
	return cmd
}

// merge brings an archive into another and says what came of it.
func merge(into, from *store.Store, quiet bool) error {
	if into.Path() == from.Path() {
		return errors.New("the two are one archive: name another file")
	}
	ctx, stop := untilStopped()
	defer stop()
	line := newProgressLine(quiet)
	defer line.clear()
	started := time.Now()
	m := &ingest.Merger{Into: into, From: from, Jobs: runtime.GOMAXPROCS(0), Progress: func(done, total int) {
		line.say(func() string { return stepsText("merging", done, total, time.Since(started)) })
	}}
	counts, err := m.Run(ctx)
	line.clear()
	switch {
	case errors.Is(err, context.Canceled):
		return &exitError{code: exitWrite, err: errors.New("stopped: what was brought stays, and the same command goes on")}
	case err != nil:
		return archiveError(err)
	}
	for _, left := range counts.Left {
		fmt.Fprintf(os.Stderr, "readout: not as in %s: %s\n", from.Path(), printable(left))
	}
	for _, id := range counts.Here {
		fmt.Fprintf(os.Stderr, "readout: %s had forgotten version %s, which is here: readout forget %s takes it out\n", from.Path(), id, id)
	}
	if !quiet {
		fmt.Fprintf(os.Stderr, "%s taken in, %d known already, %d forgotten before; %s, %s, %s and %s\n", plural(counts.Versions, "version", "versions"), counts.Known, counts.Forgotten,
			plural(counts.Decisions, "decision", "decisions"), plural(counts.Reviews, "review", "reviews"), plural(counts.Timelines, "timeline", "timelines"), plural(counts.Alerts, "alert", "alerts"))
	}
	if len(counts.Left)+len(counts.Here) > 0 {
		return &exitError{code: exitInputs}
	}
	return nil
}
