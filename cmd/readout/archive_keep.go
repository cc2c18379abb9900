package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// newCheckCommand returns the verb that checks the archive.
func newCheckCommand() *cobra.Command {
	var archive archiveFlag
	var quiet, repair bool
	cmd := &cobra.Command{
		Use:   "check [flags]",
		Short: "Check the archive: the file, every text, capture and record, every reference, and what searches read",
		Long: `Check reads all that the archive holds. For each thing that is wrong it prints a line: what it is, the
version and the story that it touches, what is wrong, and what can be recovered. Nothing is changed.
It exits with 1 if something is wrong. With --repair all that searches read (the indexes of words, statements,
events, actors) is first made again from the stored texts and records; no text is read again.`,
		Example: `  readout check
  readout check --repair`,
		Args: cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error {
			if repair {
				if err := repairArchive(&archive, quiet); err != nil {
					return err
				}
			}
			s, err := archive.read()
			if err != nil {
				return err
			}
			defer s.Close()
			return check(s, quiet)
		},
	}
	archive.add(cmd)
	cmd.Flags().BoolVar(&quiet, "quiet", false, "no progress and no summary on standard error")
	cmd.Flags().BoolVar(&repair, "repair", false, "first make again what searches read, from the stored texts and records")
	return cmd
}

// repairArchive makes again what searches read.
func repairArchive(archive *archiveFlag, quiet bool) error {
	s, err := archive.write()
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, stop := untilStopped()
	defer stop()
	line := newProgressLine(quiet)
	defer line.clear()
	started := time.Now()
	done, err := s.Repair(ctx, func(n, of int) {
		line.say(func() string { return stepsText("repairing", n, of, time.Since(started)) })
	})
	line.clear()
	switch {
	case errors.Is(err, context.Canceled):
		return &exitError{code: exitInputs, err: errors.New("stopped: the archive is as it was")}
	case err != nil:
		return archiveError(err)
	}
	if !quiet {
		fmt.Fprintf(os.Stderr, "made again: the index of %s and %s\n", plural(done.Texts, "text", "texts"), plural(done.Records, "record", "records"))
	}
	if done.Unread > 0 {
		fmt.Fprintf(os.Stderr, "%s can't be read: readout reread makes it again from the text\n", plural(done.Unread, "record", "records"))
	}
	return nil
}

// check prints what is wrong with an archive.
func check(s *store.Store, quiet bool) error {
	ctx, stop := untilStopped()
	defer stop()
	out := bufio.NewWriter(os.Stdout)
	line := newProgressLine(quiet)
	defer line.clear()
	stories := make(map[string]bool)
	started := time.Now()
	sum, err := s.Check(ctx, func(f store.Finding) {
		if f.Story != "" {
			stories[f.Story] = true
		}
		fmt.Fprintln(out, findingLine(f))
	}, func(done, of int) {
		line.say(func() string { return stepsText("checking", done, of, time.Since(started)) })
	})
	line.clear()
	if flushErr := out.Flush(); err == nil && flushErr != nil {
		err = flushErr
	}
	switch {
	case errors.Is(err, context.Canceled):
		return &exitError{code: exitInputs, err: errors.New("stopped before all was checked")}
	case err != nil:
		return archiveError(err)
	case sum.Findings > 0:
		return &exitError{code: exitInputs, err: fmt.Errorf("%s wrong, %s touched; %s, %s and %s are whole", plural(sum.Findings, "thing is", "things are"),
			plural(len(stories), "story is", "stories are"), plural(sum.Versions, "version", "versions"), plural(sum.Captures, "capture", "captures"), plural(sum.Records, "record", "records"))}
	}
	if !quiet {
		fmt.Fprintf(os.Stderr, "all is well: %s, %s, %s\n", plural(sum.Versions, "version", "versions"), plural(sum.Captures, "capture", "captures"), plural(sum.Records, "record", "records"))
	}
	return nil
}

// findingLine is the line that says what is wrong.
func findingLine(f store.Finding) string {
	return strings.Join([]string{f.What, orDash(f.Story), orDash(f.ID), printable(f.Err), f.Recover}, "\t")
}

