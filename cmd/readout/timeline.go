package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/timeline"
	"github.com/spf13/cobra"
)

// A timelineFlags are what readout timeline takes.
type timelineFlags struct {
	acrossFlags
	most    int
	as, out string
	title   string
	to      string
	mail    mailFlags
	keep    bool
	list    bool
}

// newTimelineCommand returns the verb that makes timelines.
func newTimelineCommand() *cobra.Command {
	var f timelineFlags
	cmd := &cobra.Command{
		Use:   "timeline [flags] [QUERY…|tl_ID]",
		Short: "Make a timeline of what stories tell: the happenings that matter, each with its source",
		Long: `Timeline prints the happenings of the archive that a QUERY finds, or those of the stories of --from, that an editor would put
on one page, in order of days: what stories lead with, what many lines of reporting tell and later
stories come back to. Each has the sentence of a story that tells of it best, word for word, with
its source, how many independent lines tell it, what contradicts it, and what has become of it.

--make keeps the timeline in the archive and prints its id (tl_…), by which it is printed again, as it
was edited in the pages of readout serve: entries dropped, added and moved, headlines and notes. It
says of an entry whose story was corrected, taken back or forgotten that it was. --made lists these.`,
		Example: `  readout timeline type:PROTEST place:Geneva
  readout timeline --from examples/press --most 12
  readout timeline --from examples/press --title "The Aurelia" --out aurelia.html
  readout timeline --to desk@example.org --smtp smtp://me@mail.example:587 --sender me@example.org tl_5f0c3a9e12bd44f07a61
  readout timeline harbour --json | jq -r '[.day.from, .text, .outlet] | @tsv'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			stored, err := f.fromArchive(args)
			if err != nil {
				return err
			}
			if f.keep || f.list {
				return f.kept(stored, args)
			}
			form, err := f.form()
			if err != nil {
				return err
			}
			t, err := f.make(cmd.Context(), stored, args)
			if t == nil {
				return err
			}
			return errors.Join(f.write(t, form), err)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&f.as, "as", "", "write it as `FORM`: "+timeline.FormNames())
	cmd.Flags().StringVar(&f.out, "out", "", "write to `FILE`; its ending says the form where --as does not")
	cmd.Flags().StringVar(&f.title, "title", "", "the `HEADLINE` above it")
	cmd.Flags().StringVar(&f.to, "to", "", "mail it to these `ADDRESSES`, with commas between them, by the server of --smtp")
	f.mail.add(cmd)
	cmd.Flags().BoolVar(&f.keep, "make", false, "keep it in the archive and print its id")
	cmd.Flags().BoolVar(&f.list, "made", false, "list the timelines that people made")
	cmd.Flags().IntVar(&f.most, "most", timeline.Usual, "`N` entries at most")
	return cmd
}

// make makes the timeline that is asked for. What could not be read is an
// error beside it.
func (f *timelineFlags) make(ctx context.Context, stored bool, args []string) (*timeline.Timeline, error) {
	if !stored {
		d, err := f.join(ctx)
		if d == nil {
			return nil, err
		}
		return timeline.OfSet(d, f.most), err
	}
	q := strings.Join(args, " ")
	if strings.HasPrefix(q, "tl_") {
		return f.made(q)
	}
	if _, err := queryOf(args); err != nil {
		return nil, err
	}
	s, err := f.archive.readJoined()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	ctx, stop := untilStopped()
	defer stop()
	t, _, err := (&ask.Service{Store: s}).Chronology(ctx, q, f.most)
	if err != nil {
		return nil, askError(err)
	}
	return t, nil
}

// made returns a timeline that a person made.
func (f *timelineFlags) made(id string) (*timeline.Timeline, error) {
	s, err := f.archive.read()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	ctx, stop := untilStopped()
	defer stop()
	m, err := (&ask.Service{Store: s}).Made(ctx, id)
	if err != nil {
		return nil, archiveError(err)
	}
	return m.Timeline, nil
}

// kept keeps a timeline in the archive, or lists those that are kept.
func (f *timelineFlags) kept(stored bool, args []string) error {
	switch {
	case !stored:
		return errors.New("--make and --made are of an archive: take the stories in with readout add first")
	case f.keep && f.list || f.list && len(args) > 0:
		return errors.New("--made lists all timelines that were made, by itself")
	case f.most < 1 || f.most > timeline.Most:
		return fmt.Errorf("--most %d: of entries a timeline has 1 to %d", f.most, timeline.Most)
	}
	ctx, stop := untilStopped()
	defer stop()
	if f.list {
		return f.listMade(ctx)
	}
	s, err := f.archive.write()
	if err != nil {
		return err
	}
	defer s.Close()
	id, err := (&ask.Service{Store: s}).MakeTimeline(ctx, &ask.Making{Title: f.title, Q: strings.Join(args, " "), Most: f.most})
	if err != nil {
		return askError(err)
	}
	fmt.Println(id)
	return nil
}

// askError returns what is wrong with a question as one sentence and what to do.
func askError(err error) error {
	var problem *ask.Error
	if errors.As(err, &problem) {
		return errors.New(problem.Detail + ". " + problem.Do)
	}
	return archiveError(err)
}

// listMade prints the timelines that people made, those changed last first.
func (f *timelineFlags) listMade(ctx context.Context) error {
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	service := &ask.Service{Store: s}
	cursor := ""
	for {
		list, err := service.Timelines(ctx, cursor, 100)
		if err != nil {
			return archiveError(err)
		}
		if f.asJSON {
			err = writeRows(list.Items)
		} else {
			for _, t := range list.Items {
				fmt.Printf("%s\t%s\t%s\t%s\n", t.ID, t.Changed.Format("2006-01-02"), plural(t.Entries, "entry", "entries"), printable(t.Title))
			}
		}
		if cursor = list.Next; cursor == "" || err != nil {
			return err
		}
	}
}

// form checks the flags and returns the form that is asked for, nil for the
// page on the terminal.
func (f *timelineFlags) form() (*timeline.Form, error) {
	switch {
	case f.most < 1 || f.most > timeline.Most:
		return nil, fmt.Errorf("--most %d: of entries a timeline has 1 to %d", f.most, timeline.Most)
	case f.as != "" && f.asJSON:
		return nil, errors.New("--json prints a row an entry and --as writes a file: use one of them")
	case f.as == "" && f.out == "":
		return nil, nil
	}
	name := f.as
	if name == "" {
		base := filepath.Base(f.out)
		name = filepath.Ext(base)
		if strings.HasSuffix(base, ".timelinejs.json") {
			name = ".timelinejs.json"
		}
	}
	form, ok := timeline.FormNamed(name)
	if !ok {
		return nil, fmt.Errorf("%q is no form of a timeline: --as takes %s", name, timeline.FormNames())
	}
	return &form, nil
}

// write prints a timeline as it is asked for.
func (f *timelineFlags) write(t *timeline.Timeline, form *timeline.Form) error {
	if f.title != "" {
		t.Title = f.title
	}
	if f.to != "" {
		ctx, stop := untilStopped()
		defer stop()
		if err := f.mail.send(ctx, t, f.to); err != nil || form == nil {
			return err
		}
	}
	var data []byte
	switch {
	case f.asJSON && form == nil:
		return writeRows(t.Entries)
	case form == nil:
		page := &sheet{Style: pageStyle()}
		page.timeline(t)
		data = page.Bytes()
	default:
		var left int
		var err error
		if data, left, err = form.Write(t); err != nil {
			return &exitError{code: exitWrite, err: err}
		}
		if left > 0 {
			fmt.Fprintf(os.Stderr, "%s: %s without a day left out\n", form.Name, plural(left, "entry", "entries"))
		}
	}
	var err error
	if f.out == "" {
		_, err = os.Stdout.Write(data)
	} else {
		err = os.WriteFile(f.out, data, 0o666)
	}
	if err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}

// timeline prints a timeline: a day once, its entries below it.
func (s *sheet) timeline(t *timeline.Timeline) {
	s.head("%s", t.Title)
	if t.Note != "" {
		s.para(0, "", "", t.Note)
	}
	if len(t.Entries) == 0 {
		s.faint(0, "nothing of this is told: use fewer or other words, or look at what there is with readout events")
	}
	day := ""
	for i := range t.Entries {
		e := &t.Entries[i]
		if d := e.DayText(); d != day {
			day = d
			s.head("%s", day)
		}
		s.entry(e)
	}
}

// entry prints one entry.
func (s *sheet) entry(e *timeline.Entry) {
	mark := "· "
	if e.Title != "" {
		s.para(2, ansiBold, mark, e.Title)
		mark = "  "
	}
	s.para(2, "", mark, e.Words())
	facts := []string{e.SourceText(), plural(e.Lines, "line", "lines")}
	if e.Stories > e.Lines {
		facts[1] += ", " + plural(e.Stories, "story", "stories")
	}
	if w := e.StatusText(); w != "" {
		facts = append(facts, w)
	}
	s.faint(4, "%s", strings.Join(facts, " · "))
	if e.URL != "" {
		s.faint(4, "%s", e.URL)
	}
	for _, c := range e.Differ {
		s.para(4, ansiAmber, "⚠ ", "contradicted: "+c.What)
	}
	for _, w := range e.Warnings {
		s.para(4, ansiAmber, "⚠ ", w)
	}
	if e.Note != "" {
		s.para(4, ansiFaint, "note: ", e.Note)
	}
}
