package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// An acrossFlags are what the verbs about many stories take.
type acrossFlags struct {
	inputFlags
	archive archiveFlag
	from    []string
	asJSON  bool
	near    bool                       // only what an archive compares
	records map[string]*readout.Record // of the stories that were joined, by version
}

// add registers the flags on cmd.
func (f *acrossFlags) add(cmd *cobra.Command) {
	f.inputFlags.add(cmd)
	f.lists.add(cmd)
	f.archive.add(cmd)
	cmd.Flags().StringArrayVar(&f.from, "from", nil, "`INPUT` of stories, or of records that readout read --json wrote: they are read and joined, no archive is needed; may be repeated")
	cmd.Flags().BoolVar(&f.near, "as-archive", false, "with --from, compare only what an archive compares, as is done with more than 400 stories: posted within 30 days, and with telling words in common")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "one row a line, as doc/across.md describes it")
}

// fromArchive reports whether the archive is asked, as no stories are named.
func (f *acrossFlags) fromArchive(args []string) (bool, error) {
	if len(f.from) > 0 && len(args) > 0 {
		return false, fmt.Errorf("%q: a query is of the archive; with --from all stories that are given are joined", args[0])
	}
	return len(f.from) == 0, f.check()
}

// join reads the stories of --from and joins them.
func (f *acrossFlags) join(ctx context.Context) (*joined.Set, error) {
	j, err := thread.New(language.English())
	if err != nil {
		return nil, &exitError{code: exitWrite, err: err}
	}
	var names []string
	var stored []*export.Stored
	for _, name := range f.from {
		if !isRecords(name) {
			names = append(names, name)
			continue
		}
		err := export.EachStored(name, os.Stdin, func(place string, st *export.Stored, err error) error {
			if err == nil {
				err = checkRead(st.Record)
			}
			if err != nil {
				fmt.Fprintf(os.Stderr, "readout: %s: %v\n", place, err)
				return nil
			}
			stored = append(stored, st)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	var items []joined.Item
	reader, err := f.readerFor(names, stored)
	if err != nil {
		return nil, err
	}
	for _, st := range stored {
		if st.Digest != nil {
			items = append(items, joined.Item{Record: st.Record, Digest: st.Digest})
			continue
		}
		rec, digest, err := reader.ReadDigest(ctx, &st.Record.Version, nil)
		if err != nil {
			return nil, err
		}
		items = append(items, joined.Item{Record: rec, Digest: digest})
	}
	var lock sync.Mutex
	work := worker{row: printed(func(row input.Row) ([]byte, error) {
		res := f.clean(row)
		rec, digest, err := reader.ReadDigest(ctx, &res.Version, nil)
		if err != nil {
			return nil, err
		}
		lock.Lock()
		defer lock.Unlock()
		items = append(items, joined.Item{Record: rec, Digest: digest})
		return nil, nil
	})}
	if len(names) > 0 {
		err = f.process(names, os.Stdout, work)
		var exit *exitError
		if err != nil && !(errors.As(err, &exit) && exit.code == exitInputs) {
			return nil, err
		}
	}
	if len(items) == 0 && err != nil {
		return nil, err
	}
	sorting.Func(items, func(a, b joined.Item) int {
		return strings.Compare(string(a.Record.Version.ID), string(b.Record.Version.ID))
	})
	f.records = make(map[string]*readout.Record, len(items))
	for _, it := range items {
		sayUnjoined(os.Stderr, it.Record)
		f.records[string(it.Record.Version.ID)] = it.Record
	}
	if f.near {
		return joined.JoinAsArchive(j, items, nil), err
	}
	return joined.Join(j, items, nil), err
}

// sayUnjoined says of a story that it is joined with no other because of a fault,
// which its record alone tells else.
func sayUnjoined(w io.Writer, rec *readout.Record) {
	for _, p := range rec.Problems {
		if p.Stage == "digest" {
			fmt.Fprintf(w, "readout: %s: %s\n", cmp.Or(rec.Version.Ref, string(rec.Version.ID)), p.Text)
		}
	}
}

// readerFor returns what reads stories, and records that come without digests;
// nil if all is read: opening a network takes longer than joining a few stories.
func (f *acrossFlags) readerFor(names []string, stored []*export.Stored) (*pipeline.Reader, error) {
	if len(names) == 0 && !slices.ContainsFunc(stored, func(st *export.Stored) bool { return st.Digest == nil }) {
		return nil, nil
	}
	return f.lists.open(f.model)
}

// isRecords reports whether a file is of records and not of stories.
func isRecords(name string) bool {
	if name == "-" {
		return false
	}
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 4096)
	n, _ := f.Read(head)
	if bytes.HasPrefix(head[:n], []byte{0xff, 0xff, 0xff, 0xff}) { // Arrow: the schema comes first
		return bytes.Contains(head[:n], []byte("record"))
	}
	return bytes.HasPrefix(head[:n], []byte("PAR1")) || bytes.HasPrefix(bytes.TrimSpace(head[:n]), []byte(`{"format":"`+readout.Format+`"`)) ||
		bytes.HasPrefix(bytes.TrimSpace(head[:n]), []byte(`{"record":{"format":"`+readout.Format+`"`)) // read --digest
}

// writeRows writes rows as JSON Lines.
func writeRows[T any](rows []T) error {
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	for i := range rows {
		if err := enc.Encode(&rows[i]); err != nil {
			return &exitError{code: exitWrite, err: err}
		}
	}
	return nil
}

// newEventsCommand returns the verb that joins events of many stories.
func newEventsCommand() *cobra.Command {
	var in acrossFlags
	var spans bool
	cmd := &cobra.Command{
		Use:   "events [flags] [QUERY…]",
		Short: "Join what many stories tell: one event from many reports",
		Long: `Events prints what the stories of the archive, or those of --from, tell together: each happening once, with its day, what
has become of it, on how many independent lines of reporting it stands (copies of one text are one
line, and so are the texts of one outlet), and the words that tell of it in each story. What is not sure enough is left apart.

Of one happening, named by its id (ev_…), it prints also what contradicts what in it, and who tells what: each point that
stories tell, such as the day or a number, with who has it, who had it first, who has it otherwise and who left it out.

With --spans the inputs are JSON Lines of ref, text and spans, the words that tell of events, in code
points: these are joined, and no others are looked for.`,
		Example: `  readout events type:PROTEST place:Geneva
  readout events --from examples/press
  readout events ev_8f3a51c02bd94e5f10aa
  readout events --from monday.jsonl --from tuesday.jsonl --json | jq '{type, final, lines}'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && strings.HasPrefix(args[0], "ev_") && !spans {
				return in.oneEvent(cmd.Context(), args[0])
			}
			stored, err := in.fromArchive(args)
			switch {
			case err != nil:
				return err
			case stored && spans:
				return errors.New("--spans joins given words: name their rows with --from INPUT")
			case stored:
				return archiveEvents(&in.archive, args, in.asJSON)
			}
			if spans {
				return in.joinSpans(cmd.Context())
			}
			d, err := in.join(cmd.Context())
			if d == nil {
				return err
			}
			if in.asJSON {
				return errors.Join(writeRows(in.eventRows(d)), err)
			}
			page := &sheet{Style: pageStyle()}
			page.happenings(d)
			if _, err := os.Stdout.Write(page.Bytes()); err != nil {
				return &exitError{code: exitWrite, err: err}
			}
			return err
		},
	}
	in.add(cmd)
	cmd.Flags().BoolVar(&spans, "spans", false, "join given words: rows of ref, text and spans")
	return cmd
}

// byLines returns happenings, those on most lines of reporting first, and of those
// the ones that most stories tell within few days, as an archive orders them.
func byLines(d *joined.Set) []*thread.Happening {
	var out []*thread.Happening
	for i := range d.Happenings {
		out = append(out, &d.Happenings[i])
	}
	sorting.StableFunc(out, func(a, b *thread.Happening) int {
		if a.Lines != b.Lines {
			return b.Lines - a.Lines
		}
		return cmp.Or(cmp.Compare(b.Burst(), a.Burst()), len(b.Mentions)-len(a.Mentions))
	})
	return out
}

// textOf returns what gives the text of a version.
func textOf(d *joined.Set) func(string) string {
	return func(version string) string { return d.Version(version).Text }
}

// eventRows returns the happenings as rows, most lines first. Those that are joined
// as by an archive name the component that they are of, for who joins windows of stories.
func (f *acrossFlags) eventRows(d *joined.Set) []joined.EventRow {
	components := func(*thread.Happening) []string { return nil }
	if f.near {
		components = d.Components()
	}
	var out []joined.EventRow
	for _, h := range byLines(d) {
		row := joined.Event(h, joined.EventID, textOf(d))
		row.Component = components(h)
		out = append(out, row)
	}
	return out
}

// newConflictsCommand returns the verb that finds what contradicts what.
func newConflictsCommand() *cobra.Command {
	var in acrossFlags
	var updates bool
	cmd := &cobra.Command{
		Use:   "conflicts [flags] [QUERY…]",
		Short: "Find where stories contradict each other: pairs of sentences",
		Long: `Conflicts prints the pairs of sentences of the archive, or of the stories of --from, that cannot both be so: another
number, asserted and denied, another doer, place or day, one speaker against himself. A later state
of the same thing is an update, another day or sum is another scope: they are no conflicts and are
shown with --updates alone. Pairs below ` + fmt.Sprint(thread.Shown) + ` "may differ".`,
		Example: `  readout conflicts date:2024-05
  readout conflicts --from examples/press
  readout conflicts --from week.jsonl --updates --json | jq 'select(.kind == "number") | .what'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if stored, err := in.fromArchive(args); err != nil {
				return err
			} else if stored {
				return archiveConflicts(&in.archive, args, updates, in.asJSON)
			}
			d, err := in.join(cmd.Context())
			if d == nil {
				return err
			}
			list := slices.DeleteFunc(d.Conflicts(), func(c thread.Conflict) bool {
				return !updates && (c.Kind == thread.Update || c.Kind == thread.Scope)
			})
			if in.asJSON {
				return errors.Join(writeRows(conflictRows(d, list)), err)
			}
			page := &sheet{Style: pageStyle()}
			page.conflicts(d, list)
			if _, err := os.Stdout.Write(page.Bytes()); err != nil {
				return &exitError{code: exitWrite, err: err}
			}
			return err
		},
	}
	in.add(cmd)
	cmd.Flags().BoolVar(&updates, "updates", false, "also later states of the same thing, and what differs in scope")
	return cmd
}

// conflictRows returns conflicts as rows.
func conflictRows(d *joined.Set, list []thread.Conflict) []joined.ConflictRow {
	event := func(id thread.MentionID) string {
		if h := d.Happening(id); h != nil {
			return joined.EventID(h.Key)
		}
		return ""
	}
	var out []joined.ConflictRow
	for i := range list {
		out = append(out, joined.Conflict(&list[i], event, textOf(d)))
	}
	return out
}