// orDash returns a text, or a dash for none.
func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// newBackupCommand returns the verb that copies the archive.
func newBackupCommand() *cobra.Command {
	var archive archiveFlag
	var force bool
	cmd := &cobra.Command{
		Use:   "backup [flags] FILE",
		Short: "Copy the archive into one file, while it is in use, and check the copy",
		Long: `Backup writes the archive as it is now into FILE, reads the copy back and checks all of it, and only then
gives it its name. Readers and a writer are not disturbed. An archive with faults is copied too, as far as
it can be read: what is wrong is printed as readout check prints it, the exit status is 1, and a file that
had the name is kept beside the copy.`,
		Example: `  readout backup news-$(date +%F).db`,
		Args:    oneFile,
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := archive.read()
			if err != nil {
				return err
			}
			defer s.Close()
			return backup(s, args[0], force)
		},
	}
	archive.add(cmd)
	cmd.Flags().BoolVar(&force, "force", false, "write over a file that is there")
	return cmd
}

// backup copies an archive and says how that went.
func backup(s *store.Store, to string, force bool) error {
	ctx, stop := untilStopped()
	defer stop()
	saved, err := s.Backup(ctx, to, force)
	if err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	info, err := os.Stat(to)
	if err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	size := float64(info.Size()) / 1e6
	if saved.Faults == 0 {
		fmt.Fprintf(os.Stderr, "%s: %.1f MB, read back and checked; readout restore --try %s tries it\n", printable(to), size, printable(to))
		return nil
	}
	for _, f := range saved.Findings {
		fmt.Println(findingLine(f))
	}
	if saved.Kept != "" {
		fmt.Fprintf(os.Stderr, "the file that was there is kept as %s\n", printable(saved.Kept))
	}
	return &exitError{code: exitInputs, err: fmt.Errorf("%s: %.1f MB, copied as far as it can be read, but %s wrong in the archive and in the copy: readout check says more", printable(to), size, plural(saved.Faults, "thing is", "things are"))}
}

// oneFile is the check of arguments of verbs that take one file.
func oneFile(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return errors.New("name one file")
	}
	return nil
}

// newRestoreCommand returns the verb that brings a backup back.
func newRestoreCommand() *cobra.Command {
	var archive archiveFlag
	var how store.How
	var try bool
	cmd := &cobra.Command{
		Use:   "restore [flags] FILE",
		Short: "Bring a backup back, after checking it; or try that without changing anything",
		Long: `Restore checks all of the backup FILE and puts it where the archive is. It refuses where the archive holds
what the backup lacks. With --force it does so all the same; what was there is kept beside it. With
--try the backup is unpacked, checked and taken away again: do that now and then.`,
		Example: `  readout restore --try news.db
  readout restore news.db`,
		Args: oneFile,
		RunE: func(_ *cobra.Command, args []string) error {
			ctx, stop := untilStopped()
			defer stop()
			if try {
				return tryRestore(ctx, &archive, args[0])
			}
			path, err := archive.file()
			if err != nil {
				return err
			}
			kept, err := store.Restore(ctx, path, args[0], how)
			if err != nil {
				return archiveError(err)
			}
			fmt.Fprintf(os.Stderr, "%s is back in %s\n", printable(args[0]), printable(path))
			if kept != "" {
				fmt.Fprintf(os.Stderr, "what was there is kept as %s\n", printable(kept))
			}
			return nil
		},
	}
	archive.add(cmd)
	cmd.Flags().BoolVar(&how.Force, "force", false, "replace an archive that holds more than the backup; it is kept beside")
	cmd.Flags().BoolVar(&how.Imperfect, "imperfect", false, "bring a backup back in which the check finds faults")
	cmd.Flags().BoolVar(&try, "try", false, "check that the backup could be brought back, and change nothing")
	return cmd
}

// tryRestore tries a backup.
func tryRestore(ctx context.Context, archive *archiveFlag, from string) error {
	s, err := archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.TryRestore(ctx, from); err != nil {
		return archiveError(err)
	}
	fmt.Fprintf(os.Stderr, "%s can be brought back: all of it was read and checked\n", printable(from))
	return nil
}

