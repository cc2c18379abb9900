package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
	"golang.org/x/term"
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
on. For each story that is new or changed a line is printed: story, version, what it is, where it
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
			return add(s, &in, args, hosts, later)
		},
	}
	in.add(cmd)
	in.lists.add(cmd)
	archive.add(cmd)
	cmd.Flags().StringSliceVar(&hosts, "allow-host", nil, "`HOST` that may have an address inside your own network")
	cmd.Flags().BoolVar(&later, "later", false, "accept only; readout reread makes the records")
	return cmd
}

// add takes inputs in and reads them.
func add(s *store.Store, in *inputFlags, args, hosts []string, later bool) error {
	g, err := newIngester(s, in)
	if err != nil {
		return err
	}
	if !later {
		if err := in.remember(s); err != nil {
			return err
		}
	}
	g.Client = fetch.New(fetch.Config{AllowHosts: hosts})
	ctx, stop := untilStopped()
	defer stop()
	out := bufio.NewWriter(os.Stdout)
	g.Accepted = func(place string, o ingest.Outcome, ref *store.VersionRef) {
		if o != ingest.Known {
			fmt.Fprintf(out, "%s\t%s\tv%d\t%s\t%s\n", ref.Story, ref.ID, ref.N, outcomeNames[o], printable(place))
		}
	}
	line := newProgressLine(in.quiet)
	g.Progress = line.show
	counts, err := g.Add(ctx, args, os.Stdin)
	if flushErr := out.Flush(); err == nil && flushErr != nil {
		err = &exitError{code: exitWrite, err: fmt.Errorf("writing the results: %w", flushErr)}
	}
	if err == nil && !later {
		var read ingest.Counts
		read, err = g.Read(ctx)
		counts.Read, counts.SetAside = read.Read, read.SetAside
	}
	line.clear()
	if !in.quiet {
		fmt.Fprintln(os.Stderr, summary(counts))
	}
	return ingestError(counts, err)
}

// outcomeNames are the words for what became of a story.
var outcomeNames = map[ingest.Outcome]string{
	ingest.NewStory: "new", ingest.NewVersion: "changed", ingest.NewTrivial: "trivial", ingest.CameBack: "came-back",
}

// ingestError turns the end of a run into the program's.
func ingestError(counts ingest.Counts, err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return &exitError{code: exitInputs, err: errors.New("stopped; what was accepted is safe, and the same command goes on from there")}
	case err != nil:
		return archiveError(err)
	case counts.Bad > 0 || counts.SetAside > 0:
		return &exitError{code: exitInputs}
	}
	return nil
}

// summary says in one line what a run did.
func summary(c ingest.Counts) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{c.Stories, "new"}, {c.Versions, "changed"}, {c.Trivial, "changed trivially"}, {c.Back, "came back"}, {c.Known, "known"},
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

// A progressLine shows how far a run has come, on a terminal only.
type progressLine struct {
	on   bool
	last time.Time
}

func newProgressLine(quiet bool) *progressLine {
	return &progressLine{on: !quiet && term.IsTerminal(int(os.Stderr.Fd())) && os.Getenv("NO_COLOR") == ""}
}

// show rewrites the line, a few times a second at most.
func (l *progressLine) show(p ingest.Progress) {
	if !l.on || time.Since(l.last) < 200*time.Millisecond {
		return
	}
	l.last = time.Now()
	fmt.Fprintf(os.Stderr, "\r\x1b[K%s", progressText(p, time.Since(p.Started)))
}

// progressText says how far a run has come after some time.
func progressText(p ingest.Progress, took time.Duration) string {
	text := fmt.Sprintf("%s: %d", p.Doing, p.Done)
	if p.Total > 0 {
		text += fmt.Sprintf(" of %d", p.Total)
	}
	if took < time.Second || p.Done == 0 {
		return text
	}
	rate := float64(p.Done) / took.Seconds()
	text += fmt.Sprintf(" stories, %.1f a second", rate)
	if p.Total > p.Done {
		left := time.Duration(float64(p.Total-p.Done) / rate * float64(time.Second))
		text += ", " + left.Round(time.Second).String() + " left"
	}
	return text
}

func (l *progressLine) clear() {
	if l.on {
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
}
