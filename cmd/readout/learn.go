package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/learn"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// taught is what an archive keeps of a learning.
type taught struct {
	Set   *learn.Set   `json:"set"`
	Lines []learn.Line `json:"lines"`
}

// newLearnCommand returns the verb that refits small heads on an archive's reviews.
func newLearnCommand() *cobra.Command {
	var archive archiveFlag
	in := inputFlags{ofArchive: true}
	var undo, list, try bool
	cmd := &cobra.Command{
		Use:   "learn [flags]",
		Short: "Refit small heads on what people said of the archive's values; --undo takes it back",
		Long: `Learn fits anew, on what people said of the values of this archive, how sure statements and events are, and which type events of a
word have that people corrected again and again. The network stays as it is. Each head is judged on corrections that it has
not seen (in turn a fifth of the stories is held back), and one that makes no fewer errors there is left out. What is kept
stands in the archive and in the name of the pipeline of its records: readout reread makes them with it.`,
		Example: `  readout learn --try
  readout learn && readout reread
  readout learn --undo && readout reread`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if list {
				return listLearned(cmd.Context(), &archive)
			}
			if err := in.check(); err != nil {
				return err
			}
			s, err := archive.write()
			if err != nil {
				return err
			}
			defer s.Close()
			if undo {
				return undoLearned(cmd.Context(), s, os.Stdout)
			}
			return learnFrom(cmd.Context(), s, &in, try, os.Stdout)
		},
	}
	archive.add(cmd)
	in.addJobs(cmd)
	cmd.Flags().BoolVar(&undo, "undo", false, "take back what was learned last")
	cmd.Flags().BoolVar(&list, "list", false, "list what was learned")
	cmd.Flags().BoolVar(&try, "try", false, "show what it would make better and worse; keep nothing")
	return cmd
}

// learnFrom fits heads on an archive's reviews, says what they make better and
// worse, and keeps those that make something better.
func learnFrom(ctx context.Context, s *store.Store, in *inputFlags, try bool, out io.Writer) error {
	if err := in.readAs(ctx, s); err != nil {
		return err
	}
	reader, err := in.lists.open(in.model) // without what was learned before: it is fitted to what the network says
	if err != nil {
		return err
	}
	examples, err := examplesOf(ctx, s, reader)
	if err != nil {
		return err
	}
	set, lines := learn.Fit(examples)
	fmt.Fprintf(out, "%s on which people said whether it is right\n", plural(len(examples), "value", "values"))
	for _, l := range lines {
		kept := "kept"
		if !l.Kept {
			kept = "left as it was: it makes no fewer errors"
		}
		fmt.Fprintf(out, "%-24s %5d held back, %s: %.4f -> %.4f  %s\n", l.Head, l.Of, l.What, l.Before, l.After, kept)
	}
	for _, r := range set.Types {
		fmt.Fprintf(out, "  %q: %s -> %s (%s)\n", r.Lemma, r.From, r.To, plural(r.Seen, "correction", "corrections"))
	}
	if set.Empty() {
		fmt.Fprintln(out, "nothing was learned: more corrections are wanted (30 of a kind at least), or those that are there follow no rule")
		return nil
	}
	if try {
		return nil
	}
	body, err := json.Marshal(&taught{set, lines})
	if err != nil {
		return err
	}
	if err := s.Update(ctx, func(tx *store.Tx) error { return tx.AddLearned(userName(), reader.Name(), set.Name(), body) }); err != nil {
		return archiveError(err)
	}
	fmt.Fprintf(out, "kept as %s: readout reread reads with it, readout learn --undo takes it back\n", set.Name())
	return nil
}

// examplesOf reads the versions again of whose values people said something, as
// the network alone reads them, and returns these values.
func examplesOf(ctx context.Context, s *store.Store, reader *pipeline.Reader) ([]learn.Example, error) {
	rows, _, err := s.Reviews(ctx, store.Reviews{Limit: math.MaxInt32})
	if err != nil {
		return nil, archiveError(err)
	}
	of, story := make(map[readout.VersionID][]*review.Review), make(map[readout.VersionID]string)
	for _, r := range slices.Backward(rows) { // the oldest first
		if r.Undone == "" {
			of[r.Version], story[r.Version] = append(of[r.Version], r.Review), r.Story
		}
	}
	var out []learn.Example
	for _, id := range slices.Sorted(maps.Keys(of)) {
		stored, err := s.Version(ctx, string(id))
		if err != nil {
			return nil, archiveError(err)
		}
		rec, err := reader.Read(ctx, stored.Version)
		if err != nil {
			return nil, err
		}
		out = append(out, learn.Examples(rec, story[id], of[id])...)
	}
	return out, nil
}

// undoLearned takes back what was learned last.
func undoLearned(ctx context.Context, s *store.Store, out io.Writer) error {
	var l *store.Learned
	err := s.Update(ctx, func(tx *store.Tx) (err error) {
		l, err = tx.UndoLearned()
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return errors.New("nothing was learned that could be taken back")
	}
	if err == nil {
		fmt.Fprintf(out, "%s is taken back: readout reread reads without it\n", l.Name)
	}
	return archiveError(err)
}

// listLearned prints what was learned.
func listLearned(ctx context.Context, archive *archiveFlag) error {
	s, err := archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := s.AllLearned(ctx)
	for _, l := range list {
		state := "holds"
		if !l.OffAt.IsZero() {
			state = "taken back " + l.OffAt.Format("2006-01-02")
		}
		fmt.Printf("%s %s by %s for %s: %s\n", l.Name, l.At.Format("2006-01-02"), printable(l.By), printable(l.Model), state)
	}
	return archiveError(err)
}

// withLearned returns a reader that reads with what an archive learned for it.
// What was learned for another model is left.
func withLearned(ctx context.Context, s *store.Store, reader *pipeline.Reader) (*pipeline.Reader, error) {
	l, err := s.Learned(ctx)
	if err != nil || l == nil {
		return reader, archiveError(err)
	}
	if l.Model != reader.Name() {
		fmt.Fprintf(os.Stderr, "%s was learned for %s, and %s reads without it: readout learn fits it anew\n", l.Name, printable(l.Model), reader.Name())
		return reader, nil
	}
	var t taught
	if err := json.Unmarshal(l.Body, &t); err != nil || t.Set == nil {
		return nil, fmt.Errorf("archive %s: what was learned can't be read: readout learn --undo takes it back (%w)", s.Path(), err)
	}
	return reader.WithLearned(t.Set), nil
}

// learnedFrom returns a reader that reads with what the archive of a path learned.
func learnedFrom(ctx context.Context, path string, reader *pipeline.Reader) (*pipeline.Reader, error) {
	s, err := store.OpenReader(path)
	if err != nil {
		return nil, archiveError(err)
	}
	defer s.Close()
	return withLearned(ctx, s, reader)
}
