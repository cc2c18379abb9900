package main

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"os"
	"os/exec"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/subprocess"
	"github.com/spf13/cobra"
)

// helperVerb is the verb by which the program is its own helper.
const helperVerb = "helper"

// helperLimits are what one helper may take. A page of 16 MiB stays below.
var helperLimits = subprocess.Limits{Memory: 512 << 20, Stack: 64 << 20, Time: time.Minute}

// A helperTask is what a helper is asked for.
type helperTask struct {
	Feed     []byte // a feed to be read, or nil
	Document article.Input
	Verbatim bool
	Date     string
}

// A helperAnswer is what it answers.
type helperAnswer struct {
	Feed   *input.Feed
	Result article.Result
}

// newHelperCommand returns the verb that reads what strangers wrote, for the
// verbs that fetch and serve; people do not call it.
func newHelperCommand() *cobra.Command {
	return &cobra.Command{
		Use: helperVerb, Hidden: true, Args: cobra.NoArgs,
		Short: "Read pages and feeds for another readout, with limits on memory and time",
		RunE: func(*cobra.Command, []string) error {
			return subprocess.Serve(os.Stdin, os.Stdout, helperLimits, answerTask)
		},
	}
}

// answerTask does a task.
func answerTask(request []byte) ([]byte, error) {
	var task helperTask
	if err := gob.NewDecoder(bytes.NewReader(request)).Decode(&task); err != nil {
		return nil, err
	}
	var answer helperAnswer
	if task.Feed != nil {
		var err error
		if answer.Feed, err = input.ParseFeed(task.Feed); err != nil {
			return nil, err
		}
	} else {
		in := inputFlags{verbatim: task.Verbatim, date: task.Date}
		answer.Result = in.clean(input.Row{Input: task.Document})
	}
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(&answer)
	return buf.Bytes(), err
}

// helpers have pages and feeds read in helper processes.
type helpers struct{ pool subprocess.Pool }

func newHelpers() *helpers {
	return &helpers{subprocess.Pool{Command: func() *exec.Cmd {
		program, err := os.Executable()
		if err != nil {
			program = os.Args[0]
		}
		return exec.Command(program, helperVerb)
	}}}
}

// do has a task done; ok is false where no helper can be started.
func (h *helpers) do(ctx context.Context, task *helperTask) (answer helperAnswer, ok bool, err error) {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(task); err != nil {
		return answer, true, err
	}
	data, err := h.pool.Call(ctx, buf.Bytes())
	var start *subprocess.StartError
	if errors.As(err, &start) {
		return answer, false, nil
	}
	if err == nil {
		err = gob.NewDecoder(bytes.NewReader(data)).Decode(&answer)
	}
	return answer, true, err
}

// parseFeed reads a feed.
func (h *helpers) parseFeed(ctx context.Context, data []byte) (*input.Feed, error) {
	answer, ok, err := h.do(ctx, &helperTask{Feed: data})
	if !ok {
		return input.ParseFeed(data)
	}
	return answer.Feed, err
}

// cleaner returns what cleans stories as the flags say, those of strangers in
// a helper.
func (h *helpers) cleaner(in *inputFlags) ingest.Cleaner {
	clean := func(a article.Input) article.Result { return in.clean(input.Row{Input: a}) }
	return ingest.Cleaner{Name: cleanerName(in), Clean: clean, Apart: func(ctx context.Context, a article.Input) (article.Result, error) {
		answer, ok, err := h.do(ctx, &helperTask{Document: a, Verbatim: in.verbatim, Date: in.date})
		if !ok {
			return clean(a), nil
		}
		return answer.Result, err
	}}
}
