package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/spf13/cobra"
)

// A positionsFlags are what the verb positions takes.
type positionsFlags struct {
	acrossFlags
	on, actor, at, pairs     string
	changes, sides, optional bool

	questions []string // all that --on names
	as, out   string   // a form for other programs, and where it goes
	unmask    string
	force     bool
}

// newPositionsCommand returns the verb that answers who takes which side.
func newPositionsCommand() *cobra.Command {
	var f positionsFlags
	cmd := &cobra.Command{
		Use:   "positions [flags] --on QUESTION [ACTOR]",
		Short: "Who takes which side of a question, since when, in which words",
		Long: `Positions prints every claim by which an actor takes a side of a question, in his own voice or as others report
him: day, stance (for, against, open, conditional, undecided), the sentence, according to whom, and why it is
read so. A question is words: what is done, and to what. They are matched with words that mean the same or the
opposite, and with all names of whom they name.

The actor is the state or body that an office-holder or spokesman speaks for, else the person; the speaker has
the words.`,
		Example: `  readout positions --on "opening the border" --from week.jsonl
  readout positions --on "opening the border" --sides --at 2024-05-01
  readout positions --on "opening the border" "Foreign Minister" --changes --json
  readout positions --on "opening the border" --on "sending arms" --as gexf -o sides.gexf`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				f.actor = args[0]
			}
			if f.pairs != "" {
				return f.runPairs(cmd)
			}
			if f.as != "" || f.out != "" {
				return f.runAs(cmd.Context())
			}
			return f.run(cmd.Context())
		},
	}
	f.add(cmd)
	f.words(cmd)
	f.forms(cmd)
	cmd.Flags().StringVar(&f.pairs, "pairs", "", "sentences with two names marked, [p] and [q], as rows of JSON in `FILE` (- is standard input): who is for or against whom in each")
	cmd.Flags().BoolVar(&f.changes, "changes", false, "only those who changed their minds: the later claim, with what was before")
	cmd.Flags().BoolVar(&f.sides, "sides", false, "each actor's last stance, the newest last")
	cmd.Flags().BoolVar(&f.optional, "options", false, "what actors may do, will not do or have done, as readout options")
	return cmd
}

// words registers the flags that say what is asked.
func (f *positionsFlags) words(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.questions, "on", nil, "the `QUESTION`: words for what is done and to what, such as \"opening the border\"")
	cmd.Flags().StringVar(&f.actor, "actor", "", "only the claims of the actor or speaker of this `NAME`")
	cmd.Flags().StringVar(&f.at, "at", "", "as it stood at the end of this `DAY`, such as 2024-05-01")
}

// newOptionsCommand returns the verb that lists what actors may do.
func newOptionsCommand() *cobra.Command {
	var f positionsFlags
	cmd := &cobra.Command{
		Use:   "options [flags] [ACTOR]",
		Short: "What an actor considers, offers, plans, rules out or has done",
		Long: `Options prints the acts that actors consider, offer, plan, rule out, take back or have done, each with the words
of a story, when it was heard of last and from whom. A deed is told if its doer says so.`,
		Example: `  readout options --from week.jsonl
  readout options Brazil --on "sending observers" --json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				f.actor = args[0]
			}
			f.optional = true
			return f.run(cmd.Context())
		},
	}
	f.add(cmd)
	f.words(cmd)
	return cmd
}

// oneDay is a day as --at takes it.
var oneDay = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)

// run answers.
func (f *positionsFlags) run(ctx context.Context) error {
	stored, err := f.fromArchive(nil)
	if err != nil {
		return err
	}
	if len(f.questions) > 1 {
		return errors.New("one question at a time: several --on go with --as dna, graphml or gexf")
	}
	f.on = strings.Join(f.questions, "")
	if f.at != "" && !oneDay.MatchString(f.at) {
		return fmt.Errorf("--at %q is no day: write it as 2024-05-01", f.at)
	}
	if strings.TrimSpace(f.on) == "" && !f.optional {
		return errors.New("say what is asked: --on \"working with …\"; readout options lists what actors may do without one")
	}
	asker := question.New(language.English())
	q := asker.Parse(f.on)
	if q.Empty() && strings.TrimSpace(f.on) != "" {
		return fmt.Errorf("%q has no word to look for: name what is done and to what, such as \"opening the border\"", f.on)
	}
	if stored {
		return f.fromStore()
	}
	d, err := f.join(ctx)
	if d == nil {
		return err
	}
	return errors.Join(f.answer(asker, q, d.Told(), textOf(d)), err)
}

// fromStore answers from the archive.
func (f *positionsFlags) fromStore() error {
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, stop := untilStopped()
	defer stop()
	service := &ask.Service{Store: s}
	what := ask.PositionsQuestion{On: f.on, Actor: f.actor, At: f.at, Changes: f.changes, Sides: f.sides}
	page := &sheet{Style: pageStyle()}
	if f.optional {
		list, err := service.Options(ctx, what)
		if err != nil {
			return archiveError(err)
		}
		if f.asJSON {
			return writeRows(list.Items)
		}
		page.options(list.Items)
		page.asked(list.Found, list.Asked)
		return page.print()
	}
	list, err := service.Positions(ctx, what)
	if err != nil {
		return archiveError(err)
	}
	if f.asJSON {
		return writeRows(list.Items)
	}
	page.positions(list.Items, f)
	if len(list.Items) == 0 {
		page.nothing(list.Question, list.Near, list.Found, f.changes)
	}
	page.asked(list.Found, list.Asked)
	return page.print()
}

// answer prints the answer that claims give.
func (f *positionsFlags) answer(asker *question.Asker, q *question.Question, told []question.Told, text func(string) string) error {
	if f.at != "" {
		told = question.Until(told, f.at)
	}
	page := &sheet{Style: pageStyle()}
	if f.optional {
		var rows []joined.OptionRow
		for _, o := range asker.Options(q, told, f.actor) {
			rows = append(rows, joined.Option(&o, text))
		}
		if f.asJSON {
			return writeRows(rows)
		}
		page.options(rows)
		return page.print()
	}
	list, near := asker.Positions(q, told, f.actor)
	switch {
	case f.changes:
		list = question.Changes(list)
	case f.sides:
		list = question.Sides(list, f.at)
	}
	var rows []joined.PositionRow
	for i := range list {
		rows = append(rows, joined.Position(q.Words, &list[i], text))
	}
	if f.asJSON {
		return writeRows(rows)
	}
	page.positions(rows, f)
	if len(rows) == 0 {
		page.nothing(q.Words, asker.Offer(q, told, 5), near, f.changes)
	}
	return page.print()
}

// print writes the page to standard output.
func (s *sheet) print() error {
	if _, err := os.Stdout.Write(s.Bytes()); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}