// newForgetCommand returns the verb that takes stories and names out.
func newForgetCommand() *cobra.Command {
	var archive archiveFlag
	var sure sureFlags
	cmd := &cobra.Command{
		Use:   "forget [flags] ID|NAME",
		Short: "Take a story, a version or a person's name out of the archive for good",
		Long: `Forget takes a story (st_…) or a version (ve_…) out, with its captures and records; its id says from
then on that it was forgotten, and it is refused when it comes again. Given a name, or the id of an actor
(ac_…), it blackens that name in every text, drops the captures that hold it, and keeps a salted hash,
so that the name is blackened in what comes later too; the records of those texts are made again at once.
A text may call the person by one word of the name alone: what so remains is counted and named, and forgotten
with that word as NAME. Without --yes nothing is done, and it says in how many texts a name stands. A name that is
short or a common word stands in texts that speak of nobody so called: it wants that number too, with --texts.
Backups that were made before still hold it: make a new one and delete them.`,
		Example: `  readout forget --yes st_8f3a51c02bd94e5f10aa
  readout forget --yes "Jane Doe"`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || strings.TrimSpace(args[0]) == "" {
				return errors.New("name one story (st_…), version (ve_…), actor (ac_…) or person, a name in quotation marks")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			open := archive.read
			if sure.yes {
				open = func() (*store.Store, error) { return archive.write() }
			}
			s, err := open()
			if err != nil {
				return err
			}
			defer s.Close()
			if err := sure.check(cmd.Context(), s, args[0]); err != nil {
				return err
			}
			return forget(cmd.Context(), s, args[0])
		},
	}
	archive.add(cmd)
	sure.add(cmd)
	return cmd
}

// forget takes out what an argument names.
func forget(ctx context.Context, s *store.Store, what string) error {
	name, err := nameOf(ctx, s, what)
	if err != nil {
		return err
	}
	var done store.Forgot
	err = s.Update(ctx, func(tx *store.Tx) (err error) {
		switch {
		case strings.HasPrefix(what, "st_"):
			done, err = tx.ForgetStory(what)
		case strings.HasPrefix(what, "ve_"):
			done, err = tx.ForgetVersion(what)
		default:
			done, err = tx.ForgetName(name)
		}
		return err
	})
	if err == nil {
		err = s.Scrub(ctx)
	}
	if err != nil {
		return archiveError(err)
	}
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{{done.Stories, "story", "stories"}, {done.Versions, "version", "versions"}, {done.Masked, "text blackened", "texts blackened"}, {done.Actors, "actor", "actors"}} {
		if p.n > 0 {
			parts = append(parts, plural(p.n, p.one, p.many))
		}
	}
	if len(parts) == 0 {
		parts = []string{"nothing in the archive"}
	}
	fmt.Fprintf(os.Stderr, "forgotten: %s; backups made before still hold it\n", strings.Join(parts, ", "))
	if done.Masked == 0 {
		return nil
	}
	tellLeft(done.Left)
	return readForgotten(s, done.Fresh)
}

// tellLeft says which words of a name still stand by themselves, and how to take
// them out too.
func tellLeft(list []store.LeftWord) {
	for _, l := range list {
		others := "no other text of the archive has it"
		if l.Others > 0 {
			others = plural(l.Others, "other text of the archive has it too, where somebody else may be meant", "other texts of the archive have it too, where somebody else may be meant")
		}
		fmt.Fprintf(os.Stderr, "“%s” alone still stands %s in %s; %s: readout forget --yes %q blackens it everywhere\n", printable(l.Word),
			plural(l.Times, "time", "times"), plural(l.Texts, "of these texts", "of these texts"), others, printable(l.Word))
	}
}

// readForgotten makes the records of blackened texts.
func readForgotten(s *store.Store, refs []*store.VersionRef) error {
	ctx, stop := untilStopped()
	defer stop()
	g, err := newIngester(ctx, s, &inputFlags{jobs: runtime.NumCPU(), ofArchive: true})
	var counts ingest.Counts
	if err == nil {
		line := newProgressLine(false)
		defer line.clear()
		g.Progress = line.show
		counts, err = g.ReadThese(ctx, refs)
		line.clear()
	}
	if err != nil {
		return &exitError{code: exitWrite, err: fmt.Errorf("the name is out of the archive, but the records of the blackened texts are not all made again: readout reread does it (%w)", err)}
	}
	fmt.Fprintf(os.Stderr, "%s read again\n", plural(counts.Read, "blackened text was", "blackened texts were"))
	return ingestError(counts, nil)
}
