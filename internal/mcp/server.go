// Package mcp answers assistants over the Model Context Protocol: they read a
// text, search the archive, and look at stories, records, changes and actors.
// All answers carry ids, words and offsets, so that an assistant can quote and
// a person can check. It changes nothing.
//
// What leaves for an assistant obeys the rules of an export: private persons
// are masked and quotations are short, unless the options say otherwise.
package mcp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Reading makes the record of a text, with the address and the day of
// publication that are known of it. It fails only when ctx ends.
type Reading func(ctx context.Context, text, url, day string) (*readout.Record, error)

// Options say what the server answers from.
type Options struct {
	Store   *store.Store // nil: there is no archive, and only texts are read
	Version string       // of the program
	Read    Reading
	Whole   bool // whole texts and quotations
	Unmask  bool // names of private persons
	Log     *slog.Logger
}

// Limits of questions and answers.
const (
	maxMessage  = 4 << 20 // bytes of one message
	maxText     = 200_000 // code points of a text to read
	maxHits     = 50
	maxItems    = 200 // statements, events, … of one answer
	maxQuote    = 150 // code points of one quotation
	maxVersions = 200
)

const instructions = `Readout reads news and writes down who said and did what to whom, when, where, according to whom and how sure.
Every value has an id that "readout show ID" opens, its words, and start and end: code points of the version's text, half open.
Quote only the words that an answer gives, with the id. Values were made by a machine: confidence is 0 to 1; status says how far
something is said to be so (asserted, denied, probable, possible, planned, demanded, hypothetical, open, generic), and by names the
statements that say it. Many outlets can carry one text, and one outlet tells a thing in many: count independent lines. "[person 1]" and "####" stand for private persons,
a number for one person of one story in all of its versions; do not try to find out who they are, nor who an unnamed speaker is.`

// New returns the server with its tools.
func New(o Options) *sdk.Server {
	s := sdk.NewServer(&sdk.Implementation{Name: "readout", Title: "Readout", Version: o.Version},
		&sdk.ServerOptions{Instructions: instructions, Logger: o.Log})
	t := &tools{o: o, ask: &ask.Service{Store: o.Store}}
	add(s, "read", "Read a text of news", "Reads one story that you give and returns its record.", t.read)
	if o.Store == nil {
		return s
	}
	add(s, "search", "Search the archive", "Finds sentences, statements or events. The query has words, \"phrases\", OR, -without, and fields:\n"+store.FieldHelp(), t.search)
	add(s, "story", "A story and its versions", "Returns what is known of a story: its versions, and who else carries the same words.", t.story)
	add(s, "record", "What a version says", "Returns statements, events, actors, dates and places of a version (ve_…) or of a story's current one (st_…), or one of them (ve_…:a3, ve_…:e1).", t.record)
	add(s, "diff", "How a story changed", "Compares two versions of a story: what the record says differently, in plain words.", t.diff)
	add(s, "actor", "An actor of the archive", "Returns an actor by id (ac_…) or name, with the latest statements and events. Not for private persons.", t.actor)
	add(s, "happenings", "What stories tell together", "Finds happenings: each once, from many reports, with the sentence that tells of it best, on how many independent lines of reporting it stands, and what has become of it. Those on most lines first. Query:\n"+store.FieldHelp(), t.happenings)
	add(s, "happening", "One happening", "Returns a happening (ev_…): its reports, what has become of it and when, what contradicts what in it, and who tells what: who had it first, who has it otherwise, who left it out.", t.happening)
	add(s, "conflicts", "What contradicts what", "Finds pairs of sentences of two stories, or of one, that can't both be so: another number, told and denied, another doer, place or day. The surest first; below 0.8 they may differ.", t.conflicts)
	add(s, "positions", "Who takes which side", "Finds who is for or against what: each claim by which somebody takes a side of a question, in his own voice or as others report him, with its day and its sentence; who changed sides; or the last stance of each. Silence is no side.", t.positions)
	add(s, "options", "What actors may do", "Finds what actors consider, offer, plan, rule out, withdraw or have done, each once with when it was heard of first and last.", t.options)
	add(s, "timeline", "A timeline", "Returns the happenings that matter in order of days: those that answer a query, or those of a timeline that a person made (tl_…), each with the sentence that tells of it, its source, how many independent lines tell it, and what has become of it. Query:\n"+store.FieldHelp(), t.timeline)
	return s
}

// Serve answers on standard input and output until the client leaves or ctx ends.
func Serve(ctx context.Context, o Options) error {
	return serve(ctx, o, os.Stdin, os.Stdout)
}

// serve answers on in and out. What comes in and is no message is answered too,
// with an error, and the session goes on.
func serve(ctx context.Context, o Options, in io.ReadCloser, out io.Writer) error {
	w := &whole{Writer: out}
	err := New(o).Run(ctx, drain{&sdk.IOTransport{Reader: newLines(in, w, maxMessage), Writer: w, MaxLineLength: maxMessage + 2}})
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// add adds a tool that changes nothing and knows nothing beyond the archive.
func add[In, Out any](s *sdk.Server, name, title, doc string, answer func(context.Context, In) (Out, error)) {
	no := false
	sdk.AddTool(s, &sdk.Tool{Name: name, Title: title, Description: doc,
		Annotations: &sdk.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, DestructiveHint: &no, OpenWorldHint: &no}},
		func(ctx context.Context, _ *sdk.CallToolRequest, in In) (_ *sdk.CallToolResult, out Out, err error) {
			defer func() {
				if p := recover(); p != nil { // a bug must not end the session
					err = fmt.Errorf("a fault in readout: %v", p)
				}
			}()
			out, err = answer(ctx, in)
			return nil, out, err
		})
}

// tools are the tools' functions.
type tools struct {
	o    Options
	ask  *ask.Service // of the archive, if there is one
	book export.Book  // labels of private persons, the same all through a session
}
