package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// newAddCommand returns the verb that takes stories into the archive.
func newAddCommand() *cobra.Command {
	in := inputFlags{ofArchive: true}
	var archive archiveFlag
	var later bool
	var hosts []string
	cmd := &cobra.Command{
		Use:   "add [flags] INPUT…",
		Short: "Take stories into the archive, and read them",
		Long: `Add takes what readout read takes: text, HTML, JSON Lines, feeds, mail, WARC, folders of them, or - for
standard input; and addresses of pages and feeds, which it fetches. A story that the archive has is known again; one whose words changed becomes a
new version. What is accepted is safe: stop the command whenever you like, and run it again to go
on. Its own stories are read first, then what else waits in the archive. For each story that is new or changed a line is printed: story, version, what it is, where it
came from.`,
		Example: `  readout add examples/
  readout add https://news.example/story
  readout add --later big.jsonl.gz && readout reread`,
		Args: needInput,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := in.check(); err != nil {
				return err
			}
			s, err := archive.write()
			if err != nil {
				return err
			}
			defer s.Close()
			return add(cmd.Context(), s, &in, args, hosts, later)
		},
	}
	in.add(cmd)
	in.lists.add(cmd)
	archive.add(cmd)
	cmd.Flags().StringSliceVar(&hosts, "allow-host", nil, "`HOST` of yours that may have an address inside your own network; a redirect or a feed of other hosts does not lead there")
	cmd.Flags().BoolVar(&later, "later", false, "accept only; readout reread makes the records")
	return cmd
}

// add takes inputs in and reads them.
func add(ctx context.Context, s *store.Store, in *inputFlags, args, hosts []string, later bool) error {
	g, err := newIngester(ctx, s, in)
	if err != nil {
		return err
	}
	if !later {
		if err := in.remember(ctx, s); err != nil {
			return err
		}
	}
	g.Client = fetch.New(fetch.Config{AllowHosts: hosts})
	ctx, stop := untilStopped()
	defer stop()
	out := bufio.NewWriter(os.Stdout)
	var own []*store.VersionRef // the first that are to be read
	g.Accepted = func(place string, o ingest.Outcome, ref *store.VersionRef) {
		if o != ingest.Known {
			if len(own) < maxOwn {
				own = append(own, ref)
			}
			fmt.Fprintf(out, "%s\t%s\tv%d\t%s\t%s\n", ref.Story, ref.ID, ref.N, outcomeNames[o], printable(place))
		}
	}
	line := newProgressLine(in.quiet)
	defer line.clear()
	var flushed error
	g.Progress = func(p ingest.Progress) {
		flushed = errors.Join(flushed, out.Flush()) // who reads the lines need not wait for the end
		line.show(p)
	}
	counts, err := g.Add(ctx, args, os.Stdin)
	if flushErr := errors.Join(flushed, out.Flush()); err == nil && flushErr != nil {
		err = &exitError{code: exitWrite, err: fmt.Errorf("writing the results: %w", flushErr)}
	}
	if err == nil && !later {
		counts, err = readOwn(ctx, g, counts, own)
	}
	line.clear()
	if !in.quiet {
		fmt.Fprintln(os.Stderr, summary(counts))
	}
	return ingestError(counts, err)
}

// maxOwn is how many stories that a command took in are read before others; more
// of them wait with the rest, in the order in which they came in.
const maxOwn = 10_000

// readOwn reads what a command took in, then what else waits, and adds to what it did.
func readOwn(ctx context.Context, g *ingest.Ingester, counts ingest.Counts, own []*store.VersionRef) (ingest.Counts, error) {
	first, err := g.ReadThese(ctx, own)
	var rest ingest.Counts
	if err == nil {
		rest, err = g.Read(ctx)
	}
	counts.Read, counts.SetAside = first.Read+rest.Read, first.SetAside+rest.SetAside
	return counts, err
}

// outcomeNames are the words for what became of a story.
var outcomeNames = map[ingest.Outcome]string{
	ingest.NewStory: "new", ingest.NewVersion: "changed", ingest.NewTrivial: "trivial", ingest.CameBack: "came-back", ingest.NewAddress: "address",
}

// ingestError turns the end of a run into the program's.
func ingestError(counts ingest.Counts, err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return &exitError{code: exitInputs, err: errors.New("stopped; what was accepted is safe, and the same command goes on from there")}
	case err != nil:
		return archiveError(err)
	case counts.Bad > 0 || counts.SetAside > 0:
		return &exitError{code: exitInputs, err: errors.New(failures(counts))}
	}
	return nil
}

// failures says what a run could not read.
func failures(c ingest.Counts) string {
	var parts []string
	if c.Bad > 0 {
		parts = append(parts, plural(c.Bad, "input could not be read", "inputs could not be read"))
	}
	if c.SetAside > 0 {
		parts = append(parts, plural(c.SetAside, "story was taken in, could not be read and is set aside", "stories were taken in, could not be read and are set aside")+": readout doctor names what is set aside")
	}
	return strings.Join(parts, "; ")
}

// summary says in one line what a run did.
func summary(c ingest.Counts) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{c.Stories, "new"}, {c.Versions, "changed"}, {c.Trivial, "changed trivially"}, {c.Back, "came back"}, {c.Addresses, "known, at a further address"}, {c.Known, "known"},
		{c.Forgotten, "forgotten before"}, {c.Bad, "not readable"}, {c.Read, "read"}, {c.SetAside, "set aside"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if len(parts) == 0 {
		return "nothing to do"
	}
	return strings.Join(parts, ", ")
}
