package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// watchFlags are the flags of readout watch.
type watchFlags struct {
	in      inputFlags
	archive archiveFlag
	every   time.Duration
	hosts   []string
	once    bool
	list    bool
	drop    bool
}

// newWatchCommand returns the verb that follows feeds and folders.
func newWatchCommand() *cobra.Command {
	f := watchFlags{in: inputFlags{ofArchive: true}}
	cmd := &cobra.Command{
		Use:   "watch [flags] [ADDRESS|FOLDER|LIST.opml]…",
		Short: "Follow feeds and folders: take in what is new, and look again at recent stories",
		Long: `Watch keeps the feeds, pages and folders that are named, or that an OPML file lists, and looks at all that
it keeps until you stop it; the archive remembers them for the next time. Stories of a feed are fetched
and looked at again for changes, often while they are young and then rarely. Hosts are asked politely:
robots.txt is obeyed, nothing is asked for that did not change, and who asks for a pause gets it.`,
		Example: `  readout watch https://news.example/feed.xml
  readout watch --once my-feeds.opml
  readout watch --list`,
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), args) },
	}
	f.in.addJobs(cmd)
	f.archive.add(cmd)
	cmd.Flags().DurationVar(&f.every, "every", 0, "least time between two looks at a feed (default 1h, at least 15m) or folder (default 1m)")
	cmd.Flags().StringSliceVar(&f.hosts, "allow-host", nil, "`HOST` of yours that may have an address inside your own network; a redirect or a feed of other hosts does not lead there")
	cmd.Flags().BoolVar(&f.once, "once", false, "look at all that is due, then end")
	cmd.Flags().BoolVar(&f.list, "list", false, "print what is watched, and end")
	cmd.Flags().BoolVar(&f.drop, "drop", false, "watch what is named no longer, and end")
	return cmd
}

// run follows, lists or drops.
func (f *watchFlags) run(ctx context.Context, args []string) error {
	if err := f.in.check(); err != nil {
		return err
	}
	if f.list {
		return f.printList(ctx)
	}
	s, err := f.archive.write()
	if err != nil {
		return err
	}
	defer s.Close()
	if f.drop {
		return dropWatches(ctx, s, args)
	}
	return f.watch(ctx, s, args)
}

// printList prints what is watched.
func (f *watchFlags) printList(ctx context.Context) error {
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := s.Watches(ctx, 1<<30)
	if err != nil {
		return archiveError(err)
	}
	out := bufio.NewWriter(os.Stdout)
	for _, w := range list {
		next := "never again"
		if !w.Next.IsZero() {
			next = day(w.Next)
		}
		fmt.Fprintf(out, "%s\t%s\tgood %s\tnext %s\t%s\n", w.Kind, printable(w.Address), day(w.Good), next, printable(w.Note))
	}
	if err := out.Flush(); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}

// dropWatches watches some addresses no longer.
func dropWatches(ctx context.Context, s *store.Store, args []string) error {
	if len(args) == 0 {
		return errors.New("name what is to be watched no longer, as readout watch --list prints it")
	}
	missing := 0
	err := s.Update(ctx, func(tx *store.Tx) error {
		for _, name := range args {
			ok, err := tx.DropWatch(name)
			if err != nil {
				return err
			}
			if !ok {
				missing++
				fmt.Fprintf(os.Stderr, "readout: %s: is not watched\n", printable(name))
			}
		}
		return nil
	})
	if err == nil && missing > 0 {
		err = &exitError{code: exitInputs}
	}
	return archiveError(err)
}

// anotherWatches ends a watch beside another one of the archive, which looks at
// what was named too.
func anotherWatches(named, bad int) error {
	switch {
	case named == 0:
		return &exitError{code: exitWrite, err: errors.New("another readout watch follows this archive's feeds: it is enough")}
	case bad > 0:
		return &exitError{code: exitInputs}
	}
	fmt.Fprintln(os.Stderr, "kept: another readout watch, which runs already, looks at it")
	return nil
}

// printWaits says what is waited for, and why.
func printWaits(list []*store.Watched) {
	for _, w := range list {
		why := ""
		if w.Fails > 0 {
			why = fmt.Sprintf(": failed %s: %s", plural(w.Fails, "time", "times"), w.Note)
		}
		fmt.Fprintf(os.Stderr, "%s  %s is looked at next at %s%s\n", time.Now().Format("15:04:05"), printable(w.Address), w.Next.Local().Format("15:04:05"), printable(why))
	}
}

// watch keeps what args name and looks until the user stops it.
func (f *watchFlags) watch(ctx context.Context, s *store.Store, args []string) error {
	g, err := newIngester(ctx, s, &f.in)
	if err != nil {
		return err
	}
	if err := f.in.remember(ctx, s); err != nil {
		return err
	}
	g.Client = fetch.New(fetch.Config{AllowHosts: f.hosts})
	w := &ingest.Watcher{Ingester: g}
	ctx, stop := untilStopped()
	defer stop()
	bad := 0
	for _, name := range args {
		list, err := w.Follow(ctx, name, f.every)
		if err != nil {
			bad++
			fmt.Fprintf(os.Stderr, "readout: %v\n", err)
			continue
		}
		if !f.in.quiet {
			for _, address := range list {
				fmt.Fprintf(os.Stderr, "watching %s\n", printable(address))
			}
		}
	}
	release, err := s.Turn(store.TurnWatching)
	if err != nil {
		return archiveError(err)
	}
	if release == nil {
		return anotherWatches(len(args), bad)
	}
	defer release()
	if n, err := s.Watches(ctx, 1); err == nil && len(n) == 0 {
		return &exitError{code: exitInputs, err: errors.New("nothing is watched: name a feed, a page, a folder or a list of feeds")}
	}
	if !f.in.quiet {
		w.Waits = printWaits
	}
	var mu sync.Mutex
	g.Accepted = func(place string, o ingest.Outcome, ref *store.VersionRef) {
		if o != ingest.Known {
			mu.Lock()
			defer mu.Unlock()
			fmt.Printf("%s\t%s\tv%d\t%s\t%s\n", ref.Story, ref.ID, ref.N, outcomeNames[o], printable(place))
		}
	}
	err = w.Watch(ctx, f.once, func(c ingest.Counts) {
		bad += c.Bad + c.SetAside
		if text := summary(c); !f.in.quiet && text != "nothing to do" {
			fmt.Fprintf(os.Stderr, "%s  %s\n", time.Now().Format("15:04:05"), text)
		}
	})
	if err == nil && bad > 0 && f.once {
		return &exitError{code: exitInputs}
	}
	return archiveError(err)
}
