package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/internal/explain"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/show"
	"github.com/seed-f92ea4cf/readout/internal/trace"
	"github.com/spf13/cobra"
)

// newExplainCommand returns the verb that says how a sentence was read.
func newExplainCommand() *cobra.Command {
	var in inputFlags
	var own dictFlags
	var archive archiveFlag
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "explain [flags] INPUT [SENTENCE]",
		Short: "Say how a sentence was read: its tree, and what was considered and dropped",
		Long: `Explain reads a story and says of one of its sentences, or of all, what the
stages made of it: words and tree, names, mentions with their chain and what
else they might refer to, and every statement and event that was considered,
with who proposed it, its score, what decided it, and who dropped it and why.
SENTENCE is a number, from 1, or some words of the sentence as they stand. INPUT may
be a story (st_…) or version (ve_…) of the archive; it is read as it is there.`,
		Example: `  readout explain examples/wire.txt 2
  readout explain st_8f3a51c02bd94e5f10aa "the committee"
  readout explain examples/wire.txt "the committee"
  readout explain --json - < story.txt | jq '.sentences[].events[] | select(.kept | not)'`,
		Args: needInput,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := in.check(); err != nil {
				return err
			}
			if err := own.check(); err != nil {
				return err
			}
			which := strings.Join(args[1:], " ")
			if inArchive(args[0]) {
				return explainStored(cmd, &archive, &in, &own, args[0], which, asJSON)
			}
			return explainInput(cmd.Context(), &in, &own, args[0], which, asJSON)
		},
	}
	in.add(cmd)
	archive.add(cmd)
	in.lists.add(cmd)
	own.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one object a story, as doc/cli.md describes it")
	return cmd
}

// explainInput explains the sentences that which selects of the stories of an
// input. A story without any is passed over, but one must have some.
func explainInput(ctx context.Context, in *inputFlags, own *dictFlags, name, which string, asJSON bool) error {
	reader, err := in.lists.open(in.model)
	if err != nil {
		return err
	}
	d, _, err := own.load(in.quiet)
	if err != nil {
		return err
	}
	reader = reader.With(d)
	style := pageStyle()
	var mu sync.Mutex
	var missing error
	found := false
	out := bufio.NewWriter(os.Stdout)
	err = in.process([]string{name}, out, worker{row: printed(func(row input.Row) ([]byte, error) {
		res := in.clean(row)
		tr := new(trace.Recorder)
		rec, err := reader.Explain(ctx, &res.Version, tr)
		if err != nil {
			return nil, err
		}
		sentences, err := explain.Select(rec, which)
		mu.Lock()
		if missing == nil {
			missing = err
		}
		found = found || err == nil
		mu.Unlock()
		if err != nil {
			return nil, nil
		}
		return explained(explain.Of(rec, tr, sentences), asJSON, style)
	})})
	if flushErr := out.Flush(); flushErr != nil && err == nil {
		err = &exitError{code: exitWrite, err: fmt.Errorf("writing the results: %w", flushErr)}
	}
	var exit *exitError
	if !found && missing != nil && !errors.As(err, &exit) {
		err = fmt.Errorf("explain %s: %w", name, missing)
	}
	return err
}

// explained returns a story's explanation as it is printed.
func explained(story *explain.Story, asJSON bool, style show.Style) ([]byte, error) {
	if !asJSON {
		return show.Explanation(story, style), nil
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(story)
	return buf.Bytes(), err
}

// inArchive reports whether an input is the id of a story or version: a file of that
// name goes first.
func inArchive(name string) bool {
	if !strings.HasPrefix(name, "st_") && !strings.HasPrefix(name, "ve_") {
		return false
	}
	_, err := os.Stat(name)
	return errors.Is(err, os.ErrNotExist)
}

// explainStored explains sentences of a version of the archive, by the model that
// reads the archive unless another one is named.
func explainStored(cmd *cobra.Command, archive *archiveFlag, in *inputFlags, own *dictFlags, id, which string, asJSON bool) error {
	ctx := cmd.Context()
	s, err := archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	st, err := s.Version(ctx, id)
	if err != nil {
		return archiveError(err)
	}
	model := in.model
	if !cmd.Flags().Changed("model") {
		if r, known, err := readingOf(ctx, s); err != nil {
			return archiveError(err)
		} else if known {
			model = r.Model
		}
	}
	reader, err := in.lists.open(model)
	if err != nil {
		return err
	}
	d, _, err := own.load(in.quiet)
	if err != nil {
		return err
	}
	tr := new(trace.Recorder)
	rec, err := reader.With(d).Explain(ctx, st.Version, tr)
	if err != nil {
		return err
	}
	sentences, err := explain.Select(rec, which)
	if err != nil {
		return fmt.Errorf("explain %s: %w", id, err)
	}
	page, err := explained(explain.Of(rec, tr, sentences), asJSON, pageStyle())
	if err != nil {
		return err
	}
	if _, err := os.Stdout.Write(page); err != nil {
		return &exitError{code: exitWrite, err: fmt.Errorf("writing the results: %w", err)}
	}
	return nil
}
