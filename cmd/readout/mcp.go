package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/mcp"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// newMCPCommand returns the verb that answers assistants.
func newMCPCommand() *cobra.Command {
	var archive archiveFlag
	var model string
	var text, unmask bool
	cmd := &cobra.Command{
		Use:   "mcp [flags]",
		Short: "Answer assistants over the Model Context Protocol, on standard input and output",
		Long: `Mcp is a server of the Model Context Protocol on standard input and output, for an assistant to start.
Its tools read a text, search the archive, and show stories, records, changes and actors; none changes
anything. Answers carry ids, words and offsets. Private persons are masked and quotations have 150
characters at most, as the assistant may be on another machine.`,
		Example: `  readout mcp --archive news.db`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := archive.read()
			var exit *exitError
			if errors.As(err, &exit) && errors.Is(err, store.ErrNotFound) && archive.path == "" {
				s, err = nil, nil // no archive yet: texts can be read all the same
			}
			if err != nil {
				return err
			}
			if s != nil {
				defer s.Close()
			}
			read, err := mcpReader(model)
			if err != nil {
				return err
			}
			ctx, stop := untilStopped()
			defer stop()
			log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
			return mcp.Serve(ctx, mcp.Options{Store: s, Version: pipeline.Version, Read: read, Whole: text, Unmask: unmask, Log: log})
		},
	}
	archive.add(cmd)
	cmd.Flags().StringVar(&model, "model", defaultModel, "`NAME` of the network: "+strings.Join(modelNames, ", "))
	cmd.Flags().BoolVar(&text, "with-text", false, "give whole texts and quotations; they belong to their publishers")
	cmd.Flags().BoolVar(&unmask, "unmask", false, "name private persons")
	return cmd
}

// mcpReader returns what reads the texts that an assistant sends.
func mcpReader(model string) (mcp.Reading, error) {
	in := inputFlags{model: model, jobs: 1}
	if err := in.check(); err != nil {
		return nil, err
	}
	reader, err := openReader(model)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, text, url, day string) (*readout.Record, error) {
		own := in
		own.date = day
		res := own.clean(input.Row{Input: article.Input{Text: text, URL: url}})
		return ingest.ReadCleaned(ctx, reader, &res)
	}, nil
}
