package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/conllu"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// newParseCommand returns the verb that prints the linguistic layers.
func newParseCommand() *cobra.Command {
	var in inputFlags
	cmd := &cobra.Command{
		Use:   "parse [--in KIND] INPUT…",
		Short: "Print sentences and words as CoNLL-U, with names and chains",
		Long: `Parse prints CoNLL-U: sentences, words, names (NER= in MISC) and the mentions
that refer to one actor (Entity= in MISC). In text, lines are paragraphs and
nothing is cut. With --in conllu, sentences and words are taken as they
stand and every other column is written anew.`,
		Example: `  readout parse examples/speech.txt
  readout parse --in conllu words.conllu > parsed.conllu`,
		Args: needInput,
		RunE: func(cmd *cobra.Command, args []string) error {
			isCoNLLU := in.in == "conllu"
			if isCoNLLU {
				in.in = ""
			}
			if err := in.check(); err != nil {
				return err
			}
			if isCoNLLU {
				return parseCoNLLU(cmd.Context(), &in, args)
			}
			return parseText(cmd.Context(), &in, args)
		},
	}
	in.addJobs(cmd)
	in.lists.add(cmd)
	cmd.Flags().StringVar(&in.in, "in", "", "`KIND` of all inputs, where it is not to be told by the content: conllu, "+strings.Join(input.KindNames(), ", "))
	return cmd
}

// parseText parses stories; their words stay as they are.
func parseText(ctx context.Context, in *inputFlags, args []string) error {
	reader, err := in.lists.open(in.model)
	if err != nil {
		return err
	}
	return in.process(args, os.Stdout, worker{row: printed(func(row input.Row) ([]byte, error) {
		v := article.Verbatim(row.Input).Version
		if len(row.HTML) > 0 {
			v = article.FromHTML(row.Input).Version
		}
		v.Language = "en" // the user asks for a parse: words are words
		rec, err := reader.Parse(ctx, &v)
		if err != nil {
			return nil, err
		}
		in.tellUnread(row.Place, rec)
		id := v.Ref
		if id == "" {
			id = row.Place
		}
		var buf bytes.Buffer
		w := conllu.NewWriter(&buf)
		if err := w.Write(&conllu.Document{ID: id, Text: v.Text, Sentences: rec.Sentences}, conllu.ChainsOf(rec)); err != nil {
			return nil, err
		}
		err = w.Flush()
		return buf.Bytes(), err
	})})
}

// parseCoNLLU parses files whose sentences and words are given.
func parseCoNLLU(ctx context.Context, in *inputFlags, args []string) error {
	reader, err := in.lists.open(in.model)
	if err != nil {
		return err
	}
	w := conllu.NewWriter(os.Stdout)
	bad := false
	for _, name := range args {
		if err := parseFile(ctx, reader, name, w, func(err error) {
			bad = true
			fmt.Fprintf(os.Stderr, "readout: %v\n", err)
		}); err != nil {
			return &exitError{code: exitWrite, err: err}
		}
	}
	if err := w.Flush(); err != nil {
		return &exitError{code: exitWrite, err: fmt.Errorf("writing the results: %w", err)}
	}
	if bad {
		return &exitError{code: exitInputs}
	}
	return nil
}

// parseFile parses one file; what can't be read goes to report, document by
// document. It returns an error if the result can't be written.
func parseFile(ctx context.Context, reader *pipeline.Reader, name string, w *conllu.Writer, report func(error)) error {
	f := os.Stdin
	if name != "-" {
		var err error
		if f, err = os.Open(name); err != nil {
			report(err)
			return nil
		}
		defer f.Close()
	}
	docs := conllu.NewReader(f, name)
	for {
		doc, err := docs.Next()
		var bad *conllu.Error
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &bad):
			report(err)
			continue
		case err != nil:
			report(fmt.Errorf("%s: %w", name, err))
			return nil
		}
		v := readout.Version{Ref: doc.ID, Language: "en", Text: doc.Text}
		rec, err := reader.ParseSentences(ctx, &v, doc.Sentences)
		if err != nil {
			return err
		}
		doc.Sentences = rec.Sentences
		if err := w.Write(doc, conllu.ChainsOf(rec)); err != nil {
			return fmt.Errorf("writing the results: %w", err)
		}
	}
}
